use differentiate::rule;

rule! {
    fn no_derivative(x: f64) -> f64 = f64::sqrt; //~ D601
}

rule! {
    fn another_word(x: f64) -> f64 = f64::sqrt;
    derivative { x: 1.0 } //~ D601
}

rule! {
    fn names_of_arguments(x: f64) -> f64 = f64::sqrt;
    partials(y, dy) { x: 0.5 / y } //~ D601
}

rule! {
    fn no_body(x: f64) -> f64; //~ D601
    partials { x: 1.0 }
}

rule! {
    fn forward_without_reverse(x: f64) -> f64 { x }
    forward -> f64 { (x, x) }
    partials { x: 1.0 } //~ D601
}

rule! {
    struct NoFunction; //~ D601
}

fn main() {
    no_derivative::grad(1.0);
    another_word::grad(1.0);
}
