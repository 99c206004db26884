use differentiate::differentiate;

#[differentiate]
fn index(x: f64) -> f64 {
    let a = [x, x];
    a[0] * a[2] //~ rustc
}

#[differentiate]
fn overflow(x: f64) -> f64 {
    let k: u8 = 255;
    x * (k + 1) as f64 //~ rustc
}

#[differentiate]
fn division(x: f64) -> f64 {
    x * (1 / 0) as f64 //~ rustc
}

fn main() {}
