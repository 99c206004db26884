use differentiate::differentiate;

#[differentiate]
fn midpoint(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 { //~ D021
    (b - a) * f(0.5 * (a + b))
}

#[differentiate]
fn by_type<F: Fn(f64) -> f64>(f: F, x: f64) -> f64 { //~ D021
    f(x) * f(x + 1.0)
}

#[differentiate]
fn in_a_where_clause<F>(f: &F, y: &[f64; 2]) -> f64 //~ D021
where
    F: Fn(&[f64; 2]) -> [f64; 2],
{
    f(y)[0]
}

#[differentiate]
fn dynamic(f: &dyn Fn(f64) -> f64, x: f64) -> f64 { //~ D021
    f(x)
}

#[differentiate]
fn pointer(f: fn(f64) -> f64, x: f64) -> f64 { //~ D021
    f(x)
}

#[differentiate]
fn the_way_out(a: f64, b: f64) -> f64 {
    let f = |x: f64| x.sin();
    (b - a) * f(0.5 * (a + b))
}

fn main() {
    midpoint::grad(f64::sin, 0.0, 1.0);
    the_way_out::grad(0.0, 1.0);
}
