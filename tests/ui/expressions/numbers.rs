use differentiate::differentiate;

#[differentiate]
fn large(x: f64) -> f64 {
    x * 0xFFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_u128 as f64 //~ D202
}

#[differentiate]
fn suffix(x: f64) -> f64 {
    x * 2.0f65 //~ D202 rustc
}

fn main() {}
