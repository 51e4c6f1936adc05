"""Cards as linked data: a schema.org `Review` of a `NewsArticle`, each criterion a `Rating` with its bounds."""

from collections.abc import Iterable, Mapping

from credscore import __version__
from credscore.records import Card
from credscore.tables import rounded
from credscore.wire import Json

_REVIEWER = {"@type": "SoftwareApplication", "name": "credscore", "softwareVersion": __version__}


def reviews(cards: Iterable[Card], urls: Mapping[str, str | None]) -> Json:
    """A JSON-LD document with one review a card; `urls` gives the address of an article by its id, where it is known.

    A criterion that could not be judged has no rating.
    """
    return {"@context": "https://schema.org", "@graph": [_review(card, urls.get(card.id)) for card in cards]}


def _review(card: Card, url: str | None) -> Json:
    article = {
        "@type": "NewsArticle",
        "identifier": card.id,
        "headline": card.title,
        "url": url,
        "datePublished": card.date,
        "wordCount": card.words,
        "publisher": {"@type": "Organization", "name": card.source},
    }
    scores = {"score": card.score, **{c.name: c.score for c in card.criteria}}
    return {
        "@type": "Review",
        "author": _REVIEWER,
        "itemReviewed": {key: value for key, value in article.items() if value is not None},
        "reviewRating": [_rating(name, score) for name, score in scores.items() if score is not None],
    }


def _rating(aspect: str, score: float) -> Json:
    return {
        "@type": "Rating",
        "reviewAspect": aspect,
        "ratingValue": rounded(score),
        "worstRating": 0,
        "bestRating": 100,
    }
