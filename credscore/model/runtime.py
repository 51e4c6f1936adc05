"""The tagger at work: a model folder, an ONNX session, paragraphs in and links out.

One paragraph is one call. Activations are quantised over all that goes through the network together, so a paragraph
with company would depend on it; and one thread adds the same numbers in the same order, whatever else is going on.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from pydantic import BaseModel, ConfigDict, ValidationError

from credscore.errors import ModelError
from credscore.model.decode import Decoding, Floats, Link, Run, links, runs
from credscore.model.inputs import MARKS, Encoder, Paragraph, Window

FORMAT = 1  # of the folder: a tagger of another format is refused, whatever it holds
NETWORK, TOKENIZER, CARD = "model.onnx", "tokenizer.json", "model.json"
SHIPPED = ("fast",)
_IN_A_ROW = 16  # windows that go through the network one after another; their answers wait in memory


class Card(BaseModel):
    """`model.json`: what the other files are, and what the decoder learned beside the network."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    name: str
    version: str
    language: str
    marks: tuple[int, ...]
    sha256: dict[str, str]
    moves: list[list[float]]
    cue_bias: float
    source_bias: float
    source_cost: float
    content_cost: float

    def decoding(self) -> Decoding:
        """The decoder's part."""
        moves = np.array(self.moves, dtype=np.float32)
        if moves.shape != (3, 3):
            raise ValueError("moves: not a table of 3 x 3")
        return Decoding(moves, self.cue_bias, self.source_bias, self.source_cost, self.content_cost)


def folder_of(name: str) -> Path:
    """The folder of a model: one that ships, by name, or a path.

    Raises:
        ModelError: neither.
    """
    path = Path(__file__).parent / name if name in SHIPPED else Path(name)
    try:
        there = path.is_dir()
    except OSError:  # a name no file system takes, or a folder nobody may look into
        there = False
    if not there:
        remedy = f"Use {', '.join((*SHIPPED, 'rules'))}, or the folder of a model of yours."
        raise ModelError(f"there is no model '{name}'.", where="--model", remedy=remedy)
    return path


def digest(name: str) -> str:
    """16 hex digits that tell a model from every other one, by its card, which names the digests of its files.

    Raises:
        ModelError: there is no such model.
    """
    return hashlib.sha256(_bytes(folder_of(name) / CARD)).hexdigest()[:16]


class Tagger:
    """A model, ready to read paragraphs.

    Args:
        name: one that ships, or the path of a folder with `model.onnx`, `tokenizer.json` and `model.json`.

    Raises:
        ModelError: it is not there, damaged, or made for another version of the program.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        folder = folder_of(name)
        files = {file: _bytes(folder / file) for file in (CARD, NETWORK, TOKENIZER)}
        self.card, self._decoding = _card(folder / CARD, files[CARD])
        for file, digest in self.card.sha256.items():
            if hashlib.sha256(files.get(file, b"")).hexdigest() != digest:
                remedy = "Install the model again: the file is cut off or was changed."
                raise ModelError("is not the file its model.json names.", where=str(folder / file), remedy=remedy)
        self._encoder = _encoder(folder / TOKENIZER, files[TOKENIZER])
        self._session = session(folder / NETWORK, files[NETWORK])

    def __reduce__(self) -> tuple[object, ...]:
        """Another process reads the files again: a session cannot travel."""
        return (Tagger, (self.name,))

    def links(self, paragraphs: Sequence[Paragraph]) -> list[list[Link]]:
        """The attributions of each paragraph, in its words, in order of their cues."""
        cut = [self._encoder.windows(paragraph) for paragraph in paragraphs]
        found: list[list[Link]] = [[] for _ in cut]
        waiting = ((window, own) for windows, own in zip(cut, found, strict=True) for window in windows)
        # Still one window a call; but the network for several, and then the decoder, leave each other's caches alone.
        while some := tuple(islice(waiting, _IN_A_ROW)):
            said = [self._said(window) for window, _ in some]
            for (window, own), answer in zip(some, said, strict=True):
                own.extend(self._decoded(window, answer))
        return [own if len(windows) == 1 else _parted(own) for windows, own in zip(cut, found, strict=True)]

    def _said(self, window: Window) -> tuple[Floats, Floats, Floats]:
        given = {"pieces": window.pieces, "marks": window.marks, "heads": window.heads}
        tags, cues, words = self._session.run(None, given)
        return tags, cues, words

    def _decoded(self, window: Window, said: tuple[Floats, Floats, Floats]) -> Iterator[Link]:
        first, last = window.kept
        for one in links(*said, window.sentences, self._decoding):
            link = _moved(one, window.first)
            if first <= link.cue[0][0] < last:
                yield link


def _parted(found: Sequence[Link]) -> list[Link]:
    """The links of several windows, so that each word is one's alone: of two that claim it, the first keeps it."""
    cues: set[int] = set()
    for link in found:
        cues.update(_words(link.cue))
    parted: list[Link] = []
    taken, told = set(cues), set[int]()
    for link in found:
        content = [word for word in _words(link.content) if word not in taken]
        if content and told.isdisjoint(_words(link.cue)):
            told.update(_words(link.cue))
            taken.update(content)
            inside = set(content)
            path = [word in inside for word in range(content[-1] + 1)]
            parted.append(Link(link.cue, link.source, runs(path, True)))
    return parted


