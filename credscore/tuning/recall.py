"""Remembering what a stage of the analysis gave, for as long as nothing that it read has changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, TypeVar, cast

from credscore.language import Document
from credscore.lexicon import Hit
from credscore.model import Link, Paragraph, Tagger

T = TypeVar("T")
_PARAGRAPHS = 200_000  # remembered at most: those of some ten thousand articles


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a stage gave, the hits it read for that, and what else it went by."""

    result: Any
    read: Mapping[tuple[bool, str], list[Hit]]
    given: tuple[object, ...]


class Memory:
    """The stages of one article (a `pipeline.Recall`).

    Nobody has to say which lexicons a stage reads: that is seen while it runs.
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def __call__(self, stage: str, run: Callable[[Document], T], document: Document, *given: object) -> T:
        """What the stage gives for the document, remembered where its hits are those of the last time."""
        kept = self._kept.get(stage)
        if (
            kept is not None
            and kept.given == given
            and all(_hits(document, *key) == kept.read[key] for key in kept.read)
        ):
            return cast("T", kept.result)
        seen: set[tuple[bool, str]] = set()
        result = run(_watched(document, seen))
        self._kept[stage] = _Kept(result, {key: _hits(document, *key) for key in seen}, given)
        return result


def _hits(document: Document, of_title: bool, lexicon: str) -> list[Hit]:
    place = document.title if of_title else document
    return place.hits.get(lexicon, []) if place is not None else []


def _watched(document: Document, seen: set[tuple[bool, str]]) -> Document:
    title = document.title and replace(document.title, hits=_Watched(document.title.hits, seen, of_title=True))
    return replace(document, hits=_Watched(document.hits, seen, of_title=False), title=title)


class _Watched(Mapping[str, list[Hit]]):
    """Hits that note which lexicons are asked for."""

    def __init__(self, hits: Mapping[str, list[Hit]], seen: set[tuple[bool, str]], *, of_title: bool) -> None:
        self._hits, self._seen, self._of_title = hits, seen, of_title

    def __getitem__(self, name: str) -> list[Hit]:
        self._seen.add((self._of_title, name))
        return self._hits[name]

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a stage names the lexicons it reads")  # else a lexicon that is new would go unseen

    def __len__(self) -> int:
        return len(self._hits)


class RememberingTagger(Tagger):
    """A tagger that reads a paragraph with the same marks only once; what it found is kept under a digest."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._read: dict[bytes, list[Link]] = {}

    def links(self, paragraphs: Sequence[Paragraph]) -> list[list[Link]]:
        """The attributions of each paragraph, in its words, in order of their cues."""
        keys = [_key(paragraph) for paragraph in paragraphs]
        new = {key: one for key, one in zip(keys, paragraphs, strict=True) if key not in self._read}
        found = dict(zip(new, super().links(list(new.values())), strict=True))
        found |= {key: self._read[key] for key in keys if key not in new}
        if len(self._read) + len(new) > _PARAGRAPHS:
            self._read.clear()
        self._read |= found
        return [found[key] for key in keys]


def _key(paragraph: Paragraph) -> bytes:
    seen = paragraph.marks.tobytes() + repr(paragraph.words).encode("utf-8")
    return blake2b(seen, digest_size=16).digest()
