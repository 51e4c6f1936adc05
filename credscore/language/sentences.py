"""Sentence boundaries in news text: every full stop is a candidate, and what stands around it decides.

Which abbreviations there are, and what a capital after each of them means, is data: `lexicons/abbreviations.csv`.
"""

import re

from credscore.lexicon import Lexicon
from credscore.records import Span

ABBREVIATIONS = "abbreviations"  # the lexicon this module reads; it is no finding and is not matched against texts

# Marks that may end a sentence (". . ." is one mark), the closing marks after them, and the blanks before what comes
# next. Blanks may be missing: "said.The", where a page lost a tag. Possessive, and tried only where a run of marks
# begins, so that no text makes it slow; what is looked at around a candidate is bounded for the same reason.
_CANDIDATE = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++(?:\s\.(?![\w.]))*+)(?P<close>['\"’”»)\]}*]*+)(?P<blank>\s++|(?=[A-Z][a-z]))"
)
_NEXT = re.compile(r"(?P<open>(?:[^\w\s]{1,12}+\s{0,8}+){0,6}+)(?P<word>\w[\w’'-]{0,40}+)?")
_BEFORE = re.compile(r"[^\s\"'“”‘(\[{<>=/—–-][^\s\"“”‘(\[{<>=/—–-]*$")
_LONGEST_ABBREVIATION = 24
_NO_WORD_YET = re.compile(r"\W{0,12}+(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})?$")  # marks, or the number of a list item
_INITIALS = re.compile(r"(?:[^\W\d_]\.&?)*[^\W\d_]\.$")
_ROMAN = re.compile(r"[IVXLC]+$")
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z]|(?:https?|www|pic|t)\b")  # iPhone, eBay; an address
_ADDRESS = re.compile(r"[/@=_&?#]")
_QUOTE_CLOSED = re.compile(r"['\"’”»]")
_WRONG_WAY = re.compile(r"(?:''|”)\s{0,8}+(?=\w)")
_CONTINUES = frozenset(",;:)]}”»%&=")
_DASHES = frozenset("-–—―")


class Splitter:
    """Splits lines into sentences.

    Args:
        abbreviations: the lexicon of that name; None knows none (initials such as "U.S." and "J. K." are known anyway).
    """

    def __init__(self, abbreviations: Lexicon | None) -> None:
        rows = abbreviations.entries.values() if abbreviations else ()
        entries = [entry for entry in rows if entry.status == "on"]
        self._openers = frozenset(entry.term for entry in entries if entry.cls == "opener")
        self._clock = frozenset(entry.term for entry in entries if entry.cls == "clock" and entry.term.isalpha())
        self._classes: dict[
            tuple[str, bool], str
        ] = {}  # the abbreviation in lower case, whether it begins with a capital
        for entry in entries:
            cases = {case for guard in entry.when if guard.name == "case" for case in guard.values}
            for case in cases or {"lower", "capital"}:
                self._classes[entry.term.lower(), case == "capital"] = entry.cls

    def spans(self, text: str, line: Span) -> list[Span]:
        """The sentences of one line; offsets into `text`.

        Between them stand blanks and nothing else, but for a mark that can only close and yet stands before a word
        ('' for “, as in text from old archives): there the sentence starts at the word.
        """
        spans, start = [], _past_closers(text, line.start, line.end)
        for match in _CANDIDATE.finditer(text, start, line.end):
            if match.end() < line.end and self._ends(text, start, line.end, match):
                spans.append(Span(start, match.start("blank")))
                start = _past_closers(text, match.end(), line.end)
        spans.append(Span(start, line.end))
        return spans

    def _ends(self, text: str, start: int, end: int, match: re.Match[str]) -> bool:
        mark, at = match["mark"], match.start()
        following = _NEXT.match(text, match.end(), end)
        if following is None or following["word"] is None or _NO_WORD_YET.match(text, start, at):
            return False
        opening, word = following["open"], following["word"]
        if opening[:1] in _CONTINUES:
            return False
        quote_closed = bool(_QUOTE_CLOSED.search(match["close"]))
        if _is_ellipsis(mark):  # the sentence goes on, unless a quotation ends here
            return quote_closed and word[0].isupper()
        before = _BEFORE.search(text, max(start, at - _LONGEST_ABBREVIATION), at)
        token = before.group() if before else ""
        if not match["blank"]:  # a plain word before the mark and one after it, so no address or file name
            around = (
                text[max(start, at - len(token) - 1) : at - len(token)] + text[following.end() : following.end() + 1]
            )
            return len(token) > 2 and token.isalpha() and token[1:].islower() and not _ADDRESS.search(around)
        if opening.startswith(("...", "…")):
            return True
        cls = self._class_of(token + mark)
        if cls and (cls == "title" or not quote_closed):
            return self._ends_after(cls, opening, word)
        if word[0].islower():
            # A small letter opens a sentence in a name such as iPhone, in an address, and where typing was careless.
            careless = mark == "." and not match["close"] and len(token) > 3 and token.isalpha()
            return bool(_SMALL_NAME.match(word)) or (careless and opening[:1] not in _DASHES)
        return True

    def _class_of(self, token: str) -> str | None:
        """The class of an abbreviation, None for a plain word at the end of its sentence."""
        known = self._classes.get((token.lower().replace("’", "'"), token[:1].isupper()))
        return "initialism" if known is None and _INITIALS.match(token) else known

    def _ends_after(self, cls: str, opening: str, word: str) -> bool:
        """Whether a sentence ends after an abbreviation of a class, given what follows."""
        if word[0].islower() or cls in ("title", "joint"):
            return False
        if cls == "number":
            return not (word[0].isdigit() or _ROMAN.match(word))
        if cls == "tail":
            return True
        aside = opening[:1] in _DASHES or "(" in opening  # "Fla. (Reuters) -", "9 p.m. - a vote"
        if cls in ("clock", "unit"):
            return word[0].isupper() and word not in self._clock and not aside
        return word in self._openers and not aside


def _is_ellipsis(mark: str) -> bool:
    """Whether a mark is "..." or ". . ."; four dots are a full stop with one."""
    return mark.endswith("…") or (mark.count(".") in (2, 3) and not mark.strip(". \t\xa0"))


def _past_closers(text: str, start: int, end: int) -> int:
    wrong = _WRONG_WAY.match(text, start, end)
    return wrong.end() if wrong else start
