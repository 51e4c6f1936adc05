"""A set of articles kept read, so that a change of the lexicons costs no more than what it changes."""

import time
from dataclasses import dataclass, field
from typing import cast

from credscore.errors import CredscoreError
from credscore.language import Document
from credscore.lexicon import Hit, Lexicons
from credscore.pipeline import RULES, Analyser, Options, Scored, Scorer, failed, survey
from credscore.records import Article, Evidence, Refusal
from credscore.tuning.recall import Memory, RememberingTagger


@dataclass(slots=True)
class _Loaded:
    """An article with its parse (None: to be parsed again), what was found in it, and what that rests on."""

    article: Article
    document: Document | None = None
    evidence: Evidence | None = None
    memory: Memory = field(default_factory=Memory)


class Session:
    """Articles under lexicons that change.

    Once `go_on` has returned 0, the evidence and the scores are those of a fresh run with the present lexicons. What a
    source repeats is known anew after each change of the articles, and those whose marks that changes wait, too.

    Args:
        options: how to analyse; the lexicons they name are not read.
        lexicons: the first lexicons.

    Attributes:
        refused: articles that could be analysed once and, under other lexicons, no more.

    Raises:
        ModelError: the options name a tagger that is not there.
    """

    def __init__(self, options: Options, lexicons: Lexicons) -> None:
        tagger = None if options.model == RULES else RememberingTagger(options.model)
        self.options = options
        self._analyser = Analyser(options, lexicons, tagger)
        self._loaded: dict[str, _Loaded] = {}
        self._waiting: dict[str, None] = {}  # the articles to be analysed again, in order
        self._surveyed = True  # whether the analyser knows what the sources of the present articles repeat
        self._scorer = Scorer(options.settings)
        self._scored: Scored | None = None
        self.refused: list[Refusal] = []

    @property
    def lexicons(self) -> Lexicons:
        """The present lexicons."""
        return self._analyser.reader.lexicons

    @property
    def articles(self) -> list[Article]:
        """The articles, in the order in which they came."""
        return [one.article for one in self._loaded.values()]

    @property
    def waiting(self) -> frozenset[str]:
        """The ids of the articles that the last changes touch and that are not analysed again yet."""
        return frozenset(self._waiting)

    def add(self, article: Article) -> Refusal | None:
        """Read and analyse one article more; a refusal where one has its id already, or where it cannot be analysed."""
        if article.id in self._loaded:
            reason = "An article of this id is loaded already. Give it another name."
            return Refusal(article.id, article.id, "duplicate-id", reason)
        one = _Loaded(article)
        refusal = self._analyse(one)
        if refusal is None:
            self._loaded[article.id] = one
            self._surveyed = False
        return refusal

    def remove(self, article: str) -> None:
        """Let go of an article."""
        del self._loaded[article]
        self._waiting.pop(article, None)
        self._scored = None
        self._surveyed = False

    def use(self, lexicons: Lexicons, first: str | None = None) -> int:
        """Go over to other lexicons; returns how many articles wait for `go_on`, `first` at their head."""
        if lexicons is not self.lexicons:
            reader = self._analyser.reader
            splitting = _abbreviations(self.lexicons) != _abbreviations(lexicons)
            step = reader.revise(lexicons)
            for name, one in self._loaded.items():
                if one.document is None:
                    continue  # waits to be parsed again anyway
                if splitting and not reader.splits_as(one.document):
                    one.document, one.memory = None, Memory()
                    self._waiting[name] = None
                else:
                    document = reader.revised(one.document, step)
                    if document is not one.document:
                        one.document = document
                        self._waiting[name] = None
        if first in self._waiting:
            self._waiting = {first: None, **self._waiting}
        return len(self._waiting)

    def go_on(self, seconds: float | None = None) -> int:
        """Analyse waiting articles, at least one, until the time is over; returns how many still wait."""
        end = None if seconds is None else time.monotonic() + seconds
        self._survey()
        while self._waiting:
            name = next(iter(self._waiting))
            refusal = self._analyse(self._loaded[name])
            del self._waiting[name]
            if refusal is not None:
                del self._loaded[name]
                self.refused.append(refusal)
            if end is not None and time.monotonic() >= end:
                break
        return len(self._waiting)

    def _survey(self) -> None:
        """Learn what the sources repeat; the articles of a source of which that changes are to be analysed again."""
        if self._surveyed:
            return
        before = self._analyser.refrains
        self._analyser.refrains = after = survey(self.articles, self.options.settings.residue.refrain)
        for name, one in self._loaded.items():
            if before.of(one.article.source) != after.of(one.article.source):
                self._waiting[name] = None
        self._surveyed = True

    def _analyse(self, one: _Loaded) -> Refusal | None:
        try:
            if one.document is None:
                one.document = self._analyser.reader.read(one.article)
            evidence = self._analyser.examine(one.document, one.memory)
        except CredscoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one article that trips a defect must not lose the others
            self._scored = None
            return failed(one.article, error)
        if evidence != one.evidence:
            one.evidence = evidence
            self._scored = None
        return None

    def evidence(self, article: str) -> Evidence:
        """What was found in an article when it was analysed last."""
        return cast("Evidence", self._loaded[article].evidence)  # what is loaded was analysed

    def hits(self, article: str, start: int, end: int) -> list[tuple[str, Hit]]:
        """Which rows match in a stretch of an article's text, each with its lexicon, the longest match first."""
        document = self._loaded[article].document
        found = [
            (name, hit)
            for name, hits in (document.hits.items() if document is not None else ())
            for hit in hits
            if hit.start < end and start < hit.end
        ]
        return sorted(found, key=lambda pair: (pair[1].start - pair[1].end, pair[0], pair[1].entry.id))

    @property
    def scored(self) -> Scored:
        """Cards, stories and ranking of what was analysed so far."""
        if self._scored is None:
            self._scored = self._scorer.score([self.evidence(name) for name in self._loaded])
        return self._scored


def _abbreviations(lexicons: Lexicons) -> object:
    lexicon = lexicons.get("abbreviations")
    return lexicon and lexicon.entries
