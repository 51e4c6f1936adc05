"""The network as an int8 ONNX graph, written operator by operator.

A generic exporter and optimiser leave the attention in a dozen pieces; written by hand it is one operator a layer, and
the graph does not change with the versions of either. Weights have seven bits (-64..64) and a scale a column: with
eight, processors without VNNI overflow and would give another result. Activations are quantised as they come, over one
window.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from credscore.model.inputs import DRAFTED, MARKS

Array = NDArray[Any]
HEADS, EPSILON, LIMIT = 12, 1e-12, 64


class _Graph:
    """Nodes and weights as they are added."""

    def __init__(self, state: Mapping[str, Array]) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: Array) -> str:
        """Add a weight; gives its name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, inputs: Sequence[str], name: str, domain: str = "", outputs: int = 1, **given: Any
    ) -> str:
        """Add an operator; gives the name of its first output."""
        names = [name, *(f"{name}.{i}" for i in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, inputs, names, name=name, domain=domain, **given))
        return name

    def quantised(self, name: str, matrix: Array) -> tuple[str, str, str]:
        """Add a matrix (in x out) in int8: the names of its values, its scales and its zero points, one a column."""
        scale = np.maximum(np.abs(matrix).max(0), 1e-8).astype(np.float32) / LIMIT
        values = np.clip(np.round(matrix / scale), -LIMIT, LIMIT).astype(np.int8)
        zero = np.zeros(len(scale), dtype=np.int8)
        return (
            self.weight(f"{name}.values", values),
            self.weight(f"{name}.scale", scale),
            self.weight(f"{name}.zero", zero),
        )

    def dense(self, name: str, given: str, matrix: Array, bias: Array) -> str:
        """A dense layer in int8."""
        inputs = [given, *self.quantised(name, matrix), self.weight(f"{name}.bias", bias)]
        return self.node("DynamicQuantizeMatMul", inputs, name, "com.microsoft")

    def rows(self, name: str, numbers: str, table: Array) -> str:
        """Rows of a table that is kept in int8 with a scale a row."""
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8).astype(np.float32) / 127
        values = self.weight(f"{name}.values", np.round(table / scale).astype(np.int8))
        picked = self.node("Gather", [values, numbers], f"{name}.picked")
        plain = self.node("Cast", [picked], f"{name}.plain", to=TensorProto.FLOAT)
        scales = self.node("Gather", [self.weight(f"{name}.scale", scale), numbers], f"{name}.scales")
        return self.node("Mul", [plain, scales], name)

    def norm(self, name: str, given: str, key: str) -> str:
        """A layer normalisation."""
        scale = self.weight(f"{name}.gamma", self.state[f"{key}.weight"])
        shift = self.weight(f"{name}.beta", self.state[f"{key}.bias"])
        return self.node("LayerNormalization", [given, scale, shift], name, epsilon=EPSILON)

    def sum_norm(self, name: str, given: str, skipped: str, key: str) -> str:
        """The sum of two, normalised: two operators, which are four times as fast as the fused one."""
        return self.norm(name, self.node("Add", [given, skipped], f"{name}.sum"), key)


def graph(state: Mapping[str, Array], layers: int) -> onnx.ModelProto:
    """The network of `net.Net` as a graph.

    Args:
        state: its weights by the names torch gives them.
        layers: how many the encoder has.

    Returns:
        A model with inputs `pieces` (n), `marks` (n x 4), `heads` (w), all int64, and outputs `tags` (w x 7),
        `cues` and `words` (w x WIDTH), float32.
    """
    g = _Graph(state)
    hidden = _embedded(g)
    for number in range(layers):
        hidden = _layer(g, hidden, number, last=number == layers - 1)
    states = g.node("Squeeze", [hidden, g.weight("batch", np.array([0]))], "states")
    names = ("tags", "cues", "words")
    matrix = np.concatenate([state[f"{name}.weight"] for name in names]).T
    bias = np.concatenate([state[f"{name}.bias"] for name in names])
    together = g.dense("together", states, matrix, bias)
    sizes = [len(state[f"{name}.bias"]) for name in names]
    split = g.weight("sizes", np.array(sizes, dtype=np.int64))
    g.nodes.append(helper.make_node("Split", [together, split], list(names), axis=1))
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("marks", TensorProto.INT64, ["pieces", len(MARKS)]),
        helper.make_tensor_value_info("heads", TensorProto.INT64, ["words"]),
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", size])
        for name, size in zip(names, (DRAFTED, *sizes[1:]), strict=True)
    ]
    made = helper.make_graph(g.nodes, "credscore attribution", inputs, outputs, g.weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8, producer_name="credscore")


