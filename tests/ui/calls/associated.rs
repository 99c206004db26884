use differentiate::differentiate;

struct Point {
    x: f64,
}

impl Point {
    fn new(x: f64) -> Point {
        Point { x }
    }

    fn norm(x: f64) -> f64 {
        x.abs()
    }
}

#[differentiate]
fn constructors(x: f64) -> f64 {
    let _p = Point::new(x); //~ D303
    let _v: f64 = Vec::from([x])[0]; //~ D303
    Some(x).unwrap() //~ D303 D312
}

#[differentiate]
fn associated(x: f64) -> f64 {
    Point::norm(x) //~ D303
}

fn main() {
    Point::new(1.0).x;
}
