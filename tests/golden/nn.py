#!/usr/bin/env python3
"""Makes nn.json: activations with 50 digits, and layers and losses with their gradients as PyTorch computes them.

Run it in this folder; needs mpmath and torch.
"""

import json

import torch
import torch.nn.functional as F
from mpmath import erfc, exp, expm1, log, log1p, mp, mpf, pi, sqrt, tanh

mp.dps = 60

POINTS = [1e-300, 1e-12, 1e-3, 0.3, 0.9, 1.7, 3.2, 9.9, 10.1, 25.0, 37.5, 99.0, 101.0, 700.0, 750.0, 1e4, 1e200, 1e308]
REALS = [-x for x in reversed(POINTS)] + POINTS
SMOOTH = REALS + [0.0]

ALPHA = mpf(1.6732632423543772)
SCALE = mpf(1.0507009873554805)


def e(x):
    """The exponential, zero far below what a float can hold."""
    return mpf(0) if x < -3000 else exp(x)


def sigmoid(x):
    return 1 / (1 + e(-x)) if x > 0 else e(x) / (1 + e(x))


def softplus(x):
    return x + log1p(e(-x)) if x > 0 else log1p(e(x))


def phi(x):
    return e(-x * x / 2) / sqrt(2 * pi)


def Phi(x):
    return mpf(x > 0) if abs(x) > 100 else erfc(-x / sqrt(2)) / 2


def gelu_tanh(x):
    u = 2 * sqrt(2 / pi) * (x + mpf(0.044715) * x**3)
    du = 2 * sqrt(2 / pi) * (1 + 3 * mpf(0.044715) * x**2)
    s = sigmoid(u)
    return x * s, s + x * s * sigmoid(-u) * du


def mish(x):
    t = 1 - 2 / (e(2 * softplus(x)) + 1) if x < 1000 else mpf(1)
    if x < -60:
        t = softplus(x)
    return x * t, t + x * (1 - t) * (1 + t) * sigmoid(x)


ACTIVATIONS = {
    "relu": (lambda x: (max(x, 0), mpf(x > 0)), REALS),
    "leaky_relu": (lambda x: (x if x > 0 else mpf(0.01) * x, mpf(1) if x > 0 else mpf(0.01)), REALS),
    "elu": (lambda x: (x if x > 0 else expm1(max(x, -3000)), mpf(1) if x > 0 else e(x)), SMOOTH),
    "selu": (lambda x: (SCALE * (x if x > 0 else ALPHA * expm1(max(x, -3000))), SCALE * (mpf(1) if x > 0 else ALPHA * e(x))), REALS),
    "gelu": (lambda x: (x * Phi(x), Phi(x) + x * phi(x)), SMOOTH),
    "gelu_tanh": (gelu_tanh, SMOOTH),
    "sigmoid": (lambda x: (sigmoid(x), sigmoid(x) * sigmoid(-x)), SMOOTH),
    "logsigmoid": (lambda x: (-softplus(-x), sigmoid(-x)), SMOOTH),
    "tanh": (lambda x: (tanh(x) if abs(x) < 1000 else mpf(x > 0) - mpf(x < 0), 4 * sigmoid(2 * x) * sigmoid(-2 * x)), SMOOTH),
    "silu": (lambda x: (x * sigmoid(x), sigmoid(x) + x * sigmoid(x) * sigmoid(-x)), SMOOTH),
    "softplus": (lambda x: (softplus(x), sigmoid(x)), SMOOTH),
    "mish": (mish, SMOOTH),
}

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
cases = {}


def case(name, f, *inputs, **settings):
    """Records f, the gradient of ⟨weights, f⟩ in each input, and what they are of."""
    inputs = [x.detach().requires_grad_() for x in inputs]
    y = f(*inputs)
    weights = torch.randn_like(y)
    gradients = torch.autograd.grad((weights * y).sum(), inputs)
    flat = lambda x: x.detach().flatten().tolist()
    cases[name] = {
        "inputs": [flat(x) for x in inputs],
        "settings": settings,
        "value": flat(y),
        "weights": flat(weights),
        "gradients": [flat(x) for x in gradients],
    }


rand = torch.randn
case("linear", F.linear, rand(4, 5), rand(3, 5), rand(3))
for name, stride, padding in [("conv2d", (1, 1), (0, 0)), ("conv2d_strided", (2, 1), (1, 2)), ("conv2d_padded", (3, 2), (4, 3))]:
    f = lambda x, w, b: F.conv2d(x, w, b, stride, padding)
    case(name, f, rand(2, 3, 6, 7), rand(4, 3, 3, 2), rand(4), stride=stride, padding=padding)
for name, kernel, stride, padding in [("", (2, 2), (2, 2), (0, 0)), ("_overlapping", (3, 2), (1, 2), (1, 1))]:
    case("max_pool2d" + name, lambda x: F.max_pool2d(x, kernel, stride, padding), rand(2, 3, 6, 7), kernel=kernel, stride=stride, padding=padding)
    case("avg_pool2d" + name, lambda x: F.avg_pool2d(x, kernel, stride, padding), rand(2, 3, 6, 7), kernel=kernel, stride=stride, padding=padding)
