// Beyond the letter of what is promised, but what people write next: labels, `break` with a value, more patterns,
// references, adapters and macros.
use differentiate::differentiate;

#[differentiate]
pub fn operators_on_references(x: &[f64]) -> f64 {
    let a = &x[0];
    let b = &x[1];
    a * b + a / b - (b + 1.0) * (2.0 - a)
}

#[differentiate]
pub fn array_of_tuples_by_hand(x: f64) -> f64 {
    let a = (x, [x * x, 2.0]);
    a.0 * a.1[0] + a.1[1]
}

#[differentiate]
pub fn boolean_array(x: &[f64]) -> f64 {
    let mut large = [false; 5];
    for i in 0..5 {
        large[i] = x[i] > 0.5;
    }
    let mut y = 0.0;
    for i in 0..5 {
        if large[4 - i] {
            y += x[i] * x[i];
        }
    }
    y
}

/// Ints: 0..200
/// Panics: (0.5, 200, 100)
#[differentiate]
pub fn unreachable_branch(x: f64, k: u8, n: u8) -> f64 {
    if k > 199 {
        unreachable!("drawn below 200");
    }
    x * x * n as f64
}

/// Panics: (&[1.0, 2.0])
#[differentiate]
pub fn assert_eq_of_lengths(x: &[f64]) -> f64 {
    assert_eq!(x.len(), 5);
    x[4] * x[0]
}

#[differentiate]
pub fn assert_ne_of_integers(x: f64, k: i32) -> f64 {
    assert_ne!(k, 77, "not this one");
    x * k as f64
}

#[differentiate]
pub fn reference_binding(x: &[f64]) -> f64 {
    let first = &x[0];
    let y = *first * x[1];
    y * y
}

#[differentiate]
pub fn break_to_a_label(x: &[f64]) -> f64 {
    let mut y = 0.0;
    'outer: for i in 0..x.len() {
        for j in 0..x.len() {
            y += x[i] * x[j];
            if y > 1.0 {
                break 'outer;
            }
        }
        y += 0.05;
    }
    y
}

#[differentiate]
pub fn continue_to_a_label(x: &[f64]) -> f64 {
    let mut y = 0.0;
    'outer: for i in 0..x.len() {
        for j in 0..i {
            if x[j] > x[i] {
                continue 'outer;
            }
            y += x[i] * x[j];
        }
        y += x[i] * x[i];
    }
    y
}

/// Ints: -9..9
#[differentiate]
pub fn integer_methods(x: f64, k: i32) -> f64 {
    x * k.abs() as f64 + x * x * k.rem_euclid(3) as f64 + x * k.min(2).max(-2) as f64
}

#[differentiate]
pub fn for_in_rows(m: &[[f64; 3]; 2]) -> f64 {
    let mut sum = 0.0;
    for row in m {
        let mut product = 1.0;
        for v in row {
            product *= v;
        }
        sum += product * product;
    }
    sum
}

#[differentiate]
pub fn reversed_enumeration(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for (i, v) in x.iter().enumerate().rev() {
        y = y * v + i as f64;
    }
    y
}

#[differentiate]
pub fn enumerated_reversal(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for (i, v) in x.iter().rev().enumerate() {
        y = y * v + i as f64;
    }
    y
}

/// At: (&[], 0.5)
/// At: (&[0.5, 0.7], 0.5)
#[differentiate]
pub fn is_empty_slice(x: &[f64], y: f64) -> f64 {
    if x.is_empty() {
        return y * y;
    }
    x[0] * y
}

#[differentiate]
pub fn loop_with_a_value(x: f64) -> f64 {
    let mut y = x;
    let z = loop {
        y = y * 2.0;
        if y > 3.0 {
            break y * x;
        }
    };
    z * y
}
