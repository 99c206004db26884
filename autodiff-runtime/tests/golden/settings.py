#!/usr/bin/env python3
"""Makes settings.json: trajectories of torch (2.10) and optax (0.2.8) with other settings than the defaults. Run it in this
folder."""

import json

import jax
import optax
import torch

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)
STEPS = [1, 2, 5, 20, 60]
problems = json.load(open("optimizers.json"))["problems"]
A, b = problems["quadratic5"]["A"], problems["quadratic5"]["b"]
STARTS = {"quadratic5": [1.5, -2.0, 0.5, 3.0, -1.0], "rosenbrock4": [-1.2, 1.0, -1.2, 1.0]}

# Optimizer, settings, and the rate on each problem. Where the settings maximise, the gradient is negated: the run has to
# stay finite.
CASES = [
    ("SGD", {"momentum": 0.8, "weight_decay": 0.05, "nesterov": True}, 0.03, 0.0005),
    ("SGD", {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.05, "maximize": True}, 0.03, 0.0005),
    ("SGD", {"dampening": 0.3, "weight_decay": 0.05}, 0.03, 0.0005),
    ("Adagrad", {"lr_decay": 0.02, "weight_decay": 0.05, "initial_accumulator_value": 0.3, "eps": 0.01}, 0.5, 0.1),
    ("Adagrad", {"maximize": True}, 0.5, 0.1),
    ("Adadelta", {"rho": 0.8, "eps": 1e-4, "weight_decay": 0.05, "maximize": True}, 0.7, 0.7),
    ("RMSprop", {"alpha": 0.9, "eps": 1e-4, "weight_decay": 0.05, "momentum": 0.5, "centered": True}, 0.02, 0.01),
    ("RMSprop", {"alpha": 0.95, "eps": 0.1, "maximize": True}, 0.02, 0.01),
    ("Adam", {"betas": [0.8, 0.99], "eps": 1e-3, "weight_decay": 0.05, "amsgrad": True}, 0.05, 0.02),
    ("Adam", {"betas": [0.7, 0.9], "weight_decay": 0.05, "decoupled_weight_decay": True}, 0.05, 0.02),
    ("Adam", {"betas": [0.0, 0.9], "maximize": True}, 0.05, 0.02),
    ("AdamW", {"betas": [0.8, 0.99], "eps": 1e-3, "weight_decay": 0.2, "amsgrad": True, "maximize": True}, 0.05, 0.02),
    ("AdamW", {"weight_decay": 0}, 0.05, 0.02),
    ("NAdam", {"betas": [0.8, 0.95], "eps": 1e-4, "weight_decay": 0.05, "momentum_decay": 0.01}, 0.05, 0.02),
    ("NAdam", {"weight_decay": 0.05, "decoupled_weight_decay": True, "maximize": True}, 0.05, 0.02),
    ("RAdam", {"betas": [0.8, 0.95], "eps": 1e-4, "weight_decay": 0.05}, 0.05, 0.0002),
    ("RAdam", {"weight_decay": 0.05, "decoupled_weight_decay": True, "maximize": True}, 0.05, 0.0002),
    ("RAdam", {"betas": [0.9, 0.7]}, 0.01, 0.0005),
    ("Adamax", {"betas": [0.8, 0.95], "eps": 1e-3, "weight_decay": 0.05, "maximize": True}, 0.05, 0.02),
    ("Rprop", {"etas": [0.4, 1.3], "step_sizes": [1e-4, 0.5], "maximize": True}, 0.02, 0.02),
    ("Rprop", {"step_sizes": [0.01, 0.1]}, 0.05, 0.001),
    ("ASGD", {"lambd": 0.01, "alpha": 0.6, "t0": 10.0, "weight_decay": 0.05, "maximize": True}, 0.05, 0.001),
    ("Adafactor", {"beta2_decay": -0.6, "eps": [1e-4, 0.01], "d": 1.5, "weight_decay": 0.05}, 0.02, 0.02),
    ("Adafactor", {"d": 2.0, "maximize": True}, 0.5, 0.3),
    ("LBFGS", {"max_iter": 3, "history_size": 2}, 0.5, 0.05),
    ("LBFGS", {"max_iter": 4, "history_size": 3, "line_search_fn": "strong_wolfe"}, 0.7, 1.0),
    ("LBFGS", {"max_eval": 7, "tolerance_grad": 1e-3, "line_search_fn": "strong_wolfe"}, 1.0, 1.0),
    ("LBFGS", {"tolerance_change": 1e-2, "max_iter": 5, "line_search_fn": "strong_wolfe"}, 2.0, 0.01),
]

