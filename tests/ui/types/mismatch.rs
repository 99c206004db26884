use differentiate::differentiate;

#[differentiate]
fn boolean(x: f64) -> f64 {
    x * true //~ D502 E0277
}

#[differentiate]
fn integer(x: f64, n: usize) -> f64 {
    x * n //~ D502 E0277
}

#[differentiate]
fn literal(x: f64) -> f64 {
    2 * x //~ D502 E0277
}

#[differentiate]
fn result(x: f64) -> f32 {
    x //~ D502 E0308
}

#[differentiate]
fn condition(x: f64) -> f64 {
    if x { //~ D502 E0308
        1.0
    } else {
        x
    }
}

#[differentiate]
fn branches(x: f64) -> f64 {
    let y = if x > 0.0 { x } else { 0 }; //~ D502 E0308
    y
}

#[differentiate]
fn forgotten(x: f64) -> f64 { //~ D502 E0308
    x * x;
}

fn main() {}