def _embedded(g: _Graph) -> str:
    prefix = "bert.embeddings."
    words = g.rows("piece", "pieces", g.state[f"{prefix}word_embeddings.weight"])
    offsets = np.array([sum(MARKS[:i]) for i in range(len(MARKS))], dtype=np.int64)
    numbers = g.node("Add", ["marks", g.weight("mark.offsets", offsets)], "mark.numbers")
    marks = g.node("Gather", [g.weight("mark.table", g.state["marks.weight"]), numbers], "mark.each")
    axis = g.weight("mark.axis", np.array([1], dtype=np.int64))
    marks = g.node("ReduceSum", [marks, axis], "mark.sum", keepdims=0)
    # Every piece is of the first segment: its vector is added to the places once and for all.
    places = g.state[f"{prefix}position_embeddings.weight"][:256] + g.state[f"{prefix}token_type_embeddings.weight"][:1]
    zero = g.weight("place.first", np.array([0], dtype=np.int64))
    count = g.node("Shape", ["pieces"], "place.count")
    placed = g.node("Slice", [g.weight("place.table", places), zero, count], "place")
    total = g.node("Add", [g.node("Add", [words, marks], "marked"), placed], "placed")
    first = g.node("Unsqueeze", [total, zero], "row")
    return g.norm("embedded", first, f"{prefix}LayerNorm")


def _layer(g: _Graph, given: str, number: int, *, last: bool) -> str:
    key, name = f"bert.encoder.layer.{number}.", f"layer{number}"
    parts = ("query", "key", "value")
    matrix = np.concatenate([g.state[f"{key}attention.self.{part}.weight"] for part in parts]).T
    bias = np.concatenate([g.state[f"{key}attention.self.{part}.bias"] for part in parts])
    values, scale, zero = g.quantised(f"{name}.attention", matrix)
    g.node("DynamicQuantizeLinear", [given], f"{name}.given", outputs=3)
    inputs = [
        f"{name}.given",
        values,
        g.weight(f"{name}.attention.bias", bias),
        f"{name}.given.1",
        scale,
        "",
        f"{name}.given.2",
        zero,
    ]
    seen = g.node("QAttention", inputs, f"{name}.attention", "com.microsoft", num_heads=HEADS)
    if last:  # from here on each row goes its own way, and only the first piece of a word is asked for
        seen, given = (g.node("Gather", [rows, "heads"], f"{rows}.heads", axis=1) for rows in (seen, given))
    out = "attention.output."
    seen = g.dense(f"{name}.seen", seen, g.state[f"{key}{out}dense.weight"].T, g.state[f"{key}{out}dense.bias"])
    middle = g.sum_norm(f"{name}.middle", seen, given, f"{key}{out}LayerNorm")
    wide = g.dense(
        f"{name}.wide", middle, g.state[f"{key}intermediate.dense.weight"].T, g.state[f"{key}intermediate.dense.bias"]
    )
    wide = g.node("Gelu", [wide], f"{name}.gelu", "com.microsoft")
    narrow = g.dense(f"{name}.narrow", wide, g.state[f"{key}output.dense.weight"].T, g.state[f"{key}output.dense.bias"])
    return g.sum_norm(f"{name}.out", narrow, middle, f"{key}output.LayerNorm")
