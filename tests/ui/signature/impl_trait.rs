use differentiate::differentiate;

#[differentiate]
fn applied(_f: impl FnOnce(f64) -> f64, x: f64) -> f64 { //~ D021
    x * x
}

#[differentiate]
fn pointer(_f: unsafe fn(f64) -> f64, x: f64) -> f64 { //~ D021
    x * x
}

#[differentiate]
fn returned(x: f64) -> impl Copy { //~ D011
    x * x
}

fn main() {}
