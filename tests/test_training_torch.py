"""The parts of the training that need torch; they are skipped where the extra `[train]` is not installed."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
onnx = pytest.importorskip("onnx")

from credscore.model.decode import log_softmax, role_logits
from credscore.model.runtime import NETWORK, TOKENIZER, Tagger, folder_of
from credscore.training.attribution import answered, write_card, write_network
from credscore.training.data import Example, examples
from credscore.training.distil import taught
from credscore.training.fit import Recipe, batches, collate, fit, linked, projected
from credscore.training.net import Net
from credscore.training.tune import cue_moves, tuned
from tests.test_training import ENCODER, GOLD, READER

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning")
EXAMPLES = [one for row in GOLD[:24] for one in examples(row, 0, READER, ENCODER)]
SILENT = [one for row in GOLD[:6] for one in examples(row, 0, READER, ENCODER, labelled=False)]
MOVES = cue_moves(EXAMPLES)
TEACH = Recipe(layers=1, epochs=2, warm_up=2, pieces=200, rate=1e-3, head_rate=1e-2)


def network(seed: int = 1) -> Net:
    torch.manual_seed(seed)
    return Net(1, 16_000).eval()


def learned(folder: Path, key: str = "gold", epochs: int = 2, lost: list[dict[str, Any]] | None = None) -> Net:
    recipe = Recipe(**{**{name: getattr(TEACH, name) for name in TEACH.__slots__}, "epochs": epochs})
    return fit(network(), lambda _: EXAMPLES, recipe, folder, key, (lost if lost is not None else []).append)


def weights(net: Net) -> Any:
    return torch.cat([p.detach().flatten() for p in net.parameters()])


def test_training_and_decoding_compute_the_same_roles() -> None:
    group = [one for one in EXAMPLES if one.cues][:8]
    batch, net = collate(group), network()
    with torch.inference_mode():
        _, cues, words = projected(net, batch)
        roles = linked(batch, cues, words).log_softmax(-1).numpy()
    at = 0
    for i, one in enumerate(group):
        count = len(one.tags)
        as_cues, as_words = cues[i, :count].numpy(), words[i, :count].numpy()
        ours = log_softmax(role_logits(one.cues, as_cues, as_words, one.window.sentences))
        assert np.allclose(ours, roles[at : at + len(one.cues), :count], atol=1e-4)
        at += len(one.cues)


def test_the_graph_computes_what_the_network_does(tmp_path: Path) -> None:
    net = network()
    write_network(tmp_path, net, 1, (folder_of("fast") / TOKENIZER).read_text(encoding="utf-8"))
    for one, *graph in answered(tmp_path / NETWORK, EXAMPLES[:5]):
        with torch.inference_mode():
            plain = [said[0].numpy() for said in projected(net, collate([one]))]
        for ours, theirs in zip(graph, plain, strict=True):
            assert ours.shape == theirs.shape
            assert np.abs(ours - theirs).max() < 0.1 * np.abs(theirs).max() + 0.05


def test_what_is_written_is_a_model(tmp_path: Path) -> None:
    write_network(tmp_path, network(), 1, (folder_of("fast") / TOKENIZER).read_text(encoding="utf-8"))
    decoding, _ = tuned(list(answered(tmp_path / NETWORK, EXAMPLES[:6])), MOVES)
    write_card(tmp_path, "mine", decoding)
    assert Tagger(str(tmp_path)).card.name == "mine"


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = learned(tmp_path / "whole")
    assert torch.equal(weights(learned(tmp_path / "whole")), weights(whole)), "a finished run is not trained again"
    again = learned(tmp_path / "again")
    assert torch.allclose(weights(again), weights(whole)), "the same seed gives the same network"


def test_a_checkpoint_of_other_data_is_not_gone_on_with(tmp_path: Path) -> None:
    first = learned(tmp_path)
    stopped = torch.load(tmp_path / "part.pt", weights_only=True)
    assert stopped["epoch"] == 2
    learned(tmp_path, key="other gold")
    assert torch.load(tmp_path / "part.pt", weights_only=True)["kind"] != stopped["kind"]
    assert len(weights(first)) == len(weights(network()))


def test_a_teacher_answers_everything() -> None:
    teachers = [network(1), network(2)]
    for one, before in zip(taught(teachers, EXAMPLES, MOVES), EXAMPLES, strict=True):
        assert one.cues == before.cues
        check(one)
    for one in taught(teachers, SILENT, MOVES):
        assert (one.tags == -1).all()
        check(one)


def check(one: Example) -> None:
    assert one.soft_tags is not None
    assert one.soft_roles is not None
    assert one.soft_tags.shape == (len(one.tags), 7)
    assert one.soft_roles.shape == (len(one.cues), len(one.tags), 3)
    assert np.allclose(one.soft_tags.astype(float).sum(-1), 1, atol=0.01)


def test_batches_hold_every_example_once() -> None:
    groups = batches(EXAMPLES, 200, random.Random(1))
    assert sorted(id(one) for group in groups for one in group) == sorted(map(id, EXAMPLES))
    assert all(len(group) * max(one.size for one in group) <= 200 or len(group) == 1 for group in groups)
