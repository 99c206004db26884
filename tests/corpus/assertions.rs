// assert!, debug_assert! and panic! stay as they are.
use differentiate::differentiate;

/// Panics: (-1.0)
#[differentiate]
pub fn assert_on_a_value(x: f64) -> f64 {
    assert!(x > 0.0);
    x.ln()
}

/// Panics: (&[1.0, 2.0], &[1.0])
#[differentiate]
pub fn assert_with_a_message(x: &[f64], y: &[f64]) -> f64 {
    assert!(x.len() == y.len(), "{} values and {} weights", x.len(), y.len());
    x[0] * y[0]
}

#[differentiate]
pub fn debug_assert_on_a_value(x: f64) -> f64 {
    let y = x * x;
    debug_assert!(y >= 0.0, "square below zero");
    y * x
}

/// Panics: (2.0)
#[differentiate]
pub fn assert_between_computations(x: f64) -> f64 {
    let y = x * x;
    assert!(y < 1.0, "too large: {y}");
    let z = y + x;
    z * y
}

/// Panics: (&[0.5, -0.5])
#[differentiate]
pub fn assert_in_a_loop(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x {
        assert!(*v > 0.0);
        y *= v;
    }
    y
}

/// Panics: (-1.0)
#[differentiate]
pub fn panic_in_a_branch(x: f64) -> f64 {
    if x < 0.0 {
        panic!("negative");
    }
    x * x
}

/// Panics: (-1.0)
#[differentiate]
pub fn panic_as_a_value(x: f64) -> f64 {
    let y = if x > 0.0 { x * x } else { panic!("not positive") };
    y + x
}

/// Domain of limit: 0.9..1.0
/// Panics: (2.5, 1.0)
#[differentiate]
pub fn panic_at_the_end(x: f64, #[constant] limit: f64) -> f64 {
    if x < limit + 1.0 {
        return x * x;
    }
    panic!("above the limit {}", limit)
}

/// Panics: (&[0.5])
#[differentiate]
pub fn index_out_of_bounds(x: &[f64]) -> f64 {
    x[2] * x[0]
}

/// Ints: 1..5
/// Panics: (0.5, 0)
#[differentiate]
pub fn integer_division_by_zero(x: f64, k: i32) -> f64 {
    x * (12 / k) as f64
}

#[differentiate]
pub fn debug_assert_eq_of_lengths(x: &[f64]) -> f64 {
    debug_assert_eq!(x.len(), 5);
    x[0] * x[4]
}

#[differentiate]
pub fn debug_assert_ne_of_integers(x: f64, k: i32) -> f64 {
    debug_assert_ne!(k, 77);
    x * k as f64
}

/// Panics: (-1.0)
#[differentiate]
pub fn todo_in_a_branch(x: f64) -> f64 {
    if x < 0.0 {
        todo!("the other side")
    } else {
        x * x
    }
}

/// Panics: (-1.0)
#[differentiate]
pub fn unimplemented_in_a_branch(x: f64) -> f64 {
    if x < 0.0 {
        unimplemented!();
    }
    x * x
}

/// Panics: (-1.0)
#[differentiate]
pub fn assert_through_its_path(x: f64) -> f64 {
    std::assert!(x > 0.0);
    x * x
}
