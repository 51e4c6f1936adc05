"""Where the pipeline runs: in this process, or in a pool of processes on this machine."""

from credscore.engines.local import run

__all__ = ["run"]
