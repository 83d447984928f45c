"""The workloads in JAX, each in the ways that a careful user would try. usage: jax_peer.py OPERATION MANIFEST"""
import math
import sys

import jax
import jax.numpy as jnp

from peer import Sizes, serve

key = jax.random.PRNGKey
wait = jax.block_until_ready


def classes(sizes, *shape):
    return jax.random.normal(key(1), (sizes.batch, *shape)), jax.random.randint(key(2), (sizes.batch,), 0, sizes.classes)


def cross_entropy(logits, targets):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), targets[:, None], 1))


def perceptron(sizes):
    """Depth hidden layers of one width, and a head: a list of (weights, bias)."""
    keys = jax.random.split(key(0), sizes.depth + 1)
    scale = math.sqrt((2 if sizes.activation == "relu" else 1) / sizes.width)
    hidden = [(jax.random.normal(k, (sizes.width, sizes.width)) * scale, jnp.zeros(sizes.width)) for k in keys[:-1]]
    head = jax.random.normal(keys[-1], (sizes.width, sizes.classes)) * math.sqrt(2 / (sizes.width + sizes.classes))
    return hidden + [(head, jnp.zeros(sizes.classes))]


def activation(sizes):
    return jax.nn.relu if sizes.activation == "relu" else jnp.tanh


def loss_of(sizes):
    act = activation(sizes)

    def loss(parameters, x, y):
        h = x
        for w, b in parameters[:-1]:
            h = act(h @ w + b)
        return cross_entropy(h @ parameters[-1][0] + parameters[-1][1], y)

    return loss


def descend(loss, rate):
    def step(parameters, x, y):
        return jax.tree.map(lambda p, g: p - rate * g, parameters, jax.grad(loss)(parameters, x, y))

    return step


def adam(loss, rate):
    def step(state, x, y):
        parameters, means, squares, count = state
        gradients = jax.grad(loss)(parameters, x, y)
        count = count + 1
        means = jax.tree.map(lambda m, g: .9 * m + .1 * g, means, gradients)
        squares = jax.tree.map(lambda v, g: .999 * v + .001 * g * g, squares, gradients)
        first, second = 1 / (1 - .9 ** count), 1 / (1 - .999 ** count)
        parameters = jax.tree.map(
            lambda p, m, v: p - rate * m * first / (jnp.sqrt(v * second) + 1e-8), parameters, means, squares)
        return parameters, means, squares, count

    return step


def clipped(loss, rate, maximum):
    def step(parameters, x, y):
        gradients = jax.grad(loss)(parameters, x, y)
        norm = jnp.sqrt(sum(jnp.sum(g * g) for g in jax.tree.leaves(gradients)))
        scale = jnp.minimum(1.0, maximum / (norm + 1e-6)) * rate
        return jax.tree.map(lambda p, g: p - scale * g, parameters, gradients)

    return step


def training(step, state, x, y, scanned, suffix=""):
    """Modes of a training step: compiled by itself, and many of them in one compiled scan."""

    def fresh():
        return jax.tree.map(lambda a: a + 0, state)

    def looped(function):
        box = [fresh()]

        def run():
            box[0] = wait(function(box[0], x, y))

        return run

    def single():
        return looped(jax.jit(step, donate_argnums=0)), 1

    def scan():
        def many(state, x, y):
            return jax.lax.scan(lambda s, _: (step(s, x, y), None), state, None, length=scanned)[0]

        return looped(jax.jit(many, donate_argnums=0)), scanned

    return {"jit" + suffix: single, f"scan-of-{scanned}" + suffix: scan}


def perceptron_step(sizes):
    x, y = classes(sizes, sizes.width)
    act = activation(sizes)

    def stacked_loss(parameters, x, y):
        stacks, (w, b) = parameters
        h, _ = jax.lax.scan(lambda h, wb: (act(h @ wb[0] + wb[1]), None), x, stacks)
        return cross_entropy(h @ w + b, y)

    parameters = perceptron(sizes)
    stacked = ((jnp.stack([w for w, _ in parameters[:-1]]), jnp.stack([b for _, b in parameters[:-1]])), parameters[-1])
    modes = {}
    for suffix, start, loss in (("", parameters, loss_of(sizes)), ("-over-depth", stacked, stacked_loss)):
        if sizes.activation == "tanh":
            modes |= training(descend(loss, sizes.rate), start, x, y, 100, suffix)
        else:
            zeros = jax.tree.map(jnp.zeros_like, start)
            modes |= training(adam(loss, sizes.rate), (start, zeros, zeros, jnp.float32(0)), x, y, 10, suffix)
    return modes


