use differentiate::differentiate;

#[differentiate]
fn special(x: f64) -> f64 {
    libm::nextafter(x, 1.0) + libm::nextafter(1.0, x) //~ D304 D304
}

#[differentiate]
fn memory(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y);
    std::mem::swap(&mut a, &mut b);
    std::mem::forget(a); //~ D304
    drop(a); //~ D304
    std::hint::black_box(b) //~ D304
}

#[differentiate]
fn of_numbers(x: f64, bits: u64) -> f64 {
    x * f64::from_bits(bits) //~ D304
}

fn main() {}
