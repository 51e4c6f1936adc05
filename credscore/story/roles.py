"""What role the articles of a story give to one person, by words that mean the same or not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.mentions import Mention
from credscore.story.names import same
from credscore.story.verdict import Verdict, alone, record, settles

_KIND, _NOUN, _WITHIN = "@", "noun:", "in:"


def roles(mentions: Iterable[Mention], settings: StorySettings) -> list[Consensus]:
    """A claim for each person to whom two witnesses or more give a role; people have several, so nobody contradicts.

    Longer names come first, so that a name and a second name told as one join those told apart.
    """
    people: list[dict[tuple[str, int], Mention]] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.claim.about.split()), m.order)):
        named = _as_name(mention)
        homes = (found for found in people if any(same(named, _as_name(other)) for other in found.values()))
        home = next(homes, None)
        if home is None:
            people.append(home := {})
        home.setdefault((mention.article, mention.claim.start), mention)
    told = [sorted(found.values(), key=lambda m: m.order) for found in people]
    return [_consensus(found, settings) for found in told if not alone(found, settings)]


def _as_name(mention: Mention) -> Mention:
    return mention._replace(claim=replace(mention.claim, value=mention.claim.about))


def _terms(mention: Mention, prefix: str) -> set[str]:
    return {term.removeprefix(prefix) for term in mention.claim.terms if term.startswith(prefix)}


def _consensus(found: Sequence[Mention], settings: StorySettings) -> Consensus:
    def holding(mention: Mention) -> set[int]:
        return {m.witness for m in found if _meets(m, mention)}

    def saying(mention: Mention) -> set[int]:
        return {m.witness for m in found if _meets(m, mention) and _terms(m, _NOUN) == _terms(mention, _NOUN)}

    best = min(found, key=lambda m: (-len(holding(m)), -len(saying(m)), not _terms(m, _WITHIN), m.order))
    alike = [m for m in found if _meets(m, best) and _terms(m, _NOUN) == _terms(best, _NOUN)]
    written = Counter(m.claim.value or "" for m in alike)
    value = min(written, key=lambda text: (-written[text], len(text), text))
    about = min(Counter(m.claim.about for m in found).items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0]
    support = len(holding(best))
    judged = [_verdict(m, best) for m in found]
    claim = record("role", about, value, found, judged, support, settled=settles(support, found, settings))
    return replace(claim, scored=False)


def _meets(one: Mention, other: Mention) -> bool:
    """Whether two roles may be one: of one kind, and of no two places."""
    here, there = _terms(one, _WITHIN), _terms(other, _WITHIN)
    return _terms(one, _KIND) == _terms(other, _KIND) and (not here or not there or bool(here & there))


def _verdict(mention: Mention, best: Mention) -> Verdict:
    if not _meets(mention, best):
        return "uncorroborated", "another role"
    return ("equal", None) if _terms(mention, _NOUN) == _terms(best, _NOUN) else ("compatible", "in other words")
