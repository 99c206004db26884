use differentiate::rule;

rule! {
    fn pattern((x, y): (f64, f64)) -> f64 { x * y } //~ D602
    partials { x: y }
}

rule! {
    fn nothing(x: f64) {} //~ D010
    partials { x: 1.0 }
}

rule! {
    fn generic<T: Into<f64>>(x: T) -> f64 { x.into() } //~ D608
    partials { x: 1.0 }
}

rule! {
    async fn later(x: f64) -> f64 { x } //~ D002
    partials { x: 1.0 }
}

fn main() {
    nothing::grad(1.0);
}
