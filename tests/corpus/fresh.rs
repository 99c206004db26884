// Adjoints whose elements are added to by one loop first: there is nothing to add to.
use differentiate::differentiate;

const ROWS: usize = 3;

#[differentiate]
pub fn first_of_each(x: &[f64], y: &[f64; 4], z: &[f64; ROWS]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i] * y[0];
    }
    for i in 0..4 {
        sum *= y[i];
    }
    for i in 0..ROWS {
        sum += z[i].sin();
    }
    sum
}

/// Len: 6
#[differentiate]
pub fn first_but_not_of_all(x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len().min(n) {
        sum += x[i] * x[i];
    }
    sum
}

/// Len: 6
#[differentiate]
pub fn first_from_the_second_on(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += x[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn first_in_rows(w: &[[f64; 4]; ROWS], x: &[f64; 4]) -> f64 {
    let mut sum = 0.0;
    for i in 0..ROWS {
        let mut row = 0.0;
        for j in 0..4 {
            row += w[i][j] * x[j];
        }
        sum += row * row;
    }
    sum
}

#[differentiate]
pub fn first_in_parts_of_rows(w: &[[f64; 4]; ROWS], x: &[f64; 4]) -> f64 {
    let mut sum = 0.0;
    for i in 0..ROWS {
        for j in 0..i {
            sum += w[i][j] * x[j] * w[i][j];
        }
    }
    sum
}

#[differentiate]
pub fn first_on_one_side(w: &[[f64; 4]], x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..w.len() {
        if x[i] > 0.5 {
            for j in 0..4 {
                sum += w[i][j] * x[i];
            }
        } else if x[i] > 0.3 {
            sum += x[i] * x[i];
        }
    }
    sum
}

#[differentiate]
pub fn first_behind_a_maximum(w: &[[f64; 4]; ROWS], x: &[f64; 4]) -> f64 {
    let mut hidden = [0.0; ROWS];
    for i in 0..ROWS {
        let mut row = -0.9;
        for j in 0..4 {
            row += w[i][j] * x[j];
        }
        hidden[i] = row.max(0.0);
    }
    let mut sum = 0.0;
    for i in 0..ROWS {
        sum += hidden[i] * hidden[i];
    }
    sum
}

#[differentiate]
pub fn first_and_again(x: &[f64]) -> f64 {
    let (mut sum, mut product) = (0.0, 1.0);
    for i in 0..x.len() {
        sum += x[i] * x[i];
        for k in 0..3 {
            product *= 1.0 + x[i] * k as f64;
        }
    }
    sum * product
}

/// Len: 6
#[differentiate]
pub fn first_and_another_one(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[(i * 2) % 5];
    }
    sum
}

#[differentiate]
pub fn first_in_the_first_round(x: &[f64; 4]) -> f64 {
    let mut sum = 0.0;
    for k in 0..3 {
        for i in 0..4 {
            sum += x[i] * x[i] * k as f64;
        }
    }
    sum
}

/// Len: 6
#[differentiate]
pub fn first_beside_neighbours(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += (x[i + 1] - x[i] * x[i]).powi(2);
    }
    sum
}

/// Len of x: 4
/// Len of y: 3
#[differentiate]
pub fn first_while_there_are_any(x: &[f64], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() + y.len() {
        sum += if i < x.len() { x[i] * x[i] } else { y[i - x.len()] };
    }
    sum
}
