"""The encoder of event windows. `Transformer.swift` computes the same, layer by layer."""
import torch
from torch import nn
from torch.nn import functional

from kinds import GROUPS, OF_TOKEN
from vocabulary import PAD, TOKENS
from windows import WINDOW

LAYERS, WIDTH, HEADS, FEED_FORWARD = 2, 96, 4, 192


class Block(nn.Module):
    """Layer norm before attention and before the feed-forward part; ReLU; no dropout at inference."""

    def __init__(self, dropout):
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH)
        self.up = nn.Linear(WIDTH, FEED_FORWARD)
        self.down = nn.Linear(FEED_FORWARD, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH)))
        return x + self.dropout(self.down(functional.relu(self.up(self.norm2(x)))))


class Encoder(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.tokens = nn.Embedding(TOKENS, WIDTH)
        self.kinds = nn.Embedding(len(GROUPS) + 1, WIDTH)
        self.positions = nn.Embedding(WINDOW, WIDTH)
        self.register_buffer("kind_of_token", torch.tensor(OF_TOKEN), persistent=False)
        nn.init.normal_(self.tokens.weight, std=0.05)
        nn.init.normal_(self.positions.weight, std=0.02)
        nn.init.normal_(self.kinds.weight, std=0.05)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(2 * WIDTH, 1)

    @property
    def device(self):
        return self.head.weight.device

    def table(self):
        """The embedding of every token: its own beside that of its kind; export writes the sum."""
        return self.tokens.weight + self.kinds(self.kind_of_token)

    def states(self, ids):
        """Final states, and the states after embedding and after each block."""
        present = ids != PAD
        x = functional.embedding(ids, self.table()) + self.positions.weight[:ids.shape[1]]
        trace = [x]
        for block in self.blocks:
            x = block(x, present[:, None, None, :])
            trace.append(x)
        return self.norm(x), trace

    def forward(self, ids):
        """One logit a window: the phase token's state beside the maximum over all positions."""
        states, _ = self.states(ids)
        top = states.masked_fill((ids == PAD)[..., None], -1e9).amax(1)
        return self.head(torch.cat([states[:, 0], top], -1)).squeeze(-1)

    def masked_logits(self, ids):
        """Scores of every token at every position, with the embedding as output matrix."""
        states, _ = self.states(ids)
        return states @ self.table().T


def padded(windows):
    length = max(len(window) for window in windows)
    return torch.tensor([list(window) + [PAD] * (length - len(window)) for window in windows])