# Adafactor on matrices: settings, and the rate and the shape on each problem.
MATRICES = [
    ({}, (0.01, [5, 1]), (0.01, [2, 2])),
    ({"beta2_decay": -0.6, "eps": [1e-4, 0.01], "weight_decay": 0.05}, (0.02, [1, 5]), (0.02, [2, 1, 2])),
]
OPTAX_CASES = [
    ("lion", {"b1": 0.8, "b2": 0.95, "weight_decay": 0.1}, 0.01, 0.01),
    ("adabelief", {"b1": 0.8, "b2": 0.95, "eps": 1e-4, "eps_root": 1e-6}, 0.05, 0.02),
    ("adabelief", {"b1": 0.8, "nesterov": True}, 0.05, 0.02),
    ("lamb", {"b1": 0.8, "b2": 0.95, "eps": 1e-3, "eps_root": 1e-4, "weight_decay": 0.1}, 0.02, 0.01),
    ("yogi", {"b1": 0.8, "b2": 0.95, "eps": 1e-2}, 0.05, 0.02),
    ("adan", {"b1": 0.9, "b2": 0.8, "b3": 0.95, "eps": 1e-3, "eps_root": 1e-4, "weight_decay": 0.1}, 0.02, 0.01),
    ("novograd", {"b1": 0.8, "b2": 0.5, "eps": 1e-3, "eps_root": 1e-4, "weight_decay": 0.1}, 0.02, 0.01),
    ("lars", {"weight_decay": 0.1, "trust_coefficient": 0.01, "eps": 0.1, "momentum": 0.8}, 0.3, 0.3),
    ("lars", {"momentum": 0.7, "trust_coefficient": 0.01, "nesterov": True}, 0.3, 0.3),
]


def value_and_gradient(problem, x):
    if problem == "quadratic5":
        rows = [sum(a * x for a, x in zip(row, x)) for row in A]
        return sum(x * (0.5 * r - b) for x, r, b in zip(x, rows, b)), [r - b for r, b in zip(rows, b)]
    dx, value = [0.0] * len(x), 0.0
    for i in range(len(x) - 1):
        t, u = x[i + 1] - x[i] * x[i], 1.0 - x[i]
        value += 100.0 * t * t + u * u
        dx[i] += -400.0 * t * x[i] - 2.0 * u
        dx[i + 1] += 200.0 * t
    return value, dx


def follow(optimizer, settings, lr, problem, nudge=1.0, shape=None):
    x = torch.tensor([c * nudge for c in STARTS[problem]]).reshape(shape or [-1]).requires_grad_()
    settings = {k: tuple(v) if isinstance(v, list) else v for k, v in settings.items()}
    sign = -1.0 if settings.get("maximize") else 1.0
    rule = getattr(torch.optim, optimizer)([x], lr=lr, **settings)

    def closure():
        value, dx = value_and_gradient(problem, x.flatten().tolist())
        x.grad = torch.tensor([sign * d for d in dx]).reshape(x.shape)
        return torch.tensor(value)

    params, evaluations = {}, {}
    for step in range(1, STEPS[-1] + 1):
        if optimizer == "LBFGS":
            rule.step(closure)
        else:
            closure()
            rule.step()
        if step in STEPS:
            params[str(step)] = x.flatten().tolist()
            evaluations[str(step)] = rule.state[x].get("func_evals", step)
    if optimizer == "ASGD":
        evaluations["average"] = rule.state[x]["ax"].tolist()
    return params, evaluations


def follow_optax(optimizer, settings, lr, problem, nudge=1.0):
    x = jax.numpy.array([c * nudge for c in STARTS[problem]])
    rule = getattr(optax, optimizer)(learning_rate=lr, **settings)
    state, params = rule.init(x), {}
    for step in range(1, STEPS[-1] + 1):
        _, dx = value_and_gradient(problem, x.tolist())
        updates, state = rule.update(jax.numpy.array(dx), state, x)
        x = optax.apply_updates(x, updates)
        if step in STEPS:
            params[str(step)] = x.tolist()
    return params, {}


def main():
    lines = []
    cases = [(follow, *case) for case in CASES] + [(follow_optax, *case) for case in OPTAX_CASES]
    cases = [(run, optimizer, settings, [(lr, None) for lr in rates]) for run, optimizer, settings, *rates in cases]
    cases += [(follow, "Adafactor", settings, rates) for settings, *rates in MATRICES]
    for run, optimizer, settings, rates in cases:
        for problem, (lr, shape) in zip(STARTS, rates):
            more = {"shape": shape} if shape else {}
            params, evaluations = run(optimizer, settings, lr, problem, **more)
            nudged, _ = run(optimizer, settings, lr, problem, 1.0 + 2.0**-50, **more)
            # How much a change of the start in its last digits matters: no program can follow more closely than that.
            sensitivity = {
                step: max(abs(p - q) / max(1.0, abs(p)) for p, q in zip(params[step], nudged[step])) for step in params
            }
            case = {"optimizer": optimizer, "hyper": {"lr": lr, **settings}, "problem": problem, "start": STARTS[problem]}
            case.update(params=params, sensitivity=sensitivity, **more)
            if optimizer == "LBFGS":
                case["func_evals"] = evaluations
            if optimizer == "ASGD":
                case["averaged_params_after_60"] = evaluations["average"]
            lines.append(json.dumps(case))
    with open("settings.json", "w") as file:
        meta = "trajectories of torch 2.10 and optax 0.2.8 in double precision with other settings; maximize: of the negated gradient"
        file.write('{\n"meta": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(meta), ",\n".join(lines)))


main()
