// What loops carry from one round to the next.
use differentiate::differentiate;

#[differentiate]
pub fn carried_scalar(x: f64) -> f64 {
    let mut y = x;
    for _ in 0..5 {
        y = y * y + x;
    }
    y
}

#[differentiate]
pub fn two_carried_scalars(x: f64, y: f64) -> f64 {
    let mut a = x;
    let mut b = y;
    for _ in 0..4 {
        let next = a * b;
        b = a + b * 0.5;
        a = next;
    }
    a + b
}

#[differentiate]
pub fn carried_swap(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y);
    for _ in 0..6 {
        (a, b) = (b, a + b);
    }
    a * b
}

#[differentiate]
pub fn carried_tuple(x: f64) -> f64 {
    let mut state = (x, 1.0);
    for _ in 0..3 {
        state = (state.0 * state.1, state.0 + state.1);
    }
    state.0 * state.1
}

#[differentiate]
pub fn carried_array(x: f64) -> f64 {
    let mut v = [x, 1.0, 2.0];
    for _ in 0..4 {
        v = [v[1] * x, v[2], v[0] + v[1]];
    }
    v[0] + v[1] * v[2]
}

#[differentiate]
pub fn array_updated_in_a_loop(x: &[f64; 4]) -> f64 {
    let mut v = [0.0; 4];
    for i in 0..4 {
        v[i] = x[i] * x[i];
    }
    let mut y = 1.0;
    for i in 0..4 {
        y *= v[i];
    }
    y
}

#[differentiate]
pub fn recurrence_through_an_array(x: f64) -> f64 {
    let mut v = [0.0; 6];
    v[0] = x;
    v[1] = 1.0;
    for i in 2..6 {
        v[i] = v[i - 1] * x + v[i - 2];
    }
    v[5]
}

#[differentiate]
pub fn array_swept_twice(x: [f64; 5]) -> f64 {
    let mut v = x;
    for _ in 0..3 {
        for i in 1..4 {
            v[i] = 0.5 * v[i] + 0.25 * v[i - 1] * v[i + 1];
        }
    }
    v[1] * v[2] + v[3]
}

#[differentiate]
pub fn in_place_prefix_sum(x: [f64; 5]) -> f64 {
    let mut v = x;
    for i in 1..5 {
        v[i] += v[i - 1];
    }
    v[4] * v[2]
}

#[differentiate]
pub fn loop_with_a_local(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in 0..x.len() {
        let square = x[i] * x[i];
        let cube = square * x[i];
        y += square * cube;
    }
    y
}

#[differentiate]
pub fn loop_with_a_shadowed_carrier(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for i in 0..x.len() {
        let y2 = y * x[i];
        let x = y2 + 1.0;
        y = x * 0.5;
    }
    y
}

#[differentiate]
pub fn loop_invariant_factor(x: &[f64], k: f64) -> f64 {
    let mut y = 0.0;
    for i in 0..x.len() {
        let factor = k * k + 1.0;
        y += factor * x[i];
    }
    y
}

#[differentiate]
pub fn carried_only_by_a_condition(x: &[f64]) -> f64 {
    let mut largest = x[0];
    for i in 1..x.len() {
        if x[i] > largest {
            largest = x[i];
        }
    }
    largest * largest
}

#[differentiate]
pub fn carried_boolean(x: &[f64]) -> f64 {
    let mut seen = false;
    let mut y = 0.0;
    for i in 0..x.len() {
        if seen {
            y += x[i] * x[i];
        } else {
            y += x[i];
        }
        if x[i] > 0.5 {
            seen = true;
        }
    }
    y
}

#[differentiate]
pub fn inner_loop_restarts(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in 0..x.len() {
        let mut power = 1.0;
        for _ in 0..i {
            power *= x[i];
        }
        y += power;
    }
    y
}

#[differentiate]
pub fn inner_loop_continues(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for i in 0..3 {
        for j in 0..2 {
            y = y * x[i] + x[j];
        }
        y *= 0.5;
    }
    y
}

