use differentiate::differentiate;

#[differentiate]
fn not_a_literal(x: f64) -> f64 {
    assert!(x > 0.0, concat!("not", " positive")); //~ D321
    x
}

#[differentiate]
fn unknown_inside(x: f64) -> f64 {
    assert!(x.midpoint(1.0) > 0.0); //~ D310
    println!("{}", x.midpoint(1.0)); //~ D310
    dbg!(x.midpoint(2.0)); //~ D310
    panic!("{}", x.to_string()); //~ D314
}

fn main() {}
