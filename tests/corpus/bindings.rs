// let in all its forms.
use differentiate::differentiate;

#[differentiate]
pub fn let_binding(x: f64) -> f64 {
    let y = x * x;
    y + y * x
}

#[differentiate]
pub fn let_with_type(x: f64) -> f64 {
    let y: f64 = 2.0;
    let z: f64 = y * x;
    z * z
}

#[differentiate]
pub fn let_mut(x: f64) -> f64 {
    let mut y = x;
    y = y * x;
    y = y + x;
    y
}

#[differentiate]
pub fn shadowing(x: f64) -> f64 {
    let x = x * x;
    let x = x + 1.0;
    x * x
}

#[differentiate]
pub fn shadowing_in_a_block(x: f64) -> f64 {
    let y = x * 2.0;
    let z = {
        let y = y * y;
        y + x
    };
    y * z
}

#[differentiate]
pub fn shadowing_by_another_type(x: f64) -> f64 {
    let n = 3;
    let n = n as f64 * x;
    n * n
}

#[differentiate]
pub fn deferred_initialisation(x: f64) -> f64 {
    let y;
    y = x * x;
    y * 3.0
}

#[differentiate]
pub fn deferred_in_branches(x: f64) -> f64 {
    let y;
    if x > 0.5 {
        y = x * x;
    } else {
        y = 3.0 * x;
    }
    y + x
}

#[differentiate]
pub fn deferred_with_type(x: f64) -> f64 {
    let y: f64;
    let z = 2.0 * x;
    y = z * x;
    y
}

#[differentiate]
pub fn tuple_value(x: f64, y: f64) -> f64 {
    let pair = (x * y, x + y);
    pair.0 * pair.1
}

#[differentiate]
pub fn tuple_pattern(x: f64, y: f64) -> f64 {
    let (sum, product) = (x + y, x * y);
    sum / product
}

#[differentiate]
pub fn mutable_tuple_pattern(x: f64, y: f64) -> f64 {
    let (mut a, b) = (x, y);
    a *= b;
    a + b
}

#[differentiate]
pub fn nested_tuple_pattern(x: f64, y: f64) -> f64 {
    let ((a, b), c) = ((x * x, y), x * y);
    a * b + c
}

#[differentiate]
pub fn wildcard_pattern(x: f64, y: f64) -> f64 {
    let (a, _) = (x * y, x + y);
    let _ = a * 2.0;
    a
}

#[differentiate]
pub fn rest_of_a_tuple(x: f64, y: f64) -> f64 {
    let (a, ..) = (x * y, [x], y);
    let (([b, _], ..), c, ..) = (([y, x], x), x.sin(), 2);
    a * b + c
}

#[differentiate]
pub fn rest_of_a_tuple_in_a_loop(points: &[(f64, f64, f64)], first: bool) -> f64 {
    let mut sum = points.iter().map(|(x, ..)| x * x).sum::<f64>();
    for (x, y, ..) in points {
        sum += match (first, x, y) {
            (true, ..) => 2.0 * x,
            (_, x, ..) => x.sin(),
        } * y;
    }
    sum
}

#[differentiate]
pub fn tuple_assignment(x: f64, y: f64) -> f64 {
    let mut a = x;
    let mut b = y;
    (a, b) = (b * b, a);
    a + b * x
}

#[differentiate]
pub fn tuple_field_assignment(x: f64) -> f64 {
    let mut pair = (x, 1.0);
    pair.1 = pair.0 * x;
    pair.0 += 2.0 * pair.1;
    pair.0 * pair.1
}

#[differentiate]
pub fn tuple_of_mixed_types(x: f64) -> f64 {
    let (k, y) = (2, x * x);
    y.powi(k)
}

#[differentiate]
pub fn block_value(x: f64) -> f64 {
    let y = {
        let square = x * x;
        square + 1.0
    };
    y * x
}

#[differentiate]
pub fn block_with_side_effect(x: f64) -> f64 {
    let mut y = x;
    {
        y *= x;
        let z = y + 1.0;
        y = z * x;
    }
    y
}

#[differentiate]
pub fn nested_blocks(x: f64) -> f64 {
    let y = {
        let a = { x * x };
        let b = {
            let c = a + x;
            c * c
        };
        a * b
    };
    y
}

#[differentiate]
pub fn parenthesised(x: f64) -> f64 {
    ((x) * (x + 1.0))
}

#[differentiate]
pub fn explicit_return(x: f64) -> f64 {
    let y = x * x;
    return y * x;
}

#[differentiate]
pub fn raw_identifier(x: f64) -> f64 {
    let r#match = x * x;
    r#match * x
}

#[differentiate]
pub fn reference_pattern(x: &[f64]) -> f64 {
    let &y = &x[0];
    let (&a, b) = (&x[1], y * y);
    a * b
}

#[differentiate]
pub fn nested_tuple_assignment(x: f64, y: f64) -> f64 {
    let mut a = x;
    let mut v = [y, 1.0];
    ((a, _), v[1]) = ((v[0] * a, 2.0), a);
    _ = v[0] * 3.0;
    a * v[1] + v[0]
}

#[differentiate]
pub fn allowed_lint(x: f64) -> f64 {
    #[allow(unused_variables)]
    let unused = x + 1.0;
    x * x
}
