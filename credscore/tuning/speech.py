"""Candidates for `cues`: the words by which the tagger sees somebody say something, and which no entry has."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from credscore.attribution import attributions
from credscore.attribution.cues import LEXICONS
from credscore.attribution.tagged import TAGGER
from credscore.attribution.vocabulary import grammar
from credscore.language import Document
from credscore.lexicon.inflect import forms
from credscore.lexicon.layers import irregular_forms
from credscore.lexicon.phrases import Phrases
from credscore.pipeline import Analyser
from credscore.records import Article, Attribution, Span
from credscore.tuning.candidates import EXAMPLES, Candidate, likelihood, ranked

LEXICON = "cues"
_CLASS = "neutral"
_LEAST = 2  # times that the tagger sees it
_LEAST_LIKELIHOOD = 4.0
_LEAST_SHARE = 0.1  # of its uses in which the tagger sees a verb as a cue
_LONGEST = 3  # words of a cue
_EXAMPLE = (20, 240)  # characters of a sentence that serves as an example
_OPENS = frozenset(("that", "whether", "if", "how", "why", "what", "where", "who", "when"))
_CLOSED = ("determiner", "pronoun", "relative", "wh", "coordinator", "auxiliary", "negation", "adverb", "time")


@dataclass(slots=True)
class Seen:
    """Where a term was seen where such terms stand."""

    count: int = 0
    articles: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)

    def add(self, document: Document, place: Span) -> None:
        """Once more, with the sentence as an example if it can serve as one."""
        self.count += 1
        self.articles.add(document.article.id)
        self.sources.add(document.article.source)
        sentence = document.setting.sentence(place.start)
        text = sentence.of(document.text) if sentence else ""
        # A spreadsheet would take the sign for that of a formula.
        fit = _EXAMPLE[0] <= len(text) <= _EXAMPLE[1] and text[0] not in "=+-@"
        if fit and len(self.examples) < EXAMPLES and text not in self.examples:
            self.examples.append(text)


@dataclass(slots=True)
class Read:
    """What a corpus says: its words by article in small letters, and terms where such terms stand."""

    words: list[list[str]] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=lambda: defaultdict(Seen))
    all: int = 0  # places where such terms stand, those of known ones with them


def tagged_articles(
    articles: Iterable[Article], analyser: Analyser
) -> Iterator[tuple[Document, tuple[Attribution, ...]]]:
    """Each article's document, which is not to be kept, with its attributions."""
    for article in articles:
        with analyser.reader.forgetting():
            document = analyser.reader.read(article)
            yield document, attributions(document, analyser.options.settings.attribution, analyser.tagger)


def new_cues(articles: Iterable[Article], analyser: Analyser) -> list[Candidate]:
    """The candidates, most likely first: verbs with what belongs to them, in their base form.

    Each has a clause or a quotation for its content at least once.

    Args:
        articles: the corpus.
        analyser: with a tagger; the rules see no cue that no entry has.
    """
    read = Read()
    said: set[str] = set()
    for document, found in tagged_articles(articles, analyser):
        read.words.append([word for word in document.setting.lower if not word.isspace()])
        known = sorted((hit.start, hit.end) for name in LEXICONS for hit in document.hits.get(name, ()))
        for one in found:
            if one.rule.startswith(TAGGER) and one.cue:
                read.all += 1
                term = _term(document, one.cue)
                if term and not any(start < cue.end and cue.start < end for cue in one.cue for start, end in known):
                    read.seen[term].add(document, one.cue[0])
                    if _says(document, one):
                        said.add(term)
    for term in set(read.seen) - said:
        del read.seen[term]
    return candidates(_by_base(read), read, "lemma", lambda _: _CLASS, _LEAST_SHARE)


def _says(document: Document, one: Attribution) -> bool:
    """Whether the content is a clause or a quotation, which only a verb of saying or thinking has."""
    if one.quote != "indirect" or not one.content:
        return bool(one.content)
    first, cue = one.content[0], one.cue[0]
    words = first.of(document.text).lower().split()
    before = first.end <= cue.start and "," in document.text[first.end - 1 : cue.start]
    return before or (bool(words) and words[0] in _OPENS)


