use differentiate::differentiate;

#[differentiate]
fn chosen(x: f64) -> f64 {
    (choose())(x) //~ D301
}

#[differentiate]
fn in_parentheses(x: f64) -> f64 {
    (square)(x) + FUNCTIONS[0](x) //~ D301
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

const FUNCTIONS: [fn(f64) -> f64; 1] = [square];

fn choose() -> fn(f64) -> f64 {
    square
}

fn main() {}
