use differentiate::differentiate;

#[differentiate]
#[differentiate] //~ D015
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
#[inline]
#[differentiate::differentiate(crate = differentiate)] //~ D015
fn cube(x: f64) -> f64 {
    x * x * x
}

fn main() {
    println!("{} {}", square::grad(1.0), cube::grad(1.0));
}
