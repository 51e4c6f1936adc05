"""`python -m credscore.training attribution TRAIN --dev DEV --out DIR`: from gold articles to a model folder."""

import json
import sys
import time
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
        from credscore.training.attribution import Plan, make  # noqa: PLC0415 - torch takes seconds, --help needs none
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


def main() -> None:
    """Run, and tell a mistake in one line."""
    try:
        app()
    except CredscoreError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
