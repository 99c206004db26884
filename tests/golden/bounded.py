#!/usr/bin/env python3
"""Makes bounded.json: minima within bounds, and how often scipy's L-BFGS-B asked for the value and gradient. Run it in this folder."""

import json

import numpy
import scipy
from scipy.optimize import minimize, rosen, rosen_der


def beale(x):
    x, y = x
    a, b, c = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3
    dx = 2 * a * (y - 1) + 2 * b * (y**2 - 1) + 2 * c * (y**3 - 1)
    dy = 2 * a * x + 4 * b * x * y + 6 * c * x * y**2
    return a**2 + b**2 + c**2, numpy.array([dx, dy])


def himmelblau(x):
    x, y = x
    a, b = x**2 + y - 11, x + y**2 - 7
    return a**2 + b**2, numpy.array([4 * x * a + 2 * b, 2 * a + 4 * y * b])


def styblinski_tang(x):
    return 0.5 * numpy.sum(x**4 - 16 * x**2 + 5 * x), 0.5 * (4 * x**3 - 32 * x + 5)


def rosenbrock(x):
    return rosen(x), rosen_der(x)


CASES = [
    (rosenbrock, [-1.2, 1.0] * 50, [-2.0] * 100, [0.8] * 100),
    (rosenbrock, [0.7, 0.8] * 10, [0.6, 0.5] * 10, [0.9, numpy.inf] * 10),
    (rosenbrock, [3.0, 4.0], [1.5, -numpy.inf], [numpy.inf, 2.0]),
    (beale, [1.0, 1.0], [-4.5, -4.5], [2.0, 4.5]),
    (beale, [4.0, -4.0], [3.5, -4.5], [4.5, 0.2]),
    (himmelblau, [0.5, 0.5], [-5.0, -5.0], [2.5, 5.0]),
    (himmelblau, [0.5, 0.5], [-1.0, -1.0], [1.0, 1.0]),
    (styblinski_tang, [-1.0] * 10, [-2.0, -5.0] * 5, [5.0, 5.0] * 5),
]


def main():
    lines = []
    for function, start, lower, upper in CASES:
        found = minimize(
            function, start, jac=True, method="L-BFGS-B", bounds=list(zip(lower, upper)),
            options={"gtol": 1e-8, "ftol": 0, "maxcor": 10, "maxfun": 10000, "maxiter": 10000},
        )
        row = {"problem": function.__name__, "start": start, "lower": lower, "upper": upper}
        row = {key: [str(x) if numpy.isinf(x) else x for x in v] if key != "problem" else v for key, v in row.items()}
        row.update(x=found.x.tolist(), value=found.fun, evaluations=found.nfev)
        lines.append(json.dumps(row))
    meta = f"minima within bounds by scipy {scipy.__version__}, L-BFGS-B with 10 corrections, gtol 1e-8; infinite bounds are strings"
    with open("bounded.json", "w") as file:
        file.write('{\n"meta": %s,\n"rows": [\n%s\n]}\n' % (json.dumps(meta), ",\n".join(lines)))


main()