def recurrent_step(sizes):
    inputs, y = classes(sizes, *sizes.shape)
    x = jnp.swapaxes(inputs, 0, 1)
    units, features, gates = sizes.units, sizes.shape[1], 4 if sizes.cell == "lstm" else 1
    keys = jax.random.split(key(0), 3)
    scale = math.sqrt(1 / units)
    parameters = [
        jax.random.normal(keys[0], (features, gates * units)) * scale, jax.random.normal(keys[1], (units, gates * units)) * scale,
        jnp.zeros(gates * units), jax.random.normal(keys[2], (units, sizes.classes)) * scale, jnp.zeros(sizes.classes)]

    def loss(parameters, x, y):
        w, u, b, head, head_bias = parameters
        start = jnp.zeros((sizes.batch, units))

        def plain(h, fed):
            return jnp.tanh(fed + h @ u), None

        def gated(state, fed):
            h, c = state
            i, f, g, o = jnp.split(fed + h @ u, 4, 1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

        if sizes.cell == "lstm":
            (h, _), _ = jax.lax.scan(gated, (start, start), x @ w + b)
        else:
            h, _ = jax.lax.scan(plain, start, x @ w + b)
        return cross_entropy(h @ head + head_bias, y)

    return training(clipped(loss, sizes.rate, sizes.largest_norm), parameters, x, y, 10)


def convolutional_step(sizes):
    height, width, colors = sizes.shape
    x, y = classes(sizes, height, width, colors)
    channels, keys = sizes.channels, iter(jax.random.split(key(0), 2 * sizes.depth + 2))

    def kernel(count):
        return jax.random.normal(next(keys), (3, 3, count, channels)) * math.sqrt(2 / (9 * count))

    def norm():
        return jnp.ones(channels), jnp.zeros(channels)

    head = jax.random.normal(next(keys), (channels, sizes.classes)) * 0.1, jnp.zeros(sizes.classes)
    blocks = [((kernel(channels), norm()), (kernel(channels), norm())) for _ in range(sizes.depth)]
    parameters = ((kernel(colors), norm()), blocks, head)

    def unit(x, parameters):
        w, (gamma, beta) = parameters
        z = jax.lax.conv_general_dilated(x, w, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))
        mean, variance = z.mean((0, 1, 2)), z.var((0, 1, 2))
        return (z - mean) * (gamma / jnp.sqrt(variance + 1e-5)) + beta

    def loss(parameters, x, y):
        stem, blocks, (w, b) = parameters
        h = jax.nn.relu(unit(x, stem))
        for first, second in blocks:
            h = jax.nn.relu(h + unit(jax.nn.relu(unit(h, first)), second))
        return cross_entropy(h.mean((1, 2)) @ w + b, y)

    return training(descend(loss, sizes.rate), parameters, x, y, 10)


