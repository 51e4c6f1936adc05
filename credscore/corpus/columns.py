"""The columns of a table, and how a row of them becomes an article."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from credscore.corpus.dates import iso_date
from credscore.corpus.hygiene import Fault, clean, fault_of
from credscore.errors import InputError
from credscore.records import Article, Refusal
from credscore.settings import CorpusSettings

COLUMNS: Final = ("id", "source", "title", "text", "date", "url", "story")
UNKNOWN: Final = "unknown"


class Row(NamedTuple):
    """One row under our column names (None: absent), or the fault that kept it from being read."""

    number: int
    cells: Mapping[str, str | None]
    fault: Fault | None = None


def check_names(columns: Mapping[str, str]) -> None:
    """Refuse a `--column` for a column that does not exist here.

    Raises:
        InputError: with the names that do.
    """
    for ours in columns:
        if ours not in COLUMNS:
            raise InputError(
                f"there is no column '{ours}' to fill.", where="--column", remedy=f"Choose from {', '.join(COLUMNS)}."
            )


def resolve(columns: Mapping[str, str], present: Sequence[str], where: str) -> dict[str, str]:
    """Our column names -> the table's, for those the table has.

    Raises:
        InputError: there is no text column, or a mapped one is not there, or one that is read stands twice.
    """
    there = ", ".join(f"'{clean(name)}'" for name in present[:20]) + (", ..." if len(present) > 20 else "")
    there = f"Its columns are {there}." if present else "It has no columns."
    for ours, theirs in columns.items():
        if theirs not in present:
            raise InputError(
                f"has no column '{theirs}' to read {ours} from. {there}", where=where, remedy="Name one of these."
            )
    names = {ours: columns.get(ours, ours) for ours in COLUMNS}
    found = {ours: theirs for ours, theirs in names.items() if theirs in present}
    if "text" not in found:
        raise InputError(
            f"has no column 'text'. {there}",
            where=where,
            remedy="Say which one holds the text, as in --column text=body.",
        )
    for theirs in found.values():
        if present.count(theirs) > 1:
            raise InputError(
                f"has the column '{theirs}' {present.count(theirs)} times.", where=where, remedy="Rename all but one."
            )
    return found


def host_of(url: str | None) -> str | None:
    """The host of a web address in lower case, without `www.`; None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None


def _value(cells: Mapping[str, str | None], name: str) -> str | None:
    value = cells.get(name)
    return (clean(value).strip() or None) if value else None


def article_of(
    cells: Mapping[str, str | None],
    *,
    default_id: str,
    default_source: str | None,
    where: str,
    settings: CorpusSettings,
) -> Article | Refusal:
    """The article of a row's values; `default_id` and `default_source` stand in where it gives none.

    Without a source of any kind it is the host of the address, and at last "unknown".
    """
    text = clean(cells.get("text") or "")
    name, title, url, date = (_value(cells, column) for column in ("id", "title", "url", "date"))
    fault = fault_of(text, title, settings)
    if fault is not None:
        return Refusal(name or default_id, where, *fault)
    source = _value(cells, "source") or default_source or host_of(url) or UNKNOWN
    return Article(
        name or default_id, source, text, title, iso_date(date) if date else None, url, _value(cells, "story")
    )


def articles_of(
    rows: Iterator[Row], *, name: str, where: str, unit: str, settings: CorpusSettings
) -> Iterator[tuple[str, Article | Refusal]]:
    """An article or a refusal for every row, with where it stands; `unit` is what a row is called ("row", "line")."""
    none = True
    for number, cells, fault in rows:
        none = False
        default_id, place = f"{name}:{number}", f"{where} {unit} {number}"
        if fault is not None:
            yield place, Refusal(default_id, place, *fault)
        else:
            yield place, article_of(cells, default_id=default_id, default_source=None, where=place, settings=settings)
    if none:
        yield where, Refusal(name, where, "empty", "The file has no rows. Leave it out, or fill it.")
