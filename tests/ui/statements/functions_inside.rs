use differentiate::differentiate;

#[differentiate]
fn left_alone(x: f64) -> f64 {
    fn name(x: f64) -> String {
        format!("{x}")
    }
    let y = name(x); //~ D308
    x
}

#[differentiate]
fn refused(x: f64) -> f64 {
    fn inner(x: f64) -> f64 {
        let y: Box<f64> = Box::new(x); //~ D107 D303
        *y
    }
    inner(x)
}

fn main() {}
