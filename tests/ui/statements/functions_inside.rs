use differentiate::differentiate;

#[differentiate]
fn nested(x: f64) -> f64 {
    fn square(x: f64) -> f64 { //~ D102
        x * x
    }
    square(x)
}

#[differentiate]
fn differentiated_too(x: f64) -> f64 {
    #[differentiate] //~ D102
    fn square(x: f64) -> f64 {
        x * x
    }
    square(x)
}

fn main() {}
