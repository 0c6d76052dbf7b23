"""The network in PyTorch: BERT's layers as multilingual-e5-small has them, and a layer that gives tag scores."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from atau.components.encoder.pieces import PAD
from atau.training.encoder.source import FloatArray, Source


class Layer(nn.Module):
    """One block: attention, then two dense layers, each with its input added and normalised."""

    def __init__(self, hidden: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.joined = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.wide = nn.Linear(hidden, inner)
        self.narrow = nn.Linear(inner, hidden)
        self.last_norm = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: (batch, length, hidden). bias: (batch, 1, 1, length), 0 where there is a piece, else very low."""
        batch, length, hidden = x.shape
        width = hidden // self.heads
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width).permute(2, 0, 3, 1, 4)
        # Written out: for windows this short it is faster on a CPU than the fused kernel, forward and back.
        weights = torch.softmax((q @ k.transpose(-1, -2)).float() * width**-0.5 + bias, dim=-1).to(v.dtype)
        met = (weights @ v).transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm(x + self._dropped(self.joined(met)))
        return self.last_norm(x + self._dropped(self.narrow(F.gelu(self.wide(x)))))

    def _dropped(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout, self.training)


class Encoder(nn.Module):
    """Vectors of pieces, (batch, length, hidden), out of their numbers, (batch, length)."""

    def __init__(self, pieces: int, hidden: int, layers: int, heads: int, inner: int, positions: int, dropout: float):
        super().__init__()
        self.word = nn.Embedding(pieces, hidden)
        self.position = nn.Embedding(positions, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, inner, heads, dropout) for _ in range(layers))
        self.dropout = dropout
        self.shape = {"hidden": hidden, "layers": layers, "heads": heads, "inner": inner, "positions": positions}

    def forward(self, numbers: Tensor) -> Tensor:
        """numbers: of the pieces, filled up with `PAD`."""
        bias = (numbers == PAD).float()[:, None, None, :] * -1e4
        x = self.norm(self.word(numbers) + self.position.weight[: numbers.shape[1]])
        x = F.dropout(x, self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Tagger(nn.Module):
    """An encoder with a layer that scores tags, (batch, words, tags), at the first piece of each word.

    auxiliary: a layer for the tags of text of other guidelines, which is only there to teach the encoder.
    """

    def __init__(self, encoder: Encoder, tags: int, auxiliary_tags: int = 0) -> None:
        super().__init__()
        hidden = encoder.word.embedding_dim
        self.encoder = encoder
        self.scores = nn.Linear(hidden, tags)
        self.auxiliary = nn.Linear(hidden, auxiliary_tags) if auxiliary_tags else None

    def words(self, numbers: Tensor, places: Tensor) -> Tensor:
        """Vectors of words, (batch, words, hidden); places: of their first pieces, 0 where there is no word."""
        x = self.encoder(numbers)
        return torch.gather(x, 1, places[:, :, None].expand(-1, -1, x.shape[2]))

    def forward(self, numbers: Tensor, places: Tensor) -> Tensor:
        """Scores of tags, without the auxiliary ones."""
        return self.scores(self.words(numbers, places))


def from_source(source: Source, table: FloatArray, dropout: float = 0.1) -> Encoder:
    """The encoder with the weights of `source`; table: the vectors of the pieces that are kept."""
    hidden = source.hidden
    encoder = Encoder(len(table), hidden, source.layers, source.heads, source.inner, source.positions, dropout)
    read = source.tensors
    state = {
        "word.weight": table,
        # The text is one segment: its vector is the same for all pieces.
        "position.weight": read["emb.pos"].reshape(-1, hidden) + read["emb.type"].reshape(-1, hidden)[0],
        "norm.weight": read["emb.ln.w"],
        "norm.bias": read["emb.ln.b"],
    }
    names = {"joined": "ao", "wide": "fi", "narrow": "fo"}
    for i in range(source.layers):
        ours, theirs = f"layers.{i}", f"l{i}"
        for part, dtype in (("weight", "w"), ("bias", "b")):
            qkv = [torch.from_numpy(read[f"{theirs}.{name}.{dtype}"].copy()) for name in "qkv"]
            state[f"{ours}.qkv.{part}"] = torch.cat(qkv).numpy()
            for name, theirs_name in names.items():
                state[f"{ours}.{name}.{part}"] = read[f"{theirs}.{theirs_name}.{dtype}"]
            state[f"{ours}.norm.{part}"] = read[f"{theirs}.aln.{dtype}"]
            state[f"{ours}.last_norm.{part}"] = read[f"{theirs}.oln.{dtype}"]
    shapes = encoder.state_dict()
    encoder.load_state_dict({k: torch.from_numpy(v.copy()).view(shapes[k].shape) for k, v in state.items()})
    return encoder
