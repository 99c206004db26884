#!/usr/bin/env python3
"""Makes expressions.rs (functions) and references.rs (numbers) of gradients.json. Run it in this folder."""

import ast
import json
import subprocess

HELPERS = '''
#[differentiate]
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

#[differentiate]
pub fn softplus(x: f64) -> f64 {
    if x > 0.0 {
        x + (-x).exp().ln_1p()
    } else {
        x.exp().ln_1p()
    }
}

#[differentiate]
pub fn relu(x: f64) -> f64 {
    x.max(0.0)
}

#[differentiate]
pub fn silu(x: f64) -> f64 {
    x * sigmoid(x)
}

/// The standard normal distribution: a series of positive terms near zero, a continued fraction in the tail.
/// Domain: -4.0..1.4
#[differentiate]
pub fn normal_distribution(x: f64) -> f64 {
    let density = (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if x < -0.7 {
        let mut fraction = -x;
        for k in (1..400).rev() {
            fraction = -x + k as f64 / fraction;
        }
        density / fraction
    } else {
        let mut term = x;
        let mut sum = x;
        for k in 1..60 {
            term *= x * x / (2 * k + 1) as f64;
            sum += term;
        }
        0.5 + density * sum
    }
}

#[differentiate]
pub fn gelu(x: f64) -> f64 {
    x * normal_distribution(x)
}

#[differentiate]
pub fn log_sum_exp(a: f64, b: f64, c: f64) -> f64 {
    let largest = a.max(b).max(c);
    largest + ((a - largest).exp() + (b - largest).exp() + (c - largest).exp()).ln()
}
'''
FUNCTIONS = {"sigmoid", "softplus", "relu", "silu", "gelu", "log_sum_exp"}
OPERATORS = {ast.Add: ("+", 1), ast.Sub: ("-", 1), ast.Mult: ("*", 2), ast.Div: ("/", 2)}


def rust(node, level=0):
    """Rust for a Python expression, in parentheses where `level` binds tighter."""
    if isinstance(node, ast.Constant):
        return repr(node.value)
    if isinstance(node, ast.Name):
        return "std::f64::consts::PI" if node.id == "pi" else node.id
    if isinstance(node, ast.UnaryOp):
        return wrap("-" + rust(node.operand, 3), 3, level)
    if isinstance(node, ast.BinOp):
        sign, own = OPERATORS[type(node.op)]
        return wrap(f"{rust(node.left, own)} {sign} {rust(node.right, own + 1)}", own, level)
    name, arguments = node.func.id, node.args
    if name == "select_gt":
        a, b, x, y = map(rust, arguments)
        return wrap(f"if {a} > {b} {{ {x} }} else {{ {y} }}", 0, level)
    if name in FUNCTIONS:
        return f"{name}({', '.join(map(rust, arguments))})"
    receiver = rust(arguments[0], 4)
    if isinstance(arguments[0], ast.Constant):
        receiver += "_f64"
    return f"{receiver}.{name}({', '.join(map(rust, arguments[1:]))})"


def wrap(text, own, level):
    return f"({text})" if own < level else text


def number(value):
    return repr(float(value))


cases = json.load(open("gradients.json"))["cases"]
functions = ["// Made by generate.py of gradients.json.", "use differentiate::differentiate;", HELPERS]
references = [
    "// Made by generate.py of gradients.json.",
    "#[allow(clippy::all)]",
    "const REFERENCES: &[Reference] = &[",
]
for case in cases:
    name = case["id"].replace("-", "_")
    parameters = ", ".join(f"x{i}: f64" for i in range(case["n"]))
    functions.append("/// Differences: no")
    points = []
    for point in case["points"]:
        functions.append(f"/// At: ({', '.join(map(number, point['x']))})")
        gradient = ", ".join(map(number, point["grad"]))
        hessian = ", ".join(number(entry) for row in point["hess"] for entry in row)
        lost = point["f64_err"]
        points.append(
            f"Point {{ value: {number(point['value'])}, gradient: &[{gradient}], "
            f"hessian: &[{hessian}], "
            f"lost: ({number(lost['value'])}, {number(lost['grad'])}, {number(lost['hess'])}) }}"
        )
    body = rust(ast.parse(case["expr"], mode="eval").body)
    functions.append(f"#[differentiate]\npub fn {name}({parameters}) -> f64 {{ {body} }}\n")
    references.append(f"Reference {{ name: \"{name}\", points: &[{', '.join(points)}] }},")
references.append("];")
for path, lines in [("expressions.rs", functions), ("references.rs", references)]:
    open(path, "w").write("\n".join(lines) + "\n")
    subprocess.run(["rustfmt", "--edition", "2021", "--config", "max_width=120", path], check=True)
