use differentiate::differentiate;

#[differentiate]
fn chosen(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y);
    let r = if x > y { &mut a } else { &mut b }; //~ D203
    *r *= 2.0; //~ D203
    a * b
}

#[differentiate]
fn held(x: f64) -> f64 {
    let mut y = x;
    let pair = (&mut y, 1.0); //~ D203
    *pair.0 += 1.0;
    y
}

#[differentiate]
fn temporary(x: f64) -> f64 {
    double(&mut (3.0 * x)); //~ D203
    x
}

#[differentiate]
fn repointed(a: &mut f64, b: &mut f64) -> f64 {
    let mut r = &mut *a;
    *r += 1.0;
    r = b; //~ D203
    *r += 1.0;
    *a
}

#[differentiate]
fn taken_apart(y: &mut [f64; 2], k: f64) -> f64 {
    match y {
        [a, _] => *a *= k, //~ D203
    }
    y[0]
}

#[differentiate]
fn rows_taken_apart(y: &mut [[f64; 2]; 2], k: f64) -> f64 {
    match y {
        [a, _] => a[0] *= k, //~ D203
    }
    y[0][0]
}

#[differentiate]
fn swapped_references<'a>(mut a: &'a mut [f64], mut b: &'a mut [f64]) -> f64 {
    std::mem::swap(&mut a, &mut b); //~ D203 D203
    a[0]
}

#[differentiate]
fn raw(x: f64) -> f64 {
    let mut y = x;
    let _p = &raw const x; //~ D204
    let _q = &raw mut y; //~ D204
    x
}

#[differentiate]
fn double(x: &mut f64) {
    *x *= 2.0;
}

fn main() {}
