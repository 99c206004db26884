// `match` and its kin.
use differentiate::differentiate;

#[differentiate]
pub fn match_on_an_integer(x: f64, n: u32) -> f64 {
    match n {
        0 => 1.0,
        1 => x,
        2 | 3 => x * x,
        _ => x.sin(),
    }
}

#[differentiate]
pub fn match_on_ranges(x: f64, n: i32) -> f64 {
    match n {
        ..=0 => x,
        1..=2 => x * x,
        k => x.powi(k),
    }
}

#[differentiate]
pub fn match_on_a_boolean(x: f64, b: bool) -> f64 {
    match b {
        true => x.exp(),
        false => x.ln(),
    }
}

#[differentiate]
pub fn match_on_a_tuple(x: f64, n: u32, b: bool) -> f64 {
    match (n, b) {
        (0, _) => x,
        (k, true) => x * f64::from(k),
        (_, false) => x * x,
    }
}

#[differentiate]
pub fn match_with_guards(x: f64) -> f64 {
    match x * 2.0 {
        v if v < 0.6 => v.exp(),
        v if v < 1.2 => v * v,
        v => v.sqrt(),
    }
}

#[differentiate]
pub fn match_as_a_statement(x: f64, n: u32) -> f64 {
    let mut y = x;
    match n {
        0 => {}
        1 => y *= x,
        _ => {
            y += 1.0;
            y *= y;
        }
    }
    y
}

#[differentiate]
pub fn match_that_returns(x: f64, n: u32) -> f64 {
    let factor = match n {
        0 => return x,
        1 => 2.0,
        _ => x,
    };
    factor * x * x
}

#[differentiate]
pub fn match_in_a_loop(x: f64) -> f64 {
    let mut y = x;
    for i in 0..8 {
        match i % 4 {
            0 => y *= x,
            1 => y += x.sin(),
            2 if y > 1.0 => continue,
            _ if i > 6 => break,
            _ => y -= 0.25,
        }
    }
    y
}

#[differentiate]
pub fn match_on_an_ordering(x: f64, y: f64) -> f64 {
    match x.total_cmp(&y) {
        std::cmp::Ordering::Less => x * y,
        std::cmp::Ordering::Equal => x,
        std::cmp::Ordering::Greater => x / y,
    }
}

#[differentiate]
pub fn match_on_a_partial_ordering(x: f64, y: f64) -> f64 {
    use std::cmp::Ordering;
    match x.partial_cmp(&y) {
        Some(Ordering::Less) => x * y,
        Some(Ordering::Equal | Ordering::Greater) => x / y,
        None => 0.0,
    }
}

#[differentiate]
pub fn match_on_slices(x: &[f64]) -> f64 {
    match x {
        [] => 0.0,
        [a] => a * a,
        [a, .., b] => a * b,
    }
}

#[differentiate]
pub fn matches_in_a_condition(x: f64, n: u32) -> f64 {
    if matches!(n, 1 | 3..=4) {
        x * x
    } else {
        x
    }
}

#[differentiate]
pub fn if_let_an_element(x: &[f64], n: usize) -> f64 {
    if let Some(v) = x.get(n + 2) {
        v * v
    } else {
        x[0]
    }
}

#[differentiate]
pub fn let_else_an_element(x: &[f64], n: usize) -> f64 {
    let Some(v) = x.get(n + 2) else {
        return x[0];
    };
    v * x[1]
}

#[differentiate]
pub fn unwrapped_ends(x: &[f64]) -> f64 {
    x.first().unwrap() * x.last().unwrap()
}

#[differentiate]
pub fn greatest_and_least(x: &[f64]) -> f64 {
    let greatest = x.iter().copied().max_by(|a, b| a.total_cmp(b)).unwrap();
    let least = x.iter().min_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
    greatest * least.exp()
}

#[differentiate]
pub fn reduced(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).reduce(|a, b| a * 0.5 + b).unwrap_or(0.0)
}
