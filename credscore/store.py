"""The folder that a run writes, each file whole or not at all, and what can be read back from it."""

import csv
import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from credscore import __version__
from credscore.errors import OutputError, SettingsError
from credscore.lexicon import Lexicons
from credscore.model import digest
from credscore.pipeline import RULES, Analysed, Options, Scored, score
from credscore.records import Evidence, Refusal
from credscore.schema import COLUMNS, line_schema, table_schema
from credscore.settings import Settings, settings_from
from credscore.tables import (
    ARTICLE_COLUMNS,
    REFUSED_COLUMNS,
    SOURCE_COLUMNS,
    article_row,
    refused_row,
    source_row,
    to_csv,
)
from credscore.wire import Json, dumps, evidence_from, evidence_json, story_json

EVIDENCE, STORIES, RUN = "evidence.jsonl", "stories.jsonl", "run.json"
ARTICLES, SOURCES, REFUSED, REPORT = "articles.csv", "sources.csv", "refused.csv", "report.html"
# Beside each file that programs read, the schema of its rows or lines.
_SCHEMAS = {f"{name}.schema.json": partial(table_schema, name) for name in COLUMNS} | {
    f"{Path(name).stem}.schema.json": partial(line_schema, Path(name).stem) for name in (EVIDENCE, STORIES)
}
_TABLES = (ARTICLES, SOURCES, STORIES, REFUSED, REPORT, *_SCHEMAS)
_LIBRARIES = ("spacy", "textstat", "google-re2", "pydantic", "onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run read back: its settings and description, evidence with texts, and everything scored from them again."""

    run: Json
    settings: Settings
    evidence: tuple[Evidence, ...]
    texts: dict[str, str]
    refused: tuple[Refusal, ...]
    scored: Scored


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """A text file that appears under its name only when all of it is written.

    Raises:
        OutputError: the folder cannot be made or written.
    """
    part = path.with_name(path.name + ".part")
    made = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # newline="": what is written is what stands in the file, on every platform.
        with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
            made = True
            yield file
        part.replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}.", where=str(path), remedy="Choose another folder."
        ) from None
    finally:
        if made:
            part.unlink(missing_ok=True)


def check_folder(folder: Path, inputs: Iterable[str]) -> None:
    """Make sure that a run written to `folder` writes over nothing but an earlier run.

    Raises:
        OutputError: the folder is an input, holds one, or holds a file of a run's name which no run wrote.
    """
    remedy = "Choose another folder."
    if folder.exists() and not folder.is_dir():
        raise OutputError("is no folder.", where=str(folder), remedy=remedy)
    own = {(folder / name).resolve() for name in (*_TABLES, EVIDENCE, RUN)} | {folder.resolve()}
    for given in inputs:
        if given != "-" and Path(given).resolve() in own:
            raise OutputError(f"would be written over '{given}', which is read.", where=str(folder), remedy=remedy)
    if not (folder / RUN).is_file():
        for name in _TABLES:
            if (folder / name).exists():
                raise OutputError(f"holds {name}, which no run wrote.", where=str(folder), remedy=remedy)


def write_run(
    folder: Path,
    results: Iterable[Analysed | Refusal],
    options: Options,
    lexicons: Lexicons,
    profile: str,
    *,
    raw_csv: bool = False,
) -> RunFolder:
    """Write a run, all but its report, and return what `load_run` reads back; evidence is written as results come.

    `options`, `lexicons` and `profile` are what the results were made with: `run.json` tells.
    """
    evidence, texts, refused = _write_evidence(folder / EVIDENCE, results)
    scored = score(evidence, options.settings)
    run = describe_run(options, lexicons, profile, len(evidence), len(refused))
    write_tables(folder, scored, refused, run, raw_csv=raw_csv)
    # Refusals as they stand in the file, where some cells are guarded.
    told = tuple(_refused(folder / REFUSED))
    return RunFolder(run, options.settings, tuple(evidence), texts, told, scored)


def _write_evidence(
    path: Path, results: Iterable[Analysed | Refusal]
) -> tuple[list[Evidence], dict[str, str], list[Refusal]]:
    found: list[Evidence] = []
    texts: dict[str, str] = {}
    refused: list[Refusal] = []
    with whole(path) as file:
        for result in results:
            if isinstance(result, Refusal):
                refused.append(result)
            else:
                found.append(result.evidence)
                texts[result.evidence.id] = result.text
                file.write(dumps(evidence_json(result.evidence, result.text)) + "\n")
    return found, texts, refused


