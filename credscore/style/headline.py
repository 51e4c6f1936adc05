"""Whether an article bears out its headline: the telling words of the one must stand in the other."""

import re
from collections.abc import Iterable

from credscore.settings import StyleSettings

RULE = "headline-not-borne-out"
_WORD = re.compile(r"[^\W_]+")
# "Bridge closed | The Gazette", "Bridge closed - The Gazette": the name of the site is no part of the headline.
_SITE = re.compile(r"\s+(?:[|»•]|[-–—](?=\s))\s*")
_STEM = 4  # letters that two forms of a word share: elect, elected, election
_FEWEST = 2  # a headline keeps so many words when a site's name is cut from it


def unborne(title: str, body: Iterable[str], settings: StyleSettings) -> str | None:
    """The rule, where more than `headline_missing` of the headline's telling words are nowhere in the text; else None.

    Args:
        title: the headline.
        body: the tokens of the text in small letters.
        settings: `headline_words` is the fewest telling words on which this is judged; a telling word has four letters
            or more, or figures.
    """
    telling = {word for word in map(str.lower, _WORD.findall(_without_site(title))) if _tells(word)}
    if len(telling) < settings.headline_words:
        return None
    stems = {_stem(word) for token in set(body) for word in _WORD.findall(token)}
    missing = sum(_stem(word) not in stems for word in telling)
    return RULE if missing > settings.headline_missing * len(telling) else None


def _tells(word: str) -> bool:
    return len(word) >= _STEM or word.isdecimal()


def _stem(word: str) -> str:
    return word if word.isdecimal() else word[:_STEM]


def _without_site(title: str) -> str:
    parts = _SITE.split(title)
    while len(parts) > 1 and len(_WORD.findall(" ".join(parts[:-1]))) >= _FEWEST:
        parts.pop()
    return " ".join(parts)
