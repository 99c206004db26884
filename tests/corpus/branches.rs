// if, comparisons and boolean logic.
use differentiate::differentiate;

#[differentiate]
pub fn if_else_value(x: f64) -> f64 {
    if x > 0.5 {
        x * x
    } else {
        x * 3.0
    }
}

#[differentiate]
pub fn if_else_in_a_let(x: f64, y: f64) -> f64 {
    let m = if x < y { x * 2.0 } else { y * y };
    m * x
}

#[differentiate]
pub fn if_else_if_value(x: f64) -> f64 {
    if x < 0.3 {
        x
    } else if x < 0.6 {
        x * x
    } else if x < 0.8 {
        x * x * x
    } else {
        1.0 / x
    }
}

#[differentiate]
pub fn if_statement(x: f64) -> f64 {
    let mut y = x;
    if x > 0.4 {
        y = y * x;
    }
    y + x
}

#[differentiate]
pub fn if_else_statement(x: f64, y: f64) -> f64 {
    let mut a = x;
    let mut b = y;
    if x > y {
        a *= y;
        b += a;
    } else {
        b *= x;
        a -= b;
    }
    a * b
}

#[differentiate]
pub fn if_else_if_statement(x: f64) -> f64 {
    let mut y = 1.0;
    if x < 0.3 {
        y += x;
    } else if x < 0.6 {
        y *= x;
    }
    y * x
}

#[differentiate]
pub fn nested_if(x: f64, y: f64) -> f64 {
    if x > 0.5 {
        if y > 0.5 {
            x * y
        } else {
            x / y
        }
    } else {
        let z = if y > 0.3 { x } else { y };
        z * z
    }
}

#[differentiate]
pub fn if_value_of_tuples(x: f64, y: f64) -> f64 {
    let (low, high) = if x < y { (x, y) } else { (y, x) };
    high * high - low
}

#[differentiate]
pub fn if_value_of_arrays(x: f64) -> f64 {
    let v = if x > 0.5 { [x, 1.0] } else { [2.0, x * x] };
    v[0] * v[1]
}

#[differentiate]
pub fn if_value_of_integers(x: &[f64]) -> f64 {
    let k = if x[0] > x[1] { 2 } else { 3 };
    x[k] * x[0]
}

#[differentiate]
pub fn if_inside_an_expression(x: f64) -> f64 {
    2.0 * (if x > 0.5 { x } else { 1.0 - x }) + x
}

#[differentiate]
pub fn if_with_one_constant_side(x: f64) -> f64 {
    if x > 0.5 {
        x * x
    } else {
        4.0
    }
}

#[differentiate]
pub fn if_that_changes_an_array(x: [f64; 3]) -> f64 {
    let mut v = x;
    if v[0] > v[1] {
        v[2] = v[0] * v[1];
    } else {
        v[0] *= v[2];
    }
    v[0] + v[1] * v[2]
}

#[differentiate]
pub fn comparison_operators(x: f64, y: f64) -> f64 {
    let mut sum = 0.0;
    if x < y {
        sum += x;
    }
    if x <= y {
        sum += x * y;
    }
    if x > y {
        sum -= y;
    }
    if x >= y {
        sum += x * x;
    }
    if x == y {
        sum += 10.0;
    }
    if x != y {
        sum *= x;
    }
    sum
}

#[differentiate]
pub fn integer_comparisons(x: f64, k: i32, n: u8) -> f64 {
    let mut y = x;
    if k == 2 || n != 3 {
        y *= x;
    }
    if k < 3 && n >= 1 {
        y += x;
    }
    y
}

#[differentiate]
pub fn boolean_variable(x: f64, y: f64) -> f64 {
    let larger = x > y;
    let both = larger && x > 0.5;
    if both {
        x * y
    } else if larger {
        x
    } else {
        y * y
    }
}

#[differentiate]
pub fn short_circuit_and(x: &[f64], k: usize) -> f64 {
    if k + 1 < x.len() && x[k + 1] > 0.5 {
        x[k + 1] * x[k]
    } else {
        x[k]
    }
}

