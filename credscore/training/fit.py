"""One run of training: batches, loss, checkpoints, a log."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the name everyone knows it by

from credscore.model.decode import BUCKETS, LINK, ROLES, places
from credscore.model.inputs import B_CONTENT, B_CUE, B_SOURCE, MARKS, OUTSIDE
from credscore.training.data import Example
from credscore.training.net import Net

Log = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one network is trained. The defaults are what did best on dev; the model card has the table.

    Attributes:
        rate, head_rate: highest learning rates of the encoder and of what is new on top of it.
        warm_up: steps until they are reached; from there they fall to nothing in a line.
        pieces: about so many in a batch.
        decay, dropout: against overfitting.
        without_drafts: the share of windows whose marks of the rules are hidden, so that the network can do without.
        lost_draft: the share of spans of the rules that are hidden in the other windows.
        other_case: the share of windows whose words are marked as all small or all capitals.
        soft: how much the teacher's answer counts beside the gold, where there is both.
        roles: how much the roles count beside the tags.
    """

    layers: int = 3
    epochs: int = 3
    seed: int = 1
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: int = 100
    pieces: int = 1500
    decay: float = 0.01
    dropout: float = 0.1
    without_drafts: float = 0.1
    lost_draft: float = 0.05
    other_case: float = 0.03
    soft: float = 0.5
    roles: float = 2.0


