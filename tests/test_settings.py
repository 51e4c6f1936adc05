"""Settings files: what is out of range is named, and whatever is in range can be scored with."""

from pathlib import Path

import pytest

from credscore.errors import SettingsError
from credscore.settings import load_settings


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[score]\nhedges_half = 0\n", "score.hedges_half"),
        ("[score]\nhedges_half = nan\n", "score.hedges_half"),
        ("[score.weights]\nresidue = inf\n", "score.weights.residue"),
        ("[score.weights]\nresidue = -1\n", "score.weights.residue"),
        ("[score]\ndiversity_share = 1.5\n", "score.diversity_share"),
        ("[score]\nspread_articles = 0\n", "score.spread_articles"),
        ("[score.weights]\nhedgng = 0\n", "score.weights: unknown key 'hedgng', the keys are attribution"),
        ("[attribution.weight]\nnobody = 0\n", "attribution.weight: unknown key 'nobody'"),
        ("[corpus]\nbatch = 0\n", "corpus.batch"),  # read nothing, and lose every article without a word
        ("[corpus]\nmax_chars = -1\n", "corpus.max_chars"),
    ],
)
def test_a_number_out_of_range_is_named(text: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=named):
        load_settings(path)


def test_a_file_that_is_not_there_is_named_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot be read: No such file or directory\. Give"):
        load_settings(tmp_path / "nowhere.toml")
