use differentiate::differentiate;

#[differentiate]
fn f(x: f64) -> ! { //~ D011
    panic!("{x}")
}

fn main() {}
