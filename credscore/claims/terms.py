"""The words two claims must share to be about one thing: content words, normalised, organisations by one name."""

from bisect import bisect_right
from collections.abc import Sequence

from credscore.claims.scan import Sentence
from credscore.claims.words import words
from credscore.language import Document
from credscore.lexicon import longest
from credscore.lexicon.aliases import canonical, key

STOP = words("terms", "stop")
_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "persons": "person", "lives": "life",
    "servicemen": "serviceman", "policemen": "policeman", "gunmen": "gunman", "families": "family", "bodies": "body",
}  # fmt: skip


def stem(word: str) -> str:
    """A noun in the singular, lower case, without possessive: "leaders" -> "leader"."""
    word = word.lower().removesuffix("'s").removesuffix("’s").replace(".", "") or word
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


# Classes of the organisations lexicon that are places as well; here they are taken as places.
_PLACES = ("country", "capital", "state")


class Organisations:
    """Where a document names organisations (no states), by character, under one canonical name each."""

    def __init__(self, document: Document) -> None:
        self._hits = longest(hit for hit in document.hits.get("organisations", ()) if hit.entry.cls not in _PLACES)
        self._starts = [hit.start for hit in self._hits]
        named = [hit for hit in document.hits.get("organisations", ()) if hit.entry.cls == "country"]
        self._nations = {
            hit.start: key(hit.entry) for hit in longest([*named, *document.hits.get("nationalities", ())])
        }

    def origin(self, sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
        """Whose the people on some words are, as `of:` terms: a country by one name, another name as it is."""
        if sentence.shouted:
            return ()
        found: dict[str, None] = {}
        for index in range(first, last):
            if sentence.capital(index) and sentence.low[index] not in STOP:
                found[f"of:{self.nation(sentence, index) or stem(sentence.low[index])}"] = None
        return tuple(found)

    def nation(self, sentence: Sentence, index: int) -> str | None:
        """The country that a word names or is the adjective of, by one name."""
        return self._nations.get(sentence.starts[index]) or _COUNTRY.get(sentence.low[index])

    def at(self, offset: int) -> tuple[str, int] | None:
        """The canonical name of the organisation whose mention covers a character, and where the mention ends."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._hits[index].end:
            return None
        return canonical(self._hits[index].entry).lower(), self._hits[index].end


# Names that news writes in several ways and that are too short for the organisations lexicon to be needed.
_COUNTRY = {
    "us": "us",
    "u.s": "us",
    "u.s.": "us",
    "american": "us",
    "americans": "us",
    "uk": "uk",
    "u.k.": "uk",
    "british": "uk",
}


def terms_of(sentence: Sentence, first: int, last: int, organisations: Organisations) -> tuple[str, ...]:
    """The terms of the words `first`..`last`, in order, without repeats."""
    found: dict[str, None] = {}
    index = first
    while index < last:
        known = organisations.at(sentence.starts[index]) if sentence.capital(index) else None
        if known is not None:
            found[known[0]] = None
            while index < last and sentence.starts[index] < known[1]:
                index += 1
            continue
        word = sentence.low[index]
        if word in _COUNTRY:
            found[_COUNTRY[word]] = None
        elif word not in STOP and any(c.isalpha() for c in word):
            found[stem(word)] = None
        index += 1
    return tuple(found)


def united(parts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Several terms as one tuple without repeats."""
    return tuple(dict.fromkeys(term for part in parts for term in part))
