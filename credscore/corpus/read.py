"""Inputs -> articles and refusals, one at a time: the only door, and nothing that comes in is lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from credscore.corpus.columns import Row, article_of, articles_of, check_names, host_of
from credscore.corpus.formats import TABLES, Format, sniffed, stem_of
from credscore.corpus.hygiene import CORRUPT, Fault, clean
from credscore.corpus.jsonl import jsonl_rows
from credscore.corpus.pages import Extractor
from credscore.corpus.parquet import parquet_rows
from credscore.corpus.plan import Origin, check_extra, planned
from credscore.corpus.spool import Placed, Spool
from credscore.corpus.streams import BROKEN, Opened, codec_of, opened
from credscore.corpus.tables import Delimiter, table_rows
from credscore.errors import InputError
from credscore.records import Article, Refusal
from credscore.settings import CorpusSettings

_WIDEST: Final = 4  # bytes of one character at most, in every encoding that is read


def read(
    inputs: Sequence[str],
    *,
    input_format: str | None = None,
    columns: Mapping[str, str] | None = None,
    settings: CorpusSettings,
    stdin: BinaryIO | None = None,
) -> Iterable[Article | Refusal]:
    """Every article of the inputs, and a refusal for everything that is none; one at a time, however large they are.

    They can be gone through more than once, to the same effect: files are read again each time; standard input and web
    pages, which cannot be or take long, are kept in a temporary file from the first time on.

    Args:
        inputs: files, folders, or "-" for standard input.
        input_format: the format of all of them (`formats.FORMATS`); by suffix where not given.
        columns: our column name -> the table's, as in {"text": "body"}.
        settings: the limits.
        stdin: what "-" reads; the process's standard input where not given.

    Raises:
        InputError: an input as a whole cannot be read. Named tables are looked at before the first article comes.
    """
    columns = columns or {}
    check_names(columns)
    plan = planned(inputs, input_format, settings)
    if columns and not any(isinstance(origin, Origin) and origin.format in {None, *TABLES} for origin in plan):
        raise InputError("there is no table to take columns from.", where="--column", remedy="Leave it out.")
    reading = _Reading(columns, settings, stdin)
    for origin in plan:
        if isinstance(origin, Origin) and not origin.in_folder and origin.path is not None and origin.path.is_file():
            reading.check(origin)
    return _Articles(reading, plan)


@dataclass(frozen=True, slots=True)
class _Articles:
    """All that a plan holds, each time it is gone through."""

    reading: "_Reading"
    plan: Sequence[Origin | Refusal]

    def __iter__(self) -> Iterator[Article | Refusal]:
        return _unique(self.reading.all(self.plan))


def _unique(found: Iterator[Placed]) -> Iterator[Article | Refusal]:
    """What was found (each with where it stands), and a refusal for an article whose id an earlier one has."""
    ids: set[str] = set()
    for where, item in found:
        if isinstance(item, Article):
            if item.id in ids:
                reason = (
                    "An earlier article has this id. Give each row its own; for files of one name, name their folder."
                )
                yield Refusal(item.id, where, "duplicate-id", reason)
                continue
            ids.add(item.id)
        yield item


@dataclass(slots=True)
class _Reading:
    """The user's choices, the process that extracts web pages once there is one, and what is kept for the next time."""

    columns: Mapping[str, str]
    settings: CorpusSettings
    stdin: BinaryIO | None
    extractor: Extractor = field(init=False)
    spool: Spool = field(default_factory=Spool)

    def __post_init__(self) -> None:
        self.extractor = Extractor(self.settings.html_seconds)

    def check(self, origin: Origin) -> None:
        """Raise now what reading a named file would raise later: it cannot be opened, or has not the columns."""
        with opened(origin.path, origin.name) as source:
            if origin.format in TABLES:
                next(self._rows(origin, origin.format, origin.name, source), None)

    def all(self, plan: Sequence[Origin | Refusal]) -> Iterator[Placed]:
        """All that the plan holds, each with where it stands."""
        with closing(self.extractor):
            for number, item in enumerate(plan):
                if isinstance(item, Refusal):
                    yield item.where, item
                    continue
                again = item.path is not None and item.format != "html"
                try:
                    yield from self._one(item) if again else self.spool.through(number, self._one(item))
                except InputError as error:
                    if not item.in_folder:
                        raise
                    yield item.name, Refusal(item.name, item.name, "unreadable", f"It {error.message} {error.remedy}")

    def _one(self, origin: Origin) -> Iterator[Placed]:
        where = "standard input" if origin.path is None else origin.name
        with opened(origin.path, where, self.stdin) as source:
            form = origin.format or sniffed(source.head, self.columns.get("text", "text"))
            check_extra(form, where)
            if form in TABLES:
                rows = self._rows(origin, form, where, source)
                unit = "line" if form == "jsonl" else "row"
                yield from articles_of(rows, name=origin.name, where=where, unit=unit, settings=self.settings)
            elif origin.path is None and origin.format is None and self.columns:
                raise InputError("shows no such column.", where=where, remedy="Say what it is with --input-format.")
            else:
                cells = self._page(source) if form == "html" else self._text(source)
                yield where, self._article(origin, where, cells)

    def _rows(self, origin: Origin, form: Format, where: str, source: Opened) -> Iterator[Row]:
        limit = self.settings.max_row_chars
        head, stream, zipped = source
        if form == "jsonl":
            return jsonl_rows(stream, head, columns=self.columns, where=where, limit=limit)
        if form == "parquet":
            plain = origin.path is not None and origin.path.is_file() and not zipped
            path = origin.path if plain else None
            limit = self.settings.max_unpacked_bytes
            return parquet_rows(stream, path=path, columns=self.columns, where=where, limit=limit)
        delimiter: Delimiter = "\t" if form == "tsv" else ","
        return table_rows(stream, head, delimiter=delimiter, columns=self.columns, where=where, limit=limit)

    def _text(self, source: Opened) -> dict[str, str | None] | Fault:
        data = _bytes(source.stream, _WIDEST * (self.settings.max_chars + 1))
        if isinstance(data, Fault):
            return data
        try:
            return {"text": data.decode(codec_of(source.head))}
        except UnicodeDecodeError as error:
            reason = f"Byte {error.start + 1:,} is not {error.encoding.upper()}. Save the file as UTF-8."
            return Fault("undecodable", reason)

    def _page(self, source: Opened) -> dict[str, str | None] | Fault:
        page = _bytes(source.stream, self.settings.max_page_bytes)
        if isinstance(page, Fault):
            return page
        if not page.strip():
            return Fault("empty", "The page is empty. Leave it out.")
        found = self.extractor.extract(page)
        return found if isinstance(found, Fault) else {**found, "source": found.get("sitename")}

    def _article(self, origin: Origin, where: str, cells: Mapping[str, str | None] | Fault) -> Article | Refusal:
        """The article of a file of its own; what a sidecar says goes before what the page says of itself."""
        if isinstance(cells, Fault):
            return Refusal(origin.name, where, *cells)
        said = {key: value for key, value in origin.about.items() if value}
        source = host_of(said.get("url") or cells.get("url")) if origin.format == "html" else None
        if source is None and origin.path is not None:
            source = clean(stem_of(origin.path.name))
        return article_of(
            {**cells, **said}, default_id=origin.name, default_source=source, where=where, settings=self.settings
        )


def _bytes(stream: BinaryIO, limit: int) -> bytes | Fault:
    try:
        data = stream.read(limit + 1)
    except BROKEN:
        return CORRUPT
    if len(data) > limit:
        return Fault("too-long", f"It has more than {limit:,} bytes. Split it, or raise the limit in a settings file.")
    return data
