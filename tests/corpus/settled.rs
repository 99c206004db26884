// Arrays whose elements are what they will be when they are read: the reverse sweep reads them again. And some whose elements are not.
use differentiate::differentiate;

/// Len of a: 9
/// Domain of a: 1.0..1.4
#[differentiate]
pub fn settled_elimination(a: &[f64]) -> f64 {
    let n = 3;
    let mut u = a.to_vec();
    let mut total = 0.0;
    for k in 0..n {
        u[k * n + k] += 2.5;
        total += u[k * n + k].ln();
        for i in k + 1..n {
            let factor = u[i * n + k] / u[k * n + k];
            for j in k + 1..n {
                u[i * n + j] -= factor * u[k * n + j];
            }
        }
    }
    total
}

/// Len of a: 9
/// Domain of a: 0.2..1.8
#[differentiate]
pub fn settled_with_pivots(a: &[f64], n: usize) -> f64 {
    let n = n % 2 + 3;
    let mut u = vec![1.0; n * n];
    for i in 0..n {
        u[i * n + (i + 1) % n] = 0.1 + a[i];
        u[i * n + i] = a[i + 1] * a[i];
    }
    let mut total = 0.0;
    for k in 0..n {
        let mut pivot = k;
        for i in k + 1..n {
            if u[i * n + k].abs() > u[pivot * n + k].abs() {
                pivot = i;
            }
        }
        if pivot != k {
            for j in 0..n {
                u.swap(k * n + j, pivot * n + j);
            }
        }
        total += (0.1 + u[k * n + k].abs()).ln();
        for i in k + 1..n {
            let factor = u[i * n + k] / (u[k * n + k] + 0.01);
            for j in k + 1..n {
                u[i * n + j] -= factor * u[k * n + j];
            }
        }
    }
    total
}

#[differentiate]
pub fn settled_table(x: &[f64; 4], y: &[f64; 5]) -> f64 {
    let mut d = [[0.0; 6]; 5];
    for i in 1..5 {
        d[i][0] = d[i - 1][0] + x[i - 1] * x[i - 1];
    }
    for j in 1..6 {
        d[0][j] = d[0][j - 1] + y[j - 1] * y[j - 1];
    }
    for i in 1..5 {
        for j in 1..6 {
            let cost = (x[i - 1] - y[j - 1]) * (x[i - 1] - y[j - 1]);
            let soft = (-d[i - 1][j]).exp() + (-d[i][j - 1]).exp() + (-d[i - 1][j - 1]).exp();
            d[i][j] = cost * d[i - 1][j - 1] - soft.ln();
        }
    }
    d[4][5]
}

/// Len of y: 6
#[differentiate]
pub fn settled_backwards(y: &[f64]) -> f64 {
    let n = y.len();
    let mut x = vec![0.0; n];
    for i in (0..n).rev() {
        let mut sum = y[i];
        for k in i + 1..n {
            sum -= x[k] * y[k] * x[k];
        }
        x[i] = sum.sin();
    }
    x[0] * x[1]
}

/// Len of y: 6
#[differentiate]
pub fn settled_not_where_the_element_itself_is_read(y: &[f64]) -> f64 {
    let n = y.len();
    let mut x = y.to_vec();
    for i in 0..n {
        let mut sum = 0.0;
        for k in 0..=i {
            sum += x[k] * x[k];
        }
        x[i] = sum.sin();
    }
    x[n - 1] * x[1]
}

/// Len of y: 6
#[differentiate]
pub fn settled_not_where_it_goes_on(y: &[f64]) -> f64 {
    let n = y.len();
    let mut x = y.to_vec();
    for _ in 0..3 {
        for i in 1..n {
            x[i] = x[i - 1] * x[i] + x[i - 1] * x[i - 1];
        }
    }
    x[n - 1] * x[1]
}

/// Len of a: 4
#[differentiate]
pub fn settled_not_where_rows_overlap(a: &[f64]) -> f64 {
    let n = a.len();
    let mut w = vec![0.5; n * n + 1];
    for i in 0..n {
        for j in 0..=n {
            w[i * n + j] = w[i * n + j] * a[i] + w[i * n].sin() * w[i * n + j];
        }
    }
    w[n] * w[2 * n] * w[n * n]
}

