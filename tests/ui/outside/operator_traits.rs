use differentiate::differentiate;

#[differentiate]
fn f(mut x: f64, y: f64) -> f64 {
    std::ops::AddAssign::add_assign(&mut x, y); //~ D304
    x
}

fn main() {}
