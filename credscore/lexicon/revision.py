"""From one set of lexicons to another: only the rows that differ are compiled, and only their hits change."""

from collections.abc import Mapping
from dataclasses import replace

from spacy.language import Language

from credscore.lexicon.entries import Entry, Hit
from credscore.lexicon.layers import Lexicons
from credscore.lexicon.matcher import Matcher, order, switched_off
from credscore.lexicon.setting import Setting

Hits = Mapping[str, list[Hit]]


class Revision:
    """The rows by which two sets of lexicons differ.

    Args:
        before, after: the two; lexicons that are the same object in both are not looked at.
        nlp: the pipeline that made the documents.

    Attributes:
        rows: by lexicon, the ids of the rows that match otherwise (their notes, examples and sources do not count).
    """

    def __init__(self, before: Lexicons, after: Lexicons, nlp: Language) -> None:
        self.rows = {
            name: ids
            for name in sorted({*before, *after})
            if before.get(name) is not after.get(name)
            and (ids := _differing(_entries(before, name), _entries(after, name)))
        }
        changed = {
            name: replace(after[name], entries={i: after[name].entries[i] for i in ids if i in after[name].entries})
            for name, ids in self.rows.items()
            if name in after
        }
        self._matcher = Matcher(changed, nlp)

    def hits(self, setting: Setting, hits: Hits) -> Hits:
        """The hits of a document after the revision, given those before; the very same object where none changes.

        They are what a `Matcher` of all lexicons would find.
        """
        revised: dict[str, list[Hit]] = {}
        found = self._matcher.find(setting) if self.rows and self._matcher.may_match(setting) else {}
        for lexicon, ids in self.rows.items():
            for name in (lexicon, switched_off(lexicon)):
                old = hits.get(name, [])
                new = found.get(name, [])
                if new or any(hit.entry.id in ids for hit in old):
                    kept = [hit for hit in old if hit.entry.id not in ids]
                    revised[name] = sorted([*kept, *new], key=order)
        return {**hits, **revised} if revised else hits


def _entries(lexicons: Lexicons, name: str) -> Mapping[str, Entry]:
    return lexicons[name].entries if name in lexicons else {}


def _differing(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> frozenset[str]:
    differing = (i for i in {*before, *after} if before.get(i) is not after.get(i))
    return frozenset(i for i in differing if _matching(before.get(i)) != _matching(after.get(i)))


def _matching(entry: Entry | None) -> Entry | None:
    """An entry without what makes no difference to its matches; None for one that never matches."""
    if entry is None or (entry.status == "off" and entry.origin == "built-in"):
        return None
    return replace(entry, yes="", no="", source="", note="")
