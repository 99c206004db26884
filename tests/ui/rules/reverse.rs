use differentiate::rule;

rule! {
    fn too_few(x: &[f64], k: f64) -> f64 { k * x[0] }
    reverse(_, dy, dx) { dx[0] = dy * k; } //~ D606
}

rule! {
    fn too_many(x: &[f64], n: usize) -> f64 { x[n] }
    reverse(_, dy, dx, dn) { dx[n] = dy; } //~ D606
}

rule! {
    fn no_names(x: f64) -> f64 { x }
    reverse() {} //~ D606
}

rule! {
    fn hides(x: &[f64]) -> f64 { x[0] }
    reverse(y, x, dx) { dx[0] = x; } //~ D607
}

fn main() {}
