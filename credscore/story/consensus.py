"""What the articles of one story agree on, and who deviates."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from credscore.records import Claim, Consensus, Relation, Value, Witness
from credscore.settings import StorySettings
from credscore.story.agencies import agencies, long_forms, spelled_out
from credscore.story.agents import agents
from credscore.story.align import PEOPLE, TOLD, aligned
from credscore.story.mentions import Mention, detail
from credscore.story.moments import Moment, moment, of_event
from credscore.story.names import names
from credscore.story.past import dated, past
from credscore.story.plans import plans
from credscore.story.quotations import quotations
from credscore.story.relations import of_headline, relation
from credscore.story.roles import roles
from credscore.story.scenes import scene
from credscore.story.scores import scores
from credscore.story.seizures import seizures
from credscore.story.share import share_interval
from credscore.story.voting import agreed

_SCENES = ("place", "date", "condition", "status")
# Slots that are compared by rules of their own.
_TOLD: Mapping[str, Callable[[Sequence[Mention], StorySettings], list[Consensus]]] = {
    "name": names,
    "role": roles,
    "agency": agencies,
    "quotation": quotations,
    "score": scores,
    "planned": plans,
    "seized": seizures,
}
_AGENT = "agent"  # joined to those whom it killed
_APART = (*_SCENES, *_TOLD, _AGENT)
# The order of slots whose claims have equally many witnesses: what a reader asks first.
_ORDER = (
    "killed",
    "injured",
    "missing",
    "rescued",
    "arrested",
    "abducted",
    "displaced",
    "magnitude",
    "score",
    "votes",
    "seats",
    "percent",
    "money",
    "troops",
    "fighters",
    "place",
    "date",
    "condition",
    "status",
    "agent",
    "planned",
    "name",
    "role",
    "quotation",
    "agency",
)
_RANK: dict[Relation, int] = {"equal": 0, "compatible": 1, "variant": 2, "contradict": 3, "uncorroborated": 4}


def consensus(
    claims: Mapping[str, Sequence[Claim]],
    witnesses: Sequence[Witness],
    dates: Mapping[str, str | None],
    settings: StorySettings,
) -> tuple[Consensus, ...]:
    """The claims of a story, those with most witnesses first, each with the agreed value and every article's own.

    Args:
        claims: article id -> its claims. What one voice alone tells of the people of another event is left out.
        witnesses: which articles are one voice; an article in none is a voice of its own.
        dates: article id -> its ISO date, where known.
        settings: the `[story]` section.

    Returns:
        The claims; among those of slot killed and of slot injured that of the event itself comes first.
    """
    voice = {article: number for number, witness in enumerate(witnesses) for article in witness.articles}
    mentions = [
        Mention(article, voice.setdefault(article, len(voice) + len(witnesses)), claim, dates.get(article))
        for article in sorted(claims)
        for claim in claims[article]
    ]
    known = long_forms(m for m in mentions if m.claim.slot == "agency")
    mentions = [_spelled_out(mention, known) for mention in mentions] if known else mentions
    event = _event(mentions, dates)
    numbers = _looking_back([_in_time(m, event, dates) for m in mentions if m.claim.slot not in _APART], event, dates)
    groups = [group for group in aligned(numbers, event) if not _aside(group, settings)]
    found = [(group[0].claim.background, _quantity(group, settings)) for group in groups]
    days = [dated(group, settings) for group in groups if group[0].claim.background]
    found.extend((True, day) for day in days if day is not None)
    for slot in _SCENES:
        own = [
            m for m in mentions if m.claim.slot == slot and (not m.claim.background or m.claim.rule == "date-report")
        ]
        if own:
            found.extend((False, claim) for claim in scene(slot, own, settings))
    found.extend((True, claim) for claim in past(mentions, event, settings))
    told = agents([m for m in mentions if m.claim.slot == _AGENT], groups, settings)
    found.extend((True, claim) for claim in told)
    for slot, judge in _TOLD.items():
        found.extend((False, claim) for claim in judge([m for m in mentions if m.claim.slot == slot], settings))
    return tuple(_with_share(claim) for claim in _ordered(found))


def _aside(group: Sequence[Mention], settings: StorySettings) -> bool:
    """Whether people of another event are counted by one voice alone: nothing of the story, and nothing to compare."""
    claim = group[0].claim
    return claim.background and claim.slot in PEOPLE and len({m.witness for m in group}) < settings.min_witnesses


def _spelled_out(mention: Mention, known: Mapping[str, tuple[str, ...]]) -> Mention:
    """A quantity whose terms name an organisation by an acronym, with the words that some article explains it by."""
    if mention.claim.slot in _APART:
        return mention
    terms = spelled_out(mention.claim.terms, known)
    return mention if terms == mention.claim.terms else mention._replace(claim=replace(mention.claim, terms=terms))


def _with_share(claim: Consensus) -> Consensus:
    low, high = share_interval(claim.support, claim.witnesses)
    return replace(claim, share_low=low, share_high=high)


def _event(mentions: Sequence[Mention], dates: Mapping[str, str | None]) -> Moment:
    """Year, month and day of the story: what most date claims say, else the earliest article's date."""
    said = Counter(
        m.claim.terms[0]
        for m in mentions
        if m.claim.slot == "date" and not m.claim.background and m.claim.terms and not m.claim.terms[0].startswith("-W")
    )
    if said:
        return moment(min(said, key=lambda form: (-said[form], form)))
    known = sorted(day for day in dates.values() if day)
    return moment(known[0]) if known else Moment()


