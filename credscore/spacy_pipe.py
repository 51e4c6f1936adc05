"""The finder as a component of any spaCy pipeline for English: `nlp.add_pipe("credscore_attribution")`.

It reads the text of a document by itself, so it needs nothing of the pipeline it stands in and changes nothing in it
but `doc.spans` and `doc._.attributions`.
"""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch, raise_error

from credscore.attribution import attributions
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model import SHIPPED, Tagger, folder_of
from credscore.records import Article
from credscore.settings import default_settings
from credscore.wire import attribution_json

NAME = "credscore_attribution"
EXTENSION = "attributions"
ErrorHandler = Callable[[str, "AttributionPipe", list[Doc], Exception], None]
_ROLES = ("source", "cue", "content")


@Language.factory(NAME, default_config={"model": "fast", "lexicons": None, "spans_key": "attributions"})
def make_attribution_pipe(
    nlp: Language,  # noqa: ARG001 - spaCy hands it to every factory
    name: str,  # noqa: ARG001
    model: str,
    lexicons: str | None,
    spans_key: str,
) -> "AttributionPipe":
    """The component, as spaCy makes it from its configuration."""
    return AttributionPipe(model, lexicons, spans_key)


class AttributionPipe:
    """Writes who says what into documents.

    `doc.spans[spans_key]` holds spans labelled SOURCE, CUE and CONTENT, whose `id` is the number of their attribution;
    `doc._.attributions` a list of dicts with the fields of `credscore inspect --format jsonl`, offsets in characters.

    Args:
        model: fast, rules, or the folder of a tagger.
        lexicons: a folder of lexicon CSVs laid over the built-in ones, or None.
        spans_key: where the spans go.

    Raises:
        ModelError, LexiconError: at the first document, when what they name cannot be used.
    """

    def __init__(self, model: str = "fast", lexicons: str | None = None, spans_key: str = "attributions") -> None:
        self.model, self.lexicons, self.spans_key = model, lexicons, spans_key
        self._parts: tuple[Reader, Tagger | None] | None = None
        self._on_error: ErrorHandler = raise_error
        if not Doc.has_extension(EXTENSION):
            Doc.set_extension(EXTENSION, default=None)

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs; it reads the files again."""
        return {"model": self.model, "lexicons": self.lexicons, "spans_key": self.spans_key}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """As it was made."""
        self.__init__(**state)  # type: ignore[misc]

    def __call__(self, doc: Doc) -> Doc:
        """Write the attributions of one document."""
        reader, tagger = self._ready()
        with reader.forgetting():
            self._write(doc, reader, tagger)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Write the attributions of many, in order."""
        reader, tagger = self._ready()
        for batch in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            done = []
            with reader.forgetting():
                for doc in batch:
                    try:
                        self._write(doc, reader, tagger)
                        done.append(doc)
                    except Exception as error:  # noqa: BLE001 - one bad document is for the pipeline's handler
                        self.get_error_handler()(NAME, self, [doc], error)
            yield from done

    def set_error_handler(self, handler: ErrorHandler) -> None:
        """What `pipe` does with a document that fails; spaCy's own raises."""
        self._on_error = handler

    def get_error_handler(self) -> ErrorHandler:
        """What `set_error_handler` set."""
        return self._on_error

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy's signature
        """Keep the lexicons and the tagger that are not credscore's own beside the pipeline, and no others.

        Raises:
            ModelError: the tagger is not there.
        """
        own = None if self.model in (*SHIPPED, "rules") else folder_of(self.model)
        for name, kept in (("lexicons", self.lexicons), ("model", own)):
            folder = Path(path) / name
            if kept is not None and Path(kept).resolve() == folder.resolve():
                continue
            if folder.is_dir():
                shutil.rmtree(folder)
            folder.parent.mkdir(parents=True, exist_ok=True)
            if kept is not None:
                shutil.copytree(kept, folder)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "AttributionPipe":  # noqa: ARG002
        """Use the lexicons and the tagger kept beside the pipeline."""
        path = Path(path)
        if (path / "lexicons").is_dir():
            self.lexicons = str(path / "lexicons")
        if (path / "model").is_dir():
            self.model = str(path / "model")
        self._parts = None
        return self

    def _ready(self) -> tuple[Reader, Tagger | None]:
        if self._parts is None:
            lexicons = load_lexicons(Path(self.lexicons) if self.lexicons else None)
            reader = Reader(lexicons)
            reader.nlp.max_length = sys.maxsize  # how long a text may be is for the pipeline around to say
            self._parts = reader, None if self.model == "rules" else Tagger(self.model)
        return self._parts

    def _write(self, doc: Doc, reader: Reader, tagger: Tagger | None) -> None:
        document = reader.read(Article("doc", "doc", doc.text))
        found = attributions(document, default_settings().attribution, tagger)
        doc.spans[self.spans_key] = [
            span
            for number, one in enumerate(found)
            for role in _ROLES
            for place in getattr(one, role)
            if (
                span := doc.char_span(
                    place.start, place.end, label=role.upper(), alignment_mode="expand", span_id=str(number)
                )
            )
        ]
        doc._.attributions = [attribution_json(one) for one in found]
