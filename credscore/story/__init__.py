"""Articles to stories: which belong together, who is independent, what they agree on."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from operator import attrgetter, itemgetter

from credscore.records import Evidence, Story
from credscore.settings import StorySettings
from credscore.story.consensus import consensus
from credscore.story.fingerprint import fingerprint
from credscore.story.group import groups
from credscore.story.member import Member, Vocabulary
from credscore.story.witness import witnesses

__all__ = ["fingerprint", "stories"]


def stories(evidence: Iterable[Evidence], settings: StorySettings) -> list[Story]:
    """The stories of a run, in order of their ids; every article is in exactly one.

    Articles with a `story` of their own are grouped by it alone, the others by content and date.
    """
    vocabulary = Vocabulary()
    loose: list[Member] = []
    given: dict[str, list[Member]] = defaultdict(list)
    for one in evidence:
        (loose if one.story is None else given[one.story]).append(vocabulary.member(one))
    formed = {_story_id(members): members for members in groups(loose, vocabulary, settings)}
    return [
        _story(name, members, settings)
        for name, members in sorted([*given.items(), *formed.items()], key=itemgetter(0))
    ]


def _story_id(members: Iterable[Member]) -> str:
    """A name that stays while the story keeps its first article: `s-` and a digest of the smallest id."""
    smallest = min(member.id for member in members)
    return "s-" + blake2b(smallest.encode("utf-8", "replace"), digest_size=5).hexdigest()


def _story(name: str, members: Iterable[Member], settings: StorySettings) -> Story:
    ordered = sorted(members, key=attrgetter("id"))
    voices = witnesses(ordered, settings)
    claims = {member.id: member.claims for member in ordered}
    agreed = consensus(claims, voices, {member.id: member.date for member in ordered}, settings)
    return Story(name, tuple(claims), voices, agreed)
