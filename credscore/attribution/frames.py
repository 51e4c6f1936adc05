"""Cues that stand before what is said, one function for each frame of the cue lexicons."""

from credscore.attribution.contents import begin, end, left
from credscore.attribution.cues import Cue
from credscore.attribution.scene import Draft, Scene
from credscore.attribution.sources import after, before, to_comma
from credscore.attribution.words import ADV, AUX, COORD, DET, GERUND, MARK, NEG, NOMINAL, NOUN, NUMBER, POSS, PREP, PRON, SUB, VERB, WH, Tokens, grammar

_PLURALS = ("s", "people", "police", "men", "women", "percent", "%")
_IMPERSONAL = ("it", "there")
# What may stand before a participle that shares the subject of its sentence.
_BEFORE_GERUND = frozenset(", and while by in of without before after when for but or after since from".split())


def opening(scene: Scene, number: int) -> Draft | None:
    """The attribution of a cue that stands before its content, or None."""
    cue = scene.cues[number]
    frame = {"cue_phrases": _phrase, "cue_agentless": _agentless, "cue_nouns": _noun}.get(cue.frame)
    if frame is not None:
        return frame(scene, number)
    if cue.entry.term.partition(" ")[0] == "ask" and cue.form == "ed" and _fronted(scene, cue):
        return _asked(scene, number)
    if cue.form == "ed" and cue.frame == "cues" and (cue.passive or _reduced(scene, cue)):
        return _passive(scene, number)
    return (
        _gerund(scene, number)
        if cue.form == "ing" and cue.group == cue.first and cue.frame == "cues"
        else _verb(scene, number)
    )


def _right(scene: Scene, number: int, first: int, *, embedded: bool = False, relative: bool = False) -> list[Tokens]:
    words, cue = scene.words, scene.cues[number]
    start = begin(words, first, scene.last, cue.entry.term)
    bare = cue.frame == "cue_nouns" or relative
    stop = end(words, start, scene.last, cue, scene.cues[number + 1 :], embedded=embedded, bare=bare)
    while stop > start and (
        words.kind[stop - 1] == MARK and words.quote[stop - 1] < 0 and words.lower[stop - 1] != ")"
    ):
        stop -= 1
    return [(start, stop)] if stop > start else []


def _asked(scene: Scene, number: int) -> Draft | None:
    words, cue = scene.words, scene.cues[number]
    stop = cue.last
    while stop < scene.last and words.lower[stop] != ",":
        stop += 1
    asker = after(words, cue.last + 1, stop) if words.lower[cue.last : cue.last + 1] == ["by"] else None
    first = asker[1] if asker else cue.last
    if stop - first < 2:
        return None
    return scene.draft(cue, [asker] if asker else [], [(first, stop)], agentless=asker is None)


def _fronted(scene: Scene, cue: Cue) -> bool:
    """Whether a participle opens the sentence: `Asked whether`, `When asked about`."""
    at = cue.first - 1
    return at < scene.first or (scene.words.kind[at] in (SUB, WH) and scene.words.lower[at] != "that")


def _verb(scene: Scene, number: int) -> Draft | None:
    words, cue = scene.words, scene.cues[number]
    lower, kind = words.lower, words.kind
    previous = lower[cue.group - 1] if cue.group > scene.first else ""
    if cue.frame == "cues" and cue.group == cue.first and cue.form in ("base", "s") and _is_noun(scene, cue):
        return None
    source: list[Tokens] = []
    embedded = False
    if previous in ("and", "but", "or") and scene.speaker:
        source = scene.speaker
    elif previous == "," and scene.speaker and cue.group - 1 == scene.taken:
        source = scene.speaker
    elif previous == "to":
        return None
    elif previous in ("who", "which") or (
        previous == "that" and cue.group - 2 >= scene.first and kind[cue.group - 2] in NOMINAL
    ):
        who = (cue.group - 1, cue.group)
        at = who[0] - 1 if lower[who[0] - 1] == "," else who[0]
        head = before(words, scene.first, at) if at > scene.first else None
        source = [head, who] if head else [who]
        embedded = True
    else:
        noun = before(words, scene.taken, cue.group)
        if noun is None and previous in ("and", "but"):
            noun = _subject(scene, cue.group)
        if noun is None:
            return None
        source = [noun]
        opener = words.lower[noun[0] - 1] if noun[0] > scene.first else ""
        embedded = opener in grammar()["subordinator"] and noun[0] - 2 <= scene.first + 1 and opener != "that"
    content = _right(
        scene, number, cue.last, embedded=embedded, relative=len(source) > 1 or previous in ("who", "which")
    )
    if not content:
        return None
    draft = scene.draft(cue, source, content)
    if embedded:
        draft.speaker = []
    return draft


