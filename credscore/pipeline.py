"""The one composer: articles in, evidence out; evidence in, cards, stories and a ranking out.

`analyse` is a plain iterator -> iterator function: the same runs in one process, in a pool, or on a cluster.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from credscore.article import article_card
from credscore.attribution import attributions
from credscore.claims import claims
from credscore.errors import CredscoreError
from credscore.hedging import hedges
from credscore.language import Document, Reader, function_word_share
from credscore.lexicon import Lexicons, load_lexicons
from credscore.model import Tagger
from credscore.readability import readability
from credscore.records import (
    Article,
    Attribution,
    Card,
    Claim,
    Evidence,
    Refusal,
    Residue,
    SourceCard,
    Span,
    Story,
    joined,
)
from credscore.residue import Refrains, Survey, residue
from credscore.settings import RefrainSettings, Settings
from credscore.source import complete, source_cards
from credscore.story import Stories, fingerprint
from credscore.story.agreement import agreement
from credscore.style import voice

T = TypeVar("T")
ResidueMode = Literal["balanced", "strict"]
RULES = "rules"  # the model that is none: attributions by lexicons and rules alone


@dataclass(frozen=True, slots=True)
class Options:
    """What decides a result beside the articles: recorded in `run.json`."""

    settings: Settings
    lexicons: Path | None = None
    residue: ResidueMode = "balanced"
    model: str = "fast"


@dataclass(frozen=True, slots=True)
class Analysed:
    """One article's evidence, and the text its spans point into."""

    evidence: Evidence
    text: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What a whole run says: a card an article (in the order of the evidence), the stories, the ranked sources."""

    cards: tuple[Card, ...]
    stories: tuple[Story, ...]
    sources: tuple[SourceCard, ...]


class Recall(Protocol):
    """Runs a stage of the analysis on a document, or remembers what it gave when nothing it reads has changed.

    `stage` is its name, `given` what it goes by beside the document.
    """

    def __call__(self, stage: str, run: Callable[[Document], T], document: Document, *given: object) -> T:
        """What the stage gives."""


def _afresh(stage: str, run: Callable[[Document], T], document: Document, *given: object) -> T:  # noqa: ARG001
    return run(document)


class Analyser:
    """Everything compiled once: lexicons, tokenizer, tagger, options; and the lines that the articles' sources repeat.

    Args:
        options: how to analyse.
        lexicons, tagger: used instead of those that the options name.

    Raises:
        LexiconError, ModelError: on making one, when the options name what is not there.
    """

    def __init__(
        self,
        options: Options,
        lexicons: Lexicons | None = None,
        tagger: Tagger | None = None,
        refrains: Refrains | None = None,
    ) -> None:
        self.options = options
        self.reader = Reader(load_lexicons(options.lexicons) if lexicons is None else lexicons)
        self.tagger = None if options.model == RULES else tagger or Tagger(options.model)
        self.refrains = refrains or Refrains({})

    def evidence(self, article: Article) -> Evidence:
        """All findings in one article."""
        return self.examine(self.reader.read(article))

    def examine(self, document: Document, recall: Recall = _afresh) -> Evidence:
        """All findings in one document; `recall` runs each stage, or remembers what it gave."""
        article, settings = document.article, self.options.settings
        mode, tagger, known = self.options.residue, self.tagger, self.refrains.of(document.article.source)
        stray = recall("residue", lambda d: residue(d, settings.residue, mode, known), document, known)
        found = recall("attributions", lambda d: attributions(d, settings.attribution, tagger), document)
        gone = _Gone(stray)
        said = tuple(a for a in found if not _stray(a, gone))
        spoken = tuple(span for a in said if a.kind != "agentless" for span in a.content)
        held = recall("hedges", lambda d: hedges(d, spoken, settings), document, spoken)
        own_voice = recall("style", lambda d: voice(d, gone.spans, settings.style), document, stray)
        sentences = document.sentences
        words = len(article.text.split())
        lost = gone.words(article.text)
        own = sum(not gone.holds(sentence) for sentence in sentences)
        easy = recall("readability", lambda d: readability(gone.left(d.text), own, words - lost), document, stray)
        return Evidence(
            id=article.id,
            source=article.source,
            title=article.title,
            date=article.date,
            url=article.url,
            story=article.story,
            words=words,
            content_words=max(0, words - lost),
            sentences=sentences,
            content=_content(article.text, sentences, gone, settings.score.min_sentence_words),
            lines=len(document.lines),
            attributions=said,
            hedges=tuple(h for h in held if not gone.holds(Span(h.start, h.end))),
            residue=stray,
            claims=_own_claims(recall("claims", claims, document), gone),
            readability=easy,
            fingerprint=recall("fingerprint", lambda d: fingerprint(d, gone.spans), document, stray),
            function_words=recall("english", lambda d: function_word_share(d.setting.lower), document),
            style=own_voice.findings,
            own_words=own_voice.words,
        )


def survey(articles: Iterable[Article | Refusal], settings: RefrainSettings) -> Refrains:
    """The lines that each source repeats in many of its articles: what `Analyser` should know before it reads them."""
    seen = Survey(settings)
    if settings.sample:
        for article in articles:
            if isinstance(article, Article):
                seen.add(article)
    return seen.refrains()


def analyse(analyser: Analyser, articles: Iterable[Article | Refusal]) -> Iterator[Analysed | Refusal]:
    """One result for everything that came in, in order: an article that fails is refused and the rest go on."""
    waiting = iter(articles)
    # What the tokenizer learns of new words is forgotten batch by batch: memory does not grow with the input.
    while batch := tuple(islice(waiting, analyser.options.settings.corpus.batch)):
        with analyser.reader.forgetting():
            for article in batch:
                yield article if isinstance(article, Refusal) else _analysed(analyser, article)


def _analysed(analyser: Analyser, article: Article) -> Analysed | Refusal:
    try:
        return Analysed(analyser.evidence(article), article.text)
    except CredscoreError:
        raise
    except Exception as error:  # noqa: BLE001 - one article that trips a defect must not lose the others
        return failed(article, error)


def failed(article: Article, error: Exception) -> Refusal:
    """The refusal of an article that trips a defect."""
    reason = f"credscore failed on it ({type(error).__name__}: {error}); please report this article."
    return Refusal(article.id, article.id, "failed", reason)


class Scorer:
    """Cards, stories and ranking from evidence alone; from call to call, what stayed the same is not done again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stories = Stories(settings.story)
        self._cards: dict[str, tuple[Evidence, Card]] = {}

    def score(self, evidence: Sequence[Evidence]) -> Scored:
        """What the evidence of a whole run comes to, whatever was scored before."""
        settings = self._settings
        told = tuple(self._stories.of(evidence))
        agreements = agreement(told)
        home = {article: story.id for story in told for article in story.articles}
        own = [self._card(one) for one in evidence]
        self._cards = {one.id: (one, card) for one, card in zip(evidence, own, strict=True)}
        cards = tuple(complete(card, agreements.get(card.id), home.get(card.id), settings) for card in own)
        return Scored(cards, told, tuple(source_cards(cards, settings)))

    def _card(self, evidence: Evidence) -> Card:
        known, card = self._cards.get(evidence.id, (None, None))
        return card if card is not None and known is evidence else article_card(evidence, self._settings)


