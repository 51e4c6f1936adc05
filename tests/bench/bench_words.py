"""The benchmark's input: news articles of polnear_dev, over and over, until there are so many words."""

import gzip
import json
from itertools import count
from pathlib import Path

GOLD = Path(__file__).resolve().parents[3] / "shared" / "data" / "attribution" / "polnear_dev.jsonl.gz"


def write_articles(path: Path, words: int) -> int:
    """Write JSONL articles of at least so many words, each copy with an id of its own; how many words there are."""
    with gzip.open(GOLD, "rt", encoding="utf-8") as gold:
        rows = [json.loads(line) for line in gold]
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for copy in count():
            for row in rows:
                article = {name: row[name] for name in ("title", "text", "date")}
                article |= {"id": f"{row['id']}-{copy}", "source": row["publisher"]}
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
                written += len(row["text"].split())
                if written >= words:
                    return written
    return written


def texts(path: Path) -> list[str]:
    """The texts of such a file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]
