use differentiate::differentiate;

#[differentiate]
fn text(_name: Box<str>, _unit: &[char], x: f64) -> f64 { //~ D008 D008
    x
}

#[differentiate]
fn generic(_x: Option<Box<f64>>, _y: Box<f64>) -> f64 { //~ D008 D008
    1.0
}

#[differentiate]
fn pointer(_x: *const f64, y: f64) -> f64 { //~ D008
    y
}

#[differentiate]
fn limited(x: f64, to: std::ops::RangeInclusive<f64>, by: &std::ops::Range<f64>) -> f64 { //~ D008 D008
    x.clamp(*to.start(), *to.end()) * by.start
}

fn main() {}
