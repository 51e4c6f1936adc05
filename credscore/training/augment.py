"""Gold articles as other outlets would have printed them: the corpus is US election news of one year and house style.

Every change keeps the gold: marks are replaced one for one, a dateline moves the spans behind it, and names are swapped
word for word after the text was cut into words.
"""

import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from credscore.attribution.vocabulary import grammar
from credscore.lexicon import load_lexicons
from credscore.training.data import Row


@cache
def _style() -> dict[str, Any]:
    return tomllib.loads(resources.files("credscore.training").joinpath("augment.toml").read_text(encoding="utf-8"))


def restyled(row: Row, chance: random.Random) -> Row:
    """An article with other quotation marks; perhaps with a dateline, a headline in capitals, or no paragraphs."""
    text = _requoted(row["text"], chance.choice(_style()["styles"]))
    lines = text.split("\n")
    if chance.random() < 0.3 and len(lines[0]) < 120:
        shouted = lines[0].upper() if chance.random() < 0.5 else lines[0].lower()
        if len(shouted) == len(lines[0]):
            lines[0] = shouted
    changed = {**row, "text": "\n".join(lines)}
    changed = _datelined(changed, chance) if chance.random() < 0.3 else changed
    return _run_on(changed, chance) if chance.random() < 0.4 else changed


def _run_on(row: Row, chance: random.Random) -> Row:
    """Paragraphs run together, as some extractors leave them: many speakers in one."""
    joined = chance.choice((0.5, 1.0))
    result = list(row["text"])
    at = 0
    while at < len(result):
        end = at
        while end < len(result) and result[end] == "\n":
            end += 1
        if end > at and chance.random() < joined:
            result[at:end] = " " * (end - at)
        at = end + 1
    return {**row, "text": "".join(result)}


def _requoted(text: str, style: Sequence[str]) -> str:
    """Every quotation mark replaced by one of the style, one character for one."""
    result = list(text)
    opening = True
    for at, character in enumerate(text):
        if character == "\n":
            opening = True
        elif character in '"“”':
            closes = character == "”" or (character == '"' and not opening)
            result[at] = style[1] if closes else style[0]
            opening = closes
        elif character == "‘":
            result[at] = style[2]
        elif character in "’'" and not (at + 1 < len(text) and text[at + 1].isalnum()):
            if not text[at - 1 : at].isalnum():
                result[at] = style[3]
        elif character == "'" and not text[at - 1 : at].isalnum():
            result[at] = style[2]
    return "".join(result)


def _datelined(row: Row, chance: random.Random) -> Row:
    """A place put before the second paragraph, the first that is text."""
    starts = [at + 1 for at, c in enumerate(row["text"]) if c == "\n" and row["text"][at + 1 : at + 2].isalpha()]
    if not starts:
        return row
    place = chance.choice(_style()["places"].split())
    agency = chance.choice(_style()["agencies"].split())
    line = chance.choice(
        (f"{place.upper()}: ", f"{place.upper()} ({agency}) — ", f"{place.upper()}, Oct. 3 ", f"{place} - ")
    )
    at = starts[0]

    def moved(span: Sequence[int]) -> list[int]:
        return [edge + len(line) if edge > at or (edge == at and edge == span[0]) else edge for edge in span]

    attributions = [
        {role: [moved(span) for span in one.get(role) or ()] for role in ("source", "cue", "content")}
        for one in row.get("attributions", ())
    ]
    return {**row, "text": row["text"][:at] + line + row["text"][at:], "attributions": attributions}


class Names:
    """The names a corpus says over and over, and others to put in their place."""

    def __init__(self, texts: Iterable[str], most: int = 250) -> None:
        capital: Counter[str] = Counter()
        small: set[str] = set()
        for text in texts:
            for word in text.split():
                bare = word.strip(".,;:!?()\"“”‘’'")
                if bare.isalpha() and bare.istitle() and len(bare) > 2:
                    capital[bare] += 1
                elif bare.isalpha() and bare.islower():
                    small.add(bare)
        common = small | grammar()["time"]
        self.known = [name for name, _ in capital.most_common(3 * most) if name.lower() not in common][:most]
        given = (entry.term for entry in load_lexicons()["names"].entries.values())
        self.others = [*sorted(name for name in given if name.isalpha()), *_style()["places"].split()]

    def swap(self, chance: random.Random) -> Callable[[str], str]:
        """A swap of names for one article: half of them become other ones, each the same throughout."""
        mapping: Mapping[str, str] = {n: chance.choice(self.others) for n in self.known if chance.random() < 0.5}
        return lambda word: mapping.get(word, word)
