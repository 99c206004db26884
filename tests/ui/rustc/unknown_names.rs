use differentiate::differentiate;

#[differentiate]
fn constant(x: f64) -> f64 {
    x * SCALE //~ E0425
}

#[differentiate]
fn variable(x: f64) -> f64 {
    let y = x * x;
    x * z //~ E0425 E0425
}

#[differentiate]
fn function(x: f64) -> f64 {
    missing(x) + missing::too(x) //~ E0425 E0433 E0433
}

#[differentiate]
fn length(x: [f64; N]) -> f64 { //~ E0425 E0425
    x[0]
}

#[differentiate]
fn ty(x: Real) -> f64 { //~ E0425
    x //~ D502
}

fn main() {}
