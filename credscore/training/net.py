"""The network in torch: the first layers of MiniLM with marks added to the words, a tagger and a scorer of links."""

from collections.abc import Sequence

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from credscore.model.decode import WIDTH
from credscore.model.inputs import DRAFTED, MARKS
from credscore.training.encoder import weights_file


class Net(nn.Module):  # type: ignore[misc, unused-ignore]
    """What the tagger computes.

    `tags` are logits of the seven tags of each word. `cues` and `words` are what a word is as a cue and as a part of an
    attribution, for `decode.role_logits`.
    """

    def __init__(self, layers: int, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = BertModel(
            BertConfig(
                vocab_size=vocabulary,
                hidden_size=384,
                num_hidden_layers=layers,
                num_attention_heads=12,
                intermediate_size=1536,
                hidden_dropout_prob=dropout,
                attention_probs_dropout_prob=dropout,
            ),
            add_pooling_layer=False,
        )
        self.marks = nn.Embedding(sum(MARKS), 384)
        self.register_buffer("offsets", torch.tensor([sum(MARKS[:i]) for i in range(len(MARKS))]), persistent=False)
        nn.init.normal_(self.marks.weight, std=0.005)
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(384, DRAFTED)
        self.cues = nn.Linear(384, WIDTH)
        self.words = nn.Linear(384, WIDTH)

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None = None) -> Tensor:
        """The states of all pieces, batch x pieces x 384."""
        words = self.bert.embeddings.word_embeddings(pieces) + self.marks(marks + self.offsets).sum(-2)
        hidden: Tensor = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return self.dropout(hidden)


def pretrained(layers: int, kept: Sequence[int]) -> Net:
    """A network with the weights of MiniLM's first layers, and of the pieces `kept` of its vocabulary.

    Raises:
        ModelError: the package that carries the encoder is not there, or carries something else.
    """
    net = Net(layers, len(kept))
    state = load_file(weights_file())
    state["embeddings.word_embeddings.weight"] = state["embeddings.word_embeddings.weight"][torch.tensor(kept)]
    known = set(net.bert.state_dict())
    missing, _ = net.bert.load_state_dict({k: v for k, v in state.items() if k in known}, strict=False)
    if missing:
        raise RuntimeError(f"the encoder lacks {missing}")
    return net
