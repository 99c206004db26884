use differentiate::differentiate;

macro_rules! info {
    ($($token:tt)*) => {};
}
use info as debug;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn may_panic(x: &[f64], n: usize) -> f64 {
    info!("{}", x[0]); //~ D329
    debug!("{} {}", n - 1, x[1] + 1.0); //~ D329 D329
    x[1]
}

#[differentiate]
fn calls(x: f64) -> f64 {
    info!("{}", square(x)); //~ D329
    info!("{}, {}", x * 2.0, x.clamp(0.0, 1.0)); //~ D329
    x
}

fn main() {}
