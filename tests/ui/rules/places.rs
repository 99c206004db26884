differentiate::rule! {
    fn moved(x: &mut f64) -> f64 { *x += 1.0; 2.0 * *x } //~ D609
    partials { x: 2.0 }
}

fn main() {}
