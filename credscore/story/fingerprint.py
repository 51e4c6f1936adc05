"""What an article is about and which words it shares with others, small enough that its text need not be kept."""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources
from itertools import islice
from typing import TypeVar
from zlib import crc32

from credscore.language import Document
from credscore.lexicon import longest
from credscore.records import Fingerprint, Span, joined

T = TypeVar("T")
# These shape the fingerprint itself, so that fingerprints of different runs can be compared: they are no settings.
STOP_SHARE = 0.25  # a word that stands in every fourth article of any kind says nothing of what this one is about
TERMS = 40  # the most telling words kept: the rest tells of the kind of event, not of the event
NAME_COUNT = 2  # a capitalised word within a sentence counts so often: names tell events apart
LEAD = 600  # characters, some hundred words: what the article is about ...
LEAD_COUNT = 2  # ... and a word there counts so often
TITLE_COUNT = 4  # a word of the title counts so often
SHINGLE_WORDS = 5  # five words in a row are rarely shared by chance and survive small edits
SHINGLES = 128  # of them the smallest hashes: containment of two articles to about .04
QUOTE_WORDS = 8  # a quotation this long is not said twice in the same words by chance
PASSAGE_WORDS = 10  # ten words in a row outside quotations are not written twice by chance ...
PASSAGE_WINDOW = 5  # ... and of five such passages that overlap the one with the smallest hash is kept
RARE = 1 / 2000  # the share taken for a word that is not in the table

_WORD = re.compile(r"[^\W_](?:[\w'’.\-]*[^\W_])?")
_OPENERS = frozenset("\"'“‘«([")


@cache
def common() -> dict[str, float]:
    """Word -> share of news articles it stands in, for the words that are in one of a hundred or more.

    Counted over 3,419 American news articles of 2011 to 2020; names are left out, since they date quickly.
    """
    table = resources.files("credscore.story").joinpath("common.csv").read_text(encoding="utf-8")
    return {row["word"]: float(row["share"]) for row in csv.DictReader(table.splitlines())}


def fingerprint(document: Document, stray: Sequence[Span] = ()) -> Fingerprint:
    """The fingerprint of an article: content words, sampled shingles, verbatim quotations, agency credit lines.

    Args:
        document: the article.
        stray: the parts of its text that are not the article (residue), in order: only credit lines are read there.
    """
    own = _without(document.text, stray)
    words = [(match.start(), _folded(match.group())) for match in _WORD.finditer(own)]
    passages = _passages(document.text, joined([*stray, *document.quotes]))
    return Fingerprint(
        terms=_terms(own, words, document.title.text if document.title else ""),
        shingles=_shingles([word for _, word in words]),
        quotes=tuple(dict.fromkeys(_quotes(document))),
        agencies=tuple(sorted({hit.entry.cls for hit in longest(document.hits.get("agencies", []))})),
        passages=tuple(number for number, _, _ in passages),
        places=tuple(start for _, start, _ in passages),
        lengths=tuple(length for _, _, length in passages),
    )


def _without(text: str, stray: Sequence[Span]) -> str:
    starts, ends = [0, *(span.end for span in stray)], [*(span.start for span in stray), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


@lru_cache(20_000)
def _folded(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def _terms(text: str, words: Sequence[tuple[int, str]], title: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    known = common()
    for start, word in words:
        if len(word) > 1 and known.get(word, 0.0) < STOP_SHARE:
            weight = NAME_COUNT if _is_name(text, start) else 1
            counts[word] += weight * LEAD_COUNT if start < LEAD else weight
    for word in _words(title):
        if len(word) > 1 and known.get(word, 0.0) < STOP_SHARE:
            counts[word] += TITLE_COUNT
    telling = sorted(
        counts.items(), key=lambda item: (-math.log1p(item[1]) * -math.log(known.get(item[0], RARE)), item[0])
    )
    return tuple(sorted(telling[:TERMS], key=lambda item: (-item[1], item[0])))


def _is_name(text: str, start: int) -> bool:
    """Whether the word at `start` is capitalised and the word before it ended no sentence."""
    if not text[start].isupper():
        return False
    before = start - 1
    while before >= 0 and text[before] in _OPENERS:
        before -= 1
    return before > 0 and text[before] == " " and text[before - 1] not in ".!?:\n•|"


def _words(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


def _shingles(words: Sequence[str]) -> tuple[int, ...]:
    pieces = set(map(" ".join, _windows(words, SHINGLE_WORDS)))
    # A digest, not hash(): the same in every process and on every machine.
    digests = {blake2b(piece.encode("utf-8", "replace"), digest_size=4).digest() for piece in pieces}
    return tuple(int.from_bytes(digest, "big") for digest in sorted(digests)[:SHINGLES])


def _windows(words: Sequence[T], size: int) -> Iterator[tuple[T, ...]]:
    return zip(*(islice(words, start, None) for start in range(size)), strict=False)


def _quotes(document: Document) -> Iterator[str]:
    for span in document.quotes:
        words = _words(span.of(document.text))
        if len(words) >= QUOTE_WORDS:
            yield " ".join(words)


def _passages(text: str, others: Sequence[Span]) -> list[tuple[int, int, int]]:
    """Sampled passages of the text between what others said or what is residue: hash, start, length in characters.

    Of any `PASSAGE_WORDS + PASSAGE_WINDOW - 1` words in a row at least one passage is kept, the same one wherever they
    stand (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003).
    """
    found: dict[int, tuple[int, int, int]] = {}
    starts, ends = [0, *(span.end for span in others)], [*(span.start for span in others), len(text)]
    for start, end in zip(starts, ends, strict=True):
        words = list(_WORD.finditer(text, start, end))
        folded = [_folded(match.group()) for match in words]
        hashes = [crc32(" ".join(piece).encode("utf-8", "replace")) for piece in _windows(folded, PASSAGE_WORDS)]
        for first in range(min(len(hashes), max(1, len(hashes) - PASSAGE_WINDOW + 1))):
            least = min(hashes[first : first + PASSAGE_WINDOW])
            if least not in found:
                kept = hashes.index(least, first)
                begin = words[kept].start()
                found[least] = (least, begin, words[kept + PASSAGE_WORDS - 1].end() - begin)
    return sorted(found.values(), key=lambda passage: passage[1])