def _in_time(mention: Mention, event: Moment, dates: Mapping[str, str | None]) -> Mention:
    """A mention that names the time of the story's event (a court report, months later) as one of the event itself."""
    when = mention.claim.when
    if not mention.claim.background or when is None or not of_event(when, event, dates.get(mention.article)):
        return mention
    return mention._replace(claim=replace(mention.claim, when=None, background=False))


_CASUALTIES = frozenset({"killed", "injured", "shot"})


def _looking_back(mentions: Sequence[Mention], event: Moment, dates: Mapping[str, str | None]) -> list[Mention]:
    """The mentions, with the past of an article that tells of no present as the event: a trial, an anniversary.

    An article whose casualties are all of another time speaks of the story's event where that time can be the event's,
    or where no article of the story tells of casualties of its own day.
    """
    present = {m.article for m in mentions if m.claim.slot in _CASUALTIES and not m.claim.background}
    back: dict[str, str] = {}
    for mention in sorted(mentions, key=lambda m: m.order):
        claim = mention.claim
        if claim.slot in _CASUALTIES and claim.background and claim.when and mention.article not in present:
            year = moment(claim.when).year
            of_story = year is not None and year == event.year and _later(dates.get(mention.article), year)
            if of_story or (not present and not claim.when.startswith(("~forecast", "~several"))):
                back.setdefault(mention.article, claim.when)
    return [
        m._replace(claim=replace(m.claim, when=None, background=False))
        if m.claim.background and m.claim.when == back.get(m.article, "")
        else m
        for m in mentions
    ]


def _later(date: str | None, year: int) -> bool:
    return date is not None and date[:4].isdigit() and int(date[:4]) > year


def _quantity(group: Sequence[Mention], settings: StorySettings) -> Consensus:
    result = agreed(group, settings)
    noun = _noun(group)
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for mention in group:
        by_article[mention.article].append(mention)
    values: list[Value] = []
    for article in sorted(by_article):
        own = by_article[article]
        judged = [
            (mention, *of_headline(mention, own, *relation(mention, result, own, settings, noun))) for mention in own
        ]
        judged.sort(
            key=lambda item: (
                item[0].interval != result.interval,
                detail(item[0].claim),
                not item[0].claim.explicit,
                _RANK[item[1]],
                0.0 if item[0].claim.explicit else -(item[0].claim.low or 0),  # "a couple" before "the man"
                item[0].order,
            )
        )
        seen: set[tuple[object, ...]] = set()
        for mention, how, why in judged:
            claim = mention.claim
            key = (claim.low, claim.high, how, claim.place)
            if key not in seen:
                seen.add(key)
                values.append(
                    Value(
                        article, claim.low, claim.high, how, claim.start, claim.end, claim.place, None, claim.text, why
                    )
                )
    first = group[0].claim
    return Consensus(
        first.slot,
        _about(group),
        *result.interval,
        None,
        result.support,
        result.witnesses,
        result.settled,
        tuple(values),
    )


def _noun(group: Sequence[Mention]) -> str:
    nouns = Counter(m.claim.terms[0] if m.claim.terms else "" for m in group if m.claim.explicit)
    return min(nouns, key=lambda noun: (-nouns[noun], noun)) if nouns else ""


def _about(group: Sequence[Mention]) -> str:
    """What is counted, in the words most often used, and which party counted it, where that is told."""
    said = Counter(m.claim.about for m in group if m.claim.about and m.claim.explicit) or Counter(
        m.claim.about for m in group if m.claim.about
    )
    about = min(said, key=lambda text: (-said[text], len(text), text)) if said else ""
    parties = {term.removeprefix(TOLD) for m in group for term in m.claim.terms if term.startswith(TOLD)}
    return f"{about}, counted by {min(parties)}".removeprefix(", ") if len(parties) == 1 else about


def _ordered(found: Sequence[tuple[bool, Consensus]]) -> tuple[Consensus, ...]:
    most: dict[str, int] = {}
    main: dict[str, tuple[bool, Consensus]] = {}
    for item in found:
        slot = item[1].slot
        most[slot] = max(most.get(slot, 0), item[1].witnesses)
        if slot in PEOPLE and not item[0] and (slot not in main or _size(item[1]) > _size(main[slot][1])):
            main[slot] = item

    def key(item: tuple[bool, Consensus]) -> tuple[object, ...]:
        background, claim = item
        first = main.get(claim.slot) is item
        rank = _ORDER.index(claim.slot) if claim.slot in _ORDER else len(_ORDER)
        return (
            -(most[claim.slot] if first else claim.witnesses),
            rank,
            not first,
            background,
            -claim.support,
            claim.about,
            claim.low or 0,
            claim.values[0].article,
            claim.values[0].start,
        )

    return tuple(claim for _, claim in sorted(found, key=key))


def _size(claim: Consensus) -> tuple[int, int, float]:
    return claim.witnesses, claim.support, claim.low or 0
