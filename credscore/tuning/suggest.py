"""Candidates for a lexicon, out of a corpus."""

from collections.abc import Callable, Iterable, Sequence

from credscore.errors import LexiconError
from credscore.lexicon import Layered
from credscore.pipeline import Analyser, Options
from credscore.records import Article
from credscore.tuning import contexts, repeats, speakers, speech
from credscore.tuning.candidates import Candidate, Row, rows

_TAGGED: dict[str, Callable[[Iterable[Article], Analyser], list[Candidate]]] = {
    speech.LEXICON: speech.new_cues,
    speakers.TITLES: speakers.new_titles,
    speakers.ORGANISATIONS: speakers.new_organisations,
}
SUGGESTED = (repeats.LEXICON, *_TAGGED, contexts.LEXICON)


def suggest(
    lexicon: str, articles: Sequence[Article], layers: Layered, options: Options, most: int
) -> list[tuple[Candidate, Row]]:
    """The most likely candidates for a lexicon, each with the row of a layer it makes: switched off, nothing to lint.

    Args:
        lexicon: one of SUGGESTED.
        articles: the corpus.
        layers: what there is already; nothing of it is suggested.
        options: of the pipeline that reads the articles.
        most: how many to give.

    Raises:
        LexiconError: another lexicon.
    """
    if lexicon == repeats.LEXICON:
        found = repeats.repeated_lines(articles, layers.lexicons, options.settings)
    elif lexicon == contexts.LEXICON:
        found = contexts.new_hedges(articles, layers.lexicons)
    elif lexicon in _TAGGED:
        found = _TAGGED[lexicon](articles, Analyser(options))
    else:
        remedy = f"There are suggestions for {', '.join(SUGGESTED)}."
        raise LexiconError(f"nothing can be suggested for '{lexicon}'.", where="lexicon suggest", remedy=remedy)
    return rows(found, layers, lexicon, most)