def sweep(sizes):
    """Many networks at initialization: variances of activations, their gradients and weight gradients, by layer."""
    depth, width, batch, count = sizes.depth, sizes.width, sizes.batch, sizes.classes
    x, y = classes(sizes, width)
    scale = math.sqrt(1 / width)

    def draws(seed):
        hidden, head = jax.random.split(key(seed))
        return jax.random.normal(hidden, (depth, width, width)) * scale, jax.random.normal(head, (width, count)) * scale

    def scanned(seed):
        weights, head = draws(seed)

        def loss(weights, shifts):  # the gradient of a shift of h is the gradient of h
            def layer(h, both):
                h = jnp.tanh(h @ both[0]) + both[1]
                return h, jnp.var(h)

            h, variances = jax.lax.scan(layer, x, (weights, shifts))
            return cross_entropy(h @ head, y), variances

        (by_weights, by_shifts), variances = jax.grad(loss, (0, 1), has_aux=True)(weights, jnp.zeros((depth, batch, width)))
        return variances, jnp.var(by_shifts, axis=(1, 2)), jnp.var(by_weights, axis=(1, 2))

    def unrolled(seed):
        weights, head = draws(seed)

        def loss(weights, shifts):
            h, variances = x, []
            for weight, shift in zip(weights, shifts):
                h = jnp.tanh(h @ weight) + shift
                variances.append(jnp.var(h))
            return cross_entropy(h @ head, y), jnp.stack(variances)

        shifts = [jnp.zeros((batch, width))] * depth
        (by_weights, by_shifts), variances = jax.grad(loss, (0, 1), has_aux=True)([weights[i] for i in range(depth)], shifts)
        return variances, jnp.stack([jnp.var(g) for g in by_shifts]), jnp.stack([jnp.var(g) for g in by_weights])

    def loop(function):
        def prepare():
            compiled = jax.jit(function)
            return lambda: [wait(compiled(seed)) for seed in range(sizes.replicates)], 1

        return prepare

    def mapped(function, chunk=50):
        def prepare():
            compiled = jax.jit(jax.vmap(function))
            return lambda: [wait(compiled(jnp.arange(s, s + chunk))) for s in range(0, sizes.replicates, chunk)], 1

        return prepare

    return {
        "jit-scan-over-depth": loop(scanned), "jit-unrolled": loop(unrolled), "vmap-of-50-scan-over-depth": mapped(scanned),
        "vmap-of-50-unrolled": mapped(unrolled)}


def curvature(sizes):
    x, y = classes(sizes, sizes.width)
    parameters = perceptron(sizes)
    start = jax.tree.map(lambda p: jax.random.normal(key(0), p.shape), parameters)
    gradient = jax.grad(loss_of(sizes))

    def product(p, v, x, y):
        return jax.jvp(lambda q: gradient(q, x, y), (p,), (v,))[1]

    return parameters, start, x, y, product


def hessian_product(sizes):
    *operands, product = curvature(sizes)

    def prepare():
        compiled = jax.jit(product)
        parameters, start, x, y = operands
        return lambda: wait(compiled(parameters, start, x, y)), 1

    return {"jit": prepare}


def power(sizes):
    *operands, product = curvature(sizes)

    def iterate(p, v, x, y):
        def body(_, state):
            w = product(p, state[0], x, y)
            norm = jnp.sqrt(sum(jnp.sum(a * a) for a in jax.tree.leaves(w)))
            return jax.tree.map(lambda a: a / norm, w), norm

        return jax.lax.fori_loop(0, sizes.iterations, body, (v, jnp.float32(0)))[1]

    def prepare():
        compiled = jax.jit(iterate)
        return lambda: wait(compiled(*operands)), 1

    return {"jit-loop": prepare}


def surface(sizes):
    x, y = classes(sizes, sizes.width)
    origin, loss = perceptron(sizes), loss_of(sizes)
    first = jax.tree.map(lambda p: jax.random.normal(key(0), p.shape), origin)
    second = jax.tree.map(lambda p: jax.random.normal(key(7), p.shape), origin)
    axis = jnp.linspace(-1, 1, sizes.points)

    def at(a, b):
        return loss(jax.tree.map(lambda p, d, e: p + a * d + b * e, origin, first, second), x, y)

    def loop():
        compiled = jax.jit(at)
        values = axis.tolist()
        return lambda: [float(compiled(a, b)) for a in values for b in values], 1

    def mapped():
        compiled = jax.jit(lambda a, b: jax.lax.map(lambda pair: at(*pair), (a, b)))
        a, b = jnp.repeat(axis, sizes.points), jnp.tile(axis, sizes.points)
        return lambda: wait(compiled(a, b)), 1

    def rows():
        compiled = jax.jit(jax.vmap(at, (None, 0)))
        return lambda: [wait(compiled(a, axis)) for a in axis], 1

    return {"jit": loop, "jit-map": mapped, "vmap-of-rows": rows}


OPERATIONS = {
    "step": perceptron_step, "recurrentStep": recurrent_step, "convolutionalStep": convolutional_step, "sweep": sweep,
    "hessianProduct": hessian_product, "power": power, "surface": surface}

if __name__ == "__main__":
    serve(OPERATIONS[sys.argv[1]](Sizes(sys.argv[2])))
