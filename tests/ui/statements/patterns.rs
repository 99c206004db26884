use differentiate::differentiate;

#[differentiate]
fn rests(x: [f64; 3]) -> f64 {
    let [first, ..] = x;
    let mut x = x;
    let [.., ref mut last] = x; //~ D104
    first * *last
}

#[differentiate]
fn references(x: f64) -> f64 {
    let mut y = x;
    let ref mut z = y; //~ D104
    *z *= 2.0; //~ D203
    y
}

#[differentiate]
fn others(t: (f64, f64, f64)) -> f64 {
    let (.., a) = t; //~ D104
    let whole @ (b, _, _) = t; //~ D104
    a * b * whole.2
}

#[differentiate]
fn in_a_loop(x: &[[f64; 2]]) -> f64 {
    let mut sum = 0.0;
    for [a, ..] in x { //~ D104
        sum += a;
    }
    sum
}

fn pair(x: f64) -> Pair {
    Pair(x, x)
}

fn point(x: f64) -> Point {
    Point { x }
}

fn main() {}
