use differentiate::differentiate;

#[derive(Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
fn structure(_p: &Point, x: f64) -> f64 { //~ D008
    x
}

#[differentiate]
fn text(_name: Box<str>, _unit: &[char], x: f64) -> f64 { //~ D008 D008
    x
}

#[differentiate]
fn generic(_x: Option<f64>, _y: Box<f64>) -> f64 { //~ D008 D008
    1.0
}

#[differentiate]
fn pointer(_x: *const f64, _c: char, y: f64) -> f64 { //~ D008 D008
    y
}

#[differentiate]
fn inside(x: (f64, Point), _y: [Point; 2]) -> f64 { //~ D008 D008
    x.0
}

fn main() {
    let p = Point { x: 1.0, y: 2.0 };
    structure(&p, p.x + p.y);
}
