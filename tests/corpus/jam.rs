// Loops around loops whose iterations run together, with some left over.
use differentiate::differentiate;

const COLUMNS: usize = 12;
const FEW: usize = 5;

#[differentiate]
pub fn jam_rows(w: &[[f64; 12]; 5], x: &[f64; 12]) -> f64 {
    let mut total = 0.0;
    for i in 0..5 {
        let mut sum = -0.5;
        for j in 0..12 {
            sum += w[i][j] * x[j];
        }
        total += sum * sum;
    }
    total
}

/// Len of w: 5
#[differentiate]
pub fn jam_rows_of_a_slice(w: &[[f64; COLUMNS]], x: &[f64; COLUMNS], y: &[f64; COLUMNS]) -> f64 {
    let mut total = 0.0;
    for i in 0..w.len() {
        let mut sum = y[i];
        for j in 0..COLUMNS {
            sum += w[i][j] * x[j];
        }
        total = (total + sum.tanh()) * y[i];
    }
    total
}

/// Len of w: 144
/// Len of x: 12
#[differentiate]
pub fn jam_flat_rows(w: &[f64], x: &[f64]) -> f64 {
    let mut hidden = vec![0.0; x.len()];
    for i in 0..x.len() {
        let mut sum = 0.0;
        for j in 0..x.len() {
            sum += w[i * x.len() + j] * x[j];
        }
        hidden[i] = sum.sin();
    }
    let mut total = 0.0;
    for i in 0..x.len() {
        total += hidden[i] * x[i];
    }
    total
}

/// Len: 6
#[differentiate]
pub fn jam_too_short(w: &[[f64; FEW]], x: &[f64; FEW]) -> f64 {
    let mut total = 0.0;
    for i in 0..w.len() {
        let mut sum = 0.0;
        for j in 0..FEW {
            sum += w[i][j] * x[j];
        }
        total += sum * sum;
    }
    total
}

#[differentiate]
pub fn jam_product(a: &[[f64; 5]; 2], b: &[[f64; 12]; 5]) -> f64 {
    let mut total = 0.0;
    for i in 0..2 {
        let mut row = [0.0; 12];
        for k in 0..5 {
            for j in 0..12 {
                row[j] += a[i][k] * b[k][j];
            }
        }
        for j in 0..12 {
            total += row[j] * row[j];
        }
    }
    total
}

/// Len of x: 18
#[differentiate]
pub fn jam_window(x: &[f64], kernel: &[f64; 4]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() - 3 {
        let mut sum = 0.0;
        for k in 0..4 {
            sum += kernel[k] * x[i + k];
        }
        total += sum * sum;
    }
    total
}

#[differentiate]
pub fn jam_largest(w: &[[f64; 12]; 5], x: &[f64; 12]) -> f64 {
    let (mut largest, mut product) = (-10.0, 1.0);
    for i in (0..5).rev() {
        let mut sum = 0.0;
        for j in 0..12 {
            sum += w[i][j] * x[j];
        }
        if sum > largest {
            largest = sum;
        }
        product *= 0.5 + sum;
    }
    largest * product
}

#[differentiate]
pub fn jam_not_where_the_next_one_needs_it(w: &[[f64; 12]; 5], x: &[f64; 12]) -> f64 {
    let mut last = 0.5;
    for i in 0..5 {
        let mut sum = last;
        for j in 0..12 {
            sum += w[i][j] * x[j];
        }
        last = sum.tanh();
    }
    last
}

#[differentiate]
pub fn jam_not_where_one_reads_what_another_writes(w: &[[f64; 12]; 5], x: &[f64; 12]) -> f64 {
    let mut state = *x;
    for i in 0..5 {
        let mut sum = 0.0;
        for j in 0..12 {
            sum += w[i][j] * state[j];
        }
        state[i] = sum.sin();
    }
    state[0] + state[4]
}

#[differentiate]
pub fn jam_twice_in_a_row(w: &[[f64; 12]; 5], x: &[f64; 12]) -> f64 {
    let mut total = 0.0;
    for i in 0..5 {
        let mut sum = 0.0;
        for j in 0..12 {
            sum += w[i][j] * x[j];
        }
        let scale = sum.cos();
        let mut again = scale;
        for j in 0..12 {
            again += w[i][j] * scale * x[j];
        }
        total += again * sum;
    }
    total
}

/// Len of x: 12
/// Ints: 4..6
/// Panics: (&[0.5, 0.1, 0.2, 0.3, 0.4], &[[0.5; 12]; 6], 6)
/// Panics: (&[0.5, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.15, 0.25], &[[0.5; 12]; 6], 9)
#[differentiate]
pub fn jam_within_bounds(x: &[f64], w: &[[f64; 12]; 6], n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let mut sum = x[i];
        for j in 0..12 {
            sum += w[i][j] * x[j];
        }
        total += sum * sum;
    }
    total
}

/// Len: 11
#[differentiate]
pub fn jam_valley(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += 100.0 * (x[i + 1] - x[i].powi(2)).powi(2) + (1.0 - x[i]).powi(2);
    }
    sum
}

/// Len of x: 9
/// Len of y: 9
#[differentiate]
pub fn jam_residuals(x: &[f64], y: &[f64], scale: f64) -> f64 {
    let (mut sum, mut weighted) = (0.0, 0.5);
    for i in (0..x.len()).rev() {
        let offset = x[i] - scale * y[i] * y[i];
        sum += offset * offset;
        weighted = weighted * 0.5 + offset * x[i];
    }
    sum * weighted
}

/// Panics: (&[0.5, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], &[0.5, 0.1, 0.2, 0.3, 0.4, 0.5])
/// Len of x: 9
/// Len of y: 9
#[differentiate]
pub fn jam_to_the_end_of_the_shorter(x: &[f64], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let offset = x[i] - x[i] * y[i] + y[i] * y[i];
        sum += offset * offset * offset;
    }
    sum
}

/// Len: 11
#[differentiate]
pub fn jam_sum_of_squares(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for k in 0..x.len() {
        sum += x[k] * x[k] - 0.5;
    }
    (1.0 + sum * sum).sqrt()
}

/// Len: 9
#[differentiate]
pub fn jam_two_sums(x: &[f64], scale: f64) -> f64 {
    let (mut sum, mut rest) = (0.0, 1.0);
    for v in x {
        sum += scale * v;
        rest -= v * v;
    }
    sum * rest
}

/// Len: 9
#[differentiate]
pub fn jam_sum_of_exponentials(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v.exp();
    }
    sum.ln()
}

/// Len: 9
#[differentiate]
pub fn jam_running_sum(x: &[f64]) -> f64 {
    let (mut sum, mut total) = (0.0, 1.0);
    for v in x {
        sum += v;
        total *= sum * 0.5;
    }
    total
}
