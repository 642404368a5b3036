"""The encoder: masked-event pretraining, then multiple-instance fine-tuning on windows."""
import random

import numpy
import torch
from torch.nn import functional

from model import Encoder, padded
from kinds import GROUPS, OF_TOKEN
from vocabulary import FIRST, MASK, PAD, TOKENS
from windows import WINDOW


def batches_by_length(windows, tokens_per_batch, generator):
    """Windows of like length together, so that little is padding; batches in random order."""
    order = sorted(range(len(windows)), key=lambda at: (len(windows[at]) + generator.random() * 3))
    found, current, longest = [], [], 0
    for at in order:
        longest = max(longest, len(windows[at]))
        if current and longest * (len(current) + 1) > tokens_per_batch:
            found.append(current)
            current, longest = [], len(windows[at])
        current.append(at)
    if current:
        found.append(current)
    generator.shuffle(found)
    return found


def pretrain(encoder, windows, epochs, seed, rate=2e-3):
    """Fifteen percent of the events are hidden and guessed back."""
    generator = random.Random(seed)
    torch.manual_seed(seed)
    windows = [w for w in windows if len(w) >= 4]
    optimizer = torch.optim.AdamW(encoder.parameters(), lr=rate, weight_decay=0.01)
    total = epochs * len(batches_by_length(windows, 4096, generator))
    step = 0
    encoder.train()
    for _ in range(epochs):
        running = []
        for batch in batches_by_length(windows, 4096, generator):
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / 50) * max(0.05, 1 - step / total)
            ids = padded([windows[at] for at in batch])
            chosen = (torch.rand(ids.shape) < 0.15) & (ids >= FIRST)
            kind = torch.rand(ids.shape)
            hidden = torch.where(chosen & (kind < 0.8), MASK, ids)
            hidden = torch.where(chosen & (kind >= 0.9), torch.randint(FIRST, TOKENS, ids.shape), hidden)
            states, _ = encoder.states(hidden.to(encoder.device))
            loss = functional.cross_entropy(states[chosen.to(encoder.device)] @ encoder.table().T, ids[chosen].to(encoder.device))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            running.append(loss.item())
            step += 1
    return float(numpy.mean(running)) if running else 0.0


