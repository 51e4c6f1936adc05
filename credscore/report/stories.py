"""What the templates and the terminal show of a story: the table of who says what."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from types import MappingProxyType

from credscore.records import Consensus, Evidence, Relation, SharedText, Span, Story, Value
from credscore.report.marks import clean
from credscore.report.reasons import interval
from credscore.report.views import ArticleRow, sentence_at
from credscore.settings import ReportSettings
from credscore.story.fingerprint import RARE, common

RELATIONS = {
    "equal": ("=", "the same"),
    "compatible": ("≈", "compatible"),
    "variant": ("~", "a variant: no deviation"),
    "contradict": ("✕", "contradicts the consensus"),
    "uncorroborated": ("·", "nobody else says"),
}
_LABEL_TERMS = 4
_QUOTED = 80  # characters of a quotation in the name of its row
_SHOWN_OF_OTHERS = 4  # phrases for each relation, of the articles that have no column


@dataclass(frozen=True, slots=True)
class Said:
    """What an article says of a claim: the relation with glyph and words, its text, and the sentence to link to."""

    relation: str
    glyph: str
    words: str
    text: str
    place: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Group:
    """What articles without a column of their own say of a claim: how many of them stand so, and their phrases.

    `phrases` are text, how many articles use it, and where to read it in one of them; `more` counts the rest.
    """

    relation: str
    glyph: str
    words: str
    articles: int
    phrases: tuple[tuple[str, int, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of a story: what is agreed, by how many, a cell for each column, and the other articles together."""

    claim: str
    about: str
    agreed: str
    support: str
    settled: bool
    deviates: bool
    alone: bool
    cells: tuple[tuple[Said, ...], ...]
    others: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story: its row, the number of the witness it belongs to, and how many values stand how."""

    row: ArticleRow
    witness: int
    relations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story: a label of its most telling words, its articles, who is independent, and the claims table.

    `columns` are the articles with a column; where there are more, the others share one. `alike` is text that two
    articles have in the same words: who, the words, and where to read them.
    """

    anchor: str
    id: str
    label: str
    dates: str
    members: tuple[Member, ...]
    columns: tuple[ArticleRow, ...]
    joined: tuple[tuple[str, str], ...]
    alike: tuple[tuple[str, str, str], ...]
    rows: tuple[ClaimRow, ...]
    left_out: int
    witnesses: int
    settled: int
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


def told_stories(stories: Iterable[Story]) -> list[Story]:
    """The stories of two articles or more, the largest first."""
    return sorted((s for s in stories if len(s.articles) > 1), key=lambda s: (-len(s.articles), s.id))


