use differentiate::differentiate;

#[differentiate]
fn filtered(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    for v in a.iter_mut().filter(|v| **v > 0.5) { //~ D316
        *v = 0.5; //~ D203
    }
    a[0]
}

#[differentiate]
fn summed(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    a.iter_mut().fold(0.0, |s, v| s + *v) //~ D311
}

fn main() {}
