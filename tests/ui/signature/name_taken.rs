use differentiate::differentiate;

#[differentiate]
fn same(_x: f64, _x: f64) -> f64 { //~ D013 E0415
    _x * _x
}

#[differentiate]
fn in_a_pattern(_x: f64, (y, _x): (f64, f64)) -> f64 { //~ D013 E0415
    _x * y
}

fn main() {}
