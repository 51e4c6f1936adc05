"""Candidates for a lexicon, mined from a corpus: how they are weighed, and the rows they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from credscore.lexicon import Layered, Lexicon
from credscore.lexicon.edit import new_id
from credscore.lexicon.flaws import Flaw
from credscore.lexicon.layers import with_rows
from credscore.tuning.lint import flaws_of

Row = dict[str, str]
EXAMPLES = 3  # kept for each candidate


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that a lexicon may want: an entry's term, match, class and guards, and what speaks for it.

    `likelihood` is Dunning's G², `count` how often the term stands where such terms stand, `elsewhere` how often
    anywhere else, `articles` in how many articles of how many `sources`; `examples` are texts it was found in.
    """

    term: str
    match: str
    cls: str
    when: str
    likelihood: float
    count: int
    elsewhere: int
    articles: int
    sources: int
    examples: tuple[str, ...]


def likelihood(here: float, all_here: float, there: float, all_there: float) -> float:
    """Dunning's log-likelihood ratio G² of a word's counts in two texts, negative where it is rarer in the first.

    Args:
        here: how often it stands in the first text.
        all_here: how many words that text has.
        there: how often it stands in the second.
        all_there: how many words that has.

    Returns:
        2 Σ O ln(O/E) over the four cells of the table. Ted Dunning, Accurate Methods for the Statistics of Surprise and
        Coincidence, Computational Linguistics 19(1), 1993, 61-74.
    """
    total = all_here + all_there
    if not total:
        return 0.0
    share = (here + there) / total
    cells = (
        (here, all_here * share),
        (there, all_there * share),
        (all_here - here, all_here * (1 - share)),
        (all_there - there, all_there * (1 - share)),
    )
    value = 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen > 0 and expected > 0)
    return value if here * all_there >= there * all_here else -value


def ranked(candidates: Iterable[Candidate], least: float) -> list[Candidate]:
    """Candidates of at least a likelihood, most likely first; equal ones by their term."""
    kept = (one for one in candidates if one.likelihood >= least)
    return sorted(kept, key=lambda one: (-one.likelihood, one.term, one.cls))


def rows(candidates: Sequence[Candidate], layers: Layered, lexicon: str, most: int) -> list[tuple[Candidate, Row]]:
    """The first candidates, with the rows of a layer that they make: switched off, and `lint` finds nothing in them.

    Args:
        candidates: in the order wanted.
        layers: what there is already.
        lexicon: the name of the lexicon that they are for.
        most: how many to give.
    """
    # A term that is there under guards is no news: its guards keep it out on purpose.
    known = {entry.term.lower() for entry in layers.lexicons[lexicon].entries.values()}
    candidates = [one for one in candidates if one.term.lower() not in known]
    found: list[tuple[Candidate, Row]] = []
    at = 0
    while at < len(candidates) and len(found) < most:
        batch = candidates[at : at + 2 * most]
        at += len(batch)
        found += _clean(batch, layers, lexicon, {row["id"] for _, row in found})
    return found[:most]


def _clean(
    batch: Sequence[Candidate], layers: Layered, lexicon: str, others: Iterable[str]
) -> list[tuple[Candidate, Row]]:
    """The candidates of a batch that make a row without a flaw, each with the first of its examples that does."""
    head = layers.lexicons[lexicon]
    names: dict[str, Candidate] = {}
    taken = {*head.entries, *others}
    for candidate in batch:
        name = new_id(candidate.term, taken)
        taken.add(name)
        names[name] = candidate
    clean: dict[str, Row] = {}
    for number in range(EXAMPLES):
        tried = {
            name: _cells(one, head, name) | {"yes": one.examples[number]}
            for name, one in names.items()
            if name not in clean and number < len(one.examples)
        }
        told: list[Flaw] = []
        laid = with_rows(layers, lexicon, tried.values(), told.append)
        flawed = {flaw.row for flaw in (*told, *flaws_of(laid, lexicon, tried))}
        clean |= {name: row for name, row in tried.items() if name not in flawed}
    return [(candidate, clean[name]) for name, candidate in names.items() if name in clean]


def _cells(candidate: Candidate, lexicon: Lexicon, name: str) -> Row:
    source = "own" if "own" in lexicon.sources else next(iter(lexicon.sources), "")
    note = (
        f"suggested: G2 {candidate.likelihood:.0f}, {candidate.count} here and {candidate.elsewhere} elsewhere, "
        f"{candidate.articles} articles of {candidate.sources} sources"
    )
    return {
        "id": name,
        "term": candidate.term,
        "match": candidate.match,
        "class": candidate.cls,
        "weight": "",
        "when": candidate.when,
        "unless": "",
        "yes": "",
        "no": "",
        "source": source,
        "status": "off",
        "note": note,
    }
