//! Iterators in variables that items are taken out of: what is left of them is what the next method sees.

use differentiate::differentiate;

#[differentiate]
pub fn horner_from_the_end(x: f64, c: &[f64]) -> f64 {
    let mut c = c.iter().rev();
    let mut value = *c.next().unwrap();
    for c in c {
        value = value.mul_add(x, *c);
    }
    value
}

#[differentiate]
pub fn next_until_none(x: &[f64]) -> f64 {
    let mut squares = x.iter().map(|v| v * v);
    let mut sum = 0.5;
    while let Some(v) = squares.next() {
        sum = sum * v + v.sin();
    }
    sum
}

#[differentiate]
pub fn next_of_filtered(x: &[f64]) -> f64 {
    let mut large = x.iter().enumerate().filter(|(_, v)| **v > 0.3);
    let mut sum = 0.0;
    while let (Some((i, a)), Some((j, b))) = (large.next(), large.next()) {
        sum += a * b * (i + 2 * j) as f64;
    }
    sum
}

#[differentiate]
pub fn nth_and_next(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let a = it.nth(1).unwrap();
    let b = it.next().unwrap();
    a / b + it.sum::<f64>()
}

#[differentiate]
pub fn nth_of_pairs(x: &[f64]) -> f64 {
    let mut pairs = x.iter().zip(x.iter().skip(1));
    let (a, b) = pairs.nth(1).unwrap();
    let (c, d) = pairs.next().unwrap();
    a * b - c * d + pairs.map(|(a, b)| a / b).sum::<f64>()
}

#[differentiate]
pub fn found_and_left(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let large = it.find(|v| **v > 0.5).copied().unwrap_or(1.0);
    large * large + it.map(|v| v.exp()).sum::<f64>()
}

#[differentiate]
pub fn position_and_left(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let first = it.position(|v| *v > 0.5).unwrap_or(7);
    let second = it.position(|v| *v > 0.5).unwrap_or(9);
    it.product::<f64>() * (first + 10 * second) as f64
}

#[differentiate]
pub fn any_and_left(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let large = it.any(|v| *v > 0.5);
    let small = it.all(|v| *v < 0.8);
    let left = it.fold(1.0, |a, v| a * 0.5 + v * v);
    match (large, small) {
        (true, true) => left,
        (true, false) => 2.0 * left * x[0],
        _ => 3.0 * left,
    }
}

#[differentiate]
pub fn taken_by_reference(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let head = it.by_ref().take(2).sum::<f64>();
    head / it.sum::<f64>()
}

#[differentiate]
pub fn loop_by_reference(x: &[f64]) -> f64 {
    let mut cubes = x.iter().map(|v| v.powi(3));
    let mut head = 0.0;
    for v in cubes.by_ref() {
        head += v;
        if v > 0.1 {
            break;
        }
    }
    head - cubes.map(|v| v.sqrt()).sum::<f64>()
}

#[differentiate]
pub fn loop_over_a_lent_iterator(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let mut head = 1.0;
    for v in &mut it {
        head *= v;
        if *v > 0.5 {
            break;
        }
    }
    head + it.map(|v| v.sqrt()).sum::<f64>()
}

#[differentiate]
pub fn clone_goes_on_alone(x: &[f64]) -> f64 {
    let mut it = x.iter().rev();
    it.next();
    let mut ahead = it.clone();
    let next = ahead.next().unwrap();
    it.zip(ahead).map(|(a, b)| a * b).sum::<f64>() * next
}

#[differentiate]
pub fn peek_of_mapped(x: &[f64]) -> f64 {
    let mut it = x.iter().map(|v| v * v).peekable();
    let mut sum = 0.0;
    while let Some(v) = it.next() {
        sum += match it.peek() {
            Some(next) => v / (next + 1.0),
            None => v.exp(),
        };
    }
    sum
}

#[differentiate]
pub fn chunks_one_by_one(x: &[f64]) -> f64 {
    let mut parts = x.chunks(2);
    let first = parts.next().unwrap();
    parts.map(|p| p.iter().sum::<f64>() * first[0]).sum::<f64>() + first[1]
}

/// What changes is what it was where the iterator was made.
#[differentiate]
pub fn held_beside_a_change(x: &[f64], k: f64) -> f64 {
    let mut scale = k;
    let mut skipped = 1;
    let mut sum = 0.0;
    for i in 0..3 {
        scale *= 1.1;
        let scaled = x.iter().map(|v| v * scale).skip(i);
        sum += scaled.clone().sum::<f64>() * scaled.fold(1.0, |a, b| a * b);
        let rest = x.iter().skip(skipped);
        skipped += 1;
        sum += rest.product::<f64>() * skipped as f64;
    }
    sum
}

#[differentiate]
pub fn held_over_a_change(x: [f64; 4]) -> f64 {
    let mut sum = 0.0;
    let mut y = x;
    for i in 0..2 {
        y[i] *= y[i + 1];
        let mut pairs = y.windows(2);
        let first = pairs.next().unwrap();
        sum += first[0] * pairs.map(|p| p[1] - p[0]).sum::<f64>();
    }
    sum
}
