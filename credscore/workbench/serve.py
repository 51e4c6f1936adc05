"""The workbench as a server on this machine alone."""

import secrets
import socket

import uvicorn

from credscore.errors import InputError
from credscore.workbench.app import make_app
from credscore.workbench.desk import Desk
from credscore.workbench.guard import Guard

HOST = "127.0.0.1"


def bound(port: int) -> socket.socket:
    """A socket on that port of this machine, 0 for any that is free.

    Raises:
        InputError: it is taken.
    """
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((HOST, port))
        one.listen()  # from here on a browser waits instead of being turned away
    except OSError as error:
        one.close()
        remedy = "Choose another port, or 0 for any that is free."
        raise InputError(f"port {port} cannot be used: {error.strerror}.", where="--port", remedy=remedy) from None
    return one


def serve(desk: Desk, listening: socket.socket) -> None:
    """Serve the page until the process is told to stop."""
    port = listening.getsockname()[1]
    guarded = Guard(make_app(desk, secrets.token_urlsafe(32)), port=port, limit=desk.limits.upload_bytes)
    config = uvicorn.Config(
        guarded,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="off",
        ws="none",
    )
    uvicorn.Server(config).run(sockets=[listening])
