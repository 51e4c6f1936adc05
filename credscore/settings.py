"""One frozen `Settings`, read from TOML: every weight, limit and window the program uses.

The defaults stand in `settings.toml` beside this file, each with its reason. A user's file gives only what it changes.
"""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    ValidationError,
)

from credscore.errors import SettingsError
from credscore.records import CriterionName, HedgeClass, ResidueKind, SourceKind

Share = Annotated[float, Field(ge=0, le=1)]


def _only(*names: str) -> AfterValidator:
    """No key of a table of weights but these: a misspelt one would be a weight that nothing reads."""

    def check(values: dict[str, float]) -> dict[str, float]:
        unknown = sorted(set(values) - set(names))
        if unknown:
            raise ValueError(f"unknown key '{unknown[0]}', the keys are {', '.join(names)}")
        return values

    return AfterValidator(check)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, allow_inf_nan=False)


class CorpusSettings(_Section):
    """Limits at the door."""

    max_chars: PositiveInt
    max_row_chars: PositiveInt
    max_page_bytes: PositiveInt
    max_unpacked_bytes: PositiveInt
    control_share: Share
    html_seconds: PositiveFloat
    batch: PositiveInt


class AttributionSettings(_Section):
    """What an attribution is worth."""

    weight: Annotated[dict[str, NonNegativeFloat], _only(*get_args(SourceKind))]
    unnamed_factor: Share


class HedgingSettings(_Section):
    """Who is charged for a hedge."""

    quotation_words: NonNegativeInt


class ModeThresholds(_Section):
    """One number for each setting of `--residue`."""

    balanced: NonNegativeFloat
    strict: NonNegativeFloat


class ResidueSettings(_Section):
    """What makes a line residue: the weight with which an entry decides alone, the probability the signals need."""

    entry_weight: ModeThresholds
    probability: ModeThresholds
    repeat_words: NonNegativeInt
    heading_words: NonNegativeInt


class ClaimsSettings(_Section):
    """Reading claims."""

    max_number: NonNegativeFloat


class StorySettings(_Section):
    """Grouping, witnesses and consensus."""

    window_days: NonNegativeInt
    half_life_days: PositiveFloat
    similarity: NonNegativeFloat
    prior_articles: NonNegativeFloat
    rare_terms: NonNegativeInt
    postings: NonNegativeInt
    candidates: NonNegativeInt
    copied: NonNegativeFloat
    agency_copied: NonNegativeFloat
    quotes_shared: NonNegativeInt
    quoted_share: NonNegativeFloat
    explicit_weight: NonNegativeFloat
    later_weight: NonNegativeFloat
    majority: NonNegativeFloat
    min_witnesses: NonNegativeInt
    approximate: NonNegativeFloat


class ScoreSettings(_Section):
    """The formulas of docs/scoring.md."""

    min_sentences: NonNegativeInt
    min_sentence_words: NonNegativeInt
    min_words: NonNegativeInt
    min_function_words: Share
    min_judged: Share
    density_full: PositiveFloat
    entities_half: PositiveFloat
    diversity_share: Share
    hedge_weight: Annotated[dict[str, NonNegativeFloat], _only(*get_args(HedgeClass))]
    hedges_half: PositiveFloat
    residue_weight: Annotated[dict[str, NonNegativeFloat], _only(*get_args(ResidueKind))]
    residue_half: PositiveFloat
    prior_agree: NonNegativeFloat
    prior_deviate: NonNegativeFloat
    variant_weight: Share
    provisional_below: NonNegativeInt
    spread: NonNegativeFloat
    spread_articles: PositiveFloat
    weights: Annotated[dict[str, NonNegativeFloat], _only(*get_args(CriterionName))]


class ReportSettings(_Section):
    """How much report.html holds."""

    articles: NonNegativeInt
    characters: NonNegativeInt
    rows: NonNegativeInt


class WorkbenchSettings(_Section):
    """Limits of the workbench."""

    articles: PositiveInt
    upload_bytes: PositiveInt
    upload_files: PositiveInt
    upload_articles: PositiveInt
    slice_seconds: PositiveFloat
    catch_up_seconds: PositiveFloat
    listed: PositiveInt


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
    workbench: WorkbenchSettings


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
        message = first["msg"].removeprefix("Value error, ")
        raise SettingsError(
            f"{key}: {message}.", where=where, remedy="See credscore/settings.toml for every key."
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
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"cannot be read: {reason}.", where=str(path), remedy="Give a UTF-8 TOML file.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is not TOML: {error}.", where=str(path), remedy="Mend that line.") from None
    return settings_from(change, str(path))


def settings_from(change: dict[str, Any], where: str = "settings") -> Settings:
    """The default settings with `change` laid over them; `where` names the origin in an error."""
    return _validated(_merge(default_settings().model_dump(), change), where)
