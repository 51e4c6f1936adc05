"""What the rules know while they read one sentence, and the draft of an attribution."""

from dataclasses import dataclass, field

from credscore.attribution.cues import Cue
from credscore.attribution.words import Tokens, Words


@dataclass(slots=True)
class Draft:
    """An attribution in tokens, before it becomes a record.

    `speaker` is who a participle later in the sentence goes with
    when that is not the source: the subject of a passive, or nobody (empty) after a subordinate clause.
    """

    rule: str
    stance: str
    cue: list[Tokens]
    source: list[Tokens]
    content: list[Tokens]
    agentless: bool = False
    speaker: list[Tokens] | None = None

    @property
    def reach(self) -> int:
        """The token after the last one it owns."""
        return max(last for _, last in (*self.cue, *self.source, *self.content))


@dataclass(slots=True)
class Scene:
    """One sentence, read from left to right.

    `first`..`last` are its tokens, `start` the first one where a quotation of the sentence before was put in front,
    `cues` those in it, `taken` the first token no attribution has taken yet, `speaker` the source of the attribution
    before in the same sentence.
    """

    words: Words
    first: int
    last: int
    cues: list[Cue]
    start: int
    taken: int = field(init=False)
    speaker: list[Tokens] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.taken = self.first

    def draft(self, cue: Cue, source: list[Tokens], content: list[Tokens], *, agentless: bool = False) -> Draft:
        """A draft with the cue's verb group and entry."""
        return Draft(cue.entry.id, cue.entry.cls, [(cue.group, cue.last)], source, content, agentless)

    def opened(self, first: int, last: int) -> Tokens:
        """The same content, from where its quotation begins when its first token stands inside one."""
        number = self.words.quote[first]
        return (min(first, self.words.quote_tokens[number][0]), last) if number >= 0 else (first, last)
