"""The pipeline in this process, or over a pool of processes; the result is the same, article by article, in order."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from credscore.pipeline import Analysed, Analyser, Options, analyse, survey
from credscore.records import Article, Refusal
from credscore.residue import Refrains

Batch = tuple[Article | Refusal, ...]
Results = list[Analysed | Refusal]
# Batches waiting per worker: enough that none idles, few enough that memory does not grow with the input.
_AHEAD = 3
_worker: list[Analyser] = []


def run(articles: Iterable[Article | Refusal], options: Options, jobs: int = 1) -> Iterator[Analysed | Refusal]:
    """The result of every article, in order, from `jobs` processes.

    The articles are gone through twice: what a source repeats is known only when all of them have been seen.

    Raises:
        LexiconError, ModelError: what the options name cannot be used; raised before anything is read.
        TypeError: the articles can be gone through only once.
    """
    if iter(articles) is articles:
        raise TypeError("articles must be such that they can be gone through twice, not an iterator")
    analyser = Analyser(options)
    return _run(articles, analyser, jobs)


def _run(articles: Iterable[Article | Refusal], analyser: Analyser, jobs: int) -> Iterator[Analysed | Refusal]:
    analyser.refrains = survey(articles, analyser.options.settings.residue.refrain)
    yield from analyse(analyser, articles) if jobs <= 1 else _pooled(articles, analyser, jobs)


def _pooled(articles: Iterable[Article | Refusal], analyser: Analyser, jobs: int) -> Iterator[Analysed | Refusal]:
    options = analyser.options
    batches = _batches(iter(articles), options.settings.corpus.batch)
    # spawn: the same on every platform, and safe beside threads.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (options, analyser.refrains)) as pool:
        try:
            waiting: deque[Future[Results]] = deque(
                pool.submit(_analyse, batch) for batch in islice(batches, jobs * _AHEAD)
            )
            while waiting:
                results = waiting.popleft().result()
                for batch in islice(batches, 1):
                    waiting.append(pool.submit(_analyse, batch))
                yield from results
        finally:
            # Whoever stops early (Ctrl-C, a closed pipe) does not wait for what nobody reads any more.
            pool.shutdown(wait=False, cancel_futures=True)


def _batches(articles: Iterator[Article | Refusal], size: int) -> Iterator[Batch]:
    while batch := tuple(islice(articles, size)):
        yield batch


def _start(options: Options, refrains: Refrains) -> None:
    _worker.append(Analyser(options, refrains=refrains))


def _analyse(batch: Batch) -> Results:
    return list(analyse(_worker[0], batch))