@torch.no_grad()
def score_windows(encoder, windows, numbers=None):
    encoder.eval()
    numbers = numpy.arange(len(windows)) if numbers is None else numbers
    scores = numpy.zeros(len(windows), dtype=numpy.float32)
    order = sorted(numbers, key=lambda at: len(windows[at]))
    at = 0
    while at < len(order):
        count = max(1, min(len(order) - at, 16384 // max(8, len(windows[order[min(at + 512, len(order) - 1)]]))))
        part = order[at:at + count]
        scores[part] = encoder(padded([windows[n] for n in part]).to(encoder.device)).cpu().numpy()
        at += count
    return scores


OF_KIND = [[token for token, kind in enumerate(OF_TOKEN) if kind == wanted] for wanted in range(len(GROUPS) + 1)]


def swapped(token, generator, share):
    """Now and then another event of the same kind: a payload is no better for posting to another kind of host."""
    kind = OF_TOKEN[token]
    return token if kind == 0 or generator.random() >= share else generator.choice(OF_KIND[kind])


def dropped(window, generator, share=0.1):
    """Event dropout and swaps within kinds; short windows keep at least two events."""
    window = (window[0], *(swapped(token, generator, share) for token in window[1:]))
    if len(window) <= 3:
        return window
    kept = tuple(token for token in window[1:] if generator.random() >= share)
    return (window[0], *kept) if len(kept) >= 2 else window


def grafted(payload, host, generator):
    """A payload's events inside a benign unit's, under the host's phase."""
    events, around = list(payload[1:]), list(host[1:])
    room = WINDOW - 1 - len(events)
    if room <= 0:
        return payload
    start = generator.randrange(max(1, len(around) - room + 1)) if len(around) > room else 0
    around = around[start:start + room]
    at = generator.randrange(len(around) + 1)
    return (host[0], *around[:at], *events, *around[at:])


def fine_tune(encoder, dataset, chosen, teacher, epochs, seed, rate=1e-3, log=None):
    """`teacher` scores windows (the linear model's logits): it names each package's first suspect window."""
    generator = random.Random(seed)
    torch.manual_seed(seed)
    windows = dataset.windows
    malicious = [p for p in chosen if dataset.labels[p] and len(dataset.members[p])]
    benign = [p for p in chosen if not dataset.labels[p] and len(dataset.members[p])]
    campaigns = {}
    for p in malicious:
        campaigns.setdefault(dataset.packages[p].group, []).append(p)
    benign_windows = numpy.unique(numpy.concatenate([dataset.members[p] for p in benign]))
    is_benign = numpy.zeros(len(windows), dtype=bool)
    is_benign[benign_windows] = True
    hosts = [n for n in benign_windows if len(windows[n]) >= 8]
    malicious_windows = numpy.unique(numpy.concatenate([dataset.members[p] for p in malicious]))
    of_malicious, of_benign = teacher.copy(), teacher.copy()
    averaged, averaged_count = None, 0
    optimizer = torch.optim.AdamW(encoder.parameters(), lr=rate, weight_decay=0.02)
    step, expected = 0, None
    for epoch in range(epochs):
        positives, positive_weights = [], []
        for members in campaigns.values():
            package = generator.choice(members)
            numbers = dataset.members[package]
            mixed = of_malicious[numbers] + (0.5 * teacher[numbers] if epoch else 0)
            ranked = numbers[numpy.argsort(-mixed)][:3]
            pick = ranked[0] if epoch >= 2 or generator.random() < 0.8 else generator.choice(list(ranked))
            # A payload that is also whole benign code, or that still looks benign late, is label noise.
            weight = 0.2 if is_benign[pick] or (epoch >= 3 and of_malicious[pick] < -2.5) else 1.0
            positives.append(dropped(windows[pick], generator))
            positive_weights.append(weight)
            if weight == 1.0 and generator.random() < 0.5 and 4 <= len(windows[pick]) <= 80:
                host = windows[generator.choice(hosts)]
                positives.append(grafted(dropped(windows[pick], generator), host, generator))
                positive_weights.append(0.6)
        hardest = []
        for package in benign:
            numbers = dataset.members[package]
            ranked = numbers[numpy.argsort(-of_benign[numbers])]
            hardest += list(ranked[:2])
        ranked = benign_windows[numpy.argsort(-of_benign[benign_windows])]
        hardest += list(ranked[:600]) + list(ranked[:200])
        some = generator.sample(list(benign_windows), min(len(benign_windows), 2 * len(positives)))
        negatives = [dropped(windows[n], generator, 0.05) for n in hardest + some]
        examples = positives + negatives
        targets = torch.tensor([1.0] * len(positives) + [0.0] * len(negatives), device=encoder.device)
        # Negatives together weigh twice the positives.
        share = 2 * sum(positive_weights) / len(negatives)
        weights = torch.tensor(positive_weights + [share] * len(negatives), device=encoder.device)
        epoch_batches = batches_by_length(examples, 4096, generator)
        expected = expected or epochs * len(epoch_batches)
        encoder.train()
        running = 0.0
        for batch in epoch_batches:
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / 30) * max(0.03, 1 - step / expected)
            logits = encoder(padded([examples[at] for at in batch]).to(encoder.device))
            losses = functional.binary_cross_entropy_with_logits(logits, targets[batch], reduction="none")
            loss = (losses * weights[batch]).sum() / weights[batch].sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            running += loss.item()
            step += 1
        if epoch >= epochs - 3:
            state = {name: value.detach().clone() for name, value in encoder.state_dict().items()}
            averaged_count += 1
            averaged = state if averaged is None else {name: averaged[name] + state[name] for name in state}
        if epoch < epochs - 1:
            # Every second time all benign windows, else those that were near the top.
            numbers = benign_windows if epoch % 2 == 0 else ranked[:len(ranked) // 5]
            fresh = score_windows(encoder, windows, numpy.concatenate([numbers, malicious_windows]))
            of_benign[numbers] = fresh[numbers]
            of_malicious[malicious_windows] = fresh[malicious_windows]
        if log:
            log(f"  epoch {epoch}: loss {running / len(epoch_batches):.3f}, {len(positives)} positives, {len(negatives)} negatives")
    encoder.load_state_dict({name: value / averaged_count for name, value in averaged.items()})
    return encoder
