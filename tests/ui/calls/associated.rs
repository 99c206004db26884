use differentiate::differentiate;

struct Point(f64);

impl Point {
    fn new(x: f64) -> Point {
        Point(x)
    }

    fn norm(x: f64) -> f64 {
        x.abs()
    }
}

#[differentiate]
fn constructors(x: f64) -> f64 {
    let _p = Box::new(x); //~ D303
    let _v: f64 = Box::new([x])[0]; //~ D303
    let _q: f64 = std::collections::VecDeque::from([x])[0]; //~ D318
    *Box::new(x) //~ D303
}

fn main() {
    Point::new(1.0).0;
    Point::norm(1.0);
}
