// Loops that read neighbours: the adjoints of these get more than one term each.
use differentiate::differentiate;

#[differentiate]
pub fn differences(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += (x[i + 1] - x[i] * x[i]).powi(2);
    }
    sum
}

#[differentiate]
pub fn second_differences(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() - 1 {
        sum += (x[i - 1] - 2.0 * x[i] + x[i + 1]).powi(2) * x[i];
    }
    sum
}

/// Len: 7
#[differentiate]
pub fn distant_neighbours(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 2..x.len() - 2 {
        sum += x[i - 2] * x[i + 2] + x[i].sin() * x[i + 2];
    }
    sum
}

#[differentiate]
pub fn neighbours_downwards(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in (0..x.len() - 1).rev() {
        sum += x[i] * x[i + 1].exp();
    }
    sum
}

#[differentiate]
pub fn neighbours_in_a_serial_loop(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for i in 1..x.len() {
        y = (y * x[i]).sin() + x[i - 1];
    }
    y
}

#[differentiate]
pub fn neighbours_up_to_the_end(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..=x.len() - 1 {
        sum += (x[i] * x[i - 1]).sqrt();
    }
    sum
}

#[differentiate]
pub fn neighbours_in_a_row(m: &[[f64; 4]; 3], k: usize) -> f64 {
    let k = k % 3;
    let mut sum = 0.0;
    for j in 0..3 {
        sum += m[k][j] * m[k][j + 1] * m[k][j + 1];
    }
    sum
}

/// Len: 3
/// Ints: 2..6
#[differentiate]
pub fn no_neighbours_left(x: &[f64], n: usize) -> f64 {
    let mut sum = x[0];
    for i in n..x.len() - 1 {
        sum += x[i] * x[i + 1] * x[i + 1];
    }
    for i in (n..x.len() - 1).rev() {
        sum += x[i + 1] / x[i];
    }
    sum * x[2]
}

/// Len: 6
#[differentiate]
pub fn smoothed_in_steps(x: &[f64], steps: usize) -> f64 {
    let mut u = x.to_vec();
    let mut v = x.to_vec();
    for _ in 0..steps {
        for i in 1..x.len() - 1 {
            v[i] = u[i] + 0.2 * x[i] * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
        }
        for i in 1..x.len() - 1 {
            u[i] = v[i] * v[i];
        }
    }
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += u[i] * u[i];
    }
    sum
}

/// Len: 6
#[differentiate]
pub fn smoothed_in_place(x: &[f64]) -> f64 {
    let mut u = x.to_vec();
    for i in 1..x.len() - 1 {
        u[i] = 0.5 * u[i - 1] * u[i] + u[i + 1];
    }
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += u[i].sin();
    }
    sum
}
