"""What the templates and the terminal show of a story: the table of who says what."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from credscore.records import Consensus, Evidence, Story, Value
from credscore.report.marks import clean, interval
from credscore.report.views import ArticleView
from credscore.story.fingerprint import RARE, common

RELATIONS = {
    "equal": ("=", "the same"),
    "compatible": ("≈", "compatible"),
    "variant": ("~", "a variant: no deviation"),
    "contradict": ("✕", "contradicts the consensus"),
    "uncorroborated": ("·", "nobody else says"),
}
_LABEL_TERMS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article says of a claim: its values with glyph, words for the relation, text and reason."""

    values: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of a story: what is agreed, by how many, and a cell for every article."""

    claim: str
    about: str
    agreed: str
    support: str
    settled: bool
    deviates: bool
    alone: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story to show: a label of its most telling words, its articles, who is independent, and the claims table."""

    anchor: str
    id: str
    label: str
    columns: tuple[ArticleView, ...]
    joined: tuple[tuple[str, str], ...]
    rows: tuple[ClaimRow, ...]
    witnesses: int
    deviations: int


def story_label(story: Story, evidence: Mapping[str, Evidence]) -> str:
    """The words that tell a story apart: those most of its articles share and that are rare elsewhere."""
    known, score = common(), Counter[str]()
    for one in (evidence[i] for i in story.articles if i in evidence):
        for term, count in one.fingerprint.terms:
            # In thousandths: whole numbers add up the same in any order.
            score[term] += round(1000 * (1 + math.log(count)) * -math.log(known.get(term, RARE)))
    best: list[str] = []
    for term in sorted((t for t in score if not t[0].isdigit()), key=lambda t: (-score[t], t)):
        if not any(term.startswith(other) or other.startswith(term) for other in best):
            best.append(term)
        if len(best) == _LABEL_TERMS:
            break
    return " · ".join(best)


def story_views(
    stories: Sequence[Story], evidence: Mapping[str, Evidence], articles: Mapping[str, ArticleView]
) -> list[StoryView]:
    """The stories of two articles or more, the largest first."""
    told = sorted((s for s in stories if len(s.articles) > 1), key=lambda s: (-len(s.articles), s.id))
    return [_story(story, f"story-{n}", evidence, articles) for n, story in enumerate(told, 1)]


def _story(
    story: Story, anchor: str, evidence: Mapping[str, Evidence], articles: Mapping[str, ArticleView]
) -> StoryView:
    columns = tuple(articles[i] for i in story.articles)
    rows = tuple(_claim_row(claim, story, evidence, articles) for claim in story.claims)
    joined = tuple(
        (", ".join(articles[i].source for i in w.articles), w.reason) for w in story.witnesses if len(w.articles) > 1
    )
    return StoryView(
        anchor=anchor,
        id=story.id,
        label=story_label(story, evidence),
        columns=columns,
        joined=joined,
        rows=rows,
        witnesses=len(story.witnesses),
        deviations=sum(value.relation == "contradict" for claim in story.claims for value in claim.values),
    )


def agreed(claim: Consensus) -> str:
    """The value that is agreed, as a person writes it."""
    return clean(claim.value) if claim.value is not None else interval(claim.low, claim.high)


def said(value: Value) -> str:
    """What an article says of a claim: its words, or the value where there are none."""
    return " ".join(clean(value.text).split()) or clean(value.value or "") or interval(value.low, value.high)


def about_of(claim: Consensus) -> str:
    """What is counted, where that is more than the slot says."""
    about = " ".join(clean(claim.about).split())
    return "" if about == slot_name(claim.slot) else about


def distinct(values: Iterable[Value]) -> list[Value]:
    """The values without those that say the same in the same words in the same article."""
    found = {(v.article, v.relation, v.place, said(v).casefold()): v for v in reversed(list(values))}
    return list(found.values())[::-1]


def slot_name(slot: str) -> str:
    """A slot as a person reads it."""
    return clean(slot).replace("_", " ")


def _claim_row(
    claim: Consensus, story: Story, evidence: Mapping[str, Evidence], articles: Mapping[str, ArticleView]
) -> ClaimRow:
    by_article: dict[str, list[dict[str, str]]] = {}
    for value in distinct(claim.values):
        glyph, words = RELATIONS[value.relation]
        by_article.setdefault(value.article, []).append(
            {
                "glyph": glyph,
                "relation": value.relation,
                "words": words if not value.reason else f"{words}: {value.reason}",
                "text": said(value),
                "place": "in the title" if value.place == "title" else "",
                "anchor": _anchor(value, evidence.get(value.article), articles.get(value.article)),
            }
        )
    return ClaimRow(
        claim=slot_name(claim.slot),
        about=about_of(claim),
        agreed=agreed(claim),
        support=f"{claim.support} of {claim.witnesses}",
        settled=claim.settled,
        deviates=any(value.relation == "contradict" for value in claim.values),
        alone=claim.witnesses < 2 and len(by_article) < 2,
        cells=tuple(Cell(tuple(by_article.get(i, ()))) for i in story.articles),
    )


def _anchor(value: Value, evidence: Evidence | None, article: ArticleView | None) -> str:
    """Where in the page the sentence stands that holds a value; nowhere when the article is not shown in full."""
    if article is None or evidence is None or not article.anchor:
        return ""
    if value.place == "text":
        for index, span in enumerate(evidence.sentences):
            if span.start <= value.start < span.end:
                return f"{article.anchor}-s{index}"
    return article.anchor
