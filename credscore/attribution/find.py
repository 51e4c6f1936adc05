"""Who says what: found by cue lexicons and rules on word classes, and read by the tagger where there is one."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from credscore.attribution.closing import closing
from credscore.attribution.cues import cues
from credscore.attribution.found import Found
from credscore.attribution.frames import opening
from credscore.attribution.labels import labels
from credscore.attribution.quotes import adopt, quote_kind
from credscore.attribution.scene import Draft, Scene
from credscore.attribution.tagged import overlaid, tagged
from credscore.attribution.words import Tokens, Words
from credscore.language import Document
from credscore.model import Tagger
from credscore.records import Span

_TAG = 14  # tokens of a sentence that only says who spoke
_AHEAD = 4  # cues looked at for one that closes the clause the present one stands in


def find(document: Document, tagger: Tagger | None = None) -> list[Found]:
    """Every attribution of a document, in order of its first span: by rules alone, or by a tagger that reads theirs."""
    words = Words(document)
    drafts = _drafts(document, words)
    if tagger is None:
        return _founds(words, drafts)
    # The tagger learned from what the rules find by themselves: these are the marks it gets.
    alone = _founds(words, [replace(draft, content=list(draft.content)) for draft in drafts])
    return _founds(words, overlaid(document, words, tagged(document, words, alone, tagger), drafts))


def _founds(words: Words, drafts: list[Draft]) -> list[Found]:
    adopt(words, drafts)
    found = [record for draft in drafts if (record := _record(words, draft))]
    return sorted(found, key=lambda one: min((*one.source, *one.cue, *one.content)))


def _drafts(document: Document, words: Words) -> list[Draft]:
    """What the rules find."""
    every = cues(document, words)
    at = [cue.first for cue in every]
    drafts = labels(document, words)
    labelled = sorted((min(draft.source[0][0], draft.content[0][0]), draft.reach) for draft in drafts)
    for sentence in document.sentences:
        first, last = words.tokens(sentence)
        at_label = bisect_right(labelled, (first, len(words.start)))
        if at_label and first < labelled[at_label - 1][1]:
            continue
        here = every[bisect_left(at, first) : bisect_left(at, last)]
        if here:
            drafts.extend(_read(Scene(words, _reach_back(words, first, last), last, here, first)))
    return drafts


def _read(scene: Scene) -> list[Draft]:
    """The attributions of one sentence. What stands inside a content is no attribution of its own."""
    drafts: list[Draft] = []
    number = 0
    while number < len(scene.cues):
        draft = None
        if scene.cues[number].group >= scene.taken or scene.cues[number].first >= scene.taken:
            ahead = range(number, min(number + _AHEAD, len(scene.cues)))
            for later in sorted(ahead, key=lambda one: scene.cues[one].frame != "cue_phrases"):
                draft = closing(scene, scene.cues[later])
                if draft:
                    number = later
                    break
            draft = draft or opening(scene, number)
        if draft:
            drafts.append(draft)
            if draft.speaker is None:
                scene.speaker = draft.source or scene.speaker
            else:
                scene.speaker = draft.speaker or scene.speaker
            scene.taken = max(scene.taken, draft.reach)
        number += 1
    return drafts


def _reach_back(words: Words, first: int, last: int) -> int:
    """Where a sentence begins that only says who spoke before it: `"... done." Lee said.`."""
    if first and last - first <= _TAG and words.quote[first - 1] >= 0 and words.quote[first] != words.quote[first - 1]:
        return words.quote_tokens[words.quote[first - 1]][0]
    return first


def _record(words: Words, draft: Draft) -> Found | None:
    def spans(tokens: list[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(span for first, last in tokens if (span := words.span(first, last)))

    # A colon or a dash may be a cue by itself; beside words it is none of it ("said:").
    cue = spans(draft.cue) or tuple(Span(words.start[first], words.end[last - 1]) for first, last in draft.cue)
    content = spans(_beside(draft.content, draft.cue))
    if not content:
        return None
    return Found(
        source=spans(draft.source),
        cue=cue,
        content=content,
        quote=quote_kind(words, draft.content),
        rule=draft.rule,
        stance=draft.stance,
        agentless=draft.agentless,
    )


def _beside(content: list[Tokens], cue: list[Tokens]) -> list[Tokens]:
    """The content without the tokens of the cue, whose verb group may reach into it."""
    for first, last in cue:
        if any(one < last and first < after for one, after in content):
            pieces = (piece for one, after in content for piece in ((one, min(after, first)), (max(one, last), after)))
            content = sorted({(one, after) for one, after in pieces if one < after})
    return content
