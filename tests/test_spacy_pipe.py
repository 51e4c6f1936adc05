"""The component in spaCy pipelines of a user's own."""

import shutil
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from credscore.attribution import attributions
from credscore.errors import ModelError
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model import Tagger
from credscore.model.runtime import folder_of
from credscore.records import Article
from credscore.settings import default_settings
from credscore.spacy_pipe import NAME, AttributionPipe

TEXT = "The bridge is safe, Mayor Ann Lee said.\n\n“It rained,” she said. Nobody slept."
TEXTS = [TEXT, "", "Rain fell.", "The union said the mine was unsafe."] * 3


def pipeline(**config: object) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(NAME, config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


def test_it_writes_spans_and_attributions(nlp: Language) -> None:
    doc = nlp(TEXT)
    spans = [(span.label_, span.text, span.id_) for span in doc.spans["attributions"]]
    assert ("SOURCE", "Mayor Ann Lee", "0") in spans
    assert ("CONTENT", "“It rained,”", "1") in spans
    first, second = doc._.attributions
    assert (first["kind"], first["entity"]) == ("official", "Ann Lee")
    assert second["entity"] == "Ann Lee"
    assert len(list(doc.sents)) == 3, "the pipeline's own sentences stay"


def test_it_finds_what_the_program_finds(nlp: Language) -> None:
    document = Reader(load_lexicons()).read(Article("a", "s", TEXT))
    ours = attributions(document, default_settings().attribution, Tagger("fast"))
    theirs = nlp(TEXT)._.attributions
    assert [[list(s) for s in one.content] for one in ours] == [one["content"] for one in theirs]
    assert [one.entity for one in ours] == [one["entity"] for one in theirs]


def test_the_entry_point_makes_the_factory_known() -> None:
    from importlib.metadata import entry_points

    assert NAME in {point.name for point in entry_points(group="spacy_factories")}


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_pipe_gives_the_same(nlp: Language, processes: int) -> None:
    alone = [nlp(text) for text in TEXTS]
    piped = list(nlp.pipe(TEXTS, n_process=processes, batch_size=2))
    assert [doc._.attributions for doc in piped] == [doc._.attributions for doc in alone]
    for one, other in zip(piped, alone, strict=True):
        spans = [[(s.start, s.end, s.label_, s.id_) for s in doc.spans["attributions"]] for doc in (one, other)]
        assert spans[0] == spans[1]


def test_it_survives_the_disk_with_the_lexicons_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "cues.csv").write_text("id,term,match,class\nglorp,glorp,lemma,neutral\n", encoding="utf-8")
    text = "The council glorped that rents would fall."
    before = pipeline(model="rules", lexicons=str(tmp_path / "mine"), spans_key="who")
    expected = before(text)._.attributions
    assert [one["rule"] for one in expected] == ["glorp"]
    before.to_disk(tmp_path / "pipeline")
    (tmp_path / "mine" / "cues.csv").unlink()
    after = spacy.load(tmp_path / "pipeline")
    assert after(text)._.attributions == expected
    assert "who" in after(text).spans


def test_it_survives_the_disk_with_a_tagger_of_the_user(tmp_path: Path) -> None:
    shutil.copytree(folder_of("fast"), tmp_path / "model")
    before = pipeline(model=str(tmp_path / "model"))
    expected = before(TEXT)._.attributions
    before.to_disk(tmp_path / "pipeline")
    shutil.rmtree(tmp_path / "model")
    assert spacy.load(tmp_path / "pipeline")(TEXT)._.attributions == expected


def test_saving_over_a_pipeline_keeps_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "cues.csv").write_text("id,status\nsay,off\n", encoding="utf-8")
    pipeline(model="rules", lexicons=str(tmp_path / "mine")).to_disk(tmp_path / "pipeline")
    pipeline(model="rules").to_disk(tmp_path / "pipeline")
    assert len(spacy.load(tmp_path / "pipeline")(TEXT)._.attributions) == 2


def test_a_tagger_that_is_not_there_is_a_named_error(tmp_path: Path) -> None:
    missing = pipeline(model=str(tmp_path / "nowhere"))
    for use in (lambda: missing(TEXT), lambda: missing.to_disk(tmp_path / "pipeline")):
        with pytest.raises(ModelError, match="nowhere"):
            use()


def test_one_bad_document_is_for_the_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = pipeline(model="rules")
    failed: list[str] = []
    nlp.set_error_handler(lambda *told: failed.extend(doc.text for doc in told[2]))
    write = AttributionPipe._write

    def broken(self: AttributionPipe, doc: Doc, *rest: object) -> None:
        if doc.text == "Rain fell.":
            raise RuntimeError
        write(self, doc, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(AttributionPipe, "_write", broken)
    assert [doc.text for doc in nlp.pipe(TEXTS)] == [text for text in TEXTS if text != "Rain fell."]
    assert failed == ["Rain fell."] * 3


def test_a_text_longer_than_spacy_takes_by_itself() -> None:
    nlp = pipeline(model="rules")
    nlp.max_length = 2_000_000
    assert len(nlp("Rain fell. " * 95_000 + TEXT)._.attributions) == 2


def test_rules_alone(nlp: Language) -> None:
    assert pipeline(model="rules")(TEXT)._.attributions[0]["rule"] == "say"
