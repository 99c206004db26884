use differentiate::differentiate;

#[differentiate(mode = "forward")] //~ D022
fn of_a_slice(x: &[f64]) -> f64 {
    x[0] * x[1]
}

#[differentiate(mode = "forward")] //~ D022
fn of_many(x: [f64; 17]) -> f64 {
    x[0] * x[16]
}

#[differentiate(mode = "forward")] //~ D022
fn several(x: f64) -> (f64, f64) {
    (x, x * x)
}

struct Spring;

impl Spring {
    #[differentiate(mode = "forward", associated)] //~ D022
    fn energy(x: f64) -> f64 {
        x * x
    }
}

fn main() {}
