"""The one composer: articles in, evidence out; evidence in, cards, stories and a ranking out.

`analyse` is a plain iterator -> iterator function: the same runs in one process, in a pool, or on a cluster.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from credscore.article import article_card
from credscore.attribution import attributions
from credscore.claims import claims
from credscore.errors import CredscoreError
from credscore.hedging import hedges
from credscore.language import Reader, function_word_share
from credscore.lexicon import load_lexicons
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
from credscore.residue import residue
from credscore.settings import Settings
from credscore.source import complete, source_cards
from credscore.story import fingerprint, stories
from credscore.story.agreement import agreement
from credscore.style import voice

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


class Analyser:
    """Everything compiled once: lexicons, tokenizer, tagger, options.

    Raises:
        LexiconError, ModelError: on making one, when the options name what is not there.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.reader = Reader(load_lexicons(options.lexicons))
        self.tagger = None if options.model == RULES else Tagger(options.model)

    def evidence(self, article: Article) -> Evidence:
        """All findings in one article."""
        document = self.reader.read(article)
        settings = self.options.settings
        stray = residue(document, settings.residue, self.options.residue)
        gone = _Gone(stray)
        said = tuple(a for a in attributions(document, settings.attribution, self.tagger) if not _stray(a, gone))
        spoken = [span for a in said if a.kind != "agentless" for span in a.content]
        held = hedges(document, spoken, settings)
        own_voice = voice(document, gone.spans, settings.style)
        sentences = document.sentences
        words = len(article.text.split())
        lost = gone.words(article.text)
        own = sum(not gone.holds(sentence) for sentence in sentences)
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
            claims=_own_claims(claims(document), gone),
            readability=readability(gone.left(article.text), own, words - lost),
            fingerprint=fingerprint(document),
            function_words=function_word_share(document.setting.lower),
            style=own_voice.findings,
            own_words=own_voice.words,
        )


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
        reason = f"credscore failed on it ({type(error).__name__}: {error}); please report this article."
        return Refusal(article.id, article.id, "failed", reason)


def score(evidence: Sequence[Evidence], settings: Settings) -> Scored:
    """Cards, stories and ranking from evidence alone: what `score` does after reading, and what replay does again."""
    told = tuple(stories(evidence, settings.story))
    agreements = agreement(told)
    home = {article: story.id for story in told for article in story.articles}
    cards = tuple(
        complete(article_card(one, settings), agreements.get(one.id), home.get(one.id), settings) for one in evidence
    )
    return Scored(cards, told, tuple(source_cards(cards, settings)))


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


__all__ = ["RULES", "Analysed", "Analyser", "Options", "ResidueMode", "Scored", "analyse", "evidence_of", "score"]
