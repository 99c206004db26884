use differentiate::differentiate;

#[differentiate]
fn filled(x: f64) -> f64 {
    let mut a = [0.0; 3];
    a.fill(x); //~ D313
    a.swap(0, 1); //~ D313
    a.sort_by(f64::total_cmp); //~ D313
    a[0] * a[1]
}

#[differentiate]
fn pushed(x: f64) -> f64 {
    let mut a = Vec::new(); //~ D303
    a.push(x); //~ D313
    a[0]
}

fn main() {}
