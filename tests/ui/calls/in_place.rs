use differentiate::differentiate;

#[differentiate]
fn copied(x: f64) -> f64 {
    let mut a = [0.0, x, 1.0];
    a.copy_within(..2, 1); //~ D313
    a.fill_with(|| x); //~ D313
    a[0] * a[1]
}

#[differentiate]
fn sorted(x: f64) -> f64 {
    let mut a = vec![x, 1.0];
    a.fill_with(|| x); //~ D313
    a.dedup_by_key(|v| *v as i64); //~ D310
    a[0]
}

#[differentiate]
fn of_a_value(x: &[f64]) -> f64 {
    x.to_vec().push(x[0]); //~ D108
    let mut a = vec![x[0]];
    a.drain(..).count(); //~ D311
    a.append(x); //~ D313 E0308
    a[0]
}

fn main() {}
