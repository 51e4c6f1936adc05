"""Articles as plain values for the templates: a row for the lists, and a page with every sentence and every finding.

Texts are handed on as they are: the templates escape them and take out what a page must not hold.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from credscore.records import Attribution, Card, Claim, Criterion, Evidence, Hedge, Residue, Span, Story, Style
from credscore.report import reasons
from credscore.report.marks import Finding, Role, Sentence, clean, numbered, sentences
from credscore.report.reasons import Why
from credscore.report.words import asks, inputs_of, tally_of
from credscore.tables import CRITERIA

_TITLE_CHARS = 110
_WORDS_CHARS = 160
FINDING_NAMES: dict[Role, str] = {
    "cue": "attribution",
    "hedge": "hedge",
    "residue": "residue",
    "claim": "claim",
    "style": "style",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A criterion to draw: its name, what it asks, the score or None, and its inputs or the reason in words."""

    name: str
    asks: str
    score: float | None
    told: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list; one that is not shown in full has no `anchor`, and nothing can link to it.

    `against` counts the claims of its story that it contradicts; `story` is the anchor of that story, if it has one.
    """

    anchor: str
    id: str
    source: str
    title: str
    date: str
    words: int
    score: float | None
    scores: tuple[float | None, ...]
    against: int
    story: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in words: what it is, the sentence it begins in (None: the title), its own words, and why.

    `against` says what the others say, where it is a claim that contradicts them.
    """

    name: str
    sentence: int | None
    words: str
    why: Why
    against: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article in full: its row, its criteria, its sentences by paragraph and its findings by number."""

    row: ArticleRow
    url: str
    bars: tuple[Bar, ...]
    tally: tuple[str, ...]
    paragraphs: tuple[tuple[Sentence, ...], ...]
    findings: tuple[FindingRow, ...]


def title_of(evidence: Evidence, text: str) -> str:
    """The title of an article, or the beginning of its text."""
    title = " ".join(clean(evidence.title or "").split())
    if not title:
        title = " ".join(clean(next((line for line in text.split("\n") if line.strip()), evidence.id)).split())
    return shortened(title, _TITLE_CHARS)


def shortened(text: str, chars: int) -> str:
    """The text, or as many whole words of it as the characters allow."""
    return text if len(text) <= chars else text[: chars - 1].rsplit(" ", 1)[0] + "…"


def web_address(url: str | None) -> str:
    """The address if it is one of the web, else nothing: no other scheme ever becomes a link."""
    plain = (url or "").strip()
    return plain if plain.lower().startswith(("https://", "http://")) and plain.isprintable() else ""


def article_row(
    evidence: Evidence, text: str, card: Card | None, anchor: str, *, against: int = 0, story: str = ""
) -> ArticleRow:
    """An article as a row of the lists."""
    scores = {criterion.name: criterion.score for criterion in card.criteria} if card else {}
    return ArticleRow(
        anchor=anchor,
        id=evidence.id,
        source=evidence.source,
        title=title_of(evidence, text),
        date=evidence.date or "",
        words=evidence.words,
        score=card.score if card else None,
        scores=tuple(scores.get(name) for name in CRITERIA),
        against=against,
        story=story,
    )


def article_page(
    evidence: Evidence,
    text: str,
    card: Card | None,
    row: ArticleRow,
    disputed: Mapping[Span, str] = MappingProxyType({}),
) -> ArticlePage:
    """An article in full; `disputed` are the places of its text that contradict others, with what those say."""
    return ArticlePage(
        row=row,
        url=web_address(evidence.url),
        bars=tuple(map(bar_of, card.criteria)) if card else (),
        tally=tally_of(evidence),
        paragraphs=tuple(tuple(group) for _, group in groupby(sentences(evidence, text), key=lambda s: s.paragraph)),
        findings=tuple(_finding_row(role, one, evidence, text, disputed) for role, one in numbered(evidence)),
    )


def bar_of(criterion: Criterion) -> Bar:
    """A criterion of an article with what it was counted from."""
    return Bar(criterion.name, asks(criterion.name), criterion.score, inputs_of(criterion))


def sentence_at(spans: Sequence[Span], start: int) -> int | None:
    """The number of the sentence that holds a place of the text; the spans are in order."""
    index = bisect_right(spans, start, key=lambda span: span.start) - 1
    return index if index >= 0 and start < spans[index].end else None


def homes(stories: Sequence[Story], anchors: Mapping[str, str]) -> dict[str, str]:
    """Article id -> anchor of its story, for the stories that have one."""
    return {article: anchors[story.id] for story in stories if story.id in anchors for article in story.articles}


def _finding_row(role: Role, one: Finding, evidence: Evidence, text: str, disputed: Mapping[Span, str]) -> FindingRow:
    spans: tuple[Span, ...]
    match one:
        case Attribution():
            spans, why = one.cue or one.content, reasons.of_attribution(one)
        case Claim() | Style():
            why = reasons.of_claim(one) if isinstance(one, Claim) else reasons.of_style(one)
            spans = (Span(one.start, one.end),)
            if one.place == "title":
                return FindingRow(FINDING_NAMES[role], None, spans[0].of(evidence.title or ""), why)
        case Hedge():
            spans, why = (Span(one.start, one.end),), reasons.of_hedge(one)
        case Residue():
            spans, why = (Span(one.start, one.end),), reasons.of_residue(one)
    words = " … ".join(" ".join(span.of(text).split()) for span in spans)
    return FindingRow(
        name=FINDING_NAMES[role],
        sentence=sentence_at(evidence.sentences, spans[0].start),
        words=shortened(words, _WORDS_CHARS),
        why=why,
        against=disputed.get(spans[0], "") if role == "claim" else "",
    )
