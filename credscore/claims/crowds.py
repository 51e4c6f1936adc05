"""Crowds: who called for one and who polices it count it differently, so who counted is a part of the claim."""

from credscore.claims.phrases import Group
from credscore.claims.scan import Sentence
from credscore.claims.words import words

_NOUNS = words("crowds", "nouns")
_VERBS = words("crowds", "verbs")
_SIZES = words("crowds", "sizes")
_CUES = words("crowds", "cues")
_PARTIES = {word: party for party in ("organisers", "authorities") for word in words("crowds", party)}
_APART = frozenset({";", "while", "but", "whereas", "although", "though"})
_AFTER = 8  # words between a crowd and what it did
_NEAR = 3  # words between who counts and the verb
_PEOPLE = frozenset({"person", ""})


def crowd(sentence: Sentence, group: Group) -> tuple[str, ...]:
    """The terms of a number that counts a crowd: `crowd`, and `told:` the party that counted; empty for others."""
    if group.kind != "number" or group.noun not in _PEOPLE:
        return ()
    first, last = group.quantity
    if not (
        _NOUNS & set(sentence.low[last : group.reach])
        or (group.noun and _VERBS & set(sentence.low[group.reach : group.reach + _AFTER]))
        or _sized(sentence, group)
    ):
        return ()
    party = _party(sentence, first, group.reach)
    return ("crowd", f"told:{party}") if party else ("crowd",)


def _sized(sentence: Sentence, group: Group) -> bool:
    """Whether a bare number is that of a crowd named before: "put the number at 12,000", "a crowd of 3,000"."""
    first = group.quantity[0]
    beside = sentence.at(first - 1) in ("at", "of", "was") and bool(
        _SIZES & set(sentence.low[max(first - 4, 0) : first])
    )
    large = group.low is not None and group.low >= _CROWDED
    return beside and large and (group.noun != "" or not group.terms)


_CROWDED = 100  # fewer are no crowd that anybody estimates


def _party(sentence: Sentence, first: int, last: int) -> str:
    """Who counts: the nearest party beside a verb of saying or counting in the clause of the number."""
    found: list[tuple[int, str]] = []
    for index, word in enumerate(sentence.low):
        party = _PARTIES.get(word)
        if party is None or first <= index < last:
            continue
        between = sentence.low[last:index] if index >= last else sentence.low[index:first]
        around = sentence.low[max(index - _NEAR, 0) : index + _NEAR + 1]
        if not _APART & set(between) and _CUES & set(around):
            found.append((len(between), party))
    return min(found)[1] if found else ""
