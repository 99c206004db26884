use differentiate::rule;

rule! {
    fn missing(x: f64, y: f64) -> f64 = f64::atan2; //~ D603
    partials { x: y / (x * x + y * y) }
}

rule! {
    fn unknown(x: f64, n: i32, #[constant] k: f64) -> f64 { k * x.powi(n) }
    partials {
        x: k * f64::from(n) * x.powi(n - 1),
        n: 0.0, //~ D604
        k: x.powi(n), //~ D604
        z: 1.0, //~ D604
    }
}

rule! {
    fn twice(x: f64) -> f64 { 2.0 * x }
    partials { x: 1.0, x: 1.0 } //~ D604
}

rule! {
    fn slice(x: &[f64]) -> f64 { x[0] }
    partials { x: 1.0 } //~ D605
}

rule! {
    fn array_of_values(x: f64) -> [f64; 2] { [x, x] }
    partials { x: 1.0 } //~ D605
}

rule! {
    fn hides(x: f64, y: f64) -> f64 { x * y }
    partials(y) { x: y, y: x } //~ D607
}

fn main() {
    missing::check(1.0, 2.0).unwrap();
    slice::grad(&[1.0]);
}
