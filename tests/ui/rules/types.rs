// What rustc says of the code in a rule is said at that code.
use differentiate::rule;

rule! {
    fn partial_of_another_type(x: f64) -> f64 { x }
    partials { x: 1 } //~ E0308
}

rule! {
    fn other_function(x: f64) -> f64 = f64::atan2; //~ E0061
    partials { x: 1.0 }
}

rule! {
    fn place_of_another_shape(x: &[f64]) -> f64 { x[0] }
    reverse(_, dy, dx) { *dx = dy; } //~ E0308 E0277
}

rule! {
    fn keeps_another_type(x: f64) -> f64 { x }
    forward -> u8 { (x, x) } //~ E0308
    reverse(kept, dy, dx) { *dx = dy * f64::from(kept); }
}

fn main() {}