#[differentiate]
pub fn inner_bound_depends_on_the_outer_value(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x {
        let rounds = (v * 4.0) as usize;
        for _ in 0..rounds {
            y *= v + 0.7;
        }
    }
    y
}

#[differentiate]
pub fn nested_array_in_a_loop(m: &[[f64; 2]; 2]) -> f64 {
    let mut power = [[1.0, 0.0], [0.0, 1.0]];
    for _ in 0..3 {
        let mut next = [[0.0; 2]; 2];
        for i in 0..2 {
            for j in 0..2 {
                for k in 0..2 {
                    next[i][j] += power[i][k] * m[k][j];
                }
            }
        }
        power = next;
    }
    power[0][0] + power[1][1]
}

#[differentiate]
pub fn loop_that_changes_nothing_active(x: f64, n: usize) -> f64 {
    let mut k = 1;
    for _ in 0..n {
        k *= 2;
    }
    x * k as f64
}

#[differentiate]
pub fn scaled_behind_the_loop(x: &[f64]) -> f64 {
    let mut row = 1.0;
    for _ in 1..2 {
        row += x[2];
    }
    row * 0.5
}

#[differentiate]
pub fn exponential_named_like_an_adjoint(x: &[f64]) -> f64 {
    let mut s = 1.0;
    for v in x {
        s *= v;
    }
    let ds = s.exp();
    ds
}

/// Ints: 2..4
#[differentiate]
pub fn inner_bound_replaced_by_the_inner_result(x: f64, k: usize) -> f64 {
    let mut n = k;
    let mut y = x;
    for _ in 0..3 {
        let mut m = 0;
        for j in 0..n {
            m += j % 2 + 1;
        }
        n = m;
        y = y * 1.5 + x;
    }
    y * n as f64
}

#[differentiate]
pub fn counter_in_a_loop(x: &[f64]) -> f64 {
    let mut at = 1;
    let mut sum = 0.0;
    for i in 0..2 {
        sum += x[at] * x[i];
        at += 2;
    }
    sum * at as f64
}

/// Len: 6
#[differentiate]
pub fn counter_over_two_loops(x: &[f64]) -> f64 {
    let mut at = 0;
    let mut sum = 0.0;
    for i in 0..3 {
        for j in 0..=i {
            sum += x[at] * x[at] * x[j];
            at += 1;
        }
    }
    sum
}

/// Len: 6
#[differentiate]
pub fn counter_over_a_triangle(x: &[f64]) -> f64 {
    let mut at = 0;
    let mut sum = 1.0;
    for i in 1..4 {
        for j in i..4 {
            sum = sum * x[at] + x[j] * at as f64;
            at += 1;
        }
    }
    sum
}

#[differentiate]
pub fn sum_in_branches_of_two_loops(x: &[f64]) -> f64 {
    let mut sum = x[0];
    for i in 0..x.len() {
        for j in 0..i {
            if x[i] > x[j] {
                sum += x[i] * x[j];
            } else {
                sum -= x[i].sin();
            }
        }
        if i > 2 {
            sum += x[i];
        }
    }
    sum * x[1]
}

#[differentiate]
pub fn counting_on_until_it_converges(x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1.. {
        term *= x / k as f64;
        if k % 3 == 0 {
            continue;
        }
        sum += term;
        if term < 1e-9 {
            break;
        }
    }
    sum
}

#[differentiate]
pub fn counting_on_until_it_returns(x: f64) -> f64 {
    let mut y = x;
    for k in 3usize.. {
        y = y * x + k as f64 * 0.1;
        if k > 6 {
            return y * y;
        }
    }
    unreachable!()
}

#[differentiate]
pub fn first_of_all_numbers(x: f64) -> f64 {
    let k = (1..).find(|k| x * *k as f64 > 1.5).unwrap();
    let sum: f64 = (1..).map(|k| x.powi(k)).take_while(|v| *v > 1e-2).sum();
    sum * k as f64
}
