use differentiate::differentiate;

#[differentiate]
fn elements(x: &[f64]) -> f64 {
    let (mut y, mut i) = (0.0, 0);
    while let Some(v) = of_a_function::next(x, i) { //~ D104
        y += v;
        i += 1;
    }
    y
}

#[differentiate]
fn of_a_function(x: f64) -> f64 {
    if let Some(y) = half(x) { //~ D104
        y
    } else {
        x
    }
}

fn half(x: f64) -> Option<f64> {
    (x > 1.0).then_some(0.5 * x)
}

fn main() {}
