"""One frozen `Settings`, read from TOML: every weight, limit and window the program uses.

The defaults stand in `settings.toml` beside this file, each with its reason. A user's file gives only what it changes.
"""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, cast, get_args

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
    field_validator,
    model_validator,
)

from credscore.errors import SettingsError
from credscore.records import CriterionName, HedgeClass, ResidueKind, SourceKind, StyleClass

Share = Annotated[float, Field(ge=0, le=1)]
_SIGNALS = ("density", "diversity", "named", "documents", "own", "second_hand", "pieces", "lost")
PROFILES = ("calibrated",)  # that ship beside the default, in the folder profiles


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


class RefrainSettings(_Section):
    """Lines that a source repeats: how many of its articles are looked at, and what makes a line of them a refrain."""

    sample: NonNegativeInt
    articles: NonNegativeInt
    least: Annotated[int, Field(ge=2)]
    share: Share
    varied_share: Share
    own: Share
    words: PositiveInt
    varied_words: PositiveInt
    long_words: PositiveInt
    alike: Share


class ResidueSettings(_Section):
    """What makes a line residue: the weight with which an entry decides alone, the probability the signals need."""

    entry_weight: ModeThresholds
    probability: ModeThresholds
    repeat_words: NonNegativeInt
    heading_words: NonNegativeInt
    refrain: RefrainSettings


class StyleSettings(_Section):
    """What a headline its body does not bear out is."""

    headline_words: PositiveInt
    headline_missing: Share


class ClaimsSettings(_Section):
    """Reading claims."""

    max_number: NonNegativeFloat


class StorySettings(_Section):
    """Grouping, witnesses and consensus."""

    window_days: NonNegativeInt
    similarity: NonNegativeFloat
    gap_factor: NonNegativeFloat
    prior_articles: NonNegativeFloat
    rare_terms: NonNegativeInt
    postings: NonNegativeInt
    candidates: NonNegativeInt
    copied: NonNegativeFloat
    agency_copied: NonNegativeFloat
    quotes_shared: NonNegativeInt
    quoted_share: NonNegativeFloat
    passage_share: NonNegativeFloat
    passages_shared: NonNegativeInt
    passages_elsewhere: NonNegativeInt
    explicit_weight: NonNegativeFloat
    later_weight: NonNegativeFloat
    majority: NonNegativeFloat
    min_witnesses: NonNegativeInt
    plural_witnesses: NonNegativeInt
    plural_lead: NonNegativeFloat
    beside: NonNegativeFloat
    opening: NonNegativeInt
    rising_from: NonNegativeFloat
    rising_days: NonNegativeInt
    approximate: NonNegativeFloat


class SignalSettings(_Section):
    """What each signal of a criterion weighs within it; 0: shown, and counts for nothing."""

    attribution: Annotated[dict[str, NonNegativeFloat], _only("density", "diversity", "named", "documents")]
    hedging: Annotated[dict[str, NonNegativeFloat], _only("own", "second_hand")]
    residue: Annotated[dict[str, NonNegativeFloat], _only("pieces", "lost")]
    style: Annotated[dict[str, NonNegativeFloat], _only(*get_args(StyleClass))]

    def __getitem__(self, criterion: str) -> dict[str, float]:
        """The weights of a criterion's signals by its name."""
        return cast("dict[str, float]", getattr(self, criterion))


class ScoreSettings(_Section):
    """The formulas of docs/scoring.md."""

    min_sentences: NonNegativeInt
    min_sentence_words: NonNegativeInt
    min_words: NonNegativeInt
    min_function_words: Share
    min_judged: Share
    prior_agree: NonNegativeFloat
    prior_deviate: NonNegativeFloat
    variant_weight: Share
    provisional_below: NonNegativeInt
    middle: Annotated[float, Field(ge=0, le=100)]
    middle_articles: NonNegativeFloat
    spread: NonNegativeFloat
    draws: Annotated[int, Field(ge=100, le=100_000)]
    draw_articles: PositiveInt
    hedge_weight: Annotated[dict[str, NonNegativeFloat], _only(*get_args(HedgeClass))]
    residue_weight: Annotated[dict[str, NonNegativeFloat], _only(*get_args(ResidueKind))]
    signals: SignalSettings
    weights: Annotated[dict[str, NonNegativeFloat], _only(*get_args(CriterionName))]


class Distribution(_Section):
    """How one signal is spread over the articles of the reference: its mean rate, and its quantiles in equal steps."""

    mean: NonNegativeFloat
    quantiles: Annotated[tuple[float, ...], Field(min_length=2)]

    @field_validator("quantiles")
    @classmethod
    def _rising(cls, values: tuple[float, ...]) -> tuple[float, ...]:
        if list(values) != sorted(values):
            raise ValueError("quantiles must rise")
        return values


class Reference(_Section):
    """What scores are measured against; made by `python -m credscore.training reference` (docs/scoring.md).

    `words` and `sentences`: how much typical text stands beside an article's own in every rate. The quantiles were
    taken of such rates, so these are changed only with them.
    """

    made_from: str
    words: NonNegativeFloat
    sentences: NonNegativeFloat
    signals: dict[str, Distribution]

    @model_validator(mode="after")
    def _complete(self) -> "Reference":
        if missing := sorted({*_SIGNALS, *get_args(StyleClass)} - set(self.signals)):
            raise ValueError(f"signals: '{missing[0]}' is missing")
        return self


class ProfileSettings(_Section):
    """What the weights are called, what they were fitted on and how well they predict, in plain words."""

    name: str
    fitted_on: str
    predicts: str


class ReportSettings(_Section):
    """How much report.html holds."""

    articles: NonNegativeInt
    characters: NonNegativeInt
    rows: NonNegativeInt
    cards: NonNegativeInt
    columns: NonNegativeInt
    claims: NonNegativeInt


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
    style: StyleSettings
    claims: ClaimsSettings
    story: StorySettings
    score: ScoreSettings
    reference: Reference
    profile: ProfileSettings
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


def _packed(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("credscore").joinpath(name).read_text(encoding="utf-8"))


@cache
def default_settings() -> Settings:
    """The settings that ship with the package: `settings.toml` and the `reference.toml` that scores are measured by."""
    return _validated({**_packed("settings.toml"), "reference": _packed("reference.toml")}, "settings.toml")


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
    # What is said of the default weights holds for nobody else's.
    unsaid = {"name": path.stem, "fitted_on": "", "predicts": ""}
    said = change.get("profile", {})
    return settings_from({**change, "profile": {**unsaid, **said} if isinstance(said, dict) else said}, str(path))


def load_profile(name: str) -> Settings:
    """The settings of `default`, of a profile that ships (`calibrated`), or of the TOML file of this name.

    Raises:
        SettingsError: as `load_settings`.
    """
    if name == "default":
        return default_settings()
    if name in PROFILES:
        return settings_from(_packed(f"profiles/{name}.toml"), f"{name}.toml")
    return load_settings(Path(name))


def settings_from(change: dict[str, Any], where: str = "settings") -> Settings:
    """The default settings with `change` laid over them; `where` names the origin in an error."""
    return _validated(_merge(default_settings().model_dump(), change), where)
