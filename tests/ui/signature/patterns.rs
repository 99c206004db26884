use differentiate::differentiate;

struct Pair(f64, f64);

#[differentiate]
fn rest([x, ..]: [f64; 2]) -> f64 { //~ D104
    x
}

#[differentiate]
fn structure(Pair(x, y): Pair) -> f64 { //~ D008 D104
    x * y
}

fn main() {
    structure(Pair(1.0, 2.0));
}
