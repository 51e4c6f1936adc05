"""The same words of one speaker across articles: whole, in part, shortened with dots, or changed.

Different things that one speaker said are not compared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from rapidfuzz.distance import JaroWinkler

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.fingerprint import RARE, common
from credscore.story.mentions import Mention
from credscore.story.verdict import Verdict, record, settles

_WORD = re.compile(r"[^\W_](?:[\w'’\-]*[^\W_])?")
_LEFT_OUT = re.compile(r"…|\.\.\.|\[[^\]]*\]")
_TELLING = 0.2  # a word that stands in every fifth article does not tell which quotation this is
_ALIKE = 0.5  # of the shorter one's telling words must stand in the other, by the same speaker ...
_SHARED = 3  # ... and so many
_WHOLE = 5  # words: shorter ones in the same words are one quotation only by the same speaker
_SPELLING = 0.85  # Jaro-Winkler of a speaker's last name
_COMMON = 60  # quotations that share a word; where more do, it finds none
_SHOWN = 4  # changed words shown
_NEARLY = 0.75  # of two quotations this much alike a "not" is worth a word
_ENDINGS = ("ing", "ies", "ed", "es", "s", "e", "y")
_NOT = frozenset({"not", "no", "never", "without", "nor", "cannot"})


class _Saying:
    """The words of a quotation, the pieces between dots, its telling words; and where it stands."""

    __slots__ = ("mentions", "pieces", "speaker", "telling", "words")

    def __init__(self, mentions: list[Mention]) -> None:
        self.mentions = mentions
        text = mentions[0].claim.value or ""
        self.pieces = [piece for part in _LEFT_OUT.split(text) if (piece := _words(part))]
        self.words = [word for piece in self.pieces for word in piece]
        known = common()
        self.telling = {_root(word) for word in self.words if known.get(word, RARE) < _TELLING}
        self.speaker = _last_name(mentions[0].claim.about)


def quotations(mentions: Iterable[Mention], settings: StorySettings) -> list[Consensus]:
    """A claim for each quotation that two witnesses or more give, in whatever form; `about` is the speaker.

    The agreed value is the form most hold, by itself or as a part; parts of it are compatible, other words a variant.
    """
    forms: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.order):
        forms[" ".join(_words(mention.claim.value or "")), _last_name(mention.claim.about)].append(mention)
    sayings = [_Saying(found) for _, found in sorted(forms.items())]
    groups = (group for group in _grouped(sayings) if _voices(group) >= settings.min_witnesses)
    return [replace(_consensus(group, settings), scored=False) for group in groups]


def _grouped(sayings: Sequence[_Saying]) -> list[list[_Saying]]:
    leader = list(range(len(sayings)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    index: dict[str, list[int]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        shared = Counter(other for root in saying.telling for other in index[root][:_COMMON])
        for other in sorted(shared):
            if find(other) != find(number) and _one(sayings[other], saying):
                low, high = sorted((find(other), find(number)))
                leader[high] = low
        for root in saying.telling:
            index[root].append(number)
    groups: dict[int, list[_Saying]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        groups[find(number)].append(saying)
    return list(groups.values())


def _one(one: _Saying, other: _Saying) -> bool:
    """Whether two quotations are forms of one saying."""
    same_speaker = bool(one.speaker and other.speaker and _same_name(one.speaker, other.speaker))
    if one.speaker and other.speaker and not same_speaker:
        return False
    short, long = sorted((one, other), key=lambda saying: len(saying.words))
    if _part(short, long):
        return same_speaker or len(short.words) >= _WHOLE
    shared = len(one.telling & other.telling)
    alike = shared >= _ALIKE * min(len(one.telling), len(other.telling))
    return alike and shared >= _SHARED and (same_speaker or 2 * shared > len(one.telling | other.telling))


def _part(short: _Saying, long: _Saying) -> bool:
    """Whether the pieces of one stand in the other, in order."""
    begin = 0
    for piece in short.pieces:
        begin = _position(piece, long.words, begin)
        if begin < 0:
            return False
        begin += len(piece)
    return True


def _position(piece: Sequence[str], words: Sequence[str], begin: int) -> int:
    size = len(piece)
    return next((i for i in range(begin, len(words) - size + 1) if words[i : i + size] == piece), -1)


def _consensus(group: Sequence[_Saying], settings: StorySettings) -> Consensus:
    def holding(form: _Saying) -> set[int]:
        return {m.witness for other in group if _part(other, form) for m in other.mentions}

    best = min(group, key=lambda s: (-len(holding(s)), -len(s.words), s.words, s.speaker))
    verdicts = [(m, _verdict(saying, best)) for saying in group for m in saying.mentions]
    verdicts.sort(key=lambda item: item[0].order)
    found = [m for m, _ in verdicts]
    speakers = Counter(m.claim.about for m in found if m.claim.about)
    about = min(speakers, key=lambda name: (-speakers[name], -len(name), name)) if speakers else ""
    value, support = best.mentions[0].claim.value or "", len(holding(best))
    judged = [verdict for _, verdict in verdicts]
    return record(
        "quotation", about, value, found, judged, support, settled=settles(support, found, settings)
    )  # fmt: skip


def _verdict(saying: _Saying, best: _Saying) -> Verdict:
    if saying.words == best.words:
        return "equal", None
    if _part(saying, best) or _part(best, saying):
        return "compatible", "a part" if len(saying.words) < len(best.words) else "with more words"
    return "variant", _change(saying.words, best.words)


def _change(words: Sequence[str], best: Sequence[str]) -> str:
    """What stands in other words, where that is little: a changed number, a "not" left out."""
    changed = [code for code in SequenceMatcher(None, best, words, autojunk=False).get_opcodes() if code[0] != "equal"]
    if len(changed) == 1:
        _, a, b, c, d = changed[0]
        here, there = words[c:d], best[a:b]
        if len(here) <= _SHOWN and len(there) <= _SHOWN:
            if not here:
                return f"leaves out “{' '.join(there)}”"
            if not there:
                return f"adds “{' '.join(here)}”"
            return f"“{' '.join(here)}” for “{' '.join(there)}”"
    matched = SequenceMatcher(None, best, words, autojunk=False).ratio()
    if matched >= _NEARLY and bool(_NOT & set(words)) != bool(_NOT & set(best)):
        return "in other words, one of them with a “not”"
    return "in other words"


def _voices(group: Sequence[_Saying]) -> int:
    return len({m.witness for saying in group for m in saying.mentions})


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _root(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word


def _last_name(speaker: str) -> str:
    return next(iter(_words(speaker.replace("al-", ""))[-1:]), "")


def _same_name(one: str, other: str) -> bool:
    return one == other or float(JaroWinkler.similarity(one, other)) >= _SPELLING