def write_tables(folder: Path, scored: Scored, refused: Iterable[Refusal], run: Json, *, raw_csv: bool = False) -> None:
    """Write `articles.csv`, `sources.csv`, `stories.jsonl`, `refused.csv`, `run.json` and the schemas beside them."""
    texts = {
        # First of all: it tells that the other files are those of a run, even if this one is cut off.
        RUN: json.dumps(run, ensure_ascii=False, indent=1) + "\n",
        ARTICLES: to_csv(map(article_row, scored.cards), ARTICLE_COLUMNS, raw=raw_csv),
        SOURCES: to_csv(map(source_row, scored.sources), SOURCE_COLUMNS, raw=raw_csv),
        STORIES: "".join(dumps(story_json(story)) + "\n" for story in scored.stories),
        REFUSED: to_csv(map(refused_row, refused), REFUSED_COLUMNS, raw=raw_csv),
        **{name: json.dumps(schema(), ensure_ascii=False, indent=1) + "\n" for name, schema in _SCHEMAS.items()},
    }
    for name, text in texts.items():
        with whole(folder / name) as file:
            file.write(text)


def describe_run(options: Options, lexicons: Lexicons, profile: str, articles: int, refused: int) -> Json:
    """What `run.json` says: versions, digests and every setting, enough to compute the cards again."""
    return {
        "credscore": __version__,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "model": options.model,
        "model_digest": None if options.model == RULES else digest(options.model),
        "residue": options.residue,
        "profile": profile,
        "lexicons": {
            name: {"version": lex.version, "digest": _digest(lex.entries), "entries": len(lex.entries)}
            for name, lex in lexicons.items()
        },
        "settings_digest": hashlib.sha256(options.settings.model_dump_json().encode()).hexdigest()[:16],
        "settings": options.settings.model_dump(mode="json"),
        "articles": articles,
        "refused": refused,
    }


def _digest(entries: dict[str, Any]) -> str:
    rows = "\n".join(repr(entry) for entry in entries.values())
    return hashlib.sha256(rows.encode("utf-8", "replace")).hexdigest()[:16]


def load_run(folder: Path) -> RunFolder:
    """Read a run folder and score its evidence again.

    Raises:
        OutputError: not a run folder, or a file of it that is damaged, with the line.
    """
    run = _json(folder / RUN)
    kept = run.get("settings")
    if not isinstance(kept, dict):
        raise _damaged(folder / RUN, 1, ValueError("no settings"))
    try:
        settings = settings_from(kept, str(folder / RUN))
    except SettingsError as error:
        remedy = "Score again: the folder was written by another version or changed by hand."
        raise OutputError(error.message, where=error.where, remedy=remedy) from None
    evidence: list[Evidence] = []
    texts: dict[str, str] = {}
    for line, row in _lines(folder / EVIDENCE):
        try:
            one, text = evidence_from(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _damaged(folder / EVIDENCE, line, error) from None
        evidence.append(one)
        texts[one.id] = text
    return RunFolder(
        run, settings, tuple(evidence), texts, tuple(_refused(folder / REFUSED)), score(evidence, settings)
    )


def _refused(path: Path) -> Iterator[Refusal]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Refusal(row["id"], row["where"], row["code"], row["reason"])
    except (OSError, KeyError) as error:
        raise _damaged(path, 1, error) from None


def _json(path: Path) -> Json:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise OutputError(
            f"has no {path.name}.", where=str(path.parent), remedy="Give the folder that `credscore score --out` wrote."
        ) from None
    except ValueError as error:
        raise _damaged(path, 1, error) from None
    if not isinstance(value, dict):
        raise _damaged(path, 1, ValueError("not an object"))
    return value


def _lines(path: Path) -> Iterator[tuple[int, Json]]:
    number = 0
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield number, json.loads(line)
                except ValueError as error:
                    raise _damaged(path, number, error) from None
    except UnicodeDecodeError as error:
        raise _damaged(path, number + 1, error) from None
    except OSError:
        raise OutputError(f"has no {path.name}.", where=str(path.parent), remedy="Score again.") from None


def _damaged(path: Path, line: int, error: Exception) -> OutputError:
    return OutputError(f"is damaged ({type(error).__name__}: {error}).", where=f"{path}:{line}", remedy="Score again.")
