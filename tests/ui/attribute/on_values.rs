use differentiate::differentiate;

#[differentiate]
pub const SCALE: f64 = 2.0; //~ D014

#[differentiate]
static OFFSET: f64 = 1.0; //~ D014

fn main() {}
