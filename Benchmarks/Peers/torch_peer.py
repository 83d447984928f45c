"""The workloads in PyTorch, each in the ways that a careful user would try. usage: torch_peer.py OPERATION MANIFEST"""
import math
import os
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

from peer import Sizes, serve, threads

torch.set_num_threads(threads())
torch.manual_seed(0)


def classes(sizes, *shape):
    return torch.randn(sizes.batch, *shape), torch.randint(0, sizes.classes, (sizes.batch,))


def perceptron(sizes):
    """Depth hidden layers of one width, and a head."""
    layers = []
    for _ in range(sizes.depth):
        linear = nn.Linear(sizes.width, sizes.width)
        (nn.init.kaiming_normal_ if sizes.activation == "relu" else nn.init.xavier_normal_)(linear.weight)
        nn.init.zeros_(linear.bias)
        layers += [linear, nn.ReLU() if sizes.activation == "relu" else nn.Tanh()]
    head = nn.Linear(sizes.width, sizes.classes)
    nn.init.xavier_normal_(head.weight)
    nn.init.zeros_(head.bias)
    return nn.Sequential(*layers, head)


def training(make, inputs, targets, sizes, optimizer=torch.optim.SGD, whole=False):
    """Modes of a training step: eager, with the fused optimizer, compiled, and compiled whole with plain gradient descent."""

    def loop(wrap, fused):
        def prepare():
            model = make()
            options = {"lr": sizes.rate, **({"fused": True} if fused else {})}
            chosen = optimizer(model.parameters(), **options)
            loss = wrap(lambda x, y: F.cross_entropy(model(x), y))

            def step():
                chosen.zero_grad(set_to_none=True)
                loss(inputs, targets).backward()
                if sizes.largest_norm:
                    nn.utils.clip_grad_norm_(model.parameters(), sizes.largest_norm)
                chosen.step()

            return step, 1

        return prepare

    def in_one():
        model = make()
        parameters = {name: value.detach().clone() for name, value in model.named_parameters()}
        gradient = torch.func.grad(lambda p, x, y: F.cross_entropy(torch.func.functional_call(model, p, (x,)), y))

        @torch.compile
        def update(p, x, y):
            g = gradient(p, x, y)
            return {name: p[name] - sizes.rate * g[name] for name in p}

        box = [parameters]

        def step():
            box[0] = update(box[0], inputs, targets)

        return step, 1

    modes = {"eager": loop(lambda f: f, False), "fused": loop(lambda f: f, True), "compiled": loop(torch.compile, True)}
    return {**modes, "compiled-whole": in_one} if whole else modes


def perceptron_step(sizes):
    inputs, targets = classes(sizes, sizes.width)
    plain = sizes.activation == "tanh"
    optimizer = torch.optim.SGD if plain else torch.optim.Adam
    return training(lambda: perceptron(sizes), inputs, targets, sizes, optimizer, whole=plain)


