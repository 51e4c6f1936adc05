"""Which public bodies the articles of a story name: spellings, acronyms and countries aside, one body is one claim."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import JaroWinkler

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.mentions import Mention
from credscore.story.verdict import Verdict, record, settles

NOUN, LOOSE = "agency-noun", "agency-acronym"
_SPELLING = 0.93  # Jaro-Winkler: defense / defence .93
_RANK = {"equal": 0, "compatible": 1, "variant": 2}
_KEY, _ACRONYM, _FROM, _HEAD = "key:", "acr:", "from:", "head:"


class _Form:
    """A form of a name taken apart."""

    __slots__ = ("acronym", "core", "countries", "head", "key", "noun")

    def __init__(self, terms: Sequence[str], *, noun: bool) -> None:
        self.key = _one(terms, _KEY)
        self.acronym = _one(terms, _ACRONYM)
        self.head = _one(terms, _HEAD)
        self.countries = frozenset(term[len(_FROM) :] for term in terms if term.startswith(_FROM))
        self.core = frozenset(term for term in terms if ":" not in term)
        self.noun = noun


def _one(terms: Sequence[str], prefix: str) -> str:
    return next((term[len(prefix) :] for term in terms if term.startswith(prefix)), "")


def agencies(mentions: Sequence[Mention], settings: StorySettings) -> list[Consensus]:
    """A claim for each body that two witnesses or more name, at least one of them by its name.

    The agreed value is the form most give; a shorter, longer or less exact one is compatible, another noun for the
    body ("National Security Agency", "... Service") a variant.
    """
    forms: dict[tuple[tuple[str, ...], bool], list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.order):
        forms[mention.claim.terms, mention.claim.rule != "agency"].append(mention)
    bodies: list[list[tuple[_Form, list[Mention]]]] = []
    index: dict[str, list[int]] = defaultdict(list)
    for (terms, loose), found in sorted(forms.items(), key=lambda item: (item[0][1], -len(item[0][0]), item[0])):
        form = _Form(terms, noun=loose)
        marks = _marks(form)
        near = sorted({number for mark in marks for number in index[mark]})
        homes = [number for number in near if any(_same(form, other) for other, _ in bodies[number])]
        if len(homes) > 1:
            homes = [n for n in homes if any(form.key and form.key == other.key for other, _ in bodies[n])]
        if not homes and loose:
            continue
        if not homes:
            homes = [len(bodies)]
            bodies.append([])
        bodies[homes[0]].append((form, found))
        for mark in marks:
            if homes[0] not in index[mark]:
                index[mark].append(homes[0])
    told = (_consensus(body, settings) for body in bodies if _voices(body) >= settings.min_witnesses)
    return [replace(claim, scored=False) for claim in told]


def long_forms(mentions: Iterable[Mention]) -> dict[str, tuple[str, ...]]:
    """Acronym -> the words of its name, for those that the articles of the story explain in one way only."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for mention in mentions:
        claim = mention.claim
        short = _one(claim.terms, _ACRONYM)
        if short and claim.rule == "agency":
            head = _one(claim.terms, _HEAD)
            found[short].add((*(term for term in claim.terms if ":" not in term), *((head,) if head else ())))
    return {short: next(iter(forms)) for short, forms in found.items() if len(forms) == 1}


def spelled_out(terms: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Terms with every acronym as the words it stands for; a prefix ("of:") goes to each of them."""
    if not any(term.rpartition(":")[2] in known for term in terms):
        return terms
    found: dict[str, None] = {}
    for term in terms:
        prefix, colon, word = term.rpartition(":")
        found.update(dict.fromkeys(f"{prefix}{colon}{part}" for part in known.get(word, (word,))))
    return tuple(found)


def _voices(body: Sequence[tuple[_Form, list[Mention]]]) -> int:
    return len({m.witness for _, found in body for m in found})


def _marks(form: _Form) -> set[str]:
    """What a form is looked up by."""
    words = {word[:4] for word in form.core}
    named = {form.key, form.acronym} - {""}
    return words | named or {f"{form.head}/{country}" for country in form.countries}


def _same(one: _Form, other: _Form) -> bool:
    """Whether two forms may name one body."""
    if one.key and other.key:
        return one.key == other.key
    if one.acronym and other.acronym and not (one.core and other.core):
        return one.acronym == other.acronym
    if one.countries and other.countries and not one.countries & other.countries:
        return False
    if not one.core or not other.core:
        bare = one.core == other.core and one.head == other.head and bool(one.head)
        return bare and bool(one.countries & other.countries)
    short, long = sorted((one, other), key=lambda form: len(form.core))
    if other.noun and not one.noun:
        one, other = other, one
    if not all(_within(word, long.core) for word in short.core):
        return False
    whole = len(short.core) == len(long.core)
    if one.noun and not other.noun:
        return whole and (one.head == other.head or one.head in _GENERIC)
    return whole or short.head == long.head


def _within(word: str, words: frozenset[str]) -> bool:
    return word in words or any(JaroWinkler.similarity(word, other) >= _SPELLING for other in words)


def _consensus(body: Sequence[tuple[_Form, list[Mention]]], settings: StorySettings) -> Consensus:
    named = [item for item in body if not item[0].noun]
    voices = {id(form): {m.witness for m in found} for form, found in body}

    def holding(form: _Form) -> set[int]:
        return {v for other, _ in body if _verdict(other, form)[0] != "variant" for v in voices[id(other)]}

    best, given = min(
        named,
        key=lambda item: (-len(holding(item[0])), -len(voices[id(item[0])]), -len(item[0].core), item[1][0].order),
    )
    written = Counter(m.claim.value or "" for m in given)
    value = min(written, key=lambda text: (-written[text], -len(text), text))
    pairs = sorted(((m, form) for form, found in body for m in found), key=lambda pair: pair[0].order)
    told = sorted(((m, _verdict(form, best)) for m, form in pairs), key=lambda item: _RANK[item[1][0]])
    nearest: dict[str, tuple[Mention, Verdict]] = {}  # of each article one form is enough to see
    for mention, verdict in told:
        nearest.setdefault(mention.article, (mention, verdict))
    mentions, judged = zip(*(nearest[article] for article in sorted(nearest)), strict=True)
    support = len(holding(best))
    return record("agency", "", value, mentions, judged, support, settled=settles(support, mentions, settings))


def _verdict(form: _Form, best: _Form) -> Verdict:
    """How a form stands to the agreed one."""
    if form is best or (form.key and form.key == best.key) or (form.acronym and form.acronym == best.acronym):
        return "equal", None
    if form.core == best.core and form.head == best.head:
        return "equal", None
    if form.head and best.head and form.head != best.head:
        generic = form.head in _GENERIC
        return ("compatible", "less exact") if generic else ("variant", "another word for the body")
    return "compatible", "a longer or shorter form"


# Nouns that only say what kind of body it is, as one writes who does not give the name.
_GENERIC = frozenset({"forces", "force", "unit", "units", "troops", "police", "agencies", "services", "authorities"})
