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

fn main() {}