class Recurrent(nn.Module):
    """The library's own recurrent layer, or one written by hand, which a compiler can see into."""

    def __init__(self, sizes, by_hand):
        super().__init__()
        self.units, self.by_hand, self.kind = sizes.units, by_hand, sizes.cell
        features, gates = sizes.shape[1], 4 if sizes.cell == "lstm" else 1
        if by_hand:
            self.fed = nn.Linear(features, gates * sizes.units)
            self.back = nn.Linear(sizes.units, gates * sizes.units, bias=False)
        else:
            self.layer = (nn.LSTM if sizes.cell == "lstm" else nn.RNN)(features, sizes.units)
        self.head = nn.Linear(sizes.units, sizes.classes)

    def forward(self, x):  # [steps, batch, features], the layout that is fastest in PyTorch
        if not self.by_hand:
            return self.head(self.layer(x)[0][-1])
        h = x.new_zeros(x.shape[1], self.units)
        c, fed = h, self.fed(x)
        for step in range(x.shape[0]):
            z = fed[step] + self.back(h)
            if self.kind == "lstm":
                i, f, g, o = z.chunk(4, 1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
            else:
                h = torch.tanh(z)
        return self.head(h)


def recurrent_step(sizes):
    inputs, targets = classes(sizes, *sizes.shape)
    inputs = inputs.transpose(0, 1).contiguous()
    own = training(lambda: Recurrent(sizes, False), inputs, targets, sizes)
    by_hand = training(lambda: Recurrent(sizes, True), inputs, targets, sizes)
    modes = {"eager": own["eager"], "fused": own["fused"], "by-hand": by_hand["eager"]}
    # A hundred unrolled steps take minutes to compile.
    return modes | {"by-hand-compiled": by_hand["compiled"]} if "BENCH_SLOW_MODES" in os.environ else modes


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first, self.second = (nn.Conv2d(channels, channels, 3, padding=1, bias=False) for _ in range(2))
        self.norm_first, self.norm_second = nn.BatchNorm2d(channels), nn.BatchNorm2d(channels)

    def forward(self, x):
        return F.relu(x + self.norm_second(self.second(F.relu(self.norm_first(self.first(x))))))


class Residual(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.stem = nn.Conv2d(sizes.shape[2], sizes.channels, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(sizes.channels)
        self.blocks = nn.Sequential(*[Block(sizes.channels) for _ in range(sizes.depth)])
        self.head = nn.Linear(sizes.channels, sizes.classes)

    def forward(self, x):
        return self.head(self.blocks(F.relu(self.norm(self.stem(x)))).mean((2, 3)))


def convolutional_step(sizes):
    height, width, channels = sizes.shape
    inputs, targets = classes(sizes, channels, height, width)
    last = inputs.contiguous(memory_format=torch.channels_last)
    modes = training(lambda: Residual(sizes), inputs, targets, sizes)
    others = training(lambda: Residual(sizes).to(memory_format=torch.channels_last), last, targets, sizes)
    return modes | {f"channels-last-{name}": mode for name, mode in others.items()}


def sweep(sizes):
    """Many networks at initialization: variances of activations, their gradients and weight gradients, by layer."""
    depth, width, batch, count = sizes.depth, sizes.width, sizes.batch, sizes.classes
    inputs, targets = classes(sizes, width)
    scale = math.sqrt(1 / width)

    def loop():
        def run():
            readings = []
            for seed in range(sizes.replicates):
                draws = torch.Generator().manual_seed(seed)
                weights = [(torch.randn(width, width, generator=draws) * scale).requires_grad_() for _ in range(depth)]
                head = (torch.randn(count, width, generator=draws) * scale).requires_grad_()
                h, activations = inputs, []
                for weight in weights:
                    h = torch.tanh(h @ weight.t())
                    h.retain_grad()
                    activations.append(h)
                F.cross_entropy(h @ head.t(), targets).backward()
                readings.append([
                    (float(h.detach().var()), float(h.grad.var()), float(w.grad.var()))
                    for h, w in zip(activations, weights)])
            return readings

        return run, 1

    def batched(chunk=25):
        def variance(tensor):
            return tensor.reshape(chunk, -1).var(1)

        def run():
            readings = []
            for first in range(0, sizes.replicates, chunk):
                weights, heads = [[] for _ in range(depth)], []
                for seed in range(first, first + chunk):
                    draws = torch.Generator().manual_seed(seed)
                    drawn = torch.randn(depth, width, width, generator=draws).mul_(scale)
                    for layer in range(depth):
                        weights[layer].append(drawn[layer])
                    heads.append(torch.randn(count, width, generator=draws) * scale)
                weights = [torch.stack(w).requires_grad_() for w in weights]
                head = torch.stack(heads).requires_grad_()
                h, activations = inputs.expand(chunk, batch, width), []
                for weight in weights:
                    h = torch.tanh(torch.bmm(h, weight.transpose(1, 2)))
                    h.retain_grad()
                    activations.append(h)
                logits = torch.bmm(h, head.transpose(1, 2))
                loss = F.cross_entropy(logits.reshape(-1, count), targets.repeat(chunk), reduction="sum").div(batch)
                loss.backward()
                readings.append(torch.stack([
                    torch.stack((variance(h.detach()), variance(h.grad), variance(w.grad)), 1)
                    for h, w in zip(activations, weights)], 1))
            return torch.cat(readings)

        return run, 1

    return {"loop": loop, "batched": batched}


def curvature(sizes):
    model = perceptron(sizes)
    inputs, targets = classes(sizes, sizes.width)
    parameters = list(model.parameters())
    values = {name: value.detach() for name, value in model.named_parameters()}
    start = [torch.randn_like(p) for p in parameters]
    gradient = torch.func.grad(lambda p: F.cross_entropy(torch.func.functional_call(model, p, (inputs,)), targets))

    def twice_back(direction):
        loss = F.cross_entropy(model(inputs), targets)
        first = torch.autograd.grad(loss, parameters, create_graph=True)
        return torch.autograd.grad(first, parameters, grad_outputs=direction)

    def forward_over_reverse(direction):
        return torch.func.jvp(gradient, (values,), (dict(zip(values, direction)),))[1].values()

    compiled = torch.compile(lambda direction: torch.func.jvp(gradient, (values,), (direction,))[1])
    return start, {
        "double-backward": twice_back, "jvp-of-grad": forward_over_reverse,
        "compiled-jvp-of-grad": lambda direction: compiled(dict(zip(values, direction))).values()}


def hessian_product(sizes):
    start, products = curvature(sizes)

    def mode(product):
        return lambda: (lambda: product(start), 1)

    return {name: mode(product) for name, product in products.items()}


def power(sizes):
    start, products = curvature(sizes)

    def mode(product):
        def run():
            v = start
            for _ in range(sizes.iterations):
                w = list(product(v))
                norm = torch.sqrt(sum((a * a).sum() for a in w))
                v = [a / norm for a in w]
            return float(norm)

        return lambda: (run, 1)

    return {name: mode(product) for name, product in products.items()}


def surface(sizes):
    model = perceptron(sizes)
    inputs, targets = classes(sizes, sizes.width)
    names = [name for name, _ in model.named_parameters()]
    origin = [p.detach().clone() for p in model.parameters()]
    first, second = ([torch.randn_like(p) for p in origin] for _ in range(2))
    axis = torch.linspace(-1, 1, sizes.points)

    def loss(a, b):
        moved = {name: p + a * d + b * e for name, p, d, e in zip(names, origin, first, second)}
        return F.cross_entropy(torch.func.functional_call(model, moved, (inputs,)), targets)

    @torch.no_grad()
    def eager():
        losses = []
        for a in axis.tolist():
            for b in axis.tolist():
                for p, q, d, e in zip(model.parameters(), origin, first, second):
                    p.copy_(q).add_(d, alpha=a).add_(e, alpha=b)
                losses.append(float(F.cross_entropy(model(inputs), targets)))
        return losses

    compiled = torch.compile(loss)

    @torch.no_grad()
    def compiled_loop():
        return [float(compiled(a, b)) for a in axis for b in axis]

    @torch.no_grad()
    def rows():
        return torch.stack([torch.func.vmap(lambda b, a=a: loss(a, b))(axis) for a in axis])

    return {"eager": lambda: (eager, 1), "compiled": lambda: (compiled_loop, 1), "vmapped-rows": lambda: (rows, 1)}


OPERATIONS = {
    "step": perceptron_step, "recurrentStep": recurrent_step, "convolutionalStep": convolutional_step, "sweep": sweep,
    "hessianProduct": hessian_product, "power": power, "surface": surface}

if __name__ == "__main__":
    serve(OPERATIONS[sys.argv[1]](Sizes(sys.argv[2])))
