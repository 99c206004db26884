use differentiate::differentiate;

#[differentiate]
fn scaled(x: &[f64], k: f64) -> f64 {
    x[0] * k
}

#[differentiate] //~ E0277 E0277 E0277
fn too_few(x: &[f64]) -> f64 {
    scaled(x) //~ E0061 E0061 E0061 E0061 E0061 E0061
}

#[differentiate] //~ E0308 E0308 E0308
fn integer(x: &[f64]) -> f64 {
    scaled(x, 2) //~ E0308
}

#[differentiate]
fn scalar(x: f64) -> f64 { //~ E0308 E0308
    scaled(x, x) //~ E0308
}

#[differentiate]
fn itself(x: f64) -> f64 {
    if x > 1.0 {
        itself(0.5 * x, 1.0) //~ D502 E0061
    } else {
        x
    }
}

fn main() {}
