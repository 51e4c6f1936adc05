"""The page and its parts: the templates of this room over those of the report."""

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from urllib.parse import urlencode

from jinja2 import Environment, FunctionLoader

from credscore.errors import CredscoreError
from credscore.records import Refusal
from credscore.report.html import environment
from credscore.report.marks import Mark
from credscore.workbench import views
from credscore.workbench.desk import Desk, RowForm

MATCH_NAMES = {
    "word": "one word, whatever its case",
    "phrase": "several words in a row",
    "lemma": "a verb or noun in all its forms",
    "regex": "an RE2 pattern",
}
# The lexicons that are changed most come first in the list.
_FIRST = ("residue", "hedges", "cues", "titles", "organisations")
PANELS = ("sources", "why", "new", "changes", "load", "closed")


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page is asked to show: an article by number, what is sought in the list, and a panel beside it.

    `start`..`end` is the stretch of the article that the panel is about, `lexicon` and `row` what it edits.
    """

    article: int = 1
    q: str = ""
    panel: str = "sources"
    start: int = 0
    end: int = 0
    lexicon: str = ""
    row: str = ""

    def url(self, **change: object) -> str:
        """The address of this page, or of one that is otherwise in some respect."""
        values = {name: getattr(self, name) for name in self.__slots__} | change
        usual = {"q": "", "panel": "sources", "start": 0, "end": 0, "lexicon": "", "row": ""}
        return "/?" + urlencode({name: value for name, value in values.items() if value != usual.get(name)})


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the article. `typed` are the cells of a form as they were sent, where they were refused."""

    kind: str
    marks: list[Mark] = field(default_factory=list)
    matches: list[views.Match] = field(default_factory=list)
    form: RowForm | None = None
    cells: dict[str, str] = field(default_factory=dict)
    quoted: str = ""
    diff: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    error: CredscoreError | None = None
    done: str = ""


@cache
def _templates() -> Environment:
    def source(name: str) -> str:
        room = "credscore.workbench" if name.startswith("workbench") else "credscore.report"
        return resources.files(room).joinpath("templates", name).read_text(encoding="utf-8")

    return environment().overlay(loader=FunctionLoader(source))


def within(desk: Desk, ask: Ask) -> Ask:
    """What is asked for, an article that is not there replaced by the first one."""
    many = len(desk.session.articles)
    kept = {name: getattr(ask, name) for name in Ask.__slots__}
    kept["article"] = ask.article if 1 <= ask.article <= many else 1
    kept["panel"] = ask.panel if ask.panel in PANELS else "sources"
    return Ask(**kept)


def panel(
    desk: Desk, ask: Ask, *, error: CredscoreError | None = None, typed: dict[str, str] | None = None, done: str = ""
) -> Panel:
    """The panel that is asked for; `typed` cells stand in its form instead of those of the row."""
    kind = ask.panel
    if kind == "changes":
        try:
            return Panel(kind, diff=desk.draft.diff().splitlines(), error=error, done=done)
        except CredscoreError as broken:  # the file on disk, by hand, meanwhile
            return Panel(kind, error=error or broken, done=done)
    if kind not in ("why", "new"):
        return Panel(kind, refused=desk.refused, error=error, done=done)
    text = desk.session.articles[ask.article - 1].text if desk.session.articles else ""
    quoted = text[ask.start : ask.end]
    if kind == "new":
        term, guard = views.term_of(text, ask.start, ask.end) if quoted.strip() else ("", "")
        lexicon = ask.lexicon if ask.lexicon in desk.lexicons else _FIRST[0]
        cells = {"term": term, "match": "phrase" if " " in term or not term else "word", "class": "", "source": "own"}
        cells["when"] = guard if lexicon == "residue" else ""
        cells["yes"] = " ".join(quoted.split())
        form = RowForm(lexicon, "", cells, {}, None, own=True)
        typed = dict(typed or {})
        if error is None and typed.get("when") == guard:
            del typed["when"]  # it was only proposed, for the lexicon that was chosen before
        return Panel(kind, form=form, cells={**cells, **typed}, quoted=quoted, error=error, done=done)
    over = views.why(desk, ask.article, ask.start, ask.end) if quoted else []
    found = views.matches(desk, ask.article, ask.start, ask.end, over) if quoted else []
    chosen = (ask.lexicon, ask.row) if ask.row else next(((m.lexicon, m.row) for m in found if m.made), None)
    row = desk.row(*chosen) if chosen else None
    cells = {**(row.cells if row else {}), **(typed or {})}
    return Panel(kind, over, found, row, cells, " ".join(quoted.split()), error=error, done=done)


def render(template: str, desk: Desk, ask: Ask, beside: Panel, token: str) -> str:
    """A template with all that the page shows."""
    many = len(desk.session.articles)
    listed, first, found = views.listed(desk, ask.article, ask.q)
    sources, notes = views.ranking(desk)
    form = beside.form
    return (
        _templates()
        .get_template(template)
        .render(
            ask=ask,
            desk=desk,
            token=token,
            many=many,
            shown=views.shown(desk, ask.article) if many else None,
            listed=listed,
            first=first,
            found=found,
            panel=beside,
            sources=sources,
            notes=notes,
            moved=views.moved(desk),
            lexicons=[*_FIRST, *(name for name in desk.lexicons if name not in _FIRST)],
            classes=views.classes(desk.lexicons, form.lexicon) if form else [],
            match_names=MATCH_NAMES,
        )
    )
