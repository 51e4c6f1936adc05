"""All lexicons against one document: terms on lower-case tokens in one pass, patterns by RE2."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from typing import Literal

from spacy.language import Language

from credscore.lexicon.entries import EXCEPTION, Entry, Hit
from credscore.lexicon.guards import Guard, holds
from credscore.lexicon.inflect import forms
from credscore.lexicon.layers import Lexicons, irregular_forms
from credscore.lexicon.patterns import Patterns
from credscore.lexicon.phrases import Phrases
from credscore.lexicon.setting import Place, Setting

_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_PIECE = re.compile(r"[^\W\d_]+|-")
Term = tuple[str, Entry, str]  # the lexicon's name, the entry, the form of its term


def switched_off(lexicon: str) -> str:
    """The name under which the matcher tells of rows of a lexicon that a user's layer switched off."""
    return f"{lexicon}/off"


class Matcher:
    """The entries of some lexicons, compiled once against one tokenizer.

    Args:
        lexicons: by name. Entries with status off match nothing; where a row of the user switched one off, its
            matches are told under the name `switched_off` gives, for a finder that does not go by lexicons alone.
        nlp: the pipeline that makes the documents.
    """

    def __init__(self, lexicons: Lexicons, nlp: Language) -> None:
        self._names = [key for name in lexicons for key in (name, switched_off(name))]
        self._terms: Phrases[Term] = Phrases()
        self._regexes: list[tuple[str, Entry]] = []
        irregular = irregular_forms()
        cut = _Cutter(nlp)
        for name, lexicon in lexicons.items():
            for entry in lexicon.entries.values():
                if entry.status == "off" and entry.origin == "built-in":
                    continue
                home = switched_off(name) if entry.status == "off" else name
                if entry.match == "regex":
                    self._regexes.append((home, entry))
                    continue
                for form in forms(entry.term, irregular) if entry.match == "lemma" else (entry.term,):
                    for tokens in cut.sequences(form):
                        self._terms.add(tokens, (home, entry, form))
        self._patterns = Patterns([entry.term for _, entry in self._regexes])

    def find(self, setting: Setting) -> dict[str, list[Hit]]:
        """Every match that its guards let through, by lexicon, in order of position, longest first at one position."""
        found: dict[str, list[Hit]] = {name: [] for name in self._names}
        for name, hit, form in self.candidates(setting):
            if not (hit.entry.when or hit.entry.unless) or kept_out(setting, hit, form) is None:
                found[name].append(hit)
        for hits in found.values():
            hits.sort(key=order)
        return found

    def candidates(self, setting: Setting) -> Iterator[tuple[str, Hit, str]]:
        """Every match before its guards are asked: the lexicon, the hit, the form of its term; in no order."""
        starts, ends = setting.starts, setting.ends
        for first, last, terms in self._term_matches(setting):
            for name, entry, form in terms:
                yield name, Hit(starts[first], ends[last - 1], first, last, entry), form
        for index, start, end in self._patterns.matches(setting.text):
            name, entry = self._regexes[index]
            first, last = bisect_right(ends, start), bisect_left(starts, end)
            if first < last:
                yield name, Hit(start, end, first, last, entry), entry.term

    def may_match(self, setting: Setting) -> bool:
        """False where no entry can match, told by the words of the text alone: quick for few entries."""
        return bool(self._regexes) or self._terms.may_match(setting.vocabulary)

    def _term_matches(self, setting: Setting) -> Iterator[tuple[int, int, list[Term]]]:
        """First and last token of each term; a phrase goes on over blanks, but not over a line break."""
        if not setting.blanks:
            yield from self._terms.matches(setting.lower)
            return
        kept = [index for index in range(len(setting.starts)) if index not in setting.blanks]
        for first, last, terms in self._terms.matches([setting.lower[index] for index in kept]):
            yield kept[first], kept[last - 1] + 1, terms


def order(hit: Hit) -> tuple[int, int, str]:
    """The key by which hits stand in order: by position, the longest first at one position."""
    return hit.start, -hit.end, hit.entry.id


class _Cutter:
    """Cuts a form as the tokenizer would; not by asking it where a form is of plain words, cut only at hyphens."""

    def __init__(self, nlp: Language) -> None:
        self._tokenize = nlp.make_doc
        self._special = {chunk.lower() for chunk in getattr(nlp.tokenizer, "rules", ())}

    def sequences(self, form: str) -> set[tuple[str, ...]]:
        """Every sequence of lower-case tokens that the form can stand in a text as.

        The tokenizer goes by case ("U.N." is one token, "u.n." two) and by apostrophe, while matching does not.
        """
        lower = form.lower()
        if _PLAIN.fullmatch(form) and self._special.isdisjoint((lower, *lower.split())):
            return {tuple(_PIECE.findall(lower))}
        spellings = {case(text) for text in _apostrophes(form) for case in (str, str.lower, str.upper, str.title)}
        return {tuple(token.lower_ for token in self._tokenize(text)) for text in spellings}


def _apostrophes(form: str) -> tuple[str, ...]:
    return (form, form.replace("'", "’"), form.replace("’", "'"))


def kept_out(setting: Setting, hit: Hit, form: str) -> tuple[Literal["when", "unless"], Guard] | None:
    """The first guard that keeps a match out, and the column it stands in; None where all let it through.

    `form` is the form of the entry's term that matched, as the lexicon spells it.
    """
    place = Place(setting, hit, form)
    for guard in hit.entry.when:
        if not holds(guard, place):
            return "when", guard
    for guard in hit.entry.unless:
        if holds(guard, place):
            return "unless", guard
    return None


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that do not overlap, in order: the longest wins, then the first.

    Exceptions (class `none`) hide what they overlap in the same way, and drop out.
    """
    chosen: list[Hit] = []
    run: list[Hit] = []
    reach = 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        if hit.start >= reach:
            chosen += _untangled(run)
            run = []
        run.append(hit)
        reach = max(reach, hit.end)
    chosen += _untangled(run)
    return [hit for hit in chosen if hit.entry.cls != EXCEPTION]


def _untangled(run: list[Hit]) -> list[Hit]:
    """`longest` of a few hits that touch one another, exceptions still among them."""
    if len(run) < 2:
        return run
    kept: list[tuple[int, int]] = []
    chosen: list[Hit] = []
    for hit in sorted(run, key=lambda h: (h.start - h.end, h.start, h.entry.cls != EXCEPTION, h.entry.id)):
        at = bisect_left(kept, (hit.start, hit.end))
        if (at == 0 or kept[at - 1][1] <= hit.start) and (at == len(kept) or kept[at][0] >= hit.end):
            insort(kept, (hit.start, hit.end))
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)
