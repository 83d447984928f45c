"""Trains a network and writes its final weights. usage: train_once.py torch|jax deep|wide|convolutional STEPS FILE

What may move bits comes from the environment: the runner's reproducibility.py sets it.
"""
import math
import os
import sys

import numpy as np

library, kind, steps, file = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
depth, width, batch = {"deep": (50, 64, 128), "wide": (10, 512, 256), "convolutional": (8, 16, 64)}[kind]
CLASSES, RATE = 10, 0.01
draws = np.random.default_rng(0)


def drawn(*shape, scale=1.0):
    return (draws.standard_normal(shape) * scale).astype(np.float32)


targets = draws.integers(0, CLASSES, batch)
if kind == "convolutional":
    images = drawn(batch, width, 16, 16)
    weights = [drawn(width, width, 3, 3, scale=0.1) for _ in range(depth)] + [drawn(width, CLASSES, scale=0.2)]
else:
    images = drawn(batch, width)
    scale = math.sqrt((1 if kind == "deep" else 2) / width)
    weights = [drawn(width, width if layer < depth else CLASSES, scale=scale) for layer in range(depth + 1)]


def in_torch():
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(int(os.environ.get("THREADS", "1")))
    torch.use_deterministic_algorithms("DETERMINISTIC" in os.environ)
    torch.backends.mkldnn.enabled = "WITHOUT_ONEDNN" not in os.environ
    parameters = [torch.tensor(w, requires_grad=True) for w in weights]
    x, y = torch.tensor(images), torch.tensor(targets)

    def network(h):
        for w in parameters[:-1]:
            if kind == "convolutional":
                h = F.relu(h + F.batch_norm(F.conv2d(h, w, padding=1), None, None, training=True))
            else:
                h = torch.tanh(h @ w) if kind == "deep" else torch.relu(h @ w)
        return (h.mean((2, 3)) if kind == "convolutional" else h) @ parameters[-1]

    network = torch.compile(network) if "COMPILE" in os.environ else network
    optimizer = torch.optim.Adam(parameters) if kind == "wide" else torch.optim.SGD(parameters, lr=RATE)
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(network(x), y).backward()
        optimizer.step()
    return [p.detach().numpy() for p in parameters]


def in_jax():
    import jax
    import jax.numpy as jnp

    x, y = jnp.array(images), jnp.array(targets)

    def loss(parameters):
        h = x
        for w in parameters[:-1]:
            h = jnp.tanh(h @ w) if kind == "deep" else jax.nn.relu(h @ w)
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(h @ parameters[-1]), y[:, None], 1))

    def step(parameters):
        return jax.tree.map(lambda p, g: p - RATE * g, parameters, jax.grad(loss)(parameters))

    parameters = [jnp.array(w) for w in weights]
    if "SCAN" in os.environ:
        return jax.jit(lambda p: jax.lax.scan(lambda p, _: (step(p), None), p, None, length=steps)[0])(parameters)
    step = step if "EAGER" in os.environ else jax.jit(step)
    for _ in range(steps):
        parameters = step(parameters)
    return parameters


final = in_torch() if library == "torch" else in_jax()
np.concatenate([np.asarray(p, dtype=np.float32).ravel() for p in final]).tofile(file)
