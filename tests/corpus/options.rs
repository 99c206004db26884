// Functions that may have no value, and options in variables.
use differentiate::differentiate;

/// Domain: -0.9..0.9
#[differentiate]
pub fn none_returned_early(x: f64) -> Option<f64> {
    if x < 0.0 {
        return None;
    }
    Some(x.sqrt() * x)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn option_of_a_branch(x: f64, y: f64) -> Option<f64> {
    if x > y {
        Some(x * y)
    } else {
        None
    }
}

#[differentiate]
pub fn always_some(x: f64) -> Option<f64> {
    Some(x.exp() * x)
}

#[differentiate]
pub fn never_some(x: f64) -> Option<f64> {
    let _ = x;
    None
}

#[differentiate]
pub fn question_mark_on_elements(x: &[f64], i: usize) -> Option<f64> {
    let first = x.first()?;
    let y = x.get(i.checked_sub(1)?)?;
    Some(first * y * x.last()?)
}

/// Domain: -0.2..0.9
#[differentiate]
pub fn question_mark_on_a_callee(x: f64, y: f64) -> Option<f64> {
    let a = none_returned_early(x)?;
    let b = none_returned_early(y + a)?;
    Some(a * b + x)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn question_mark_in_a_loop(x: &[f64]) -> Option<f64> {
    let mut y = 1.0;
    for v in x {
        y += y * none_returned_early(v + 0.8)?;
    }
    Some(y)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn option_recovered(x: f64, y: f64) -> f64 {
    let a = none_returned_early(x).unwrap_or(y * y);
    let b = match none_returned_early(y) {
        Some(b) => b * a,
        None => x - a,
    };
    a + b * b
}

#[differentiate]
pub fn option_in_a_variable(x: &[f64]) -> Option<f64> {
    let mut best: Option<f64> = None;
    for &v in x {
        best = Some(best.map_or(v * v, |b| b.max(v * v)));
    }
    best
}

#[differentiate]
pub fn option_matched_in_a_loop(x: &[f64]) -> f64 {
    let mut best = None;
    for v in x {
        match best {
            None => best = Some(*v),
            Some(b) if *v > b => best = Some(*v * 1.5),
            _ => {}
        }
    }
    best.unwrap_or(0.0) * x[0]
}

#[differentiate]
pub fn option_if_let(x: &[f64]) -> f64 {
    let mut last: Option<f64> = None;
    let mut sum = 0.0;
    for &v in x {
        if let Some(previous) = last {
            sum += (v - previous).powi(2);
        }
        last = Some(v * v);
    }
    sum
}

#[differentiate]
pub fn option_mapped_and_filtered(x: f64) -> Option<f64> {
    let y = Some(x * x).map(|v| v + x).filter(|v| *v > 0.3);
    y.and_then(|v| if v < 1.2 { Some(v.ln()) } else { None }).or(Some(x))
}

#[differentiate]
pub fn option_zipped(x: f64, y: f64) -> f64 {
    let a = (x > 0.3).then_some(x * y);
    let b = (y > 0.3).then(|| x / y);
    a.zip(b).map_or(x - y, |(a, b)| a * b)
}

#[differentiate]
pub fn option_tested(x: &[f64], i: usize) -> f64 {
    let v = x.get(i);
    let mut y = x[0];
    if v.is_some_and(|v| *v > 0.4) {
        y *= v.unwrap();
    }
    if x.get(i + 1).is_none() {
        y *= 2.0;
    }
    y
}

#[differentiate]
pub fn option_taken(x: &[f64]) -> f64 {
    let mut held = None;
    let mut sum = 0.0;
    for &v in x {
        match held.take() {
            Some(h) => sum += v * h,
            None => held = Some(v * v),
        }
    }
    sum + held.unwrap_or_default()
}

#[differentiate]
pub fn option_while_let(x: &[f64]) -> f64 {
    let (mut y, mut i) = (0.0, 0);
    while let Some(v) = x.get(i) {
        y += v * v * (i as f64 + 1.0);
        i += 1;
    }
    y
}

/// Domain: 0.1..0.9
#[differentiate]
pub fn option_while_let_changes(x: f64) -> f64 {
    let mut y = 1.0;
    let mut next = Some(x);
    while let Some(v) = next {
        y *= v + 0.5;
        next = if v < 2.0 { Some(v * 1.5 + 0.1) } else { None };
    }
    y
}

#[differentiate]
pub fn option_let_else(x: &[f64], i: usize) -> Option<f64> {
    let Some(a) = x.get(i) else {
        return None;
    };
    let Some(b) = x.get(i + 1) else {
        return Some(a * a);
    };
    Some(a * b)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn pair_or_none(x: f64) -> Option<(f64, f64)> {
    (x > 0.0).then(|| (x.sqrt(), x * x))
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn option_of_a_pair(x: f64, y: f64) -> Option<f64> {
    let (a, b) = pair_or_none(x)?;
    Some(a * b + y)
}

#[differentiate]
pub fn array_or_none(x: f64, n: usize) -> Option<[f64; 2]> {
    if n == 2 {
        None
    } else {
        Some([x * x, x + n as f64])
    }
}

#[differentiate]
pub fn option_of_an_array(x: f64, n: usize) -> Option<f64> {
    let a: [f64; 2] = array_or_none(x, n)?;
    Some(a[0] * a[1])
}

#[differentiate]
pub fn nested_options(x: f64, n: usize) -> f64 {
    let inner = if n > 0 { Some(x * x) } else { None };
    let outer = if n > 2 { None } else { Some(inner) };
    match outer {
        Some(Some(v)) => v * x,
        Some(None) => x,
        None => 2.0 * x,
    }
}

#[differentiate]
pub fn options_matched_together(x: f64, y: f64) -> f64 {
    let a = (x > 0.4).then_some(x * x);
    let b = (y > 0.4).then_some(y * x);
    match (a, b) {
        (Some(a), Some(b)) => a * b,
        (Some(v), None) | (None, Some(v)) => v,
        (None, None) => x - y,
    }
}

/// Panics: (-0.5)
#[differentiate]
pub fn option_unwrapped(x: f64) -> f64 {
    none_returned_early(x).unwrap() + none_returned_early(x * 2.0).expect("positive")
}

#[differentiate]
pub fn option_of_integers(x: &[f64], n: usize) -> f64 {
    let at = n.checked_sub(2).unwrap_or(0);
    let next = at.checked_add(1).filter(|k| *k < x.len());
    next.map_or(x[at], |k| x[at] * x[k])
}

#[differentiate]
pub fn option_in_single_precision(x: f32) -> Option<f32> {
    if x > 0.5 {
        Some(x * x)
    } else {
        Some(2.0 * x).filter(|y| *y > 0.3)
    }
}

/// Whose items all have to be there.
#[differentiate]
pub fn options_collected(x: &[f64], y: f64) -> Option<f64> {
    let roots: Option<Vec<f64>> = x.iter().map(|v| (*v < 2.0).then(|| v.sqrt())).collect();
    let all = roots?;
    let sines = all
        .iter()
        .map(|v| none_returned_early(*v + y))
        .collect::<Option<Vec<f64>>>()?;
    Some(sines.iter().product::<f64>() + all[0])
}

#[differentiate]
pub fn options_not_collected(x: &[f64], y: f64) -> f64 {
    let sum: Option<f64> = x.iter().map(|v| if *v > y { Some(v * y) } else { None }).sum();
    let product = x.iter().map(|v| none_returned_early(*v)).product::<Option<f64>>();
    sum.unwrap_or(y * y) + product.unwrap_or(y)
}

#[differentiate]
pub fn option_folded(x: &[f64], y: f64) -> Option<f64> {
    x.iter().try_fold(y, |sum, v| {
        if sum > 100.0 {
            return None;
        }
        Some(sum * y + v * v)
    })
}
