"""The training of the attribution tagger from end to end: gold, teachers, their answers, the network that ships."""

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model.decode import Decoding
from credscore.model.inputs import MARKS, Encoder
from credscore.model.runtime import CARD, FORMAT, NETWORK, TOKENIZER, session
from credscore.training import encoder as source
from credscore.training.augment import Names, restyled
from credscore.training.data import Example, Row, examples, rows
from credscore.training.distil import taught
from credscore.training.fit import Log, Recipe, fit, inferred
from credscore.training.graph import graph
from credscore.training.net import Net, pretrained
from credscore.training.tune import Outputs, cue_moves, tuned

_RESTYLED, _RENAMED = 0.3, 0.3  # the shares of articles that are printed in another style, and with other names
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train from, and what; the command's help has the meaning of each."""

    train: Path
    dev: Path
    unlabelled: tuple[Path, ...]
    out: Path
    layers: int
    teachers: int
    teacher_epochs: int
    epochs: int
    vocabulary: int
    share: float
    seed: int
    name: str
    threads: int


class Corpus:
    """The articles and how they become examples."""

    def __init__(self, plan: Plan) -> None:
        self.train, self.dev = list(rows(plan.train)), list(rows(plan.dev))
        self.unlabelled = _picked([row for path in plan.unlabelled for row in rows(path)], self.train, plan)
        # What the gold says counts twice: it is what the network is measured by.
        texts = [row["text"] for row in (*self.train, *self.train, *self.unlabelled)]
        self.kept, self.tokenizer = source.vocabulary(texts, plan.vocabulary)
        self.names = Names(row["text"] for row in self.train)
        self._reader, self._encoder = Reader(load_lexicons()), Encoder(self.tokenizer)
        self._seed = plan.seed
        texts = [self.tokenizer, *(row["text"] for row in (*self.train, *self.unlabelled))]
        self.key = hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()

    def gold(self, articles: Sequence[Row]) -> list[Example]:
        """Examples of gold articles as they are."""
        return [e for i, row in enumerate(articles) for e in examples(row, i, self._reader, self._encoder)]

    def varied(self, epoch: int) -> list[Example]:
        """Examples of the training articles, some of them in another style or with other names, for one epoch."""
        found = []
        for number, row in enumerate(self.train):
            chance = random.Random(f"{self._seed}-{epoch}-{number}")  # noqa: S311 - a seed, no secret
            changed = restyled(row, chance) if chance.random() < _RESTYLED else row
            swap = self.names.swap(chance) if chance.random() < _RENAMED else str
            found += examples(changed, number, self._reader, self._encoder, swap=swap)
        return found

    def silent(self) -> list[Example]:
        """Examples of the articles without gold, every third in another style."""
        found = []
        for number, row in enumerate(self.unlabelled):
            chance = random.Random(f"{self._seed}-u-{number}")  # noqa: S311
            plain = {"text": row["text"], "attributions": []}
            changed = restyled(plain, chance) if chance.random() < _RESTYLED else plain
            found += examples(changed, number, self._reader, self._encoder, labelled=False)
        return found


def _picked(articles: list[Row], train: Sequence[Row], plan: Plan) -> list[Row]:
    """A sample of the unlabelled articles of so many words."""
    room = plan.share * sum(len(row["text"].split()) for row in train)
    random.Random(plan.seed).shuffle(articles)  # noqa: S311
    kept = []
    for row in articles:
        if room > 0 and 400 < len(row["text"]) < 20_000:
            kept.append(row)
            room -= len(row["text"].split())
    return kept


def make(plan: Plan, log: Log) -> None:
    """Train, tune, write the model folder.

    Raises:
        InputError, ModelError: a file of the plan, or the encoder, is not what it should be.
    """
    torch.set_num_threads(plan.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    work = plan.out / "work"
    corpus = Corpus(plan)
    train, dev = corpus.gold(corpus.train), corpus.gold(corpus.dev)
    moves = cue_moves(train)

    def measured(said: Outputs, what: str) -> Decoding:
        decoding, reached = tuned(said, moves)
        log({"network": what, **{name: round(100 * value, 1) for name, value in reached._asdict().items()}})
        return decoding

    log({"train": len(train), "dev": len(dev), "unlabelled": len(corpus.unlabelled), "device": device})
    teachers = []
    for number in range(plan.teachers):
        recipe = Recipe(layers=6, epochs=plan.teacher_epochs, seed=plan.seed + number)
        net = _start(recipe, corpus)
        net = fit(net, _each(corpus.varied, ()), recipe, work / f"teacher{number}", corpus.key, log, device)
        measured(list(inferred(net, dev, device)), f"teacher {number}")
        teachers.append(net)
    recipe = Recipe(layers=plan.layers, epochs=plan.epochs, seed=plan.seed)
    epochs, extra = corpus.varied, list[Example]()
    if teachers:
        # Asked once: of the gold as it is, of it in one other dress, and of the articles without gold.
        dresses = [taught(teachers, one, moves, device) for one in (train, corpus.varied(0))]
        extra = taught(teachers, corpus.silent(), moves, device)
        log({"taught": sum(map(len, (*dresses, extra)))})

        def epochs(epoch: int) -> list[Example]:
            return dresses[epoch % 2]

    key = f"{corpus.key}, {plan.teachers} teachers of {plan.teacher_epochs} epochs"
    net = fit(_start(recipe, corpus), _each(epochs, extra), recipe, work / "student", key, log, device)
    # The decoder is tuned on what ships: the network in int8.
    write_network(plan.out, net, plan.layers, corpus.tokenizer)
    write_card(plan.out, plan.name, measured(list(answered(plan.out / NETWORK, dev)), plan.name))


def _start(recipe: Recipe, corpus: Corpus) -> Net:
    torch.manual_seed(recipe.seed)
    return pretrained(recipe.layers, corpus.kept)


def _each(epochs: Callable[[int], list[Example]], extra: Sequence[Example]) -> Callable[[int], list[Example]]:
    """The examples of each epoch, made once for the one asked for last."""
    last: dict[int, list[Example]] = {}

    def of(epoch: int) -> list[Example]:
        if epoch not in last:
            last.clear()
            last[epoch] = [*epochs(epoch), *extra]
        return last[epoch]

    return of


def write_network(folder: Path, net: Net, layers: int, tokenizer: str) -> None:
    """Write the network and the tokenizer of a model folder."""
    state = {key: value.detach().cpu().float().numpy() for key, value in net.state_dict().items()}
    onnx.save(graph(state, layers), folder / NETWORK)
    (folder / TOKENIZER).write_text(tokenizer, encoding="utf-8")


def answered(path: Path, examples: Iterable[Example]) -> Iterator[tuple[Example, Any, Any, Any]]:
    """Every example with what the written network says of its words."""
    network = session(path, path.read_bytes())
    for one in examples:
        window = one.window
        yield one, *network.run(None, {"pieces": window.pieces, "marks": window.marks, "heads": window.heads})


def write_card(folder: Path, name: str, decoding: Decoding) -> None:
    """Write `model.json`, which makes the folder one that the runtime reads."""
    card = {
        "format": FORMAT,
        "name": name,
        "version": VERSION,
        "language": "en",
        "marks": MARKS,
        "sha256": {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in (NETWORK, TOKENIZER)},
        "moves": np.round(decoding.moves, 4).tolist(),
        "cue_bias": decoding.cue_bias,
        "source_bias": decoding.source_bias,
        "source_cost": decoding.source_cost,
        "content_cost": decoding.content_cost,
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