def _term(document: Document, cue: Sequence[Span]) -> str:
    """The words of a cue that say something: what auxiliaries, negations and adverbs leave of it; empty for a noun."""
    closed = {word for name in _CLOSED for word in grammar()[name]}
    setting = document.setting
    first = next((i for i, start in enumerate(setting.starts) if start >= cue[0].start), 0)
    before = setting.lower[first - 1] if first else ""
    inside = [
        word
        for start, end, word in zip(setting.starts, setting.ends, setting.lower, strict=True)
        if any(one.start <= start and end <= one.end for one in cue)
    ]
    nominal = grammar()["determiner"]
    if before in nominal or before in ("'s", "’s", "of") or not inside or inside[0] in nominal:
        return ""
    words = [word for word in inside if word not in closed and not word.endswith("ly") and word != "that"]
    while words and words[-1] in ("to", "of", "by"):
        words.pop()
    alone = bool(words) and all(word.isalpha() for word in words) and words[0] not in grammar()["preposition"]
    return " ".join(words) if alone and len(words) <= _LONGEST else ""


def _by_base(read: Read) -> dict[str, Seen]:
    """What was seen by the base form of its first word; what has no other form in the corpus is no verb."""
    used = Counter(word for words in read.words for word in words)
    irregular = irregular_forms()
    bases: dict[str, list[str]] = defaultdict(list)
    for base, others in irregular.items():
        for form in others:
            bases[form].append(base)
    merged: dict[str, Seen] = defaultdict(Seen)
    for term, seen in sorted(read.seen.items()):
        head, _, tail = term.partition(" ")
        possible = [one for one in (*bases[head], *_regular(head)) if head in forms(one, irregular)]
        uses = {one: sum(used[form] for form in forms(one, irregular)) for one in possible}
        base = max(
            possible,
            # "added" is of "add" rather than of "ad", which would double its last letter.
            key=lambda one: (used[one] > 0, not head.startswith(one + one[-1]), uses[one], _likely(one), one),
            default=head,
        )
        if not any(used[form] for form in forms(base, irregular) if form not in (base, base + "s")):
            continue
        one = merged[f"{base} {tail}".strip()]
        one.count += seen.count
        one.articles |= seen.articles
        one.sources |= seen.sources
        one.examples = sorted({*one.examples, *seen.examples}, key=lambda text: (len(text), text))[:EXAMPLES]
    return merged


def _likely(base: str) -> bool:
    """Whether a base looks right where the corpus does not use it: `rebuff`, not `rebuffe`; `hire`, not `hir`."""
    stem = base.removesuffix("e")
    short = len(stem) > 2 and stem[-1] not in "aeiouwxy" and stem[-2] in "aeiou" and stem[-3] not in "aeiou"
    cluster = len(stem) > 2 and stem[-1] == "l" and stem[-2] not in "aeioulwr"
    return base.endswith("e") == (short or cluster)


def _regular(form: str) -> list[str]:
    """What a form may be of by its ending; most are no words."""
    stems: list[str] = []
    for ending in ("s", "es", "d", "ed", "ing"):
        stem = form.removesuffix(ending)
        if stem and stem != form:
            stems += [stem, stem + "e", stem[:-1]] + ([stem[:-1] + "y"] if stem.endswith("i") else [])
    return [stem for stem in dict.fromkeys(stems) if len(stem) > 1]


def candidates(
    found: Mapping[str, Seen], read: Read, match: str, cls: Callable[[str], str], share: float = 0.0
) -> list[Candidate]:
    """Candidates out of what was seen, weighed against how often each term stands anywhere else.

    A term of which less than a `share` stands where such terms stand would do more harm than good, and is left out.
    """
    everywhere = _count(found, read.words, match)
    size = sum(map(len, read.words))
    made = []
    for term, seen in found.items():
        if seen.count >= _LEAST and seen.examples:
            elsewhere = max(0, everywhere[term] - seen.count)
            if seen.count < share * (seen.count + elsewhere):
                continue
            value = likelihood(seen.count, read.all, elsewhere, max(0, size - read.all))
            made.append(
                Candidate(
                    term=term,
                    match=match if " " in term or match == "lemma" else "word",
                    cls=cls(term),
                    when="",
                    likelihood=value,
                    count=seen.count,
                    elsewhere=elsewhere,
                    articles=len(seen.articles),
                    sources=len(seen.sources),
                    examples=tuple(seen.examples),
                )
            )
    return ranked(made, _LEAST_LIKELIHOOD)


def _count(terms: Iterable[str], texts: Iterable[Sequence[str]], match: str) -> Counter[str]:
    """How often each term stands in the texts, in one pass."""
    phrases: Phrases[str] = Phrases()
    irregular = irregular_forms()
    for term in terms:
        for form in forms(term, irregular) if match == "lemma" else (term,):
            phrases.add(tuple(form.lower().split()), term)
    return Counter(term for text in texts for _, _, found in phrases.matches(text) for term in found)
