"""All lexicons against one document: terms by spaCy's PhraseMatcher on lower-case tokens, patterns by RE2."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from credscore.lexicon.entries import EXCEPTION, Entry, Hit
from credscore.lexicon.guards import holds
from credscore.lexicon.inflect import forms
from credscore.lexicon.layers import Lexicons, irregular_forms
from credscore.lexicon.patterns import Patterns
from credscore.lexicon.setting import Place, Setting

_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_PIECE = re.compile(r"[^\W\d_]+|-")


class Matcher:
    """The entries of some lexicons, compiled once against one tokenizer.

    Args:
        lexicons: by name; entries with status off are left out.
        tokenize: text -> Doc, the same as makes the documents.
    """

    def __init__(self, lexicons: Lexicons, tokenize: Callable[[str], Doc]) -> None:
        self._names = list(lexicons)
        self._vocab = tokenize("").vocab
        self._matcher = PhraseMatcher(self._vocab, attr="LOWER")
        self._terms: dict[int, list[tuple[str, Entry, str]]] = {}
        self._regexes: list[tuple[str, Entry]] = []
        irregular = irregular_forms()
        for name, lexicon in lexicons.items():
            for entry in lexicon.entries.values():
                if entry.status == "on" and entry.match == "regex":
                    self._regexes.append((name, entry))
                elif entry.status == "on":
                    self._add(name, entry, irregular, tokenize)
        self._patterns = Patterns([entry.term for _, entry in self._regexes])

    def _add(
        self, name: str, entry: Entry, irregular: dict[str, tuple[str, ...]], tokenize: Callable[[str], Doc]
    ) -> None:
        """Register every token sequence that a form of the term can have.

        The tokenizer goes by case ("U.N." is one token, "u.n." two) and by apostrophe, while matching does not.
        """
        for form in forms(entry.term, irregular) if entry.match == "lemma" else (entry.term,):
            seen = set()
            for spelling in _spellings(form, tokenize):
                doc = tokenize(spelling)
                key = "\t".join(token.lower_ for token in doc)
                if key not in seen:
                    seen.add(key)
                    number = self._vocab.strings.add(key)
                    if number not in self._terms:
                        self._matcher.add(key, [doc])
                    self._terms.setdefault(number, []).append((name, entry, form))

    def find(self, setting: Setting) -> dict[str, list[Hit]]:
        """Every match that its guards let through, by lexicon, in order of position, longest first at one position."""
        found: dict[str, list[Hit]] = {name: [] for name in self._names}
        starts, ends = setting.starts, setting.ends
        for number, first, last in self._term_matches(setting):
            for name, entry, form in self._terms[number]:
                hit = Hit(starts[first], ends[last - 1], first, last, entry)
                if _holds(setting, hit, form):
                    found[name].append(hit)
        for index, start, end in self._patterns.matches(setting.text):
            name, entry = self._regexes[index]
            first, last = bisect_right(ends, start), bisect_left(starts, end)
            if first < last:
                hit = Hit(start, end, first, last, entry)
                if _holds(setting, hit, entry.term):
                    found[name].append(hit)
        for hits in found.values():
            hits.sort(key=lambda hit: (hit.start, -hit.end, hit.entry.id))
        return found

    def _term_matches(self, setting: Setting) -> Iterator[tuple[int, int, int]]:
        """Key, first and last token of each term; a phrase goes on over blanks, but not over a line break."""
        if not setting.blanks:
            yield from self._matcher(setting.doc)
            return
        kept = [index for index in range(len(setting.starts)) if index not in setting.blanks]
        for number, first, last in self._matcher(Doc(self._vocab, words=[setting.token(index) for index in kept])):
            yield number, kept[first], kept[last - 1] + 1


def _spellings(form: str, tokenize: Callable[[str], Doc]) -> Iterable[str]:
    """The ways to write a form that the tokenizer may cut differently; one for a form of plain words."""
    if _PLAIN.fullmatch(form) and len(tokenize(form)) == len(_PIECE.findall(form)):
        return (form,)
    apostrophes = (form, form.replace("'", "’"), form.replace("’", "'"))
    return dict.fromkeys(case(text) for text in apostrophes for case in (str, str.lower, str.upper, str.title))


def _holds(setting: Setting, hit: Hit, form: str) -> bool:
    """Whether the guards of a hit's entry let it through."""
    when, unless = hit.entry.when, hit.entry.unless
    if not (when or unless):
        return True
    place = Place(setting, hit, form)
    return all(holds(guard, place) for guard in when) and not any(holds(guard, place) for guard in unless)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that do not overlap, in order: the longest wins, then the first.

    Exceptions (class `none`) hide what they overlap in the same way, and drop out.
    """
    kept: list[tuple[int, int]] = []
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.entry.cls != EXCEPTION, h.entry.id)):
        at = bisect_left(kept, (hit.start, hit.end))
        if (at == 0 or kept[at - 1][1] <= hit.start) and (at == len(kept) or kept[at][0] >= hit.end):
            insort(kept, (hit.start, hit.end))
            chosen.append(hit)
    return sorted((hit for hit in chosen if hit.entry.cls != EXCEPTION), key=lambda hit: hit.start)
