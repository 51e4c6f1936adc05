"""The tagger at work: the folder it is read from, and that a paragraph is read alone."""

import hashlib
import json
import pickle
import random
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credscore.attribution.find import find
from credscore.errors import ModelError
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model import Paragraph, Tagger, paragraphs
from credscore.model.runtime import CARD, NETWORK, TOKENIZER, folder_of
from credscore.records import Article
from tests.test_attribution_find import CASES, PIECES, check_laws

READER = Reader({n: lexicon for n, lexicon in load_lexicons().items() if n.startswith("cue") or n == "abbreviations"})
TAGGER = Tagger("fast")
SAID = "Mayor {} said the {} bridge would close."
NAMES = ("Ann Lee", "Tunde Bello", "Ana Quispe", "Sanna Virtanen", "Amina Yusuf")


def read(text: str) -> list[Paragraph]:
    return paragraphs(READER.read(Article("a", "s", text)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder_of("fast"), tmp_path / "model"))


def changed(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    card = json.loads(path.read_text(encoding="utf-8"))
    change(card)
    path.write_text(json.dumps(card), encoding="utf-8")


@pytest.mark.parametrize("name", [CARD, NETWORK, TOKENIZER])
def test_a_file_that_is_missing_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name) as caught:
        Tagger(str(folder))
    assert caught.value.remedy


@pytest.mark.parametrize("name", [CARD, NETWORK, TOKENIZER])
@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_named(folder: Path, name: str, share: float) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: int(share * len(content))])
    with pytest.raises(ModelError, match=name):
        Tagger(str(folder))


def test_a_changed_byte_is_seen(folder: Path) -> None:
    content = bytearray((folder / NETWORK).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / NETWORK).write_bytes(content)
    with pytest.raises(ModelError, match=NETWORK):
        Tagger(str(folder))


def test_a_model_of_another_version_is_refused(folder: Path) -> None:
    changed(folder / CARD, lambda card: card.update(format=99))
    with pytest.raises(ModelError, match="format 99"):
        Tagger(str(folder))


@pytest.mark.parametrize(
    "change",
    [
        lambda card: card.update(marks=[1, 2]),
        lambda card: card.pop("moves"),
        lambda card: card.update(moves=[[0.0]]),
        lambda card: card.update(sha256={}),
    ],
)
def test_a_card_that_is_wrong_is_refused(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    changed(folder / CARD, change)
    with pytest.raises(ModelError, match=CARD):
        Tagger(str(folder))


@pytest.mark.parametrize("name", ["nosuch", "a" * 5000, "nowhere/at/all"])
def test_a_model_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(ModelError, match=f"no model '{name}'"):
        Tagger(name)


@pytest.mark.parametrize(("file", "content"), [(TOKENIZER, b"{}"), (TOKENIZER, b"\xff\xfe"), (NETWORK, b"no network")])
def test_a_folder_that_agrees_with_its_card_and_is_no_model(folder: Path, file: str, content: bytes) -> None:
    (folder / file).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    changed(folder / CARD, lambda card: card["sha256"].update({file: digest}))  # type: ignore[attr-defined]
    with pytest.raises(ModelError, match=file):
        Tagger(str(folder))


def test_a_model_of_ones_own_by_its_path(folder: Path) -> None:
    lines = read(SAID.format("Ann Lee", "old"))
    assert Tagger(str(folder)).links(lines) == TAGGER.links(lines) != [[]]


def test_it_travels_to_another_process() -> None:
    lines = read(SAID.format("Ann Lee", "old"))
    assert pickle.loads(pickle.dumps(TAGGER)).links(lines) == TAGGER.links(lines)


def test_a_paragraph_does_not_depend_on_what_was_read_before() -> None:
    lines = [line for case in CASES for line in read(case["text"])]
    alone = [(Tagger("fast") if i % 20 == 0 else TAGGER).links([line])[0] for i, line in enumerate(lines)]
    order = list(range(len(lines)))
    random.Random(1).shuffle(order)
    again = dict(zip(order, TAGGER.links([lines[i] for i in order]), strict=True))
    assert [again[i] for i in range(len(lines))] == alone


def test_a_paragraph_does_not_depend_on_its_neighbours() -> None:
    text = SAID.format("Ann Lee", "old")
    (alone,) = TAGGER.links(read(text))
    company = TAGGER.links(read("“No more,” Kim said.\n" + text + "\nIt rained for a week and a day."))
    assert company[1] == alone


def test_a_long_paragraph_is_read_to_its_end() -> None:
    """Every sentence of a paragraph of 1,200 words has its attribution, once, also where it was cut."""
    sentences = [SAID.format(NAMES[i % 5], f"{i}th") for i in range(120)]
    text = " ".join(sentences)
    found = find(READER.read(Article("a", "s", text)), TAGGER)
    cues = [one.cue[0].start for one in found]
    assert len(cues) == len(set(cues))
    places = [text.index(sentence) for sentence in sentences]
    held = sum(any(at <= cue < at + len(one) for cue in cues) for at, one in zip(places, sentences, strict=True))
    assert held >= 118
    said = sorted(span for one in found for span in (*one.cue, *one.content))
    assert all(a.end <= b.start for a, b in pairwise(said)), "no word belongs to two"
    assert all(one.source and one.source[0].of(text).startswith("Mayor") for one in found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(("", " ")))
def test_laws_on_pieces(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    check_laws(text, find(READER.read(Article("a", "s", text)), TAGGER))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_laws_on_any_text(text: str) -> None:
    clean = "".join(c for c in text if not 0xD800 <= ord(c) < 0xE000)
    check_laws(clean, find(READER.read(Article("a", "s", clean)), TAGGER))
