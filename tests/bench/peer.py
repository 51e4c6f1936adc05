"""Time a spaCy pipeline of en_core_web_sm's kind: `python peer.py ARTICLES.jsonl [--shared]` prints JSON.

As in en_core_web_sm: a tok2vec (width 96, depth 4, six features) to which tagger and parser listen, and an
NER with a tok2vec of its own (four features). With `--shared` the NER listens, too, and the tok2vec is the smaller
HashEmbedCNN: less than the English models do. Lemmatizer and attribute ruler are left out of both. The weights are
random, on which the time hardly depends; the numbers of labels are those of the English models.
"""

import json
import resource
import sys
from pathlib import Path
from time import process_time
from typing import Any

import spacy
from bench_words import texts
from spacy.language import Language
from spacy.training import Example
from spacy.util import minibatch

TAGS, DEPENDENCIES, ENTITIES = 50, 45, 18
TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
FEATURES = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500, "SPACY": 50, "IS_SPACE": 50}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}


def tok2vec(features: int) -> dict[str, Any]:
    """A tok2vec over the first so many features."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": list(FEATURES)[:features],
            "rows": list(FEATURES.values())[:features],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def transitions(kind: str, words: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": words,
    }


def peer(*, shared: bool) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC if shared else tok2vec(6)})
    tagger: Any = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}})
    parser: Any = nlp.add_pipe("parser", config={"model": transitions("parser", LISTENER)})
    ner: Any = nlp.add_pipe("ner", config={"model": transitions("ner", LISTENER if shared else tok2vec(4))})
    for pipe, letter, labels in ((tagger, "T", TAGS), (parser, "d", DEPENDENCIES), (ner, "E", ENTITIES)):
        for number in range(labels):
            pipe.add_label(f"{letter}{number}")
    annotations = {
        "words": ["Rain", "fell", "in", "Paris", "."],
        "tags": ["T0", "T1", "T2", "T0", "T3"],
        "heads": [1, 1, 1, 2, 1],
        "deps": ["d0", "ROOT", "d1", "d2", "d3"],
        "entities": ["O", "O", "O", "U-E0", "O"],
    }
    example = Example.from_dict(nlp.make_doc("Rain fell in Paris ."), annotations)
    nlp.initialize(lambda: [example])
    return nlp


def main(path: str, *options: str) -> None:
    nlp = peer(shared="--shared" in options)
    articles = texts(Path(path))
    words = sum(len(text.split()) for text in articles)
    start = process_time()
    tokens = 0
    for batch in minibatch(articles, 64):
        # spaCy's own advice for long runs: without it the vocabulary keeps every word it has seen
        with nlp.memory_zone():
            tokens += sum(len(doc) for doc in nlp.pipe(batch))
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"words": words, "tokens": tokens, "seconds": seconds, "peak_mib": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
