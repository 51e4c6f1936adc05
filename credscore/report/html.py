"""Jinja2 with everything escaped, and a policy that lets nothing load and no script run but our own."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from credscore.report.elements import marked, reasoned
from credscore.report.marks import Sentence, clean
from credscore.report.stories import ClaimRow
from credscore.report.views import shortened

_HEADING_WORDS = 14
_BRIEF = 60  # characters of a title where it only says from which article something is


def _source(name: str) -> str:
    return resources.files("credscore.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """The templates with their filters."""
    env = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(points=_points, width=_width, heading=_heading, parted=_parted, brief=_brief)
    env.filters.update(marked=marked, reasoned=reasoned)
    # Style and script by their digests, and nothing else: no picture, font, frame or form, nothing from elsewhere.
    style, script = _source("style.css"), _source("report.js")
    env.globals["csp"] = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Our own files, not a user's text: all that is not escaped.
    env.globals.update(style=Markup(style), script=Markup(script))  # noqa: S704
    return env


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def pieces(template: str, **values: object) -> Iterator[str]:
    """A page in pieces of some lines each: what is handed in as an iterator is asked for as the page comes to it."""
    stream = environment().get_template(template).stream(**values)
    stream.enable_buffering(200)
    return iter(stream)


def _finalize(value: object) -> object:
    """Every text that is put into a page, without control characters and direction overrides."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _width(value: float) -> str:
    return f"{min(100.0, max(0.0, value)):.1f}"


def _brief(text: str, chars: int = _BRIEF) -> str:
    return shortened(text, chars)


def _heading(paragraph: Sequence[Sentence]) -> bool:
    """Whether a line reads like a heading: one short sentence without a full stop, and no residue."""
    text = "".join(segment.text for segment in paragraph[0].segments).rstrip("\"”’'")
    return (
        len(paragraph) == 1
        and not paragraph[0].stray
        and text[:1].isalnum()
        and text[-1:].isalnum()
        and len(text.split()) <= _HEADING_WORDS
    )


def _parted(rows: Sequence[ClaimRow]) -> list[tuple[str, list[ClaimRow]]]:
    """The claims that several articles make, and folded away those that one makes alone."""
    together = [row for row in rows if not row.alone]
    alone = [row for row in rows if row.alone]
    parts = [("", together), ("What one article alone says" if together else "", alone)]
    return [(caption, part) for caption, part in parts if part]
