"""What keeps other sites and programs out: the host, where a write comes from, a token, how much is sent.

The page is served to this machine alone, but any site open in a browser of this machine can send requests to it. A
site cannot choose the headers Host, Origin and Sec-Fetch-Site, and it cannot read the token (the browser lets it read
nothing of another origin): so each of them is asked for.
"""

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN_HEADER, TOKEN_FIELD = "x-credscore-token", "token"
HOSTS = ("127.0.0.1", "localhost")
_SAFE = ("GET", "HEAD")
_ALLOWED = ("GET", "HEAD", "POST")
# Scripts and styles of the package alone: nothing inline, nothing from elsewhere, no evaluation, no frame.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Not no-referrer: with that a browser says "null" for the origin of the page's own forms.
HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class TooLargeError(Exception):
    """More was sent than a request may hold; its text says how much that is."""


class Guard:
    """Lets a request through to the app, or answers it.

    Args:
        app: what is guarded.
        port: the port it is served on.
        limit: bytes that a request may hold.
    """

    def __init__(self, app: App, *, port: int, limit: int) -> None:
        self._app, self._limit = app, limit
        self._hosts = frozenset(f"{host}:{port}" for host in HOSTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _answer(send, *refusal)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self._app(scope, self._counted(receive), sent)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        if host not in self._hosts:
            return (
                421,
                "This is the workbench of credscore on this machine; it answers to 127.0.0.1 and localhost only.",
            )
        if scope["method"] not in _ALLOWED:
            return 405, "Only GET, HEAD and POST are answered."
        if scope["method"] not in _SAFE:
            # A browser says where a write comes from in both headers, and older ones at least in Origin.
            if headers.get("origin", f"http://{host}") != f"http://{host}":
                return 403, "This write comes from another site."
            if headers.get("sec-fetch-site", "same-origin") != "same-origin":
                return 403, "This write comes from another site."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._limit:
            return 413, too_large(self._limit)
        return None

    def _counted(self, receive: Receive) -> Receive:
        total = 0

        async def counted() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > self._limit:
                raise TooLargeError(too_large(self._limit))
            return message

        return counted


def too_large(limit: int) -> str:
    """What is said of a request with more than `limit` bytes."""
    return f"A request may hold {limit:,} bytes. Name a larger file on the command line."


def same(shown: str, token: str) -> bool:
    """Whether a token is the right one; takes as long whatever is shown."""
    return secrets.compare_digest(shown.encode(), token.encode())


async def _answer(send: Send, status: int, text: str) -> None:
    body = (text + "\n").encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        *HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
