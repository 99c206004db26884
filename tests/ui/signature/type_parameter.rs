use differentiate::differentiate;

#[differentiate]
fn nothing_known<T>(x: f64, _: T) -> f64 { //~ D004
    x
}

#[differentiate]
fn conversions<I: Into<usize> + Copy>(x: f64, n: I) -> f64 { //~ D004
    x * n.into() as f64
}

#[differentiate]
fn ordered<T: Ord + std::ops::Mul<Output = T> + Copy>(x: T) -> T { //~ D004
    x * x
}

fn main() {
    ordered(2);
    conversions(2.0, 3_usize);
}
