"""Time and memory of forming stories: `python tests/bench/stories.py 100000` prints them for so many made-up articles.

Events are spread over a year and have one to twelve articles each. An article has forty terms as a fingerprint holds
them: half of them names of its event, half words that stand in news of any kind, by their frequency; and claims of
killed and injured, one in ten a wrong one. The evidence is made on the way, so that what is measured is the story room.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from credscore.records import Claim, Evidence, Fingerprint
from credscore.settings import default_settings
from credscore.story import stories
from credscore.story.fingerprint import common

OWN, GENERAL, SAMPLE, PASSAGES = 20, 20, 128, 74


def evidence(articles: int) -> Iterator[Evidence]:
    """So many made-up articles, in no order of date; an id begins with the number of its event."""
    chance = random.Random(7)
    words, shares = zip(*sorted(common().items()), strict=True)
    event = made = 0
    while made < articles:
        event += 1
        day = date(2024, 1, 1) + timedelta(chance.randrange(365))
        names = [f"{chance.choice('bdfgklmnprst')}{chance.randrange(40_000)}" for _ in range(2 * OWN)]
        dead, hurt = chance.randrange(1, 30), chance.randrange(1, 60)
        for number in range(min(chance.randint(1, 12), articles - made)):
            made += 1
            terms = dict.fromkeys([*chance.sample(names, OWN), *chance.choices(words, shares, k=GENERAL)])
            yield made_up(
                f"{event}/{number}",
                (day + timedelta(chance.randrange(4))).isoformat(),
                tuple((term, chance.randint(1, 6)) for term in terms),
                tuple(sorted(chance.getrandbits(32) for _ in range(SAMPLE))),
                [(slot, n + (chance.random() < 0.1)) for slot, n in (("killed", dead), ("injured", hurt))],
            )


def made_up(
    name: str, day: str, terms: tuple[tuple[str, int], ...], shingles: tuple[int, ...], told: list[tuple[str, int]]
) -> Evidence:
    claims = tuple(
        Claim(slot, float(n), float(n), 10 * place, 10 * place + 2, "text", "made", "people", ("@person",))
        for place, (slot, n) in enumerate(told)
    )
    # As many as 2,769 news reports had on average; some are those of the event's release.
    chance = random.Random(name)
    release = random.Random(name.partition("/")[0])
    own = [release.getrandbits(32) if n < PASSAGES // 8 else chance.getrandbits(32) for n in range(PASSAGES)]
    places = tuple(18 * n for n in range(PASSAGES))
    mark = Fingerprint(terms, shingles, (), (), tuple(own), places, (60,) * PASSAGES)
    return Evidence(
        name, "made", None, day, None, None, 400, 400, (), (), 0, (), (), (), claims, {}, mark, function_words=0.4
    )


def main(articles: int) -> None:
    before = time.process_time()
    made = sum(1 for _ in evidence(articles))
    making = time.process_time() - before
    before = time.process_time()
    told = stories(evidence(articles), default_settings().story)
    seconds = time.process_time() - before - making
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    split = sum(len({article.partition("/")[0] for article in story.articles}) > 1 for story in told)
    print(f"{made:,} articles, {len(told):,} stories, {split} of them mixed: {seconds:.0f} s, peak {peak:.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
