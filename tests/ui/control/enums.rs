use differentiate::differentiate;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Plain,
    Scaled(f64),
}

#[differentiate]
fn taken_out(x: f64, kind: Kind) -> f64 {
    use Kind::Scaled;
    match kind {
        Scaled(k) => x * k, //~ D411
        _ => x,
    }
}

#[differentiate]
fn kept(x: f64, kind: Kind) -> f64 {
    let other = kind; //~ D410
    match kind {
        Kind::Plain => x,
        _ => 0.0,
    }
}

#[differentiate]
fn compared(x: f64, kind: Kind) -> f64 {
    if kind == Kind::Scaled(2.0) { //~ D410
        x
    } else {
        x * x
    }
}

fn main() {}
