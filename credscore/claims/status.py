"""Whether something goes on or is over: "the operation is still ongoing", "the search was called off"."""

from collections.abc import Iterator

from credscore.claims.scan import Sentence
from credscore.claims.words import words

_NOUNS = words("status", "nouns")
_ONGOING = words("status", "ongoing")
_GOES_ON = words("status", "goes_on")
_OVER = words("status", "over")
_BE = frozenset({"is", "was", "were", "are", "has", "had", "been", "being"})
_FAR = 9  # words between what it is and how it stands
_NEAR = 2  # words between it and a verb of its own


def states(sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
    """First and last word of each statement, `ongoing` or `over`, and the noun that it is said of."""
    for index, noun in enumerate(sentence.low):
        if noun not in _NOUNS:
            continue
        for at in range(index + 1, min(index + 1 + _FAR, len(sentence))):
            word = sentence.low[at]
            if word in _NOUNS or word in (";", "."):
                break
            state = _state(sentence, index, at)
            if state is not None:
                yield at, at + 1, state, noun
                break


def _state(sentence: Sentence, noun: int, at: int) -> str | None:
    """What a word says of the noun before it, where it is said of that and not of another noun ("ongoing efforts")."""
    word, after = sentence.low[at], sentence.at(at + 1)
    between = sentence.low[noun + 1 : at]
    if word in _GOES_ON and at - noun <= _NEAR:
        return "ongoing"
    said = bool(_BE & set(between))
    if word in _ONGOING and said and not after[:1].isalpha():
        return "ongoing"
    if word in _OVER and said and at - noun <= _NEAR + 1 and not {"not", "until"} & set(between):
        return "over"
    return None
