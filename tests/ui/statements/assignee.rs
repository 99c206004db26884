use differentiate::differentiate;

#[differentiate]
fn call(x: f64) -> f64 {
    let mut a = [x, x];
    *first(&mut a) = 2.0; //~ D108
    a[0] * a[1]
}

#[differentiate]
fn constant(x: f64) -> f64 {
    SCALE = x; //~ D108 E0070
    x
}

#[differentiate]
fn literal(x: f64) -> f64 {
    (1.0, 2.0) = (x, x); //~ D108 D108 E0070 E0070
    x
}

const SCALE: f64 = 2.0;

fn first(a: &mut [f64; 2]) -> &mut f64 {
    &mut a[0]
}

fn main() {}
