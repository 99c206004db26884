// Loops whose reverse iteration can run right behind the primal one, and loops for which it cannot.
use differentiate::differentiate;

/// A sum over rows, of what each row's own loop gives.
/// Len: 12
#[differentiate]
pub fn joint_rows(x: &[f64], w: &[f64; 3]) -> f64 {
    let mut total = 0.0;
    for i in 0..4 {
        let mut dot = 0.0;
        for j in 0..3 {
            dot += w[j] * x[3 * i + j];
        }
        total += dot.tanh();
    }
    total
}

/// A mean: the cotangent of each term is computed before the loop.
#[differentiate]
pub fn joint_mean(x: &[f64], centre: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let mut power = 1.0;
        for _ in 0..3 {
            power *= x[i] - centre;
        }
        total += power;
    }
    total / x.len() as f64
}

/// Domain: -1.0..1.0
#[differentiate]
pub fn joint_branches(x: &[f64], limit: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let offset = x[i] - limit;
        if offset > 0.0 {
            let root = offset.sqrt();
            if root < 0.75 {
                total += root.exp() * limit;
            } else {
                total += root;
            }
        } else {
            total += offset * x[i];
        }
    }
    total
}

/// Both loops of a nest.
#[differentiate]
pub fn joint_nest(x: &[f64], y: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        for j in 0..y.len() {
            let offset = x[i] - y[j] + 1.5;
            if j != i {
                total += offset.ln() * x[i];
            }
        }
    }
    total
}

#[differentiate]
pub fn joint_callee(x: &[f64], at: f64) -> f64 {
    let mut power = 1.0;
    for i in 0..x.len() {
        power *= x[i] + at;
    }
    (1.0 + power * power).ln()
}

/// What a call leaves on the tape is taken in the same iteration.
#[differentiate]
pub fn joint_calls(x: &[f64], y: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..y.len() {
        let one: f64 = joint_callee(x, y[i]);
        let other: f64 = joint_callee(y, one);
        total += one * other;
    }
    total
}

/// An array of the iteration, filled by one loop and passed to a call.
#[differentiate]
pub fn joint_buffer(x: &[f64], y: &[f64; 3]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let mut terms = [0.0; 3];
        for k in 0..3 {
            terms[k] = x[i] * y[k];
            terms[k] *= terms[k];
        }
        let value: f64 = joint_callee(&terms, 0.5);
        total -= value;
    }
    total
}

/// The order of the primal loop is kept, whichever it is.
#[differentiate]
pub fn joint_backwards(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in (1..x.len()).rev() {
        let mut value = x[i];
        for j in 0..i {
            value *= x[j] + 0.5;
        }
        total += value * x[i - 1];
    }
    total
}

/// The sum is used once more, behind the loop: its adjoint is not known before.
#[differentiate]
pub fn joint_not_yet(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let mut value = 1.0;
        for j in 0..i {
            value *= x[j];
        }
        total += value * x[i];
    }
    total * total
}

/// Each iteration needs the adjoint of the next one's state.
#[differentiate]
pub fn joint_never(x: &[f64]) -> f64 {
    let mut state = 0.5;
    let mut total = 0.0;
    for i in 0..x.len() {
        for j in 0..i {
            state = (state + x[j]).sin();
        }
        total += state * x[i];
    }
    total
}

/// Two loops that add to one gradient.
#[differentiate]
pub fn joint_twice(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let mut value = 1.0;
        for _ in 0..2 {
            value *= x[i];
        }
        total += value;
    }
    for i in 0..x.len() {
        let mut value = 2.0;
        for _ in 0..3 {
            value *= x[i];
        }
        total -= value;
    }
    total
}

/// The branch is the outermost: its reverse, loops and all, runs in it.
#[differentiate]
pub fn joint_in_a_branch(x: &[f64], negative: bool) -> f64 {
    if negative {
        let mut total = 0.0;
        for i in 0..x.len() {
            let mut value = 1.0;
            for j in 0..i {
                value *= x[j] - 1.5;
            }
            total -= value;
        }
        total
    } else {
        x[0].ln() * x[1]
    }
}

/// What a branch gives is squared behind it: its adjoint is not known before.
#[differentiate]
pub fn joint_branch_not_yet(x: &[f64]) -> f64 {
    let value = if x.len() > 1 {
        let mut product = 1.0;
        for v in x {
            product *= v;
        }
        product
    } else {
        0.5
    };
    value * value
}

/// A weight that goes down, and a value that comes up.
#[differentiate]
pub fn joint_recursion(x: &[f64], depth: usize, from: usize) -> f64 {
    if depth == 3 {
        return x[from % 5].sin();
    }
    let mut sum = 0.0;
    for i in 0..2 {
        if (from + i) % 3 != 2 {
            let below: f64 = joint_recursion(x, depth + 1, from + i);
            sum += x[(from + i) % 5] * below - x[depth];
        }
    }
    sum
}

/// The first call's cotangent is the second one's value.
#[differentiate]
pub fn joint_recursive_product(x: &[f64], depth: usize) -> f64 {
    if depth < 1 {
        return x[0] * x[1];
    }
    let one: f64 = joint_recursive_product(x, depth / 2);
    let other: f64 = joint_recursive_product(x, depth - 1);
    one * other + x[2]
}

#[differentiate]
pub fn joint_scalar_callee(x: f64, y: f64, k: usize) -> f64 {
    x.powi(3) * y + x * k as f64
}

/// Calls of which the cotangent is known before, with floats and arrays as arguments.
#[differentiate]
pub fn joint_calls_at_once(x: &[f64], y: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let one: f64 = joint_scalar_callee(x[i], y, i);
        let other: f64 = joint_callee(x, y);
        total += 0.5 * one - other / x[i];
    }
    total
}

/// What a branch in a joint branch keeps does not leave that.
#[differentiate]
pub fn joint_branch_in_a_branch(x: f64, y: f64) -> f64 {
    if x > 0.5 {
        let factor = if y > 0.5 { x / y.cos().exp() } else { x * y };
        x * y * factor
    } else {
        x
    }
}
