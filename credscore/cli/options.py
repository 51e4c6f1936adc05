"""The options that commands share, as types, and the pipeline options made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credscore.errors import InputError

if TYPE_CHECKING:
    from credscore.pipeline import Options


class InputFormat(StrEnum):
    """How to read the input, where its suffix does not say."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    PARQUET = "parquet"


class ResidueChoice(StrEnum):
    """How readily a line is taken for residue."""

    BALANCED = "balanced"
    STRICT = "strict"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, or - for stdin: txt, md, html, csv, tsv, jsonl, parquet, and their .gz.",
    ),
]
Model = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="fast|rules|PATH",
        help="Who finds attributions: the tagger that ships, the rules alone, or a tagger of yours.",
        rich_help_panel="How",
    ),
]
LexiconDir = Annotated[
    Path | None,
    typer.Option(
        "--lexicons", metavar="DIR", help="A folder of lexicon CSVs laid over the built-in ones.", rich_help_panel="How"
    ),
]
Profile = Annotated[
    str,
    typer.Option(
        "--profile",
        metavar="default|calibrated|PATH",
        help="Weights of the score: by reasoning, fitted to expert ratings, or a TOML of yours.",
        rich_help_panel="How",
    ),
]
ResidueOption = Annotated[
    ResidueChoice,
    typer.Option("--residue", help="balanced, or strict: only lines that are surely residue.", rich_help_panel="How"),
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, max=256, help="Processes to use.", rich_help_panel="How")]
InputFormatOption = Annotated[
    InputFormat | None,
    typer.Option("--input-format", help="Read the input as this, whatever its suffix.", rich_help_panel="Input"),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME=COLUMN",
        help="Take NAME (id, source, title, text, date, url, story) from COLUMN.",
        rich_help_panel="Input",
    ),
]
RawCsv = Annotated[
    bool,
    typer.Option(
        "--raw-csv",
        help="Leave text cells as they are, even where a spreadsheet would run them.",
        rich_help_panel="Output",
    ),
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What to read and how."""

    inputs: Sequence[str]
    input_format: str | None
    columns: Mapping[str, str]


def reading(inputs: Sequence[str], input_format: InputFormat | None, columns: Sequence[str] | None) -> Reading:
    """The inputs with their column mapping.

    Raises:
        InputError: a mapping that is not NAME=COLUMN.
    """
    mapping = {}
    for pair in columns or ():
        name, equals, column = pair.partition("=")
        if not (name and equals and column):
            raise InputError(f"'{pair}' is no mapping.", where="--column", remedy="Write it as text=body.")
        mapping[name] = column
    return Reading(inputs, input_format.value if input_format else None, mapping)


def pipeline_options(model: str, lexicons: Path | None, profile: str, residue: ResidueChoice) -> "Options":
    """The options of the pipeline.

    Raises:
        SettingsError: a profile that is not there or is wrong.
    """
    from credscore.pipeline import Options
    from credscore.settings import load_profile

    return Options(load_profile(profile), lexicons, residue.value, model)
