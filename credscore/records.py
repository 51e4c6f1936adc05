"""What flows through the house: plain frozen records, and nothing that acts but the arithmetic of spans.

All offsets are 0-based and end-exclusive, counted in Unicode code points of `Article.text` (or of `Article.title`
where a record says so).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Quote = Literal["direct", "indirect", "mixed"]
SourceKind = Literal[
    "official", "person", "organisation", "international_body", "document", "media", "group", "agentless"
]
HedgeClass = Literal["epistemic", "hearsay", "approximator", "distancing"]
ResidueKind = Literal["link", "promo", "caption", "byline", "repeat", "share", "legal", "summary", "other"]
StyleClass = Literal[
    "intensifier",
    "loaded",
    "lure",
    "exclamation",
    "question",
    "first_person",
    "second_person",
    "capitals",
    "headline",
]
Relation = Literal["equal", "compatible", "variant", "contradict", "uncorroborated"]
Place = Literal["text", "title"]
CriterionName = Literal["attribution", "hedging", "residue", "consistency", "style"]


class Span(NamedTuple):
    """A piece of a text, from `start` up to but not including `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece itself."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order that cover the same characters and neither overlap nor touch."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. `id` is unique within a run; `date` is ISO (YYYY-MM-DD) or None."""

    id: str
    source: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that could not be scored: where it stands, a code a program can read, a sentence a person can."""

    id: str
    where: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with who says it (`source`) and what is said (`content`); any may be empty, never cue and content both.

    `entity` is who it is after resolution within the article; `weight` (0..1) what it is worth as evidence;
    `stance` the class of the cue.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: Quote
    kind: SourceKind
    named: bool
    via_document: bool
    entity: str | None
    weight: float
    rule: str
    stance: str = "neutral"


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that holds back commitment. `owner` is who holds back: the outlet, or a speaker it cites."""

    start: int
    end: int
    cls: HedgeClass
    rule: str
    weight: float = 1.0
    owner: Literal["outlet", "speaker"] = "outlet"


@dataclass(frozen=True, slots=True)
class Residue:
    """A line, or a part of one, that is not the article."""

    start: int
    end: int
    kind: ResidueKind
    rule: str


@dataclass(frozen=True, slots=True)
class Style:
    """A word or mark with which the outlet raises its own voice; offsets point into the title where `place` says so."""

    start: int
    end: int
    cls: StyleClass
    rule: str
    weight: float = 1.0
    place: Place = "text"


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable claim: a quantity as an interval (None is open), or a `value` (a place, a date, a condition).

    `slot` names the predicate (killed, injured, troops, ...); `about` the words that say what is counted, as written;
    `terms` the normalised words two claims must share to be about one thing; `when` the time it speaks of
    ("2024-08", "08", ...; None: the time of the event itself); `exact` is false when it was approximated ("about");
    `background` true when it belongs to another event than the article's own. `text` is the phrase as written, from
    the number to the predicate, for tables; `start`..`end` is the quantity expression alone ("at least seven").
    """

    slot: str
    low: float | None
    high: float | None
    start: int
    end: int
    place: Place
    rule: str
    about: str = ""
    terms: tuple[str, ...] = ()
    value: str | None = None
    when: str | None = None
    exact: bool = True
    explicit: bool = True
    background: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the story room needs of an article, so that its text need not be kept.

    `terms`: content words with their counts, most frequent first. `shingles`: hashes of word n-grams, a sorted sample.
    `quotes`: the verbatim quotations, normalised. `agencies`: credit lines seen ("AFP", "Reuters"). `passages`: hashes
    of ten-word passages outside quotations and residue, so sampled that of fourteen words in a row one is always kept;
    `places` where each begins in the text, and `lengths` how many characters it has.
    """

    terms: tuple[tuple[str, int], ...]
    shingles: tuple[int, ...]
    quotes: tuple[str, ...]
    agencies: tuple[str, ...] = ()
    passages: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    lengths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found in one article: enough to compute its card again without the text.

    `sentences` and `lines` cover the text; `content` are the indexes of those sentences that are not residue;
    `function_words` is the share of words that are English function words, 0..1: whether it is English at all.
    `words` counts the words of the text, `residue_words` those in residue, `content_words` the rest, and `own_words`
    what remains of these outside quotations: the outlet's own voice, in which `style` was looked for.
    """

    id: str
    source: str
    title: str | None
    date: str | None
    url: str | None
    story: str | None
    words: int
    content_words: int
    sentences: tuple[Span, ...]
    content: tuple[int, ...]
    lines: int
    attributions: tuple[Attribution, ...]
    hedges: tuple[Hedge, ...]
    residue: tuple[Residue, ...]
    claims: tuple[Claim, ...]
    readability: dict[str, float]
    fingerprint: Fingerprint
    function_words: float = 1.0
    style: tuple[Style, ...] = ()
    own_words: int = 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: a score 0..100 (higher is better), or None with the `reason`; `counts` are its inputs.

    `parts`: how each of its signals stands to the reference, 0..100. `estimate`: what goes into the composite; it is
    the score, but where nothing was found in a short text: that shows little of what the outlet does.
    """

    name: str
    score: float | None
    counts: dict[str, float]
    reason: str | None = None
    parts: dict[str, float] = field(default_factory=dict)
    estimate: float | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The score card of one article."""

    id: str
    source: str
    title: str | None
    date: str | None
    story: str | None
    words: int
    sentences: int
    score: float | None
    criteria: tuple[Criterion, ...]
    readability: dict[str, float]


@dataclass(frozen=True, slots=True)
class Value:
    """What one article says of a claim, and how that stands to the consensus."""

    article: str
    low: float | None
    high: float | None
    relation: Relation
    start: int
    end: int
    place: Place = "text"
    value: str | None = None
    text: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Consensus:
    """One claim across a story: the agreed value, how many of how many witnesses hold it, and who says what.

    `share_low`..`share_high` is a 95 % interval of the share of witnesses that hold it, 0..1. By a claim that is not
    `scored` no article is judged: names, and what is told of other times.
    """

    slot: str
    about: str
    low: float | None
    high: float | None
    value: str | None
    support: int
    witnesses: int
    settled: bool
    values: tuple[Value, ...]
    share_low: float = 0.0
    share_high: float = 1.0
    scored: bool = True


@dataclass(frozen=True, slots=True)
class Witness:
    """Articles that count as one voice, and why (empty for an article on its own)."""

    articles: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SharedText:
    """Words of its own that an article has in common with another, more than chance gives: `start`..`end` of its text.

    It is the longest such piece; `passages` counts the sampled passages that the two share, in all pieces.
    """

    article: str
    other: str
    start: int
    end: int
    passages: int


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of one event, what they claim and who agrees; `shared` is text that several wrote alike.

    For each article `shared` holds the one it shares most with, and not what was copied as a whole.
    """

    id: str
    articles: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    claims: tuple[Consensus, ...]
    shared: tuple[SharedText, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCard:
    """One source: its criteria and composite over its articles, a 95 % interval, and its rank (None: not ranked).

    `best_rank` and `worst_rank` are the ranks it may have: sources are surely apart where their intervals are.
    """

    source: str
    articles: int
    rank: int | None
    score: float | None
    low: float | None
    high: float | None
    criteria: dict[str, float | None]
    readability_grade: float | None
    provisional: bool
    reason: str
    best_rank: int | None = None
    worst_rank: int | None = None