def batches(examples: Sequence[Example], pieces: int, chance: random.Random) -> list[list[Example]]:
    """Batches of about so many pieces, of windows of like length, in random order."""
    order = sorted(examples, key=lambda one: one.size + chance.random() * 6)
    groups: list[list[Example]] = [[]]
    for one in order:
        if groups[-1] and (len(groups[-1]) + 1) * one.size > pieces:
            groups.append([])
        groups[-1].append(one)
    chance.shuffle(groups)
    return groups


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors, filled up to the longest; `of` is the window of each cue, `spread` its words as shares."""

    pieces: Tensor
    marks: Tensor
    mask: Tensor
    heads: Tensor
    words: Tensor
    of: Tensor
    spread: Tensor
    buckets: Tensor

    def to(self, device: str) -> "Batch":
        """The same on another device."""
        return Batch(**{name: getattr(self, name).to(device) for name in self.__slots__})


def collate(group: Sequence[Example], change: Callable[[Any], Any] = lambda marks: marks) -> Batch:
    """A batch of examples; `change` may alter the marks of each."""
    longest = max(one.size for one in group)
    most = max(len(one.tags) for one in group)
    pieces = torch.zeros(len(group), longest, dtype=torch.long)
    marks = torch.zeros(len(group), longest, len(MARKS), dtype=torch.long)
    mask = torch.zeros(len(group), longest, dtype=torch.long)
    heads = torch.zeros(len(group), most, dtype=torch.long)
    words = torch.zeros(len(group), most, dtype=torch.bool)
    count = sum(len(one.cues) for one in group)
    spread = torch.zeros(count, most)
    buckets = torch.zeros(count, most, 2, dtype=torch.long)
    of: list[int] = []
    for i, one in enumerate(group):
        pieces[i, : one.size] = torch.from_numpy(one.window.pieces)
        marks[i, : one.size] = torch.from_numpy(change(one.window.marks))
        mask[i, : one.size] = 1
        heads[i, : len(one.tags)] = torch.from_numpy(one.window.heads)
        words[i, : len(one.tags)] = True
        if one.cues:
            at = slice(len(of), len(of) + len(one.cues))
            buckets[at, : len(one.tags)] = torch.from_numpy(np.stack(places(one.cues, one.window.sentences), -1))
        for first, last in one.cues:
            spread[len(of), first:last] = 1 / (last - first)
            of.append(i)
    return Batch(pieces, marks, mask, heads, words, torch.tensor(of, dtype=torch.long), spread, buckets)


def projected(net: Net, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """What the network says of each word, windows x words: logits of the tags, the word as a cue and as a part."""
    states = net(batch.pieces, batch.marks, batch.mask)
    states = states.gather(1, batch.heads[..., None].expand(-1, -1, states.shape[-1])).float()
    with torch.autocast(states.device.type, enabled=False):
        return net.tags(states), net.cues(states), net.words(states)


def linked(batch: Batch, cues: Tensor, words: Tensor) -> Tensor:
    """Logits of the roles towards the cues of a batch, cues x words x 3, as `decode.role_logits` computes them."""
    count, most = batch.spread.shape
    asked = torch.einsum("cw,cwd->cd", batch.spread, cues[batch.of])
    parts = words[batch.of]
    vectors = ROLES * LINK
    roles = (
        torch.einsum(
            "crd,cwrd->cwr",
            asked[:, :vectors].reshape(count, ROLES, LINK),
            parts[..., :vectors].reshape(count, most, ROLES, LINK),
        )
        / LINK**0.5
    )
    far = asked[:, None, vectors:] + parts[..., vectors:]
    far = far.view(count, most, BUCKETS, ROLES)
    at = batch.buckets[..., None].expand(-1, -1, -1, ROLES)
    roles = roles + far.gather(2, at).sum(2)
    return torch.cat((torch.zeros_like(roles[..., :1]), roles), -1)


def loss_of(net: Net, group: Sequence[Example], batch: Batch, recipe: Recipe) -> Tensor:
    """The loss of a batch: cross entropy of tags and of roles, against the gold, the teacher, or both."""
    with torch.autocast(batch.pieces.device.type, torch.bfloat16):
        tags, cues, words = projected(net, batch)
    roles = linked(batch, cues, words)
    loss = _loss(tags, batch.words, [one.tags for one in group], [one.soft_tags for one in group], recipe.soft)
    if len(batch.of):
        inside = batch.words[batch.of]
        hard = [(one.roles[k] if one.tags[0] >= 0 else one.roles[k] - 1) for one in group for k in range(len(one.cues))]
        soft = [None if one.soft_roles is None else one.soft_roles[k] for one in group for k in range(len(one.cues))]
        loss = loss + recipe.roles * _loss(roles, inside, hard, soft, recipe.soft)
    return loss


def _loss(logits: Tensor, inside: Tensor, hard: Sequence[Any], soft: Sequence[Any], share: float) -> Tensor:
    flat = logits[inside]
    device = flat.device
    target = torch.from_numpy(np.concatenate(hard)).to(device)
    # A window without gold has no answer but the teacher's; its roles were lowered by one to say so.
    known = torch.from_numpy(np.concatenate([np.full(len(h), bool(len(h) and h.min() >= 0)) for h in hard])).to(device)
    taught = torch.from_numpy(np.concatenate([np.full(len(h), s is not None) for h, s in zip(hard, soft, strict=True)]))
    taught = taught.to(device)
    loss = flat.new_zeros(())
    weight = known.float() * (1 - share * taught.float())
    if known.any():
        loss = loss + (F.cross_entropy(flat, target.clamp(min=0), reduction="none") * weight).sum()
    if taught.any():
        said = np.concatenate([s for s in soft if s is not None]).astype(np.float32)
        against = -(torch.from_numpy(said).to(device) * F.log_softmax(flat[taught], -1)).sum(-1)
        loss = loss + (against * (1 - weight[taught])).sum()
    return loss / max(1, len(flat))


def _changed(recipe: Recipe, chance: random.Random) -> Callable[[Any], Any]:
    """Hides some of what the marks tell."""

    def change(marks: Any) -> Any:
        if chance.random() < recipe.without_drafts:
            marks = marks.copy()
            marks[:, 3] = OUTSIDE
        elif recipe.lost_draft:
            openings = np.flatnonzero(np.isin(marks[:, 3], (B_SOURCE, B_CUE, B_CONTENT)))
            for first in openings:
                if chance.random() < recipe.lost_draft:
                    marks = marks.copy()
                    inner, last = marks[first, 3] + 1, first + 1
                    while last < len(marks) and marks[last, 3] == inner:
                        last += 1
                    marks[first:last, 3] = OUTSIDE
        if chance.random() < recipe.other_case:
            marks = marks.copy()
            lettered = (marks[:, 0] > 0) & (marks[:, 0] < 5)
            marks[lettered, 0] = chance.choice((1, 3))
        return marks

    return change


def fit(
    net: Net,
    epochs: Callable[[int], Sequence[Example]],
    recipe: Recipe,
    folder: Path,
    key: str,
    log: Log,
    device: str = "cpu",
) -> Net:
    """Train a network; goes on from the last whole epoch that `folder` holds of the same recipe and key.

    Args:
        net: where to begin.
        epochs: the examples of each epoch, by number.
        recipe: how.
        folder: for checkpoints.
        key: tells what it learns from: a checkpoint that learned from something else is not gone on with.
        log: told of every hundredth step.
        device: cpu or cuda.
    """
    torch.manual_seed(recipe.seed)
    folder.mkdir(parents=True, exist_ok=True)
    net = net.to(device)
    new = [p for name, p in net.named_parameters() if not name.startswith("bert.")]
    old = [p for name, p in net.named_parameters() if name.startswith("bert.")]
    groups = [{"params": old, "lr": recipe.rate}, {"params": new, "lr": recipe.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    steps = len(batches(epochs(0), recipe.pieces, random.Random(0))) * recipe.epochs  # noqa: S311

    def rate(step: int) -> float:
        return min((step + 1) / recipe.warm_up, max(0.0, 1 - step / steps))

    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    kind = json.dumps([asdict(recipe), key])
    first = _resumed(folder, net, optimiser, plan, kind)
    started = time.monotonic()
    for epoch in range(first, recipe.epochs):
        chance = random.Random(f"{recipe.seed}-{epoch}")  # noqa: S311 - a seed, no secret
        torch.manual_seed(recipe.seed * 1000 + epoch)
        change = _changed(recipe, chance)
        net.train()
        sums: list[float] = []
        for number, group in enumerate(batches(epochs(epoch), recipe.pieces, chance)):
            batch = collate(group, change).to(device)
            loss = loss_of(net, group, batch, recipe)
            loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            plan.step()
            optimiser.zero_grad(set_to_none=True)
            sums.append(float(loss.detach()))
            if number % 100 == 99:
                log({"epoch": epoch, "step": number + 1, "loss": round(float(np.mean(sums[-100:])), 4),
                     "seconds": round(time.monotonic() - started)})  # fmt: skip
        _keep(folder, net, optimiser, plan, kind, epoch + 1)
    net.eval()
    return net


def _keep(folder: Path, net: Net, optimiser: Any, plan: Any, kind: str, epoch: int) -> None:
    state = {"net": net.state_dict(), "optimiser": optimiser.state_dict(), "plan": plan.state_dict(), "epoch": epoch,
             "kind": kind}  # fmt: skip
    torch.save(state, folder / "part.tmp")
    (folder / "part.tmp").replace(folder / "part.pt")


def _resumed(folder: Path, net: Net, optimiser: Any, plan: Any, kind: str) -> int:
    path = folder / "part.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True, map_location="cpu")
    if state.get("kind") != kind:
        return 0
    net.load_state_dict(state["net"])
    optimiser.load_state_dict(state["optimiser"])
    plan.load_state_dict(state["plan"])
    return int(state["epoch"])


def inferred(net: Net, examples: Sequence[Example], device: str = "cpu") -> Iterator[tuple[Example, Any, Any, Any]]:
    """Every example with what the network says of its words: logits of tags, and the words as cues and as parts."""
    net.eval()
    order = sorted(examples, key=lambda one: one.size)
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            group = order[start : start + 32]
            batch = collate(group).to(device)
            with torch.autocast(device, torch.bfloat16):
                answered = projected(net, batch)
            tags, cues, words = (said.float().cpu().numpy() for said in answered)
            for i, one in enumerate(group):
                count = len(one.tags)
                yield one, tags[i, :count], cues[i, :count], words[i, :count]
