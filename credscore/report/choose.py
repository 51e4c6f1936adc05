"""Which articles a report shows in full, where there are more than a page can hold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from credscore.records import Card, Story
from credscore.settings import ReportSettings


def in_full(
    cards: Sequence[Card], stories: Iterable[Story], characters: Mapping[str, int], settings: ReportSettings
) -> frozenset[str]:
    """The ids of the articles to show in full: as many as the settings allow, the most telling first.

    Those that deviate come first, the most deviations first; then the best and the worst of every source, then the
    second best and second worst, and so on. `characters` is the length of each article's text: one that is too long
    for what is left is passed over. The order of the cards makes no difference.
    """
    chosen: set[str] = set()
    left = settings.characters
    for article in dict.fromkeys([*_deviating(stories), *_from_both_ends(cards)]):
        if len(chosen) >= settings.articles:
            break
        if characters[article] <= left:
            chosen.add(article)
            left -= characters[article]
    return frozenset(chosen)


def _deviating(stories: Iterable[Story]) -> list[str]:
    against = Counter(
        value.article
        for story in stories
        for claim in story.claims
        for value in claim.values
        if value.relation == "contradict"
    )
    return sorted(against, key=lambda article: (-against[article], article))


def _from_both_ends(cards: Sequence[Card]) -> Iterator[str]:
    """The best article of each source, the worst of each, the second best of each ...; those without a score last."""
    mine: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda c: (c.source, -(c.score or 0), c.id)):
        mine.setdefault(card.source, []).append(card)
    for level in zip_longest(*map(_inwards, mine.values())):
        yield from (card.id for card in level if card is not None)


def _inwards(ranked: Sequence[Card]) -> list[Card]:
    scored = [card for card in ranked if card.score is not None]
    turns = [scored[-1 - n // 2] if n % 2 else scored[n // 2] for n in range(len(scored))]
    return turns + [card for card in ranked if card.score is None]
