"""The pool of processes."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest

from credscore.engines import local
from credscore.pipeline import Options
from credscore.records import Refusal
from credscore.settings import default_settings


class Pool:
    """A pool that works at once and remembers how it was shut down."""

    ended: list[dict[str, bool]] = []  # noqa: RUF012 - one test reads it

    def __init__(self, *_: object) -> None:
        self.ended.clear()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def submit(self, _: Callable[[local.Batch], local.Results], batch: local.Batch) -> Future[local.Results]:
        done: Future[local.Results] = Future()
        done.set_result(list(batch))  # refusals pass through as they are
        return done

    def shutdown(self, **how: bool) -> None:
        self.ended.append(how)


def test_who_stops_early_does_not_wait_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "ProcessPoolExecutor", Pool)
    refusals = [Refusal(str(number), "here", "empty", "No text.") for number in range(1000)]
    results = local.run(refusals, Options(default_settings()), jobs=2)
    assert next(results) == refusals[0]
    results.close()  # what Ctrl-C and a closed pipe come to
    assert Pool.ended[0] == {"wait": False, "cancel_futures": True}
    assert list(local.run(refusals, Options(default_settings()), jobs=2)) == refusals
