"""B-cubed F1 of the stories that are formed on reports of shooting incidents."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article, Evidence, Span, joined
from credscore.residue import residue
from credscore.settings import default_settings
from credscore.story import fingerprint, stories


def _evidence(reader: Reader, row: dict[str, Any]) -> Evidence:
    article = Article(**{key: row[key] for key in ("id", "source", "text", "title", "date")})
    document = reader.read(article)
    stray = residue(document, default_settings().residue, "balanced")
    found = fingerprint(document, joined(Span(piece.start, piece.end) for piece in stray))
    words = len(article.text.split())
    return Evidence(
        article.id,
        article.source,
        article.title,
        article.date,
        None,
        None,
        words,
        0,
        (),
        (),
        0,
        (),
        (),
        (),
        (),
        {},
        found,
    )


@pytest.mark.gate
def test_grouping(
    floors: Any, bench: Callable[[str], ModuleType], shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shared / "data" / "events" / "gva_dev.jsonl.gz"
    article = bench("articles").article
    reader = Reader(load_lexicons())
    with gzip.open(data, "rt", encoding="utf-8") as file:
        found = [_evidence(reader, article(0, json.loads(line))) for line in file]
    told = tmp_path / "stories.jsonl"
    rows = (json.dumps({"story": s.id, "articles": s.articles}) for s in stories(found, default_settings().story))
    told.write_text("\n".join(rows), encoding="utf-8")
    capsys.readouterr()
    bench("events").grouping(str(data), str(told))
    figures = [float(figure) for figure in re.findall(r"\d+\.\d", capsys.readouterr().out)]
    floors.check("story.gva_dev.b_cubed_f1", figures[2], data)