def score(evidence: Sequence[Evidence], settings: Settings) -> Scored:
    """Cards, stories and ranking from evidence alone: what `score` does after reading, and what replay does again."""
    return Scorer(settings).score(evidence)


class _Gone:
    """The characters taken out as residue."""

    def __init__(self, pieces: Iterable[Residue]) -> None:
        self.spans = joined(Span(piece.start, piece.end) for piece in pieces)
        self._starts = [span.start for span in self.spans]

    def holds(self, span: Span) -> bool:
        """Whether more than half of a span is among them."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        lost = sum(max(0, min(span.end, s.end) - max(span.start, s.start)) for s in self.spans[first:last])
        return 2 * lost > span.end - span.start

    def words(self, text: str) -> int:
        """How many words they are."""
        return sum(len(span.of(text).split()) for span in self.spans)

    def left(self, text: str) -> str:
        """The text without them."""
        starts, ends = [0, *(s.end for s in self.spans)], [*self._starts, len(text)]
        return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _stray(attribution: Attribution, gone: _Gone) -> bool:
    return all(gone.holds(span) for span in (attribution.cue or attribution.content))


def _own_claims(found: Sequence[Claim], gone: _Gone) -> tuple[Claim, ...]:
    return tuple(c for c in found if c.place == "title" or not gone.holds(Span(c.start, c.end)))


def _content(text: str, sentences: Sequence[Span], gone: _Gone, least: int) -> tuple[int, ...]:
    """The indexes of the sentences that assert something of the article's own."""
    return tuple(i for i, s in enumerate(sentences) if len(s.of(text).split()) >= least and not gone.holds(s))


def evidence_of(results: Iterable[Analysed | Refusal]) -> tuple[list[Evidence], list[Refusal]]:
    """The evidence and the refusals of a run, the texts let go."""
    found: list[Evidence] = []
    refused: list[Refusal] = []
    for result in results:
        if isinstance(result, Refusal):
            refused.append(result)
        else:
            found.append(result.evidence)
    return found, refused


__all__ = [
    "RULES",
    "Analysed",
    "Analyser",
    "Options",
    "Recall",
    "ResidueMode",
    "Scored",
    "Scorer",
    "analyse",
    "evidence_of",
    "score",
    "survey",
]
