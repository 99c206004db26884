use differentiate::differentiate;

struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
fn literal(x: f64) -> f64 {
    let p = Point { x, y: 1.0 }; //~ D205
    p.x * p.y //~ D206 D206
}

#[differentiate]
fn field(x: f64) -> f64 {
    x * origin().x //~ D206
}

#[differentiate]
fn awaited(x: f64) -> f64 {
    x.sqrt //~ D206 E0615
}

fn origin() -> Point {
    Point { x: 0.0, y: 0.0 }
}

fn main() {}
