"""A manifest's network in PyTorch, float64, from given parameters: layers as Ravine defines them, written a second time."""
import torch
import torch.nn.functional as F

ACTIVATIONS = {"tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}


class Reference:
    """`parameters` by Ravine's names, each with its place in the network."""

    def __init__(self, layers, parameters):
        self.layers, self.parameters = layers, parameters
        self.signals = []  # what each affine layer gives, behind its activation

    def __call__(self, x):
        self.signals = []
        return self.apply(self.layers, x, "")

    def apply(self, layers, x, path):
        ordinals = {}
        for layer in layers:
            kind = layer["kind"] if isinstance(layer, dict) else layer
            settings = layer if isinstance(layer, dict) else {}
            ordinals[kind] = ordinals.get(kind, 0) + 1
            place = f"{path}{kind}-{ordinals[kind]}/"
            x = getattr(self, "apply_" + kind)(settings, x, place)
        return x

    def apply_repeat(self, settings, x, place):
        for time in range(settings["times"]):
            x = self.apply(settings["layers"], x, f"{place}{time + 1}/")
        return x

    def apply_residual(self, settings, x, place):
        return x + settings.get("scale", 1) * self.apply(settings["layers"], x, place)

    def apply_dense(self, settings, x, place):
        return F.linear(x, self.parameters[place + "weight"], self.parameters.get(place + "bias"))

    def apply_activation(self, settings, x, place):
        h = ACTIVATIONS[settings["function"]](x)
        self.signals.append(h)
        return h

    def apply_recurrent(self, settings, x, place):
        w, u, b = (self.parameters[place + name] for name in ("weight", "recurrentWeight", "bias"))
        h = x.new_zeros(x.shape[0], u.shape[0])
        for step in range(x.shape[1]):
            h = torch.tanh(F.linear(x[:, step], w, b) + F.linear(h, u))
        return h

    def apply_lstm(self, settings, x, place):
        gates = [
            [self.parameters[f"{place}{gate}/{name}"] for name in ("weight", "recurrentWeight", "bias")]
            for gate in ("inputGate", "forgetGate", "candidate", "outputGate")]
        h = x.new_zeros(x.shape[0], gates[0][1].shape[0])
        c = h
        for step in range(x.shape[1]):
            i, f, g, o = (F.linear(x[:, step], w, b) + F.linear(h, u) for w, u, b in gates)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
        return h

    def apply_conv2d(self, settings, x, place):
        # [height, width, in, out] and images [height, width, channels] here; PyTorch has channels first.
        kernel = self.parameters[place + "kernel"].permute(3, 2, 0, 1)
        z = F.conv2d(x.permute(0, 3, 1, 2), kernel, self.parameters.get(place + "bias"), padding="same")
        return z.permute(0, 2, 3, 1)

    def apply_batchNorm(self, settings, x, place):
        z = F.batch_norm(
            x.movedim(-1, 1), None, None, self.parameters[place + "gamma"], self.parameters[place + "beta"], training=True,
            eps=settings.get("epsilon", 1e-5))
        return z.movedim(1, -1)

    def apply_globalAveragePooling(self, settings, x, place):
        return x.mean((1, 2))
