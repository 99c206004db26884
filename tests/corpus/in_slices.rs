// Methods that write the elements of slices, and arrays that closures make.
use differentiate::differentiate;

#[differentiate]
pub fn swapped_in_an_array(x: &[f64; 3]) -> f64 {
    let mut a = *x;
    a.swap(0, 2);
    a[0] * a[0] + a[1] * a[2]
}

#[differentiate]
pub fn filled_array(x: f64, y: f64) -> f64 {
    let mut a = [y; 4];
    a[1..3].fill(x * y);
    a.iter().product()
}

/// Panics: (&[0.5, 0.25], 0.5)
/// At: (&[0.5, 0.25, 0.75], 0.5)
#[differentiate]
pub fn copied_from_a_slice(x: &[f64], y: f64) -> f64 {
    let mut a = [y; 4];
    a[1..].copy_from_slice(x);
    a[0] * a[1] + a[2] * a[3]
}

#[differentiate]
pub fn cloned_between_parts(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    let (left, right) = a.split_at_mut(2);
    left.clone_from_slice(right);
    right[0] *= left[1];
    a.iter().sum::<f64>() * a[2]
}

#[differentiate]
pub fn reversed_in_place(x: &[f64; 5], t: f64) -> f64 {
    let mut a = *x;
    a.reverse();
    a[1..].reverse();
    a.iter().fold(0.0, |y, v| y * t + v)
}

/// Ints: 0..5
/// Panics: (&[0.5, 0.25, 0.75, 0.125], 0.5, 5)
#[differentiate]
pub fn rotated_in_place(x: &[f64; 4], t: f64, k: usize) -> f64 {
    let mut a = *x;
    a.rotate_left(k);
    let left = a.iter().fold(0.0, |y, v| y * t + v);
    a.rotate_right(1);
    left * a.iter().fold(1.0, |y, v| y * t + v * v)
}

#[differentiate]
pub fn swapped_with_a_slice(x: &[f64; 2], y: &[f64; 2]) -> f64 {
    let (mut a, mut b) = (*x, *y);
    a.swap_with_slice(&mut b);
    a[0] * b[1] + b[0] * b[0]
}

#[differentiate]
pub fn swapped_rows(m: &[[f64; 2]; 3]) -> f64 {
    let mut a = *m;
    a.swap(0, 2);
    a[1].swap(0, 1);
    a[0][0] * a[1][0] + a[2][1]
}

#[differentiate]
pub fn mapped_array(x: [f64; 3]) -> f64 {
    let s = x[0];
    let y = x.map(|v| v.exp() * s);
    y[0] * y[1] + y[2]
}

#[differentiate]
pub fn array_from_a_function(x: &[f64; 4]) -> f64 {
    let d: [f64; 3] = std::array::from_fn(|i| x[i + 1] - x[i]);
    let rows: [[f64; 2]; 2] = std::array::from_fn(|i| std::array::from_fn(|j| x[i] * x[j + 1]));
    d[0] * d[1] + d[2].powi(2) + rows[0][1] * rows[1][0]
}

#[differentiate]
pub fn mapped_rows(m: &[[f64; 2]; 2]) -> f64 {
    let norms = m.map(|row| row.iter().map(|v| v * v).sum::<f64>().sqrt());
    norms[0] / norms[1]
}

/// What one side of a branch reads is overwritten behind it: its adjoint is written there and zero on the other side, in one array.
#[differentiate]
pub fn overwritten_behind_a_branch_that_reads_it(rows: &mut [f64], k: usize, top: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..rows.len() {
        let e = if i == k { 1.0 } else { (rows[i] - top).exp() };
        rows[i] = e;
        sum += e * e;
    }
    sum
}
