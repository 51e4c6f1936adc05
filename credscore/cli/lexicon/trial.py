"""`lexicon try`: a concordance of a term."""

from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.options import Columns, InputFormatOption, LexiconDir, Needed, RawCsv, project_dir, reading
from credscore.cli.output import Format, TableFormat, on_terminal, print_rows, show
from credscore.cli.reading import articles
from credscore.errors import InputError
from credscore.tables import Row

if TYPE_CHECKING:
    from credscore.lexicon import Entry, Lexicons
    from credscore.tuning import Place

_COLUMNS = ("article", "source", "start", "end", "verdict", "why", "left", "hit", "right", "also")


def try_term(
    term: Annotated[
        str, typer.Argument(metavar="TERM", help="LEXICON/ID for a row that there is, else words or a pattern to try.")
    ],
    on: Needed,
    match: Annotated[
        str, typer.Option("--match", metavar="KIND", help="word, phrase, lemma or regex; for words to try.")
    ] = "phrase",
    when: Annotated[str, typer.Option("--when", help="Guards that must all hold; for words to try.")] = "",
    unless: Annotated[str, typer.Option("--unless", help="Guards of which none may hold; for words to try.")] = "",
    output: Format = None,
    lexicons: LexiconDir = None,
    input_format: InputFormatOption = None,
    column: Columns = None,
    raw_csv: RawCsv = False,
) -> None:
    """Show every place where a term stands: whether it counts there, and if not, which guard or row keeps it out."""
    from credscore.lexicon import load_lexicons
    from credscore.settings import default_settings
    from credscore.tuning import places

    known = load_lexicons(project_dir(lexicons))
    lexicon, entry = _entry(term, match, when, unless, known)
    corpus = articles(reading(on, input_format, column), default_settings().corpus)
    found = places(entry, lexicon, known, corpus)
    choice = output or (TableFormat.TABLE if on_terminal() else TableFormat.CSV)
    if choice is TableFormat.TABLE:
        from credscore.report.terminal import places_view

        show(places_view([_row(place) for place in found]))
    else:
        print_rows([_row(place) for place in found], _COLUMNS, choice, raw_csv=raw_csv)


def _entry(term: str, match: str, when: str, unless: str, known: "Lexicons") -> "tuple[str | None, Entry]":
    """The row that is named, with its lexicon; else an entry made of the words."""
    from credscore.lexicon import trial_entry

    lexicon, slash, name = term.partition("/")
    if slash and lexicon in known:
        if name not in known[lexicon].entries:
            remedy = f"`credscore lexicon show {lexicon}` lists them."
            raise InputError(f"'{lexicon}' has no row '{name}'.", where="lexicon try", remedy=remedy)
        if when or unless:
            remedy = "Try the words with guards, or change the row in a layer of yours."
            raise InputError(f"'{term}' has guards of its own.", where="--when, --unless", remedy=remedy)
        return lexicon, known[lexicon].entries[name]
    return None, trial_entry({"term": term, "match": match, "when": when, "unless": unless})


def _row(place: "Place") -> Row:
    return {
        "article": place.article,
        "source": place.source,
        "start": place.start,
        "end": place.end,
        "verdict": place.verdict,
        "why": place.why,
        "left": place.left,
        "hit": place.hit,
        "right": place.right,
        "also": " ".join(place.also),
    }