def _is_noun(scene: Scene, cue: Cue) -> bool:
    """Whether a form such as "claims" or "report" is a noun here."""
    words = scene.words
    at = cue.first - 1
    following = words.lower[cue.last] if cue.last < scene.last else "."
    if at < scene.first:
        return True
    if words.kind[at] in (DET, POSS, PREP) and words.lower[at] not in grammar()["alone"]:
        return True
    if words.kind[at] == PRON or words.kind[at] == AUX:
        return False
    if cue.form == "base" and words.kind[at] == NOUN and not _plural(scene, cue):
        return True
    return following in ("of", "from", "by", ",", ".") or (
        cue.last < scene.last
        and words.kind[cue.last] == AUX
        and words.lower[cue.last] not in ("will", "would", "can", "could", "should")
    )


def _plural(scene: Scene, cue: Cue) -> bool:
    """Whether the noun phrase before a verb without -s is plural: its head, the word before the first preposition."""
    words = scene.words
    subject = before(words, scene.taken, cue.first)
    if subject is None:
        return False
    head = next((k - 1 for k in range(subject[0] + 1, subject[1]) if words.kind[k] == PREP), subject[1] - 1)
    return words.lower[head].endswith(_PLURALS) or COORD in words.kind[subject[0] : head]


def _gerund(scene: Scene, number: int) -> Draft | None:
    """`..., adding that`: the source is the subject of the sentence, or the noun phrase right before."""
    words, cue = scene.words, scene.cues[number]
    lower, kind = words.lower, words.kind
    at = cue.first - 1
    if at < scene.first or (
        at <= scene.first + 1 and lower[at] in _BEFORE_GERUND and lower[at] not in (",", "and", "but")
    ):
        content = _right(scene, number, cue.last, embedded=True)
        if not content:
            return None
        source = after(words, content[0][1] + 1, scene.last) if content[0][1] < scene.last else None
        return scene.draft(cue, [source] if source else [], content, agentless=source is None)
    own = None
    if kind[at] in NOMINAL and lower[at] not in _BEFORE_GERUND:
        own = before(words, scene.taken, cue.first)
        if own is None or (
            own[0] > scene.first
            and lower[own[1] - 1] not in grammar()["documents"]
            and lower[own[0] - 1] not in ("with", ",", "and", "are", "is", "was", "were")
        ):
            return None
    elif lower[at] not in _BEFORE_GERUND:
        return None
    source_ = [own] if own else scene.speaker
    if not source_:
        subject = _subject(scene, cue.first)
        source_ = [subject] if subject else []
    content = _right(scene, number, cue.last)
    return scene.draft(cue, source_, content) if content and source_ else None


def _subject(scene: Scene, limit: int) -> Tokens | None:
    """The first noun phrase of the sentence, past an introductory adjunct."""
    words = scene.words
    k = scene.first
    while k < limit and (words.kind[k] in (MARK, COORD, ADV) or words.lower[k] in grammar()["time"]):
        k += 1
    while k < limit and words.kind[k] in (PREP, SUB, GERUND, VERB):
        at = k
        while at < limit and words.lower[at] != ",":
            at += 1
        k = at + 1 if at < limit else k + 1
        while k < limit and words.kind[k] == ADV:
            k += 1
    found = after(words, k, limit) if k < limit else None
    if found and any(words.lower[j] in grammar()["time"] for j in range(*found)):
        while k < limit and words.lower[k] != ",":
            k += 1
        return after(words, k + 1, limit) if k + 1 < limit else None
    return found


