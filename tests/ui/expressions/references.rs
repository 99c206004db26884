use differentiate::differentiate;

#[differentiate]
fn mutable(x: f64) -> f64 {
    let mut y = x;
    double(&mut y); //~ D203
    let z = &mut y; //~ D203
    *z += 1.0;
    y
}

#[differentiate]
fn raw(x: f64) -> f64 {
    let mut y = x;
    let _p = &raw const x; //~ D204
    let _q = &raw mut y; //~ D204
    x
}

fn double(x: &mut f64) {
    *x *= 2.0;
}

fn main() {}
