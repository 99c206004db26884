use differentiate::differentiate;

// What a macro has made, nobody reads in the file.
macro_rules! unseen {
    ($($item:item)*) => { $($item)* };
}

unseen! {
    const RANGE: (f64, f64) = (1.0, 2.0);
    const TABLE: [f64; 3] = [1.0, 2.0, 3.0];
    const ROWS: [[f64; 3]; 2] = [TABLE, TABLE];
}

#[differentiate]
fn tuple(x: f64) -> f64 {
    const LIMITS: (f64, f64) = (1.0, 2.0);
    x.clamp(LIMITS.0, LIMITS.1) //~ D507 D507
}

#[differentiate]
fn outer_tuple(x: f64) -> f64 {
    x * RANGE.0 //~ D501
}

#[differentiate]
fn written(x: f64) -> f64 {
    let mut a = TABLE;
    a[1] = x; //~ D508
    a[0] * a[1]
}

#[differentiate]
fn row(x: f64) -> f64 {
    let row = ROWS[1]; //~ D509
    x * row[0]
}

#[differentiate]
fn slice(x: &[f64]) -> f64 {
    x[0] = 1.0; //~ D203 E0594
    x[0]
}

fn main() {}
