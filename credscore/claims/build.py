"""From a document's sentences to its claims: which slot, whose time, what terms."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from credscore.claims.crowds import crowd
from credscore.claims.frames import Bound, bind
from credscore.claims.killers import by_whom, killer_named
from credscore.claims.measures import measured
from credscore.claims.numbers import Quantity, quantities
from credscore.claims.phrases import Group, groups
from credscore.claims.scan import Sentence, sentences
from credscore.claims.scene import Scene
from credscore.claims.scores import scores
from credscore.claims.sums import joined
from credscore.claims.terms import Organisations, stem
from credscore.claims.timeline import Timeline
from credscore.claims.tolls import TOLL, by_order, in_one_breath, shot_and_hurt, some_fatally, with_the_killer
from credscore.claims.when import Time
from credscore.language import Document
from credscore.records import Claim, Place
from credscore.settings import ClaimsSettings

_SIDES = ("soldier", "fighter")  # people of whom two parties may have lost some
_NOUN_SLOT = {"soldier": "troops", "fighter": "fighters", "vote": "votes", "seat": "seats"}


class Reading:
    """The claims of one text as they are read, sentence by sentence.

    Args:
        document: the parse of the text or the title.
        place: which of the two.
        settings: the `[claims]` section.
    """

    def __init__(self, document: Document, place: Place, settings: ClaimsSettings) -> None:
        self.document, self.place, self.settings = document, place, settings
        self.organisations = Organisations(document)
        self.sentences = list(sentences(document))
        self.timeline = Timeline(self.sentences, document.article.date)
        self.found: list[Claim] = []
        self.names: list[tuple[Claim, frozenset[str]]] = []
        self.killers: set[str] = set()

    def claims(self) -> list[Claim]:
        """All claims as they are said.

        Those that count one person by name also stand in `names`, words of names of who is said to kill in `killers`.
        """
        scene = Scene(self.place, self.organisations, self.timeline)
        carried: Time | None = None
        surnames: set[str] = set()
        for sentence in self.sentences:
            numbers = quantities(sentence, self.settings.max_number)
            relevant = bool(sentence.predicates or numbers)
            counted = self._counted(sentence, numbers, surnames) if relevant else []
            bound = some_fatally(bind(sentence, counted)) if sentence.predicates else []
            inherited = self.timeline.inherited(sentence, carried)
            before = len(self.found)
            self._people(sentence, bound, counted, inherited)
            self.killers.update(killer_named(sentence, item, counted, surnames) for item in bound)
            self._others(sentence, counted, {id(item.group) for item in bound}, inherited)
            self.found.extend(scene.claims(sentence, inherited, counted=len(self.found) > before))
            self.found.extend(self._scores(sentence, inherited))
            carried = self.timeline.carried(sentence, inherited)
        return self.found

    def _counted(self, sentence: Sentence, numbers: list[Quantity], surnames: set[str]) -> list[Group]:
        title = self.place == "title"
        found = groups(sentence, numbers, self.organisations, surnames, title=title)
        return joined(sentence, found, title=title)

    def _people(self, sentence: Sentence, bound: list[Bound], counted: list[Group], inherited: Time | None) -> None:
        breath = in_one_breath(sentence, bound)
        said: list[Claim] = []
        for item in bound:
            when, background = self.timeline.when(sentence, item.predicate, inherited)
            rule = item.rule + TOLL * (item in breath)
            claim = self._claim(sentence, item.slot, item.group, rule, when, background, item.predicate)
            if item.rule.startswith("injured-care") or sentence.low[item.group.first] == "both":
                claim = replace(claim, explicit=False)
            if item.slot == "killed" and item.group.killer:
                claim = replace(claim, rule=f"{claim.rule}+self")
            elif item.slot == "killed" and with_the_killer(sentence, item.group):
                claim = replace(claim, rule=f"{claim.rule}+including")
            else:
                claim = replace(claim, rule=claim.rule + by_whom(sentence, item, claim, counted))
            origins = self._origins(sentence, item.group)
            if len(origins) > 1:
                # "Eight Norland soldiers and three Tarsk soldiers": each number is a claim beside their sum.
                for member, origin in zip(item.group.members, origins, strict=True):
                    one = self._claim(sentence, item.slot, member, item.rule, when, background, item.predicate)
                    self.found.append(replace(one, terms=(*one.terms, *origin)))
                claim = replace(claim, rule=f"{claim.rule}+sum")
            if origins:
                claim = replace(claim, terms=(*claim.terms, *dict.fromkeys(chain(*origins))))
            said.append(by_order(sentence, item, claim) or self._added(sentence, item, claim) or claim)
            self.found.append(said[-1])
            if item.group.name:
                self.names.append((claim, frozenset(term for term in claim.terms if not term.startswith("@"))))
        self.found.extend(shot_and_hurt(sentence, bound, said))

    def _origins(self, sentence: Sentence, group: Group) -> list[tuple[str, ...]]:
        """Whose the counted people are: of each member of a sum where all are told apart, else of the whole."""
        if group.noun not in _SIDES:
            return []
        own = [self.organisations.origin(sentence, member.quantity[1], member.reach) for member in group.members]
        if len(own) > 1 and all(own) and len(set(own)) == len(own):
            return own
        if not group.explicit:
            return []
        return [self.organisations.origin(sentence, group.quantity[1], group.reach)]

    def _added(self, sentence: Sentence, item: Bound, claim: Claim) -> Claim | None:
        """The sum with the one before, where the words say that these come on top ("also", "others")."""
        if claim.low is None or not claim.low or item.group.summed or item.group.part or item.group.pronoun:
            return None
        close = "also" in sentence.low[max(item.predicate - 2, 0) : item.predicate]
        also = item.group.other or close or "also" in sentence.low[max(item.predicate - 6, 0) : item.predicate]
        if not claim.explicit and not (close and item.group.reach <= item.predicate):
            return None  # "Ann Lee was also killed", not "he also killed a man"
        if not also:
            return None
        earliest = self.sentences[max(sentence.index - 1, 0)].starts[0]
        for earlier in reversed(self.found):
            if earlier.start < earliest:
                break
            alike = (
                earlier.slot == claim.slot and earlier.when == claim.when and earlier.low and earlier.end <= claim.start
            )
            alike = alike and earlier.high is not None and "+also" not in earlier.rule
            same = earlier.start >= sentence.starts[0] and item.group.other and earlier.low != claim.low
            if alike and (not earlier.explicit or same) and "part" not in earlier.rule:
                high = None if claim.high is None or earlier.high is None else claim.high + earlier.high
                return replace(claim, low=claim.low + (earlier.low or 0), high=high, rule=f"{claim.rule}+also")
        return None

    def _others(self, sentence: Sentence, counted: list[Group], used: set[int], inherited: Time | None) -> None:
        previous: Group | None = None
        for group in counted:
            if not group.explicit:
                continue
            if id(group) in used:
                previous = group
                continue
            whole, slot = self._elliptical(sentence, group, previous)
            massed = crowd(sentence, whole)
            if massed and slot is None:
                whole, slot = replace(whole, noun="person"), "count"
            when, background = self.timeline.when(sentence, group.first, inherited)
            if group.kind in ("money", "percent", "magnitude"):
                terms, other = measured(sentence, group)
                claim = self._claim(
                    sentence, group.kind, group, group.kind, other or when, background or other is not None, group.first
                )
                topic = next((term for term in terms if not term.startswith(("@", "by:"))), "")
                self.found.append(replace(claim, terms=terms, about=topic or claim.about))
            elif group.kind == "number" and slot is not None:
                claim = self._claim(sentence, slot, whole, f"count-{slot}", when, background, group.first)
                terms = (*claim.terms, *self._where(sentence, whole), *self._by(sentence, whole, slot), *massed)
                self.found.append(replace(claim, terms=tuple(dict.fromkeys(terms))))
            previous = whole

    def _elliptical(self, sentence: Sentence, group: Group, previous: Group | None) -> tuple[Group, str | None]:
        """The slot of a counted phrase; "and 900 in Syria" takes the noun of the phrase before it."""
        if group.noun in _NOUN_SLOT and sentence.low[group.quantity[0]] != "both":
            return group, _NOUN_SLOT[group.noun]
        if (
            not group.terms
            and previous is not None
            and previous.noun
            and sentence.at(group.first - 1) in ("and", "but", ",")
            and sentence.at(group.last) in ("in", "at", "from", "for")
        ):
            return replace(group, terms=previous.terms, noun=previous.noun), _NOUN_SLOT.get(previous.noun, "count")
        if not group.terms or group.low == 0 or sentence.low[group.quantity[0]] == "both":
            return group, None
        head = sentence.low[group.last - 1]
        plural = group.noun != "" or (
            head.endswith("s") and not head.endswith(("ss", "us", "'s")) and head.isalpha() and head != stem(head)
        )
        return group, "count" if plural and group.last > group.quantity[1] else None

    def _where(self, sentence: Sentence, group: Group) -> tuple[str, ...]:
        """The place right after a counted phrase, as `in:` terms, so that "in Iraq" and "in Syria" stay two claims."""
        index = group.reach
        while (
            index < len(sentence)
            and index - group.reach < 4
            and sentence.low[index] not in ("in", "across", "at", "from")
        ):
            if sentence.low[index] in (",", ";", "and", "."):
                return ()
            index += 1
        if sentence.at(index) not in ("in", "across"):
            return ()
        found, index = [], index + 1
        while index < len(sentence) and (sentence.capital(index) or sentence.low[index] in ("and", "the", "-")):
            if sentence.capital(index):
                found.append(f"in:{stem(sentence.low[index])}")
            elif sentence.low[index] == "and" and not (sentence.capital(index + 1)):
                break
            index += 1
        return tuple(found)

    def _scores(self, sentence: Sentence, inherited: Time | None) -> Iterator[Claim]:
        for score in scores(sentence):
            when, background = self.timeline.when(sentence, score.result, inherited)
            start, end = sentence.starts[score.first], sentence.end(score.last)
            text = sentence.written(min(score.first, score.result), max(score.last, score.result + 1))
            sides = " – ".join(side.title() for side in score.sides)
            yield Claim(
                "score", None, None, start, end, self.place, "score", sides, score.terms, score.value, when,
                background=background, text=text,
            )  # fmt: skip

    def _by(self, sentence: Sentence, group: Group, slot: str) -> tuple[str, ...]:
        """Who won the votes or seats."""
        return measured(sentence, group, names_only=True)[0] if slot in ("votes", "seats") else ()

    def _claim(
        self, sentence: Sentence, slot: str, group: Group, rule: str, when: str | None, background: bool, predicate: int
    ) -> Claim:
        first, last = group.quantity
        about = sentence.written(last if group.explicit else group.first, max(group.reach, last)).strip()
        terms = (f"@{group.noun}", *group.terms) if group.noun else group.terms
        begin, end = min(group.first, predicate), max(group.reach, predicate + 1)
        if group.part:
            rule += "+part"
        return Claim(
            slot=slot,
            low=group.low,
            high=group.high,
            start=sentence.starts[first],
            end=sentence.end(last),
            place=self.place,
            rule=rule,
            about=about,
            terms=tuple(dict.fromkeys(terms)),
            when=when,
            exact=group.exact,
            explicit=group.explicit,
            background=background,
            text=sentence.written(begin, end),
        )
