"""`python -m credscore.training COMMAND`: the tagger, the reference and the profile that ship, made anew."""

import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from credscore.errors import CredscoreError, ModelError

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Train what ships with credscore.")


@app.callback()
def training() -> None:
    """Train what ships with credscore."""


@app.command()
def attribution(
    train: Annotated[Path, typer.Argument(help="Gold to learn from: JSONL with text and attributions, plain or .gz.")],
    dev: Annotated[Path, typer.Option(help="Gold that the decoder is tuned on and the log measures.")],
    out: Annotated[
        Path, typer.Option(help="The model folder to make; its folder `work` keeps checkpoints and the log.")
    ],
    unlabelled: Annotated[
        list[Path] | None, typer.Option(help="Articles without gold (JSONL with text) that the teacher labels.")
    ] = None,
    layers: Annotated[int, typer.Option(min=1, max=6, help="Layers of the network that ships.")] = 3,
    teachers: Annotated[
        int, typer.Option(min=0, help="Six-layer networks that teach it; 0: learn from gold alone.")
    ] = 2,
    teacher_epochs: Annotated[int, typer.Option(min=1)] = 3,
    epochs: Annotated[int, typer.Option(min=1)] = 5,
    vocabulary: Annotated[int, typer.Option(min=2000, max=30522, help="Word pieces that are kept.")] = 16_000,
    share: Annotated[float, typer.Option(help="Unlabelled words for each word of the gold, at most.")] = 1.0,
    seed: int = 1,
    name: Annotated[str, typer.Option(help="What the model is called.")] = "fast",
    threads: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    """Train the attribution tagger. A run that was stopped goes on where it was when it is started again."""
    try:
        from credscore.training.attribution import Plan, make
    except ImportError as error:
        remedy = "Install the training extra: pip install 'credscore[train]'."
        raise ModelError(f"{error.name} is not installed.", where="training", remedy=remedy) from None

    plan = Plan(train, dev, tuple(unlabelled or ()), out, layers, teachers, teacher_epochs, epochs, vocabulary, share,
                seed, name, threads)  # fmt: skip
    (out / "work").mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with (out / "work" / "log.jsonl").open("a", encoding="utf-8") as file:

        def log(row: dict[str, Any]) -> None:
            line = json.dumps({"minutes": round((time.monotonic() - started) / 60, 1), **row})
            print(line, file=sys.stderr, flush=True)
            file.write(line + "\n")
            file.flush()

        make(plan, log)


Run = Annotated[Path, typer.Argument(help="A folder that `credscore score --out` wrote.")]
Gold = Annotated[Path, typer.Argument(help="JSONL with domain, origin and pc1, a row for each article of the run.")]


@app.command()
def reference(
    run: Run,
    made_from: Annotated[str, typer.Option(help="What the articles are, in plain words.")],
    out: Annotated[Path, typer.Option(help="The TOML to write.")] = Path("credscore/reference.toml"),
) -> None:
    """Make the reference that scores are measured by: quantiles of every signal, and no text."""
    from credscore.settings import default_settings
    from credscore.training import rated
    from credscore.training import reference as making

    settings = default_settings()
    making.write(making.reference(rated.read_evidence(run), settings.score, made_from, settings.reference), out)


@app.command()
def profile(
    gold: Gold,
    run: Run,
    fitted_on: Annotated[str, typer.Option(help="What the sources are, in plain words.")],
    origin: Annotated[str | None, typer.Option(help="Say how it predicts on this origin, too.")] = None,
    out: Annotated[Path, typer.Option(help="The TOML to write.")] = Path("credscore/profiles/calibrated.toml"),
) -> None:
    """Fit the profile `calibrated` to expert ratings."""
    _needs_scipy()
    import numpy as np

    from credscore.settings import default_settings
    from credscore.training import profile as fitting
    from credscore.training import rated, validity

    settings, ratings = default_settings(), rated.read_ratings(gold)
    cards = validity.cards_by(rated.read_evidence(run), settings)
    table = rated.rated(cards, ratings)
    weights = fitting.fit(table, np.arange(len(table.names)), settings.score)
    found = [
        (name, fitting.cross_validated(table, rated.rated(cards, ratings, one), settings.score, validity.LEAST))
        for name, one in ((f"of one corpus ({origin})", origin), ("of all corpora", None))
        if one or name == "of all corpora"
    ]
    told = "; ".join(
        f"{rho.rho:.2f} [{rho.low:.2f}, {rho.high:.2f}] on {rho.sources} sources {name}" for name, rho in found
    )
    predicts = f"Rank correlation with the ratings of sources it was not fitted on, with 95 % interval: {told}."
    fitting.write(weights, out, fitted_on, predicts)


@app.command()
def validity(
    gold: Gold,
    run: Run,
    splits: Annotated[int, typer.Option(min=1, help="Splits of the sources in cross-validation.")] = 200,
) -> None:
    """Print how well every criterion and both profiles go with expert ratings: the tables of docs/validity.md."""
    _needs_scipy()
    from credscore.pipeline import score
    from credscore.settings import default_settings, load_profile
    from credscore.training import rated
    from credscore.training import validity as checking

    settings, evidence = default_settings(), list(rated.read_evidence(run))
    fitted = checking.cards_by(evidence, load_profile("calibrated"))
    for line in checking.report(score(evidence, settings).cards, fitted, rated.read_ratings(gold), settings, splits):
        typer.echo(line)


def _needs_scipy() -> None:
    if not find_spec("scipy"):
        remedy = "Install the training extra: pip install 'credscore[train]'."
        raise ModelError("scipy is not installed.", where="training", remedy=remedy)


def main() -> None:
    """Run, and tell a mistake in one line."""
    try:
        app()
    except CredscoreError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
