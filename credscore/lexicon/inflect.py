"""The forms of an English verb or noun, so that a `lemma` entry matches all of them without a lemmatiser.

Only the first word of a term is inflected ("call for": calls for, called for, calling for). Irregular forms stand in
`lexicons/irregular.csv`, since words are data.
"""

import re

_VOWEL_Y = re.compile(r"[aeiou]y$")
_SIBILANT = re.compile(r"(s|x|z|ch|sh)$")
# One syllable with a short vowel: nod, chat, scrap, squat; not open, edit or blurt.
_DOUBLING = re.compile(r"(?:[^aeiou]*|[^aeiou]*qu)[aeiou][bdgmnprt]$")


def forms(term: str, irregular: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All forms of a term whose first word is a verb or noun, the term itself first.

    `irregular` maps a base form to all its other forms; a word there gets these and no regular ones.
    """
    head, _, tail = term.partition(" ")
    heads = irregular.get(head.lower()) or _regular(head)
    return tuple(dict.fromkeys(f"{form} {tail}".strip() for form in (head, *heads)))


def _regular(word: str) -> tuple[str, ...]:
    if word.endswith("e"):
        stem = word[:-2] + "y" if word.endswith("ie") else word[:-1] if not word.endswith("ee") else word
        return (word + "s", word + "d", stem + "ing")
    if word.endswith("y") and not _VOWEL_Y.search(word):
        return (word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    if _SIBILANT.search(word):
        return (word + "es", word + "ed", word + "ing")
    if _DOUBLING.match(word):
        return (word + "s", word + word[-1] + "ed", word + word[-1] + "ing")
    return (word + "s", word + "ed", word + "ing")
