use differentiate::differentiate;

#[differentiate]
fn by_no_key(x: [f64; 3]) -> f64 {
    let mut v = x;
    v.sort_by(|a, b| (a - b).total_cmp(&0.0)); //~ D330
    v[0]
}

fn compare(a: &f64, b: &f64) -> std::cmp::Ordering {
    a.total_cmp(b)
}

#[differentiate]
fn by_a_function(x: [f64; 3]) -> f64 {
    let mut v = x;
    v.sort_by(compare); //~ D330
    v[0]
}

#[differentiate]
fn by_two_keys(x: f64) -> f64 {
    let mut v = [(x, 1), (x, 2)];
    v.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.total_cmp(&b.0))); //~ D330
    v[0].0
}

#[differentiate]
fn unstable(x: f64) -> f64 {
    let mut v = [(x, 1.0), (0.5, x)];
    v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0)); //~ D331
    v[0].1
}

fn main() {
    by_a_function([3.0, 2.0, 1.0]);
}