def story_view(
    story: Story,
    anchor: str,
    evidence: Mapping[str, Evidence],
    articles: Mapping[str, ArticleRow],
    settings: ReportSettings,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> StoryView:
    """A story to show; what articles share word for word is shown from their `texts`."""
    columns = _columns(story, settings.columns)
    rows = [_claim_row(claim, columns, evidence, articles) for claim in story.claims]
    shown = [*_first(rows, settings.claims, alone=False), *_first(rows, settings.claims, alone=True)]
    dates = sorted({articles[i].date for i in story.articles if articles[i].date})
    joined = tuple(
        (_names(articles[i].source for i in w.articles), w.reason) for w in story.witnesses if len(w.articles) > 1
    )
    return StoryView(
        anchor=anchor,
        id=story.id,
        label=story_label(story, evidence),
        dates=" to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else "",
        members=tuple(_members(story, articles)),
        columns=tuple(articles[i] for i in columns),
        joined=joined,
        alike=tuple(_alike(one, evidence, articles, texts) for one in _most_alike(story) if one.article in texts),
        rows=tuple(shown),
        left_out=len(rows) - len(shown),
        witnesses=len(story.witnesses),
        settled=sum(claim.settled for claim in story.claims),
        deviations=sum(value.relation == "contradict" for claim in story.claims for value in claim.values),
    )


Settled = Mapping[str, Sequence[tuple[Relation, Span, str]]]


def against_settled(stories: Iterable[Story]) -> Settled:
    """Article -> the values in its text that settled claims agree with or contradict, with what the others say."""
    found: dict[str, list[tuple[Relation, Span, str]]] = defaultdict(list)
    for claim in (claim for story in stories for claim in story.claims if claim.settled):
        others = f"{claim.support:,} of {claim.witnesses:,} witnesses say {slot_name(claim.slot)} {agreed(claim)}"
        for value in claim.values:
            if value.place == "text" and value.relation in ("equal", "contradict"):
                found[value.article].append((value.relation, Span(value.start, value.end), others))
    return found


def agreed(claim: Consensus) -> str:
    """The value that is agreed, as a person writes it."""
    if claim.slot == "quotation":
        return shorten(clean(claim.value or ""), _QUOTED, placeholder=" …")  # each article's words stand beside it
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


def _most_alike(story: Story) -> list[SharedText]:
    return sorted(story.shared, key=lambda one: (-one.passages, one.article))[:_MANY]


def _alike(
    one: SharedText, evidence: Mapping[str, Evidence], articles: Mapping[str, ArticleRow], texts: Mapping[str, str]
) -> tuple[str, str, str]:
    row, own = articles.get(one.article), evidence.get(one.article)
    index = sentence_at(own.sentences, one.start) if own is not None else None
    anchor = "" if row is None or not row.anchor or index is None else f"{row.anchor}-s{index}"
    who = " and ".join(articles[i].source if i in articles else i for i in (one.other, one.article))
    return who, " ".join(clean(texts[one.article][one.start : one.end]).split()), anchor


def _names(names: Iterable[str]) -> str:
    """The first names of a list, and how many more there are."""
    all_of_them = list(names)
    first = ", ".join(all_of_them[:_MANY])
    return first if len(all_of_them) <= _MANY else f"{first} and {len(all_of_them) - _MANY:,} more"


_MANY = 12


def _first(rows: Iterable[ClaimRow], limit: int, *, alone: bool) -> list[ClaimRow]:
    return [row for row in rows if row.alone is alone][:limit]


def _columns(story: Story, limit: int) -> list[str]:
    """The articles with a column of their own: all, or those that contradict most, then those that say most.

    Of articles that count as one witness the first comes before the others.
    """
    if len(story.articles) <= limit:
        return list(story.articles)
    against, says = Counter[str](), Counter[str]()
    for claim in story.claims:
        for value in claim.values:
            against[value.article] += value.relation == "contradict"
            says[value.article] += claim.witnesses > 1
    later = {article for witness in story.witnesses for article in witness.articles[1:]}
    best = sorted(story.articles, key=lambda i: (-against[i], i in later, -says[i], i))[:limit]
    return [article for article in story.articles if article in set(best)]


def _members(story: Story, articles: Mapping[str, ArticleRow]) -> Iterable[Member]:
    witness = {article: number for number, w in enumerate(story.witnesses, 1) for article in w.articles}
    stands: dict[str, Counter[str]] = {article: Counter() for article in story.articles}
    for claim in story.claims:
        for value in distinct(claim.values):
            stands[value.article][value.relation] += 1
    for article in story.articles:
        counts = tuple(stands[article][relation] for relation in RELATIONS)
        yield Member(articles[article], witness.get(article, 0), counts)


def _claim_row(
    claim: Consensus, columns: Sequence[str], evidence: Mapping[str, Evidence], articles: Mapping[str, ArticleRow]
) -> ClaimRow:
    cells: dict[str, list[Said]] = {article: [] for article in columns}
    others: list[tuple[str, Said]] = []
    for value in distinct(claim.values):
        one = _said(value, evidence.get(value.article), articles.get(value.article))
        if value.article in cells:
            cells[value.article].append(one)
        else:
            others.append((value.article, one))
    return ClaimRow(
        claim=slot_name(claim.slot),
        about=about_of(claim),
        agreed=agreed(claim),
        support=f"{claim.support:,} of {claim.witnesses:,}",
        settled=claim.settled,
        deviates=any(value.relation == "contradict" for value in claim.values),
        alone=claim.witnesses < 2 and len({value.article for value in claim.values}) < 2,
        cells=tuple(map(tuple, cells.values())),
        others=tuple(_groups(others)),
    )


def _said(value: Value, evidence: Evidence | None, article: ArticleRow | None) -> Said:
    glyph, words = RELATIONS[value.relation]
    return Said(
        relation=value.relation,
        glyph=glyph,
        words=words if not value.reason else f"{words}: {value.reason}",
        text=said(value),
        place="in the title" if value.place == "title" else "",
        anchor=_anchor(value, evidence, article),
    )


def _groups(others: Sequence[tuple[str, Said]]) -> Iterable[Group]:
    """What the articles without a column say, by relation, the most frequent phrases first."""
    for relation, (glyph, words) in RELATIONS.items():
        here = [(article, one) for article, one in others if one.relation == relation]
        if not here:
            continue
        by_phrase: dict[str, list[tuple[str, Said]]] = {}
        for article, one in here:
            by_phrase.setdefault(one.text.casefold(), []).append((article, one))
        ranked = sorted(by_phrase.items(), key=lambda item: (-len({a for a, _ in item[1]}), item[0]))
        phrases = tuple(
            (group[0][1].text, len({a for a, _ in group}), next((one.anchor for _, one in group if one.anchor), ""))
            for _, group in ranked[:_SHOWN_OF_OTHERS]
        )
        yield Group(relation, glyph, words, len({a for a, _ in here}), phrases, len(ranked) - len(phrases))


def _anchor(value: Value, evidence: Evidence | None, article: ArticleRow | None) -> str:
    """Where in the report the sentence stands that holds a value; nowhere when the article is not shown in full."""
    if article is None or evidence is None or not article.anchor:
        return ""
    index = sentence_at(evidence.sentences, value.start) if value.place == "text" else None
    return article.anchor if index is None else f"{article.anchor}-s{index}"
