"""A teacher, and what it says: the mean of several networks' answers, as soft labels for the network that ships."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from credscore.model.decode import Decoding, Floats, cues
from credscore.training.data import Example, asked
from credscore.training.fit import collate, linked, projected
from credscore.training.net import Net

_DOUBTFUL = 1.0  # added to the logits of cues when the teacher is asked for them: near misses are worth learning, too
_TOGETHER = 32


def taught(teachers: Sequence[Net], examples: Sequence[Example], moves: Floats, device: str = "cpu") -> list[Example]:
    """The examples with the teachers' mean answer; those without gold get the cues that the teachers see.

    Args:
        teachers: at least one network.
        examples: with gold, or without.
        moves: of one part of a cue after another, as `tune.cue_moves` counts them.
        device: cpu or cuda.
    """
    decoding = Decoding(0.2 * moves, _DOUBTFUL, 0.0, 0.0, 0.0)
    order = sorted(range(len(examples)), key=lambda i: examples[i].size)
    found = list(examples)
    with torch.inference_mode():
        for start in range(0, len(order), _TOGETHER):
            indexes = order[start : start + _TOGETHER]
            answers = _answered(teachers, [examples[i] for i in indexes], decoding, device)
            for index, answer in zip(indexes, answers, strict=True):
                found[index] = answer
    return found


def _answered(teachers: Sequence[Net], group: Sequence[Example], decoding: Decoding, device: str) -> list[Example]:
    batch = collate(group).to(device)
    with torch.autocast(device, torch.bfloat16):
        said = [projected(net.eval(), batch) for net in teachers]
    tags = _mean([logits for logits, _, _ in said])
    asked_of = [
        one if one.tags[0] >= 0 else asked(one, cues(logits[: len(one.tags)].log().numpy(), decoding))
        for one, logits in zip(group, tags, strict=True)
    ]
    batch = collate(asked_of).to(device)
    roles = _mean([linked(batch, as_cues, words) for _, as_cues, words in said])
    answers, first = [], 0
    for number, one in enumerate(asked_of):
        count, last = len(one.tags), first + len(one.cues)
        answers.append(
            replace(
                one,
                soft_tags=tags[number, :count].numpy().astype(np.float16),
                soft_roles=roles[first:last, :count].numpy().astype(np.float16),
            )
        )
        first = last
    return answers


def _mean(logits: Sequence[Tensor]) -> Tensor:
    """The mean of the probabilities."""
    return torch.stack([one.float().softmax(-1) for one in logits]).mean(0).cpu()
