"""Settings files: what is out of range is named, and whatever is in range can be scored with."""

from pathlib import Path

import pytest

from credscore.errors import SettingsError
from credscore.settings import PROFILES, default_settings, load_profile, load_settings


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[score]\nspread = nan\n", "score.spread"),
        ("[score]\nmiddle = 101\n", "score.middle"),
        ("[score.signals.style]\nadjectives = 1\n", "score.signals.style: unknown key 'adjectives'"),
        (
            "[reference.signals.density]\nquantiles = [2, 1]\n",
            "density.quantiles: quantiles must rise",
        ),
        ("[profile]\nscore = 3\n", "profile.score"),
        ("profile = 3\n", "profile"),
        ("[score.weights]\nresidue = inf\n", "score.weights.residue"),
        ("[score.weights]\nresidue = -1\n", "score.weights.residue"),
        ("[score]\nvariant_weight = 1.5\n", "score.variant_weight"),
        ("[score]\ndraws = 0\n", "score.draws"),
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


def test_what_is_said_of_the_default_weights_is_said_of_no_others(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text("[score.weights]\nstyle = 1\n", encoding="utf-8")
    assert load_profile(str(path)).profile.model_dump() == {"name": "desk", "fitted_on": "", "predicts": ""}
    path.write_text('[profile]\nfitted_on = "our own desk"\n', encoding="utf-8")
    assert load_profile(str(path)).profile.fitted_on == "our own desk"


@pytest.mark.parametrize("name", ["default", *PROFILES])
def test_a_profile_that_ships_says_what_it_rests_on_and_how_well_it_predicts(name: str) -> None:
    settings = load_profile(name)
    assert settings.profile.name == name
    assert settings.profile.fitted_on
    assert "Rank correlation" in settings.profile.predicts
    assert settings.reference == default_settings().reference
