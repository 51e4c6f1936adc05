"""Articles to stories: which belong together, who is independent, what they agree on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from operator import attrgetter, itemgetter

from credscore.records import Evidence, Fingerprint, Story
from credscore.settings import StorySettings
from credscore.story.consensus import consensus
from credscore.story.fingerprint import fingerprint
from credscore.story.group import groups
from credscore.story.member import Member, Vocabulary
from credscore.story.tellers import told
from credscore.story.witness import witnesses

__all__ = ["Stories", "fingerprint", "stories"]


def stories(evidence: Iterable[Evidence], settings: StorySettings) -> list[Story]:
    """The stories of a run, in order of their ids; every article is in exactly one.

    Articles with a `story` of their own are grouped by it alone, the others by content and date.
    """
    vocabulary = Vocabulary()
    formed = _formed(evidence, vocabulary, settings)  # one piece of evidence at a time: only members are kept
    return [_story(name, members, _furniture(members, vocabulary, settings), settings) for name, members in formed]


class Stories:
    """`stories` of evidence that changes piece by piece.

    Articles are grouped again only when one comes, goes or is about something else, and the claims of a story are
    compared again only when one of its articles claims something else.
    """

    def __init__(self, settings: StorySettings) -> None:
        self._settings = settings
        self._grouped_by: list[tuple[str, str | None, str | None, Fingerprint]] = []
        self._groups: list[tuple[str, list[Member]]] = []
        self._told: dict[tuple[str, str], tuple[list[Member], frozenset[int], Story]] = {}
        self._vocabulary = Vocabulary()

    def of(self, evidence: Sequence[Evidence]) -> list[Story]:
        """The stories of this evidence, whatever was asked before."""
        grouped_by = [(one.id, one.story, one.date, one.fingerprint) for one in evidence]
        if grouped_by != self._grouped_by:
            self._vocabulary = Vocabulary()
            self._groups = _formed(evidence, self._vocabulary, self._settings)
            self._grouped_by = grouped_by
        now = {one.id: one for one in evidence}
        self._groups = [(name, [_as_it_is(member, now[member.id]) for member in group]) for name, group in self._groups]
        keys = [(name, min(member.id for member in members)) for name, members in self._groups]
        kept = zip(keys, self._groups, strict=True)
        self._told = {key: self._story(key, members) for key, (_, members) in kept}
        return [story for _, _, story in self._told.values()]

    def _story(self, key: tuple[str, str], members: list[Member]) -> tuple[list[Member], frozenset[int], Story]:
        furniture = _furniture(members, self._vocabulary, self._settings)
        known = self._told.get(key)
        if known is not None and known[:2] == (members, furniture):
            return known
        return members, furniture, _story(key[0], members, furniture, self._settings)


def _formed(
    evidence: Iterable[Evidence], vocabulary: Vocabulary, settings: StorySettings
) -> list[tuple[str, list[Member]]]:
    """The stories by name, each with its members; the vocabulary learns their words."""
    loose: list[Member] = []
    given: dict[str, list[Member]] = defaultdict(list)
    for one in evidence:
        (loose if one.story is None else given[one.story]).append(vocabulary.member(one))
    formed = [(_story_id(members), members) for members in groups(loose, vocabulary, settings)]
    return sorted([*given.items(), *formed], key=itemgetter(0))


def _furniture(members: Sequence[Member], vocabulary: Vocabulary, settings: StorySettings) -> frozenset[int]:
    """The passages that several members share and that stand in articles of other stories as well."""
    here = Counter(passage for member in members for passage in member.passages) if len(members) > 1 else Counter()
    return frozenset(
        passage
        for passage, count in here.items()
        if count > 1 and vocabulary.elsewhere(passage, count) > settings.passages_elsewhere
    )


def _as_it_is(member: Member, evidence: Evidence) -> Member:
    """A member with the claims and the length its article has now."""
    claims = told(evidence.claims, evidence.attributions)
    if member.claims == claims and member.words == evidence.words:
        return member
    return replace(member, claims=claims, words=evidence.words)


def _story_id(members: Iterable[Member]) -> str:
    """A name that stays while the story keeps its first article: `s-` and a digest of the smallest id."""
    smallest = min(member.id for member in members)
    return "s-" + blake2b(smallest.encode("utf-8", "replace"), digest_size=5).hexdigest()


def _story(name: str, members: Iterable[Member], furniture: frozenset[int], settings: StorySettings) -> Story:
    ordered = sorted(members, key=attrgetter("id"))
    voices, shared = witnesses(ordered, settings, furniture)
    claims = {member.id: member.claims for member in ordered}
    agreed = consensus(claims, voices, {member.id: member.date for member in ordered}, settings)
    return Story(name, tuple(claims), voices, agreed, shared)