def _reduced(scene: Scene, cue: Cue) -> bool:
    """Whether a form in -ed is a passive without its auxiliary: `a deal announced Monday would`, `backed by`."""
    words = scene.words
    k = cue.last
    if k < scene.last and words.lower[k] == "by":
        return True
    if cue.first > scene.first and words.lower[cue.first - 1] == ",":
        return words.lower[k : k + 1] == ["as"] or (
            words.lower[k : k + 1] != [","]
            and words.lower[k : k + 1] != []
            and words.lower[k] in grammar()["time"]
            and words.lower[k + 1 : k + 2] == [","]
        )
    while k < scene.last and words.lower[k] in grammar()["time"]:
        k += 1
    return cue.last < k < scene.last and words.kind[k] == AUX


def _passive(scene: Scene, number: int) -> Draft | None:
    """`was criticised by X`; without an agent, agentless."""
    words, cue = scene.words, scene.cues[number]
    subject = before(words, scene.taken, cue.group)
    if subject is None and cue.group > scene.first and words.lower[cue.group - 1] in ("and", "but"):
        subject = _subject(scene, cue.group)
    said = [subject] if subject and words.lower[subject[0]] not in _IMPERSONAL else []
    for k in range(cue.last, min(cue.last + 5, scene.last)):
        if words.lower[k] == "by":
            agent = after(words, k + 1, scene.last)
            if agent and words.kind[k + 1] != GERUND:
                right = (
                    _right(scene, number, agent[1])
                    if agent[1] < scene.last and words.lower[agent[1]] in ("that", "as", "for", "to")
                    else []
                )
                draft = scene.draft(cue, [agent], said + right) if said or right else None
                if draft:
                    draft.speaker = [subject] if subject else []
                return draft
            break
        if words.kind[k] not in (ADV, PREP):
            break
    right = _right(scene, number, cue.last)
    if not said and not right:
        return None
    draft = scene.draft(cue, [], said + right, agentless=True)
    draft.speaker = [subject] if subject else []
    return draft


def _agentless(scene: Scene, number: int) -> Draft | None:
    """`reportedly`, `is believed to`, `seems to`: nobody in particular says so."""
    words, cue = scene.words, scene.cues[number]
    subject = before(words, scene.taken, cue.group)
    said = [subject] if subject and words.lower[subject[0]] not in _IMPERSONAL else []
    content = said + _right(scene, number, cue.last)
    return scene.draft(cue, [], content, agentless=True) if content else None


def _noun(scene: Scene, number: int) -> Draft | None:
    """`X's claim that`, `criticism of`."""
    words, cue = scene.words, scene.cues[number]
    content = _right(scene, number, cue.last)
    if not content:
        return None
    at = cue.first - 1
    while at > scene.taken and words.kind[at] in (NOUN, ADV) and cue.first - at < 3:
        at -= 1
    source: list[Tokens] = []
    verb = _light_verb(scene, cue)
    if verb is not None:
        holder = before(words, scene.taken, verb)
        if holder:
            draft = scene.draft(cue, [holder], content)
            draft.cue = [(verb, cue.last)]
            return draft
    if at >= scene.taken and words.lower[at] in ("his", "her", "their", "my", "our", "its"):
        source = [(at, at + 1)]
    elif at > scene.taken and words.kind[at] == POSS:
        owner = before(words, scene.taken, at)
        source = [(owner[0], at + 1)] if owner else []
    return scene.draft(cue, source, content, agentless=not source)


def _light_verb(scene: Scene, cue: Cue) -> int | None:
    """The verb that has the noun as its object and says nothing itself: `had praise for`, `made the claim that`."""
    words = scene.words
    for k in range(cue.first - 1, max(scene.taken, cue.first - 7) - 1, -1):
        if words.lower[k] in grammar()["light"]:
            return k
        if words.kind[k] not in (DET, ADV, NOUN, NUMBER, VERB, GERUND, NEG):
            return None
    return None


def _phrase(scene: Scene, number: int) -> Draft | None:
    """`according to X, Y`."""
    words, cue = scene.words, scene.cues[number]
    source = after(words, cue.last, scene.last)
    if source is None:
        return None
    if source[1] >= scene.last - 1:  # what looks like an apposition is the clause
        source = (source[0], next((k for k in range(*source) if words.lower[k] == ","), source[1]))
    source = to_comma(words, source, scene.last)
    first = source[1]
    content = _right(scene, number, first + 1 if words.lower[first] == "," else first) if first < scene.last else []
    return scene.draft(cue, [source], content) if content else None
