"""From the start of Python to the first trained step of W1, as short as each library has it. usage: first_step.py torch|jax"""
import sys


def in_torch():
    import torch
    import torch.nn as nn
    import torch.nn.functional as F

    layers = []
    for _ in range(50):
        layers += [nn.Linear(64, 64), nn.Tanh()]
    model = nn.Sequential(*layers, nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    F.cross_entropy(model(torch.randn(128, 64)), torch.randint(0, 10, (128,))).backward()
    optimizer.step()
    return float(model[0].weight[0, 0])


def in_jax():
    import jax
    import jax.numpy as jnp

    keys = jax.random.split(jax.random.PRNGKey(0), 53)
    parameters = [(jax.random.normal(k, (64, 64)) * 0.125, jnp.zeros(64)) for k in keys[:50]]
    parameters.append((jax.random.normal(keys[50], (64, 10)) * 0.125, jnp.zeros(10)))
    x, y = jax.random.normal(keys[51], (128, 64)), jax.random.randint(keys[52], (128,), 0, 10)

    def loss(p):
        h = x
        for w, b in p[:-1]:
            h = jnp.tanh(h @ w + b)
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(h @ p[-1][0] + p[-1][1]), y[:, None], 1))

    step = jax.jit(lambda p: jax.tree.map(lambda a, g: a - 0.01 * g, p, jax.grad(loss)(p)))
    return float(step(parameters)[0][0][0, 0])


print({"torch": in_torch, "jax": in_jax}[sys.argv[1]]())