#[differentiate]
pub fn short_circuit_or(x: &[f64], k: usize) -> f64 {
    if k == 0 || x[k - 1] > x[k] {
        x[k] * x[k]
    } else {
        x[k - 1] * x[k]
    }
}

#[differentiate]
pub fn not_operator(x: f64, flag: bool) -> f64 {
    if !flag && !(x > 0.5) {
        x * x
    } else {
        x
    }
}

#[differentiate]
pub fn strict_boolean_operators(x: f64, a: bool, b: bool) -> f64 {
    let mut y = x;
    if a & b {
        y *= x;
    }
    if a | b {
        y += x;
    }
    if a ^ b {
        y *= 3.0;
    }
    if a == b {
        y += x * x;
    }
    y
}

#[differentiate]
pub fn boolean_compound_assignment(x: f64, a: bool) -> f64 {
    let mut flag = a;
    flag |= x > 0.7;
    flag &= x < 0.8;
    flag ^= a;
    if flag {
        x * x
    } else {
        2.0 * x
    }
}

#[differentiate]
pub fn boolean_from_an_if(x: f64) -> f64 {
    let inside = if x > 0.3 { x < 0.7 } else { false };
    if inside {
        x * x
    } else {
        x
    }
}

#[differentiate]
pub fn early_return(x: f64) -> f64 {
    if x > 0.5 {
        return x * x;
    }
    3.0 * x
}

#[differentiate]
pub fn several_early_returns(x: f64, y: f64) -> f64 {
    if x < 0.3 {
        return y;
    }
    let z = x * y;
    if z > 0.3 {
        return z * z;
    } else if z > 0.2 {
        return z / x;
    }
    z - x
}

#[differentiate]
pub fn return_from_a_nested_branch(x: f64, y: f64) -> f64 {
    let mut z = x;
    if x > 0.4 {
        z *= y;
        if y > 0.5 {
            return z * z;
        }
        z += 1.0;
    }
    z * y
}

#[differentiate]
pub fn return_on_both_sides(x: f64) -> f64 {
    if x > 0.5 {
        return x;
    } else {
        return x * x;
    }
}

#[differentiate]
pub fn return_inside_an_expression(x: f64) -> f64 {
    let y = if x > 0.5 { x * x } else { return 2.0 * x };
    y * y
}

#[differentiate]
pub fn piecewise_on_data(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += if *v < 0.3 {
            v * v
        } else if *v < 0.6 {
            2.0 * v - 0.1
        } else {
            v.exp()
        };
    }
    sum
}

#[differentiate]
pub fn value_that_is_its_own_derivative_on_one_side(x: f64, b: bool) -> f64 {
    if b {
        x.exp()
    } else {
        x.ln()
    }
}

#[differentiate]
pub fn exponential_of_a_branch(x: f64, m: f64) -> f64 {
    let z = if x > m { x - m } else { 0.5 * (m - x) };
    z.exp()
}

#[differentiate]
pub fn largest_of_rows(m: &[[f64; 3]; 4], y: &[f64; 3]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for i in 0..4 {
        let mut square = 0.0;
        for j in 0..3 {
            let offset = m[i][j] - y[j] * y[j];
            square += offset * offset;
        }
        largest = largest.max(square);
    }
    largest
}

#[differentiate]
pub fn rectified_rows(m: &[[f64; 3]; 4], x: &[f64; 3]) -> f64 {
    let mut total = 0.0;
    for i in 0..4 {
        let mut sum = -0.5;
        for j in 0..3 {
            sum += m[i][j] * x[j];
        }
        if sum > 0.0 {
            total += sum * sum;
        }
        total += sum.max(0.1);
    }
    total
}

/// Domain: -1.0..2.0
#[differentiate]
pub fn within_a_range(x: f64, y: f64, k: usize) -> f64 {
    let half_open = if (0.0..1.0).contains(&x) { x * x } else { x };
    let closed = if !(y..=2.0 * y).contains(&x) {
        half_open * y
    } else {
        x * y
    };
    let from = if (0.5 * y..).contains(&x) { closed.sin() } else { closed };
    if (..=3).contains(&k) && (1..4).contains(&k) {
        from * x
    } else {
        from + y
    }
}
