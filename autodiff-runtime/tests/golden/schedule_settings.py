#!/usr/bin/env python3
"""Makes schedule_settings.json: rates of torch's and optax's (0.2.8) schedules with other settings than the defaults. Run it in
this folder."""

import json
import math

import jax
import optax
import torch
from torch.optim import lr_scheduler as torch_schedules

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)
STEPS = 100

TORCH = [
    ("StepLR", {"step_size": 7, "gamma": 0.7}),
    ("StepLR", {"step_size": 1, "gamma": 1.01}),
    ("MultiStepLR", {"milestones": [40, 3, 40, 77], "gamma": 0.3}),
    ("ExponentialLR", {"gamma": 1.02}),
    ("CosineAnnealingLR", {"T_max": 15, "eta_min": 0.02}),
    ("CosineAnnealingLR", {"T_max": 1}),
    ("CosineAnnealingWarmRestarts", {"T_0": 3, "T_mult": 3, "eta_min": 0.01}),
    ("CosineAnnealingWarmRestarts", {"T_0": 1}),
    ("ConstantLR", {"factor": 0.25, "total_iters": 30}),
    ("LinearLR", {"start_factor": 0.5, "end_factor": 0.125, "total_iters": 40}),
    ("LinearLR", {"start_factor": 1.0, "end_factor": 0.0, "total_iters": 90}),
    ("PolynomialLR", {"total_iters": 60, "power": 0.5}),
    ("PolynomialLR", {}),
    ("OneCycleLR", {"max_lr": 0.3, "total_steps": 100, "pct_start": 0.2, "div_factor": 10.0, "final_div_factor": 100.0,
                    "base_momentum": 0.7, "max_momentum": 0.9}),
    ("OneCycleLR", {"max_lr": 0.3, "total_steps": 101, "pct_start": 0.37, "three_phase": True, "anneal_strategy": "linear"}),
    ("OneCycleLR", {"max_lr": 0.3, "total_steps": 100, "pct_start": 0.6, "cycle_momentum": False}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.2, "step_size_up": 7, "step_size_down": 12, "mode": "triangular2",
                  "base_momentum": 0.6, "max_momentum": 0.95}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.2, "step_size_up": 12, "step_size_down": 3, "mode": "exp_range", "gamma": 0.97,
                  "cycle_momentum": False}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.2}),
    ("ReduceLROnPlateau", {"patience": 0, "factor": 0.7, "threshold": 0.05, "eps": 1e-3}),
    ("ReduceLROnPlateau", {"patience": 2, "factor": 0.5, "cooldown": 5, "min_lr": 0.01}),
    ("ReduceLROnPlateau", {"mode": "min", "threshold_mode": "abs", "threshold": 0.1, "patience": 3, "factor": 0.9}),
    ("ReduceLROnPlateau", {"mode": "max", "threshold": 0.02, "patience": 1, "factor": 0.8, "cooldown": 1}),
    ("SequentialLR", {"milestones": [10, 35, 80], "schedulers": [
        ["LinearLR", {"start_factor": 0.2, "total_iters": 10}], ["StepLR", {"step_size": 5, "gamma": 0.8}],
        ["CosineAnnealingLR", {"T_max": 20, "eta_min": 0.01}], ["PolynomialLR", {"total_iters": 15, "power": 2.0}]]}),
    ("SequentialLR", {"milestones": [20], "schedulers": [
        ["ConstantLR", {"factor": 0.5, "total_iters": 12}], ["CosineAnnealingWarmRestarts", {"T_0": 9, "T_mult": 2}]]}),
    ("ChainedScheduler", {"schedulers": [
        ["LinearLR", {"start_factor": 0.1, "total_iters": 15}], ["ExponentialLR", {"gamma": 0.98}]]}),
    ("ChainedScheduler", {"schedulers": [
        ["ConstantLR", {"factor": 0.2, "total_iters": 7}], ["CosineAnnealingLR", {"T_max": 99}],
        ["MultiStepLR", {"milestones": [20, 50], "gamma": 0.5}]]}),
    ("ChainedScheduler", {"schedulers": [
        ["ConstantLR", {"factor": 0.2, "total_iters": 7}], ["CosineAnnealingLR", {"T_max": 30, "eta_min": 0.01}]]}),
    ("ChainedScheduler", {"schedulers": [
        ["CosineAnnealingLR", {"T_max": 99, "eta_min": 0.01}], ["ExponentialLR", {"gamma": 0.97}]]}),
]

