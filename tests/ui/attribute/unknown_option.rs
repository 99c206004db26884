use differentiate::differentiate;

#[differentiate(fast)] //~ D001
fn one(x: f64) -> f64 {
    x * x
}

#[differentiate(mode = "fast", crate = differentiate, checked)] //~ D001 D001
fn several(x: f64) -> f64 {
    x * x
}

#[differentiate(2 + 2)] //~ D001
fn no_option(x: f64) -> f64 {
    x * x
}

#[differentiate(alias)] //~ D001
fn no_alias(x: f64) -> f64 {
    x * x
}

fn main() {}
