"""One frozen `Settings`, read from TOML: every weight, limit and window the program uses.

The defaults stand in `settings.toml` beside this file, each with its reason. A user's file gives only what it changes.
"""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from credscore.errors import SettingsError


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class CorpusSettings(_Section):
    """Limits at the door."""

    max_chars: int
    max_row_chars: int
    max_page_bytes: int
    max_unpacked_bytes: int
    control_share: float
    html_seconds: float
    batch: int


class AttributionSettings(_Section):
    """What an attribution is worth."""

    weight: dict[str, float]
    unnamed_factor: float


class HedgingSettings(_Section):
    """Who is charged for a hedge."""

    quotation_words: int


class ModeThresholds(_Section):
    """One number for each setting of `--residue`."""

    balanced: float
    strict: float


class ResidueSettings(_Section):
    """What makes a line residue: the weight with which an entry decides alone, the probability the signals need."""

    entry_weight: ModeThresholds
    probability: ModeThresholds
    repeat_words: int
    heading_words: int


class ClaimsSettings(_Section):
    """Reading claims."""

    max_number: float
    lead_sentences: int


class StorySettings(_Section):
    """Grouping, witnesses and consensus."""

    window_days: int
    half_life_days: float
    similarity: float
    prior_articles: float
    rare_terms: int
    postings: int
    candidates: int
    copied: float
    agency_copied: float
    quotes_shared: int
    quoted_share: float
    explicit_weight: float
    later_weight: float
    majority: float
    min_witnesses: int
    approximate: float


class ScoreSettings(_Section):
    """The formulas of docs/scoring.md."""

    min_sentences: int
    min_sentence_words: int
    min_words: int
    density_full: float
    entities_half: float
    diversity_share: float
    hedge_weight: dict[str, float]
    hedges_half: float
    residue_weight: dict[str, float]
    residue_half: float
    prior_agree: float
    prior_deviate: float
    variant_weight: float
    provisional_below: int
    spread: float
    spread_articles: float
    weights: dict[str, float]


class ReportSettings(_Section):
    """How much report.html holds."""

    articles: int
    characters: int
    rows: int


class Settings(_Section):
    """All of it. `digest` and `dump` go into `run.json`, so that a run can be repeated."""

    corpus: CorpusSettings
    attribution: AttributionSettings
    hedging: HedgingSettings
    residue: ResidueSettings
    claims: ClaimsSettings
    story: StorySettings
    score: ScoreSettings
    report: ReportSettings


def _merge(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in change.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _validated(values: dict[str, Any], where: str) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"{key}: {first['msg']}.", where=where, remedy="See credscore/settings.toml for every key."
        ) from None


@cache
def default_settings() -> Settings:
    """The settings that ship with the package."""
    text = resources.files("credscore").joinpath("settings.toml").read_text(encoding="utf-8")
    return _validated(tomllib.loads(text), "settings.toml")


def load_settings(path: Path | None = None) -> Settings:
    """The default settings with the keys of the TOML file at `path` laid over them.

    Raises:
        SettingsError: the file cannot be read, is not TOML, or holds an unknown key or a wrong value.
    """
    if path is None:
        return default_settings()
    try:
        change = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}.", where=str(path), remedy="Give a UTF-8 TOML file.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is not TOML: {error}.", where=str(path), remedy="Mend that line.") from None
    return settings_from(change, str(path))


def settings_from(change: dict[str, Any], where: str = "settings") -> Settings:
    """The default settings with `change` laid over them; `where` names the origin in an error."""
    return _validated(_merge(default_settings().model_dump(), change), where)
