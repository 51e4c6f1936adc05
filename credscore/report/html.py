"""Jinja2 with everything escaped, and a policy that lets no script run and nothing load."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from credscore.report.marks import Segment, Sentence, clean
from credscore.report.stories import ClaimRow

_HEADING_WORDS = 14


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
    env.filters.update(points=_points, width=_width, reason=_reason, heading=_heading, parted=_parted)
    style = _source("style.css")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # The style of the page by its digest, and nothing else: no script, no picture, no font, no frame, no form.
    env.globals["csp"] = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    # Our own file, not a user's text: the only thing that is not escaped.
    env.globals["style"] = Markup(style)  # noqa: S704
    return env


def render(template: str, **values: object) -> str:
    """A page."""
    return environment().get_template(template).render(**values)


def _finalize(value: object) -> object:
    """Every text that is put into a page, without control characters and direction overrides."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _width(value: float) -> str:
    return f"{min(100.0, max(0.0, value)):.1f}"


def _reason(segment: Segment) -> str:
    """Why a segment is marked: the mark on top in full, the others below it."""
    return "\n\n".join("\n".join(mark.why) for mark in reversed(segment.marks))


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
