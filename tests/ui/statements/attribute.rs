use differentiate::differentiate;

#[differentiate]
fn conditional(x: f64) -> f64 {
    let y = x;
    #[cfg(feature = "fast")] //~ D101
    let y = y * 2.0;
    #[cfg(not(feature = "fast"))] //~ D101
    let y = y * 3.0;
    y
}

#[differentiate]
fn derived(x: f64) -> f64 {
    #[deprecated] //~ D101
    const SCALE: f64 = 2.0;
    x * x
}

fn main() {}
