// Options and tuples as parameters: each leaf is an argument of its own between differentiated functions.
use differentiate::differentiate;

#[differentiate]
pub fn damped(x: f64, damping: Option<f64>) -> f64 {
    match damping {
        Some(c) if c > 0.0 => x * (-c).exp(),
        Some(_) => x,
        None => 2.0 * x,
    }
}

#[differentiate]
pub fn some_value_given(x: f64, c: f64) -> f64 {
    damped(x, Some(c)) + damped(x * x, Some(-c))
}

#[differentiate]
pub fn none_given(x: f64) -> f64 {
    let none: Option<f64> = None;
    damped(x * x, none)
}

/// Ints: 0..2
#[differentiate]
pub fn perhaps_given(x: f64, c: f64, n: i32) -> f64 {
    let damping = if n > 0 { Some(c * x) } else { None };
    damped(x, damping) * damped(c, damping.map(|d| d * d))
}

#[differentiate]
pub fn clamped(x: f64, low: Option<f64>, high: Option<f64>, power: Option<i32>) -> f64 {
    let mut y = x.powi(power.unwrap_or(2));
    if let Some(low) = low {
        y = y.max(low);
    }
    if let Some(high) = high {
        y = y.min(high);
    }
    y
}

#[differentiate]
pub fn limits_given(x: f64, y: f64) -> f64 {
    let none: Option<f64> = None;
    clamped(x, Some(0.5 * x), none, Some(3)) + clamped(y, none, Some(0.2 * y), Some(1)) * x
}

#[differentiate]
pub fn plane_distance((x, y): (f64, f64), to: (f64, [f64; 2], usize)) -> f64 {
    let (dx, dy) = (x - to.1[0], y - to.1[1]);
    (to.0 + dx * dx + dy * dy).sqrt() * to.2 as f64
}

#[differentiate]
pub fn tuples_given(x: f64, y: f64) -> f64 {
    let p = (x * y, y);
    plane_distance(p, (0.1, [y, x], 2)) + plane_distance((1.0, x), (x, [0.5, y], 1))
}

#[differentiate]
pub fn options_by_reference(k: &Option<f64>, pair: &(f64, Option<[f64; 2]>)) -> f64 {
    let k = k.unwrap_or(0.5);
    match pair.1 {
        Some(a) => pair.0 * a[0] * k + a[1],
        None => pair.0 * k,
    }
}

#[differentiate]
pub fn references_given(x: f64, y: f64) -> f64 {
    options_by_reference(&Some(x), &(y, Some([x, y * y])))
}

#[differentiate]
pub mod seen {
    pub fn weighted_mean(x: &[f64], weights: Option<&[f64]>) -> f64 {
        let sum = match weights {
            Some(w) => x.iter().zip(w).map(|(x, w)| x * w).sum::<f64>(),
            None => x.iter().sum(),
        };
        sum / x.len() as f64
    }

    pub fn means(x: &[f64], w: &[f64]) -> f64 {
        weighted_mean(x, None) * weighted_mean(x, Some(w)) + weighted_mean(w, Some(&x[..2]))
    }

    pub fn scaled_and_first(p: (f64, &[f64])) -> (f64, f64) {
        (p.0 * p.1[1], p.1[0])
    }

    pub fn slice_in_a_tuple(x: &[f64]) -> f64 {
        let (a, b) = scaled_and_first((x[0], &x[1..]));
        a * b + a
    }

    /// The best value so far is passed down.
    pub fn search(x: f64, best: Option<f64>, n: usize) -> f64 {
        if n == 0 {
            return best.unwrap_or(x);
        }
        let best = match best {
            Some(best) if best > x => Some(best * 0.5),
            _ => Some(x),
        };
        search(x.sin(), best, n - 1)
    }

    pub fn found(x: f64) -> f64 {
        search(x, None, 3) * search(x * x, Some(x), 2)
    }
}

#[differentiate]
pub fn of_any_float<T: num_traits::Float>(x: T, k: Option<T>) -> T {
    match k {
        Some(k) if x >= k => x * k,
        _ => x,
    }
}

#[differentiate]
pub fn any_float_given(x: f64, y: f64) -> f64 {
    of_any_float(x, Some(x * 0.5)) + of_any_float(y, Some(2.0 * y))
}
