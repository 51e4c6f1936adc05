"""Cues that stand before what is said, one function for each frame of the cue lexicons."""

from credscore.attribution.contents import is_clause
from credscore.attribution.cues import Cue, evidencing
from credscore.attribution.following import after, to_comma
from credscore.attribution.scene import Draft, Scene
from credscore.attribution.sources import before
from credscore.attribution.verbs import asked, content_after, fronted, gerund, main_subject, verb
from credscore.attribution.vocabulary import grammar
from credscore.attribution.words import ADV, AUX, DET, GERUND, NEG, NOUN, NUMBER, POSS, PREP, SUB, VERB, WH, Tokens

_IMPERSONAL = ("it", "there")


def opening(scene: Scene, number: int) -> Draft | None:
    """The attribution of a cue that stands before its content, or None."""
    cue = scene.cues[number]
    frame = {"cue_phrases": _phrase, "cue_agentless": _agentless, "cue_nouns": _noun}.get(cue.frame)
    if frame is not None:
        return frame(scene, number)
    if cue.frame == "cues" and cue.form == "ed":
        if cue.entry.term.partition(" ")[0] == "ask" and fronted(scene, cue):
            return asked(scene, number)
        if cue.passive or _reduced(scene, cue):
            return _passive(scene, number)
    if cue.frame == "cues" and cue.form == "ing" and cue.group == cue.first:
        return gerund(scene, number)
    return verb(scene, number)


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
        subject = main_subject(scene, cue.group)
    said = [subject] if subject and words.lower[subject[0]] not in _IMPERSONAL else []
    for k in range(cue.last, min(cue.last + 5, scene.last)):
        if words.lower[k] == "by":
            agent = after(words, k + 1, scene.last)
            if agent and words.kind[k + 1] != GERUND:
                right = (
                    content_after(scene, number, agent[1])
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
    right = content_after(scene, number, cue.last, embedded=_before_main_clause(scene, cue))
    if not said and not right:
        return None
    if evidencing(cue.entry) and not (right and is_clause(words, *right[0])):
        return None  # "a boy was found"
    draft = scene.draft(cue, [], said + right, agentless=True)
    draft.speaker = [subject] if subject else []
    return draft


def _agentless(scene: Scene, number: int) -> Draft | None:
    """`reportedly`, `is believed to`, `seems to`: nobody in particular says so."""
    words, cue = scene.words, scene.cues[number]
    subject = before(words, scene.taken, cue.group)
    said = [subject] if subject and words.lower[subject[0]] not in _IMPERSONAL else []
    content = said + content_after(scene, number, cue.last, embedded=_before_main_clause(scene, cue))
    return scene.draft(cue, [], content, agentless=True) if content else None


def _before_main_clause(scene: Scene, cue: Cue) -> bool:
    """Whether a cue stands in a clause that the main one follows: `While he reportedly left, his lawyer said`."""
    words = scene.words
    ahead = range(scene.first, cue.group)
    opened = words.kind[scene.first] == SUB or any(words.kind[k] == WH or words.lower[k] == "which" for k in ahead)
    return opened and "," not in words.lower[scene.first : cue.group]


def _noun(scene: Scene, number: int) -> Draft | None:
    """`X's claim that`, `criticism of`."""
    words, cue = scene.words, scene.cues[number]
    content = content_after(scene, number, cue.last)
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
    content = (
        content_after(scene, number, first + 1 if words.lower[first] == "," else first) if first < scene.last else []
    )
    return scene.draft(cue, [source], content) if content else None