case("layer_norm", lambda x, w, b: F.layer_norm(x, (5,), w, b), rand(4, 5), rand(5), rand(5))
case("batch_norm", lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True), rand(6, 3, 4), rand(3), rand(3))
means, variances = rand(3), rand(3).exp()
case("batch_norm_inference", lambda x, w, b: F.batch_norm(x, means, variances, w, b), rand(6, 3, 4), rand(3), rand(3), means=means.tolist(), variances=variances.tolist())
case("embedding", lambda w: F.embedding(torch.tensor([2, 0, 2, 4]), w), rand(5, 3), rows=[2, 0, 2, 4])
case("softmax", lambda x: F.softmax(x, -1), 3 * rand(4, 5))
case("log_softmax", lambda x: F.log_softmax(x, -1), 3 * rand(4, 5))
case("logsumexp", lambda x: torch.logsumexp(x, 0), 3 * rand(7))
case("prelu", F.prelu, rand(9), torch.tensor([0.3]))

sdpa = F.scaled_dot_product_attention
heads = lambda x: x.unflatten(-1, (2, 3)).transpose(1, 2)
joined = lambda x: x.transpose(1, 2).flatten(-2)
case("attention", lambda q, k, v, m: joined(sdpa(heads(q), heads(k), heads(v), m)), rand(2, 4, 6), rand(2, 5, 6), rand(2, 5, 6), rand(4, 5))
case("attention_causal", lambda q, k, v: joined(sdpa(heads(q), heads(k), heads(v), is_causal=True)), rand(2, 4, 6), rand(2, 4, 6), rand(2, 4, 6))


def multi_head(x, in_weight, in_bias, out_weight, out_bias):
    x = x.transpose(0, 1)
    settings = dict(bias_k=None, bias_v=None, add_zero_attn=False, dropout_p=0.0, need_weights=False)
    y, _ = F.multi_head_attention_forward(
        x, x, x, 6, 2, in_weight, in_bias, out_proj_weight=out_weight, out_proj_bias=out_bias, **settings
    )
    return y.transpose(0, 1)


case("multi_head_attention", multi_head, rand(2, 4, 6), rand(18, 6), rand(18), rand(6, 6), rand(6))

classes = torch.tensor([2, 0, 4, 1])
signs = lambda n: torch.sign(rand(n))
case("mse_loss", F.mse_loss, rand(7), rand(7))
case("l1_loss", F.l1_loss, rand(7), rand(7))
case("huber_loss", lambda x, t: F.huber_loss(x, t, delta=0.8), rand(9), rand(9))
case("smooth_l1_loss", lambda x, t: F.smooth_l1_loss(x, t, beta=0.8), rand(9), rand(9))
case("hinge_loss", lambda x, t: F.relu(1 - t * x).mean(), rand(9), signs(9))
case("multi_margin_loss", lambda x: F.multi_margin_loss(x, classes), rand(4, 5), classes=classes.tolist())
case("nll_loss", lambda x: F.nll_loss(x, classes), rand(4, 5), classes=classes.tolist())
case("cross_entropy", lambda x: F.cross_entropy(x, classes), 2 * rand(4, 5), classes=classes.tolist())
case("cross_entropy_smoothed", lambda x: F.cross_entropy(x, classes, label_smoothing=0.1), 2 * rand(4, 5), classes=classes.tolist())
case("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits, 3 * rand(9), torch.rand(9))
case("binary_cross_entropy", lambda p, t: F.binary_cross_entropy(p, t), torch.rand(9), torch.rand(9))
case("kl_div", lambda x, t: F.kl_div(x, t, reduction="batchmean"), F.log_softmax(rand(4, 5), -1), F.softmax(rand(4, 5), -1))
case("gaussian_nll_loss", F.gaussian_nll_loss, rand(7), rand(7), rand(7).exp())
case("gaussian_nll_loss_full", lambda x, t, v: F.gaussian_nll_loss(x, t, v, full=True), rand(7), rand(7), rand(7).exp())
counts = torch.tensor([0.0, 1.0, 2.0, 5.0, 11.0])
case("poisson_nll_loss", lambda x: F.poisson_nll_loss(x, counts), rand(5), target=counts.tolist())
case("poisson_nll_loss_full", lambda x: F.poisson_nll_loss(x, counts, log_input=False, full=True), rand(5).exp(), target=counts.tolist())
student = lambda x, t, s, df: -torch.distributions.StudentT(df, x, s).log_prob(t).mean()
case("student_t_nll_loss", student, rand(7), 4 * rand(7), rand(7).exp(), torch.tensor(2.5))
case("student_t_nll_loss_wide", student, rand(7), 4 * rand(7), rand(7).exp(), torch.tensor(160.0))

activations = {}
for name, (f, points) in ACTIVATIONS.items():
    activations[name] = [[x, *(float(v) for v in f(mpf(x)))] for x in points]

def line(table):
    return "{\n" + ",\n".join(f"    {json.dumps(name)}: {json.dumps(row)}" for name, row in table.items()) + "\n  }"

with open("nn.json", "w") as file:
    file.write('{\n  "activations": ' + line(activations) + ',\n  "cases": ' + line(cases) + "\n}\n")