OPTAX = [
    ("constant_schedule", {"value": 0.3}),
    ("linear_schedule", {"init_value": 0.1, "end_value": 0.5, "transition_steps": 30, "transition_begin": 20}),
    ("polynomial_schedule", {"init_value": 0.3, "end_value": 0.01, "power": 0.5, "transition_steps": 50, "transition_begin": 10}),
    ("exponential_decay", {"init_value": 0.3, "transition_steps": 7, "decay_rate": 0.8, "transition_begin": 12, "end_value": 0.05}),
    ("exponential_decay", {"init_value": 0.3, "transition_steps": 9, "decay_rate": 1.2, "staircase": True, "end_value": 0.9}),
    ("exponential_decay", {"init_value": 0.3, "transition_steps": 9, "decay_rate": 0.0}),
    ("cosine_decay_schedule", {"init_value": 0.3, "decay_steps": 70, "alpha": 0.1, "exponent": 1.5}),
    ("warmup_constant_schedule", {"init_value": 0.01, "peak_value": 0.2, "warmup_steps": 25}),
    ("warmup_cosine_decay_schedule", {"init_value": 0.05, "peak_value": 0.2, "warmup_steps": 15, "decay_steps": 60,
                                      "end_value": 0.01, "exponent": 2.0}),
    ("warmup_cosine_decay_schedule", {"init_value": 0.05, "peak_value": 0.2, "warmup_steps": 0, "decay_steps": 60}),
    ("warmup_exponential_decay_schedule", {"init_value": 0.0, "peak_value": 0.2, "warmup_steps": 15, "transition_steps": 6,
                                           "decay_rate": 0.7, "transition_begin": 8, "staircase": True, "end_value": 0.02}),
    ("piecewise_constant_schedule", {"init_value": 0.3, "boundaries_and_scales": {"70": 0.3, "10": 2.0, "40": 0.5}}),
    ("piecewise_interpolate_schedule", {"interpolate_type": "linear", "init_value": 0.3,
                                        "boundaries_and_scales": {"60": 0.3, "20": 2.0}}),
    ("piecewise_interpolate_schedule", {"interpolate_type": "cosine", "init_value": 0.3,
                                        "boundaries_and_scales": {"25": 3.0, "90": 0.0}}),
    ("linear_onecycle_schedule", {"transition_steps": 90, "peak_value": 0.4, "pct_start": 0.25, "pct_final": 0.7,
                                  "div_factor": 8.0, "final_div_factor": 50.0}),
    ("cosine_onecycle_schedule", {"transition_steps": 90, "peak_value": 0.4, "pct_start": 0.15, "div_factor": 8.0,
                                  "final_div_factor": 50.0}),
    ("sgdr_schedule", {"cosine_kwargs": [
        {"init_value": 0.0, "peak_value": 0.3, "warmup_steps": 5, "decay_steps": 30, "end_value": 0.02},
        {"init_value": 0.02, "peak_value": 0.2, "warmup_steps": 10, "decay_steps": 40, "end_value": 0.0}]}),
]


def torch_schedule(name, kwargs, optimizer):
    kwargs = dict(kwargs)
    parts = kwargs.pop("schedulers", None)
    make = getattr(torch_schedules, name)
    if parts is None:
        return make(optimizer, **kwargs)
    parts = [torch_schedule(*part, optimizer) for part in parts]
    return make(optimizer, parts, **kwargs) if name == "SequentialLR" else make(parts, **kwargs)


def follow_torch(name, kwargs):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
    schedule = torch_schedule(name, kwargs, optimizer)
    case = {"scheduler": name, "kwargs": kwargs, "optimizer_lr": 0.1, "rates": []}
    cycles = name in ("OneCycleLR", "CyclicLR")
    if cycles:
        case["momentum"] = []
    if name == "ReduceLROnPlateau":
        # Falls, and then goes up and down.
        case["metric"] = [1.0 / (1.0 + min(t, 20)) + 0.2 * math.sin(0.7 * t) + (0.01 * t if t > 60 else 0.0) for t in range(STEPS)]
    for step in range(STEPS):
        case["rates"].append(optimizer.param_groups[0]["lr"])
        if cycles:
            case["momentum"].append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if "metric" in case:
            schedule.step(case["metric"][step])
        elif step + 1 < STEPS:
            schedule.step()
    return case


def follow_optax(name, kwargs):
    given = dict(kwargs)
    if "boundaries_and_scales" in given:
        given["boundaries_and_scales"] = {int(at): scale for at, scale in given["boundaries_and_scales"].items()}
    schedule = getattr(optax.schedules, name)(**given)
    rates = [float(schedule(jax.numpy.asarray(step, jax.numpy.int64))) for step in range(STEPS)]
    return {"scheduler": "optax." + name, "kwargs": kwargs, "rates": rates}


def main():
    cases = [follow_torch(*case) for case in TORCH] + [follow_optax(*case) for case in OPTAX]
    for number, case in enumerate(cases):
        case["id"] = f"{number}-{case['scheduler']}"
    with open("schedule_settings.json", "w") as file:
        file.write('{\n"cases": [\n%s\n]}\n' % ",\n".join(json.dumps(case) for case in cases))


main()
