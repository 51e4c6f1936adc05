"""What the page shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from credscore.lexicon import EXCEPTION, Lexicons
from credscore.records import SourceCard
from credscore.report.marks import Mark, Segment, Sentence, marks
from credscore.report.views import ArticlePage, article_page, article_row, title_of
from credscore.report.words import how_sure
from credscore.tuning.compare import Move
from credscore.workbench.desk import Desk

# The lexicons whose rows can have made a mark, by its role.
_MADE_BY = {
    "hedge": ("hedges",),
    "residue": ("residue",),
    "claim": ("predicates", "quantities", "counted"),
    "style": ("style",),
    "source": ("cues", "cue_nouns", "cue_phrases", "cue_agentless", "cue_states", "cue_labels"),
}
_MADE_BY["cue"] = _MADE_BY["content"] = _MADE_BY["source"]
_SHOWN_MOVES = 12
_LINE_WORDS = 10  # of a line that become the term of a new row; a longer line is known by its beginning


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence with its place, under the same marks throughout."""

    segment: Segment
    start: int
    end: int

    @property
    def says(self) -> str:
        """What the mark on top is, for those who do not see it."""
        top = self.segment.top
        if top is None or top.role == "content":
            return ""
        return f"{top.role}: {top.kind}" if top.role in ("hedge", "residue", "claim", "style") else top.role


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article: its number, whether it reads like a heading, and the pieces of each sentence."""

    number: int
    sentences: tuple[Sentence, ...]
    pieces: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The article on the page."""

    number: int
    view: ArticlePage
    lines: tuple[Line, ...]
    waiting: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the list."""

    number: int
    title: str
    source: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Match:
    """A row that matches at a place, and whether it made the mark there."""

    lexicon: str
    row: str
    cls: str
    made: bool
    off: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """An article or source that moved; the article's number, None for a source."""

    move: Move
    by: float
    name: str
    source: str
    number: int | None


@dataclass(frozen=True, slots=True)
class MovedView:
    """What the last change was, what it moved in a sentence, the furthest articles and sources, and how many more."""

    says: str
    counted: str
    articles: tuple[Moved, ...]
    sources: tuple[Moved, ...]
    more_articles: int
    more_sources: int
    waiting: int

    @property
    def summary(self) -> str:
        """All of it in a sentence or two."""
        return f"{self.says} {self.counted}".strip()


def shown(desk: Desk, number: int) -> Shown:
    """The article of that number (from 1), with every mark."""
    article = desk.session.articles[number - 1]
    evidence = desk.session.evidence(article.id)
    card = next(card for card in desk.scored.cards if card.id == article.id)
    row = article_row(evidence, article.text, card, f"article-{number}")
    view = article_page(evidence, article.text, card, row)
    sentences = [sentence for paragraph in view.paragraphs for sentence in paragraph]
    lines: list[Line] = []
    for line, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        held = tuple(group)
        pieces = []
        for sentence in held:
            own, at = [], sentence.start
            for segment in sentence.segments:
                own.append(Piece(segment, at, at + len(segment.text)))
                at += len(segment.text)
            pieces.append(tuple(own))
        lines.append(Line(line, held, tuple(pieces)))
    return Shown(number, view, tuple(lines), article.id in desk.session.waiting)


def listed(desk: Desk, number: int, asked: str) -> tuple[list[Listed], int, int]:
    """The articles around one, or those that match what is asked; the place of the first, and how many there are."""
    scores = {card.id: card.score for card in desk.scored.cards}
    limit, wanted = desk.limits.listed, asked.casefold().split()
    articles = list(enumerate(desk.session.articles, 1))
    if wanted:
        articles = [
            (n, a)
            for n, a in articles
            if all(word in f"{a.title or a.text[:120]} {a.source} {a.id}".casefold() for word in wanted)
        ]
    first = 0 if wanted else (number - 1) // limit * limit
    page = [
        Listed(n, title_of(desk.session.evidence(a.id), a.text), a.source, scores.get(a.id))
        for n, a in articles[first : first + limit]
    ]
    return page, first, len(articles)