def _words(spans: Sequence[Run]) -> list[int]:
    return [word for span in spans for word in range(*span)]


def _moved(link: Link, by: int) -> Link:
    if not by:
        return link
    cue, source, content = (
        tuple((first + by, last + by) for first, last in runs) for runs in (link.cue, link.source, link.content)
    )
    return Link(cue, source, content)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        remedy = f"A model is a folder with {NETWORK}, {TOKENIZER} and {CARD}."
        raise ModelError(f"cannot be read ({error.strerror}).", where=str(path), remedy=remedy) from None


def _card(path: Path, content: bytes) -> tuple[Card, Decoding]:
    try:
        values = json.loads(content)
        made_for = values["format"]
    except (ValueError, KeyError, TypeError):
        raise ModelError("is no model card.", where=str(path), remedy="Install the model again.") from None
    if made_for != FORMAT:
        remedy = "Take the model that came with this version, or train one with it."
        raise ModelError(
            f"is of format {made_for}, this version reads format {FORMAT}.", where=str(path), remedy=remedy
        )
    try:
        card = Card.model_validate(values)
        decoding = card.decoding()
    except (ValidationError, ValueError) as error:
        raise ModelError(f"is no model card ({_first(error)}).", where=str(path), remedy="Install it again.") from None
    if card.marks != MARKS or set(card.sha256) != {NETWORK, TOKENIZER}:
        remedy = "Take the model that came with this version, or train one with it."
        raise ModelError("was made by another version.", where=str(path), remedy=remedy)
    return card, decoding


def _first(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        one = error.errors()[0]
        return f"{'.'.join(map(str, one['loc']))}: {one['msg']}"
    return str(error)


def _encoder(path: Path, content: bytes) -> Encoder:
    try:
        return Encoder(content.decode("utf-8"))
    except Exception as error:  # noqa: BLE001 - tokenizers raises Exception itself
        remedy = "Install the model again."
        raise ModelError(f"is no tokenizer ({error}).", where=str(path), remedy=remedy) from None


def session(path: Path, content: bytes) -> Any:
    """An ONNX session of one thread.

    Raises:
        ModelError: the content of the file `path` is no network that onnxruntime can run.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Higher levels put sum and normalisation together again: see training/graph.py.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    try:
        made = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - onnxruntime's own errors have no base but this
        reason = str(error).partition("\n")[0]
        raise ModelError(f"cannot be loaded ({reason}).", where=str(path), remedy="Install the model again.") from None
    sides = [[one.name for one in side] for side in (made.get_inputs(), made.get_outputs())]
    if sides != [["pieces", "marks", "heads"], ["tags", "cues", "words"]]:
        raise ModelError("is another network.", where=str(path), remedy="Use a model that credscore trained.")
    return made
