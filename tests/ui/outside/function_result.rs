use differentiate::differentiate;

#[differentiate]
fn closure(a: f64) -> impl Fn(f64) -> f64 { //~ D011
    move |x| a * x //~ D212
}

#[differentiate]
fn boxed(a: f64) -> Box<dyn Fn(f64) -> f64> { //~ D011
    Box::new(move |x| a * x) //~ D212 D303
}

fn main() {}
