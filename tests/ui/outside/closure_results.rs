use differentiate::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    let make = |a: f64| move |b: f64| a * b;
    make(x)(2.0) //~ D301
}

fn main() {}
