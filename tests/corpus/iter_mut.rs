// Iterators over elements that are written.
use differentiate::differentiate;

#[differentiate]
pub fn for_in_iter_mut(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    for v in a.iter_mut() {
        *v = *v * *v + 1.0;
    }
    a.iter().product()
}

#[differentiate]
pub fn for_in_a_mutable_reference(x: &[f64; 4], s: f64) -> f64 {
    let mut a = *x;
    for v in &mut a[1..3] {
        *v *= s;
    }
    a[0] * a[1] + a[2] * a[3]
}

#[differentiate]
pub fn written_by_enumerate(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    for (i, v) in a.iter_mut().enumerate().skip(1) {
        *v += i as f64 * x[0];
    }
    a.iter().map(|v| v * v).sum()
}

#[differentiate]
pub fn written_by_zip(x: &[f64; 3], y: &[f64; 3]) -> f64 {
    let mut a = *x;
    for (p, q) in a.iter_mut().zip(y) {
        *p -= q * q;
    }
    a.iter_mut().zip(y.iter().map(|v| v.sin())).for_each(|(p, q)| *p *= q);
    a.iter().sum::<f64>() * a[1]
}

#[differentiate]
pub fn running_total_in_place(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let mut total = 0.0;
    v.iter_mut().for_each(|a| {
        total += *a;
        *a = total * total;
    });
    v.iter().sum::<f64>() * total
}

#[differentiate]
pub fn written_rows(m: &[[f64; 2]; 3]) -> f64 {
    let mut a = *m;
    for row in a.iter_mut().rev() {
        for v in row.iter_mut() {
            *v = v.exp();
        }
        row[0] *= row[1];
        row.swap(0, 1);
    }
    a[0][0] * a[1][1] + a[2][0]
}

#[differentiate]
pub fn written_chunks(x: &[f64; 6]) -> f64 {
    let mut a = *x;
    for (i, c) in a.chunks_mut(2).enumerate() {
        c.iter_mut().for_each(|v| *v *= i as f64 + 0.5);
        c[0] += c[1] * c[1];
    }
    a.iter().product()
}

#[differentiate]
pub fn written_halves(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    let (left, right) = a.split_at_mut(2);
    for (p, q) in left.iter_mut().zip(right.iter()) {
        *p += 2.0 * q;
    }
    for (p, q) in right.iter_mut().zip(left.iter()) {
        *p *= q;
    }
    a.iter().sum::<f64>() * a[3]
}
