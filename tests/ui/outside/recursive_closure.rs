use differentiate::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    fn fix(g: &dyn Fn(&dyn Fn(f64) -> f64, f64) -> f64, x: f64) -> f64 {
        g(&|y| fix(g, y), x)
    }
    fix(&|s, y| if y < 1.0 { y } else { s(y - 1.0) }, x) //~ D308
}

fn main() {}
