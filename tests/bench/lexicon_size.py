"""What a larger lexicon costs: python -m tests.bench.lexicon_size

500 entries against 10,000, over the articles of polnear_dev: pairs and triples of words of these articles, half of
which begin with one of their hundred most frequent words. The 500 are among the 10,000, and what is added matches
nothing, so that what is compared is the looking and not the finding. The best of several rounds of each, taken in turn.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from credscore.language import Reader
from credscore.lexicon import Entry, Lexicon, Matcher, Setting
from credscore.records import Article
from tests.bench.bench_words import texts, write_articles

SMALL, LARGE, ROUNDS, WORDS = 500, 10_000, 15, 70_000


def entries(words: list[str], frequent: list[str], there: set[tuple[str, ...]], many: int) -> list[Entry]:
    """Entries of two or three words that stand nowhere in a row."""
    chance = random.Random(7)
    made: dict[tuple[str, ...], Entry] = {}
    while len(made) < many:
        first = chance.choice(frequent if len(made) % 2 else words)
        term = (first, *(chance.choice(words) for _ in range(chance.randint(1, 2))))
        if term not in there and term[:2] not in there:
            made[term] = Entry(f"e{len(made)}", " ".join(term), "phrase", "x", 1.0)
    return list(made.values())


def lexicon(some: list[Entry]) -> Lexicon:
    """A lexicon of these."""
    return Lexicon("mine", "1", "en", "", {}, {one.id: one for one in some})


def matcher(some: list[Entry], reader: Reader) -> Matcher:
    """A matcher of these."""
    return Matcher({"mine": lexicon(some)}, reader.nlp)


def seconds(one: Matcher, settings: list[Setting]) -> float:
    """How long matching takes, what it has to know of the tokens included."""
    fresh = [Setting(old.text, old.doc, old.lines, old.sentences, old.quotes) for old in settings]
    start = time.process_time()
    for setting in fresh:
        one.find(setting)
    return time.process_time() - start


def main() -> None:
    """Print the seconds for both and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder) / "articles.jsonl", WORDS)
        corpus = texts(Path(folder) / "articles.jsonl")
    reader = Reader({})
    settings = [reader.read(Article(str(n), "s", text)).setting for n, text in enumerate(corpus)]
    lower = [[word for word in setting.lower if word.isalpha()] for setting in settings]
    counts = Counter(word for words in lower for word in words)
    frequent = [word for word, _ in counts.most_common(100)]
    there = {pair for words in lower for pair in pairwise(words)}
    every = entries(sorted(counts), frequent, there, LARGE)
    small, large = matcher(every[:SMALL], reader), matcher(every, reader)
    times: dict[str, list[float]] = {"small": [], "large": []}
    for _ in range(ROUNDS):
        times["small"].append(seconds(small, settings))
        times["large"].append(seconds(large, settings))
    one, other = min(times["small"]), min(times["large"])
    words = sum(map(len, lower))
    sys.stdout.write(f"{SMALL:,} entries {one:.3f} s, {LARGE:,} entries {other:.3f} s: {other / one:.2f} times\n")
    readers = [Reader({"mine": lexicon(some)}) for some in (every[:SMALL], every)]
    took: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for which, one_reader in enumerate(readers):
            start = time.process_time()
            for number, text in enumerate(corpus):
                with one_reader.forgetting():
                    one_reader.read(Article(str(number), "s", text))
            took[which].append(time.process_time() - start)
    less, more = map(min, took)
    sys.stdout.write(f"reading {words:,} words as a whole: {less:.3f} s and {more:.3f} s: {more / less:.2f} times\n")


if __name__ == "__main__":
    main()
