"""credscore: tells how far a news source can be trusted by reading what it writes."""

__version__ = "0.1.0"
