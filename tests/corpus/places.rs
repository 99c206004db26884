//! Places by another name, and what exchanges the contents of places.

use differentiate::differentiate;

#[differentiate]
pub fn borrowed_variable(x: f64) -> f64 {
    let mut y = x;
    let r = &mut y;
    *r += x.sin();
    *r *= 2.0;
    y * x
}

#[differentiate]
pub fn borrowed_element(x: &[f64; 4], i: usize) -> f64 {
    let mut a = *x;
    let mut k = i % 3;
    let r = &mut a[k];
    k += 1;
    *r *= x[k];
    a[0] * a[1] + a[2] * a[3]
}

#[differentiate]
pub fn borrowed_row(m: &[[f64; 3]; 2], k: f64) -> f64 {
    let mut m = *m;
    for i in 0..2 {
        let row = &mut m[i];
        row[0] *= k;
        let slope = row[0] * row[1];
        let last = &mut row[2];
        *last = *last * slope + k;
    }
    m[0][2] * m[1][2]
}

#[differentiate]
pub fn borrowed_field(x: f64, y: f64) -> f64 {
    let mut pair = (x, [y, x * y]);
    let r = &mut pair.1[1];
    *r *= 3.0;
    let s: &mut f64 = &mut pair.0;
    *s += 1.0;
    pair.0 * pair.1[0] * pair.1[1]
}

#[differentiate]
pub fn borrowed_again(y: &mut [f64; 2], x: f64) -> f64 {
    let z = y;
    z[0] *= x;
    let first = &mut *z;
    first[1] += first[0];
    z[0] * z[1]
}

#[differentiate]
pub fn borrowed_and_passed_on(x: &[f64; 3]) -> f64 {
    let mut a = *x;
    let r = &mut a[1];
    triple(r);
    triple(&mut *r);
    a[0] * a[1] + a[2]
}

#[differentiate]
pub fn triple(y: &mut f64) {
    *y = *y * 3.0 + *y * *y;
}

#[differentiate]
pub fn swapped_variables(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y * y);
    std::mem::swap(&mut a, &mut b);
    a.sin() * b
}

#[differentiate]
pub fn swapped_elements(x: &[f64; 3], k: usize) -> f64 {
    let (mut a, mut t) = (*x, x[0] * x[1]);
    std::mem::swap(&mut a[k % 3], &mut t);
    a[0] + a[1] * a[2] * t
}

#[differentiate]
pub fn swapped_arrays(x: &[f64; 2], n: usize) -> f64 {
    let (mut current, mut next) = (*x, [0.0; 2]);
    for _ in 0..n {
        next[0] = current[1].sin();
        next[1] = current[0] * current[1];
        core::mem::swap(&mut current, &mut next);
    }
    current[0] + current[1] * next[0]
}

#[differentiate]
pub fn replaced_variable(x: f64) -> f64 {
    let mut previous = x;
    let mut sum = 0.0;
    for i in 0..4 {
        let old = std::mem::replace(&mut previous, x * i as f64);
        sum += old * previous;
    }
    sum + previous
}

#[differentiate]
pub fn taken_array(x: f64, y: f64) -> f64 {
    use std::mem;
    let mut a = [x, y];
    let b = mem::take(&mut a);
    a[0] += x;
    a[0] * b[0] + a[1] * b[1] + b[1]
}

#[differentiate]
pub fn borrowed_value(x: f64) -> f64 {
    let r = &mut (x * 2.0);
    *r += x;
    triple(r);
    *r * x
}

#[differentiate]
pub fn for_over_a_mutable_reference(y: &mut [f64], m: &mut [[f64; 2]], k: f64) -> f64 {
    let mut sum = 0.0;
    for v in y {
        *v *= k;
        sum += *v * *v;
    }
    for row in m {
        for v in row {
            *v += sum;
            sum += *v * 0.5;
        }
    }
    sum
}
