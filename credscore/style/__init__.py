"""Document + lexicon -> how the outlet raises its own voice."""

from credscore.style.find import Voice, voice

__all__ = ["Voice", "voice"]
