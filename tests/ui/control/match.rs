use differentiate::differentiate;

enum Shape {
    Round(f64),
    Flat,
}

#[differentiate]
fn alternatives(x: f64, n: u32) -> f64 {
    if let (0, v) | (1, v) = (n, x) { //~ D401
        v
    } else {
        x * x
    }
}

#[differentiate]
fn variants(x: f64) -> f64 {
    match shape() {
        Shape::Round(r) => x * r, //~ D104
        Shape::Flat => x,
    }
}

fn shape() -> Shape {
    Shape::Flat
}

fn main() {}
