#!/usr/bin/env python3
"""Makes special.json: values and derivatives of the special functions, with 50 digits. Run it in this folder; needs mpmath."""

import json

from mpmath import besselj, bessely, beta, digamma, erf, erfc, erfinv, exp, gamma, log, log1p, mp, mpf, ncdf, npdf, pi, polygamma, sqrt

mp.dps = 60


def erfc_inv(q):
    with mp.workdps(400):
        return erfinv(1 - q)


def quantile(p):
    return -sqrt(2) * erfc_inv(2 * p)


REALS = [-26.5, -10.25, -5.7, -3.0, -1.3, -0.6, -1e-3, 0.0, 1e-12, 0.3, 0.9, 1.7, 2.9, 4.4, 6.1, 9.0]
POSITIVE = [1e-8, 1e-3, 0.1, 0.5, 0.9, 1.1, 1.3, 1.45, 1.4616, 1.47, 1.7, 1.99, 2.3, 3.7, 5.5, 9.9, 10.1, 23.4, 77.7, 140.5]
NEGATIVE = [-0.4, -0.999, -1.5, -2.25, -7.3, -12.6, -30.4]
TAILS = REALS + [-37.0, -33.3, -20.5, -19.5, -13.1, 12.5, 20.0, 38.0]
INSIDE = [-0.999999, -0.9, -0.4, -1e-6, 1e-300, 1e-9, 0.2, 0.5, 0.77, 0.95, 0.9999999]
SHAPES = [(0.5, 0.5), (0.01, 3.0), (2.5, 4.0), (9.5, 9.9), (10.5, 40.0), (1.5, 300.0), (7.0, 1e5), (55.5, 44.5), (3.0, 3.0), (3.5, 1e-9), (20.5, 1e-7)]

mills = lambda x: npdf(x) / ncdf(x)
UNARY = {
    "erf": (erf, lambda x: 2 / sqrt(pi) * exp(-x * x), REALS),
    "erfc": (erfc, lambda x: -2 / sqrt(pi) * exp(-x * x), REALS + [20.0, 26.0]),
    "erf_inv": (erfinv, lambda x: sqrt(pi) / 2 * exp(erfinv(x) ** 2), INSIDE),
    "erfc_inv": (erfc_inv, lambda q: -sqrt(pi) / 2 * exp(erfc_inv(q) ** 2), [1e-300, 1e-30, 1e-4, 0.3, 0.9, 1.2, 1.9, 1.999999]),
    "gamma": (gamma, lambda x: gamma(x) * digamma(x), POSITIVE + NEGATIVE),
    "ln_gamma": (lambda x: log(abs(gamma(x))), digamma, POSITIVE + NEGATIVE + [1e5, 1e10]),
    "digamma": (digamma, lambda x: polygamma(1, x), POSITIVE + NEGATIVE + [1e5, 1e10]),
    "trigamma": (lambda x: polygamma(1, x), lambda x: polygamma(2, x), POSITIVE + NEGATIVE + [1e5, 1e10]),
    "normal_pdf": (npdf, lambda x: -x * npdf(x), TAILS),
    "normal_cdf": (ncdf, npdf, TAILS),
    "normal_ln_cdf": (lambda x: log1p(-ncdf(-x)) if x > 0 else log(ncdf(x)), mills, TAILS + [-100.0, -1e8]),
    "normal_quantile": (quantile, lambda p: 1 / npdf(quantile(p)), [1e-300, 1e-100, 1e-20, 1e-4, 0.2, 0.49, 0.51, 0.9, 0.99999, 1 - 2.0**-50]),
    "j0": (lambda x: besselj(0, x), lambda x: -besselj(1, x), REALS),
    "j1": (lambda x: besselj(1, x), lambda x: (besselj(0, x) - besselj(2, x)) / 2, REALS),
    "y0": (lambda x: bessely(0, x), lambda x: -bessely(1, x), POSITIVE),
    "y1": (lambda x: bessely(1, x), lambda x: (bessely(0, x) - bessely(2, x)) / 2, POSITIVE),
    "jn": (lambda x: besselj(3, x), lambda x: (besselj(2, x) - besselj(4, x)) / 2, REALS),
    "yn": (lambda x: bessely(3, x), lambda x: (bessely(2, x) - bessely(4, x)) / 2, POSITIVE),
}

beta_by_a = lambda a, b: beta(a, b) * (digamma(a) - digamma(a + b))
BINARY = {
    "beta": (beta, beta_by_a, SHAPES),
    "ln_beta": (lambda a, b: log(beta(a, b)), lambda a, b: digamma(a) - digamma(a + b), SHAPES),
}


def number(x):
    return float(x.real)


table = {}
for name, (value, derivative, points) in UNARY.items():
    points = [mpf(x) for x in points]
    table[name] = [[[float(x)], number(value(x)), [number(derivative(x))]] for x in points]
for name, (value, derivative, points) in BINARY.items():
    points = [(mpf(a), mpf(b)) for a, b in points]
    table[name] = [
        [[float(a), float(b)], number(value(a, b)), [number(derivative(a, b)), number(derivative(b, a))]] for a, b in points
    ]
with open("special.json", "w") as file:
    lines = [f'"{name}": [\n' + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]" for name, rows in table.items()]
    file.write("{\n" + ",\n".join(lines) + "\n}\n")
