use differentiate::differentiate;

#[differentiate]
fn value(x: f64) -> f64 {
    let r = 0..3; //~ D207
    let mut y = x;
    for _ in r {
        y *= x;
    }
    y
}

#[differentiate]
fn contained(x: f64) -> f64 {
    if (0.0..1.0).contains(&x) { //~ D207 D310
        x
    } else {
        0.0
    }
}

fn main() {}
