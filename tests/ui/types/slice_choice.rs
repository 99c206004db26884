use differentiate::differentiate;

#[differentiate]
fn branch(x: &[f64], y: &[f64]) -> f64 {
    let z = if x.len() > 1 { x } else { y }; //~ D504
    z[0] * z[0]
}

#[differentiate]
fn assigned(x: &[f64], y: &[f64]) -> f64 {
    let mut z = x;
    if x[0] > 1.0 {
        z = y; //~ D504
    }
    z[0] * z[0]
}

#[differentiate]
fn left(x: &[f64], y: &[f64]) -> f64 {
    let z = loop { //~ D504
        break x;
    };
    z[0] * y[0]
}

#[differentiate]
fn shrinking(x: &[f64], y: &[f64]) -> f64 {
    let mut z = &x[1..];
    let mut sum = 0.0;
    while !z.is_empty() {
        sum += z[0];
        z = if sum > 1.0 { &y[2..] } else { &z[1..] }; //~ D504
    }
    sum
}

#[differentiate]
fn written(x: f64) -> f64 {
    let mut a = [x, 1.0];
    let mut b = [1.0, x];
    let part = if x > 1.0 { a.split_at_mut(1).0 } else { b.split_at_mut(1).0 }; //~ D504
    part[0] = x * x;
    a[0] * b[1]
}

fn main() {}