def why(desk: Desk, number: int, start: int, end: int) -> list[Mark]:
    """The marks over a stretch of an article, the one on top first."""
    evidence = desk.session.evidence(desk.session.articles[number - 1].id)
    return [mark for mark in reversed(marks(evidence)) if mark.start < end and start < mark.end]


def matches(desk: Desk, number: int, start: int, end: int, over: Sequence[Mark]) -> list[Match]:
    """The rows that match in a stretch, those that made a mark there first."""
    article = desk.session.articles[number - 1]
    rules = [(mark.role, rule) for mark in over for rule in (mark.rule, mark.rule.partition("+")[0])]
    made = {(name, rule) for role, rule in rules for name in _MADE_BY[role]}
    found: dict[tuple[str, str], Match] = {}
    for name, hit in desk.session.hits(article.id, start, end):
        lexicon, _, off = name.partition("/")
        row = hit.entry.id
        cls = "an exception" if hit.entry.cls == EXCEPTION else hit.entry.cls
        found.setdefault((lexicon, row), Match(lexicon, row, cls, (lexicon, row) in made, bool(off)))
    return sorted(found.values(), key=lambda match: not match.made)


def moved(desk: Desk) -> MovedView:
    """What the last change moved so far."""
    moved_articles, moved_sources = desk.moved
    by_id = {article.id: (number, article) for number, article in enumerate(desk.session.articles, 1)}
    articles: list[Moved] = []
    for one in moved_articles[:_SHOWN_MOVES]:
        if one.name in by_id:
            number, article = by_id[one.name]
            title = title_of(desk.session.evidence(one.name), article.text)
            articles.append(Moved(one, _by(one), title, one.source, number))
    sources = tuple(Moved(one, _by(one), one.name, "", None) for one in moved_sources[:_SHOWN_MOVES])
    return MovedView(
        says=desk.says,
        counted=_counted(desk, len(moved_articles), len(moved_sources), articles),
        articles=tuple(articles),
        sources=sources,
        more_articles=len(moved_articles) - len(articles),
        more_sources=len(moved_sources) - len(sources),
        waiting=len(desk.session.waiting),
    )


def _by(move: Move) -> float:
    return 0.0 if move.before is None or move.after is None else move.after - move.before


def _counted(desk: Desk, articles: int, sources: int, moved: Sequence[Moved]) -> str:
    waiting = len(desk.session.waiting)
    if not desk.says:
        return ""
    if waiting:
        return f"So far: {_count(waiting, 'article')} still to be read again."
    if not articles and not sources:
        return "No score moves."
    most = f" Most: {moved[0].name}, {_signed(moved[0].by)}." if moved else ""
    return f"{_count(articles, 'article')} and {_count(sources, 'source')} move.{most}"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def ranking(desk: Desk) -> tuple[list[SourceCard], list[str]]:
    """The sources in order of rank, and what the ranking can and cannot tell."""
    sources = list(desk.scored.sources)
    return sources, how_sure(sources)


def term_of(text: str, start: int, end: int) -> tuple[str, str]:
    """The term of a new row made of a stretch of text, and the guard that binds it to its line if it is all of it."""
    words = " ".join(text[start:end].split()).split(" ")
    whole = "\n" not in text[start:end] and _opens_line(text, start) and _ends_line(text, end)
    if len(words) > _LINE_WORDS:
        return " ".join(words[:_LINE_WORDS]), "line-start" if whole else ""
    return " ".join(words), "line-only" if whole else ""


def _opens_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _ends_line(text: str, end: int) -> bool:
    stop = text.find("\n", end)
    return not text[end : len(text) if stop < 0 else stop].strip()


def classes(lexicons: Lexicons, name: str) -> list[tuple[str, str]]:
    """The classes of a lexicon with what each means, the exception among them."""
    known = [(cls, about.note) for cls, about in lexicons[name].classes.items()]
    return [*known, (EXCEPTION, "an exception: hides the shorter matches that it covers")]
