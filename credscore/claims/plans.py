"""When something planned ends, begins, closes or is held: "its mission will conclude within a year"."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from credscore.claims.ahead import Ahead, ahead
from credscore.claims.scan import Sentence
from credscore.claims.terms import Organisations
from credscore.claims.things import Thing, after, before, described
from credscore.claims.timeline import Timeline
from credscore.claims.words import table, words
from credscore.language import Document
from credscore.records import Claim, Place

HEDGED = "+hedged"

_Forms = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]  # first word -> the other words, and what it tells of


def _forms(section: str, ending: str = "") -> _Forms:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phase, said in table(section).items():
        for entry in said.split():
            first, *rest = entry.split("_")
            found.setdefault(_inflected(first, ending), []).append((tuple(rest), phase))
    return {word: sorted(entries, key=lambda entry: -len(entry[0])) for word, entries in found.items()}


def _inflected(verb: str, ending: str) -> str:
    if ending == "s":
        return verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    if ending == "ing":
        stem = verb[:-1] if verb.endswith("e") else verb + verb[-1] * (verb in _DOUBLED)
        return f"{stem}ing"
    return verb


_DOUBLED = frozenset({"begin", "cut", "shut", "stop"})
_VERBS, _PRESENT, _GOING = (_forms("plan_verbs", ending) for ending in ("", "s", "ing"))
_DONE, _NOUNS = _forms("plan_participles"), _forms("plan_nouns")
_NAMES = (
    *("no_plan", "adverbs", "will", "would", "unsure", "be", "firm", "soft", "ahead_of_noun", "ahead_of_noun_soft"),
    *(
        "scheduled",
        "scheduled_for",
        "lasting",
        "lasts",
        "until",
        "shut",
        "speech",
        "clause",
        "conditions",
        "agents",
        "astray",
    ),
    *("past", "prepositions", "determiners"),
)
_SAID = {name: words("plans", name) for name in _NAMES}
_AT = frozenset(
    chain(_VERBS, _PRESENT, _GOING, _DONE, _NOUNS, _SAID["scheduled"], _SAID["lasting"], _SAID["lasts"], {"expected"})
)
_FAR = 16  # words between a verb and its time
_BEFORE_NOUN = 4  # words between "planned" and the noun
_HELD = "held"
_DOUBTS = ("epistemic", "hearsay")  # classes of the lexicon hedges


class _Chain(NamedTuple):
    """What stands before a verb and makes it a plan: from the word `first`, and whether it holds back."""

    first: int
    unsure: bool


class _Plan(NamedTuple):
    """The words `first`..`last` that tell of a plan, what it tells of, about what and when."""

    first: int
    last: int
    phase: str
    thing: Thing
    time: Ahead
    unsure: bool


class Plans(NamedTuple):
    """What the sentences of one text are read against."""

    place: Place
    organisations: Organisations
    timeline: Timeline

    def claims(self, sentences: Sequence[Sentence], document: Document) -> Iterator[Claim]:
        """A claim of slot `planned` for each; its `value` is the time as written, `when` the time (`claims.ahead`).

        Terms: `is:` what is planned ("is:end"), then those of the thing (`things.described`), and `said:` a
        relative time. A rule that ends
        with `+hedged` says that somebody holds back ("may be planning to end").
        """
        doubts = sorted(hit.start for hit in document.hits.get("hedges", ()) if hit.entry.cls in _DOUBTS)
        for sentence in sentences:
            if _AT.isdisjoint(sentence.low) or sentence.low[-1] == "?":
                continue
            times = ahead(sentence, self.timeline.of(sentence), self.timeline.published)
            if times:
                seen: set[int] = set()
                for plan in _plans(sentence, times, title=self.place == "title"):
                    if plan.time.first not in seen:
                        seen.add(plan.time.first)
                        yield self._claim(sentence, plan, doubts)

    def _claim(self, sentence: Sentence, plan: _Plan, doubts: Sequence[int]) -> Claim:
        begin = sentence.starts[_clause_start(sentence, plan.first)]
        doubt = bisect_left(doubts, begin)
        unsure = plan.unsure or (doubt < len(doubts) and doubts[doubt] < sentence.end(plan.last))
        unsure = unsure or bool(_SAID["conditions"] & set(sentence.low[: plan.last]))
        thing, time = plan.thing, plan.time
        about = sentence.written(thing.first, thing.last)
        text = sentence.written(min(plan.first, time.first), max(plan.last, time.last))
        clause = _clause_start(sentence, plan.first), max(plan.last, time.last)
        terms = (f"is:{plan.phase}", *described(sentence, thing, clause, self.organisations))
        value = sentence.written(time.first, time.last)
        return Claim(
            "planned", None, None, sentence.starts[time.first], sentence.end(time.last), self.place,
            "planned" + HEDGED * unsure, about, (*terms, f"said:{time.said}") if time.said else terms, value, time.when,
            background=True, text=text,
        )  # fmt: skip


def planned_day(claim: Claim, planned: Sequence[Claim]) -> bool:
    """Whether a claim only gives the day, month or year that a plan gives already."""
    return claim.slot == "date" and any(
        one.place == claim.place and one.start <= claim.start and claim.end <= one.end for one in planned
    )


def _clause_start(sentence: Sentence, index: int) -> int:
    while index > 0 and sentence.low[index - 1] not in (",", ";", "—", "–"):
        index -= 1
    return index


def _plans(sentence: Sentence, times: Sequence[Ahead], *, title: bool) -> Iterator[_Plan]:
    for index, word in enumerate(sentence.low):
        if word not in _AT:
            continue
        plan = _verb(sentence, index, times, title=title) or _noun(sentence, index, times)
        plan = plan or _scheduled(sentence, index, times) or _lasting(sentence, index, times)
        if plan is not None:
            yield plan


def _verb(sentence: Sentence, index: int, times: Sequence[Ahead], *, title: bool) -> _Plan | None:
    """A plan told by a verb: "will end", "plans to close", "is scheduled to be completed", "is leaving", "expires"."""
    for forms in (_VERBS, _GOING, _DONE, _PRESENT):
        match = _match(sentence, index, forms)
        time = _time(sentence, index, match[0], times) if match is not None else None
        if match is None or time is None or sentence.at(match[0]) in _SAID["astray"]:
            continue
        last, phase = match
        stop = time.first if time.first >= last else len(sentence)
        if forms is _PRESENT:
            found = _present(sentence, index, last, stop)
        elif forms is _VERBS:
            found = _chain(sentence, index, title=title) or _plural(sentence, index, last, stop)
        else:
            found = _being(sentence, index, passive=forms is _DONE, title=title)
        if found is None:
            continue
        transitive = forms is not _DONE and sentence.low[index] not in _SAID["agents"]
        if transitive and last < stop and not _ends_here(sentence, last):
            thing = after(sentence, last, stop)
        else:
            thing = before(sentence, found.first, time.last if time.last <= found.first else 0)
        if thing is not None:
            return _Plan(found.first, last, phase, thing, time, found.unsure)
    return None


def _match(sentence: Sentence, index: int, forms: _Forms) -> tuple[int, str] | None:
    """The end of a form at a word, and what it tells of."""
    for rest, phase in forms.get(sentence.low[index], ()):
        last = index + 1 + len(rest)
        if tuple(sentence.low[index + 1 : last]) == rest:
            return last, phase
    return None


def _ends_here(sentence: Sentence, index: int) -> bool:
    """Whether no object can begin at a word."""
    word = sentence.low[index]
    return not word[0].isalnum() or word in _SAID["prepositions"] or word in _SAID["adverbs"]


def _time(sentence: Sentence, index: int, last: int, times: Sequence[Ahead]) -> Ahead | None:
    """The time of a verb: the first one after it in its clause, else one that opens the sentence."""
    for time in times:
        between = sentence.low[last : time.first]
        if time.first >= last and len(between) <= _FAR and not _SAID["clause"] & set(between):
            return time
    opening = times[0]
    between = sentence.low[opening.last : index]
    if opening.first <= 1 and opening.last <= index and not _SAID["clause"] & set(between[between[:1] == [","] :]):
        return opening
    return None


def _skipped(sentence: Sentence, index: int) -> int:
    """The first word from `index` to the left that is no adverb."""
    while sentence.at(index) in _SAID["adverbs"]:
        index -= 1
    return index


def _chain(sentence: Sentence, index: int, *, title: bool) -> _Chain | None:
    """What makes the verb at a word a plan: "will", "would" after "said", "may", "plans to"."""
    at = _skipped(sentence, index - 1)
    word = sentence.at(at)
    if word in _SAID["will"]:
        return _Chain(at, unsure=False)
    if word in _SAID["would"]:
        return _Chain(at, unsure=not _SAID["speech"] & set(sentence.low[:at]))
    if word in _SAID["unsure"]:
        return _Chain(at, unsure=True)
    return _intended(sentence, at, title=title) if word == "to" else None


def _intended(sentence: Sentence, to: int, *, title: bool) -> _Chain | None:
    """The chain that an infinitive goes on: "plans to", "may be planning to", "is set to"; in a title "to" alone."""
    at = _skipped(sentence, to - 1)
    word = sentence.at(at)
    if word not in _SAID["firm"] and word not in _SAID["soft"]:
        return _Chain(to, unsure=False) if title and at >= 0 else None
    unsure = word in _SAID["soft"]
    while sentence.at(at - 1) in _CHAINED:
        at -= 1
        word = sentence.low[at]
        unsure = unsure or word in _SAID["unsure"]
        if word in _SAID["past"] or word in _SAID["no_plan"]:
            return None
    return _Chain(at, unsure)


_CHAINED = frozenset(
    chain.from_iterable(_SAID[name] for name in ("be", "will", "unsure", "adverbs", "past", "no_plan"))
)


def _being(sentence: Sentence, index: int, *, passive: bool, title: bool) -> _Chain | None:
    """The chain before "closed" in "will be closed", before "leaving" in "is leaving" or "will be leaving"."""
    at = _skipped(sentence, index - 1)
    if sentence.at(at) not in _SAID["be"]:
        return None
    if sentence.low[at] == "be":
        return _chain(sentence, at, title=title)
    return None if passive or _SAID["no_plan"] & set(sentence.low[at:index]) else _Chain(at, unsure=False)


def _present(sentence: Sentence, index: int, last: int, stop: int) -> _Chain | None:
    """The chain of "the contract expires in June": the present tells of what is arranged."""
    noun = sentence.at(index - 1) in _SAID["determiners"] or index == 0
    return _Chain(index, unsure=False) if stop == last and not noun else None


def _plural(sentence: Sentence, index: int, last: int, stop: int) -> _Chain | None:
    """The chain of "talks begin on Monday", which has no ending to go by."""
    subject = sentence.at(index - 1)
    plural = subject.endswith("s") and not subject.endswith(("'s", "’s", "ss")) and len(subject) > 3
    present = plural and stop == last and sentence.low[index] not in _DONE
    return _Chain(index, unsure=False) if present else None


def _noun(sentence: Sentence, index: int, times: Sequence[Ahead]) -> _Plan | None:
    """A plan told by a noun: "a planned reduction of forces", "plans for a plant closure"."""
    match = _match(sentence, index, _NOUNS)
    time = _time(sentence, index, match[0], times) if match is not None else None
    if match is None or time is None or time.first < index:
        return None
    first, unsure = _announced(sentence, index)
    if first < 0:
        return None
    thing = _of(sentence, match[0], time.first) or before(sentence, index, first + 1)
    return _Plan(first, match[0], match[1], thing, time, unsure) if thing is not None else None


def _announced(sentence: Sentence, index: int) -> tuple[int, bool]:
    """The word that makes a noun a plan, -1 where there is none, and whether it holds back."""
    for at in range(index - 1, max(index - 1 - _BEFORE_NOUN, -1), -1):
        word = sentence.low[at]
        if word in _SAID["ahead_of_noun"] or word in _SAID["ahead_of_noun_soft"]:
            return at, word in _SAID["ahead_of_noun_soft"]
        if word in _SAID["clause"]:
            break
    return -1, False


def _of(sentence: Sentence, last: int, stop: int) -> Thing | None:
    """The thing after a noun: "of forces", "in troop numbers"."""
    return after(sentence, last + 1, stop) if sentence.at(last) in ("of", "in", "to") and last + 1 < stop else None


def _scheduled(sentence: Sentence, index: int, times: Sequence[Ahead]) -> _Plan | None:
    """A plan told by its day: "the hearing is set for Monday", "the closure is planned for June"."""
    soft = sentence.low[index] == "expected"
    if not (soft or sentence.low[index] in _SAID["scheduled"]) or sentence.at(index + 1) not in _SAID["scheduled_for"]:
        return None
    time = next((time for time in times if index < time.first <= index + 2 and time.last > index + 1), None)
    at = _skipped(sentence, index - 1)
    if time is None or sentence.at(at) not in _SAID["be"] - {"be"}:
        return None
    thing = before(sentence, at)
    if thing is None:
        return None
    match = _match(sentence, thing.head, _NOUNS)
    whole = _of(sentence, match[0], thing.last) if match is not None else None
    if match is not None and (whole is not None or thing.head > thing.first):
        whole = whole or before(sentence, thing.head, thing.first)
        return _Plan(at, index + 1, match[1], whole, time, soft) if whole is not None else None
    return _Plan(at, index + 1, _HELD, thing, time, soft)


def _lasting(sentence: Sentence, index: int, times: Sequence[Ahead]) -> _Plan | None:
    """A plan told by how long it lasts: "the truce will last until Sunday"; what goes on until then ends then."""
    lasting = sentence.low[index] in _SAID["lasting"] | _SAID["lasts"]
    time = _time(sentence, index, index + 1, times) if lasting else None
    if time is None or not _SAID["until"] & set(sentence.low[index + 1 : time.last]):
        return None
    now = sentence.low[index] in _SAID["lasts"]
    found = _Chain(index, unsure=False) if now else _chain(sentence, index, title=False)
    closed = bool(_SAID["shut"] & set(sentence.low[index + 1 : time.first]))
    thing = before(sentence, found.first) if found is not None and not closed else None
    if found is None or thing is None:
        return None
    ends = replace(time, when=time.itself, said=time.said.replace("~by ", "~"))
    return _Plan(found.first, index + 1, "end", thing, ends, found.unsure)