/// Len of a: 6
#[differentiate]
pub fn settled_not_where_columns_are_longer_than_the_width(a: &[f64], n: usize) -> f64 {
    let (m, n) = (2 + n % 2, a.len());
    let mut w = vec![0.5; n * m + n];
    for i in 0..n {
        for j in 0..n {
            w[i * m + j] = w[i * m + j] * a[j] + w[i * m].cos() * w[i * m + j];
        }
    }
    w[n] * w[m] + w[n * m - 1]
}

/// Len of a: 4
#[differentiate]
pub fn settled_not_at_a_place_of_chance(a: &[f64]) -> f64 {
    let n = a.len();
    let mut w = a.to_vec();
    for i in 0..n {
        let at = (7 * i + 3) % n;
        w[at] = w[i] * w[at] + w[i] * w[i];
    }
    w[0] + w[1] * w[3]
}

#[differentiate]
pub fn settled_not_in_a_copy(x: &[f64; 5]) -> f64 {
    let mut u = *x;
    for _ in 0..2 {
        let old = u;
        for i in 1..5 {
            u[i] = old[i - 1] * old[i] + u[i - 1].sin() * old[i];
        }
    }
    u[4] * u[2]
}

#[differentiate]
pub fn settled_not_where_a_branch_gives_another(x: &[f64; 4], c: f64) -> f64 {
    let mut a = [0.5; 4];
    let mut b = [0.25; 4];
    for i in 1..4 {
        a[i] = x[i] * a[i - 1] * a[i - 1];
        b[i] = x[i - 1] * b[i - 1] * b[i - 1] + 0.5;
    }
    let chosen = if c > 0.0 { a } else { b };
    let mut sum = 0.0;
    for i in 0..4 {
        sum += chosen[i] * chosen[i] * x[i];
    }
    sum * c
}

#[differentiate]
pub fn settled_not_where_an_iteration_begins_anew(x: &[f64; 4]) -> f64 {
    let mut a = [0.5; 4];
    let mut sum = 0.0;
    for k in 0..3 {
        for i in 1..4 {
            a[i] = a[i - 1] * x[i] + x[k] * a[i - 1];
            sum += a[i] * a[i - 1];
        }
        a = [0.25 * sum; 4];
    }
    sum + a[2]
}

#[differentiate]
pub fn settled_where_a_condition_keeps_them_apart(x: &[f64; 4], a: f64) -> f64 {
    let mut w = [1.0; 4];
    for i in 0..4 {
        for j in 0..4 {
            if j < i {
                w[i] = w[i] * w[j] + w[j] * w[j] * x[j] * a;
            }
        }
        w[i] = if x[i] > 0.1 { w[i].sqrt() } else { w[i] / (1.0 + a * a) };
    }
    w[3] * w[2]
}

/// Len of state: 5
/// Domain of rate: 0.5..0.9
#[differentiate]
pub fn settled_in_place(state: &mut [f64], rate: f64) -> f64 {
    for t in 1..state.len() {
        let before = state[t - 1];
        state[t] = rate * before * (1.0 - before) + 0.1 * state[t];
    }
    state[state.len() - 1] * state[1]
}

/// Len of x: 6
#[differentiate]
pub fn settled_history(x: &[f64]) -> Vec<f64> {
    let mut s = vec![0.5; x.len() + 1];
    let mut t = 0;
    while t < x.len() {
        s[t + 1] = (s[t] * x[t]).tanh() + s[t] * s[t];
        t += 1;
    }
    for i in (2..s.len()).step_by(2) {
        s[i] = s[i - 1] * s[i - 2] * s[i];
    }
    s
}

/// Len of x: 12
#[differentiate]
pub fn settled_in_blocks(x: &[f64]) -> f64 {
    let mut w = vec![0.0; 12];
    for block in 0..3 {
        w[block * 4] = x[block * 4];
        for k in 1..4 {
            w[block * 4 + k] = w[block * 4 + k - 1] * x[block * 4 + k] + w[block * 4] * w[block * 4 + k - 1];
        }
    }
    w[3] * w[7] * w[11]
}

/// Len of x: 5
#[differentiate]
pub fn settled_not_in_a_loop_that_undoes_itself(x: &[f64]) -> f64 {
    let n = x.len();
    let mut w = vec![0.25; n];
    let mut total = 0.0;
    for k in 0..n {
        let mut s = 0.0;
        for j in 0..k {
            s += w[j] * x[j] * x[j];
        }
        total += s.sin() * x[k];
        w[k] = k as f64 * 0.5;
    }
    total
}
