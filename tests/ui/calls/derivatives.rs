use differentiate::{differentiate, Differentiable};

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn product(p: (f64, f64)) -> f64 {
    p.0 * p.1
}

#[differentiate]
fn matrix(x: f64) -> f64 {
    square::hessian(x) * square::jacobian(x) //~ D307 D307
}

#[differentiate]
fn itself(x: f64) -> f64 {
    x * itself::grad(x) //~ D307
}

#[differentiate]
fn of_a_tuple(x: f64) -> f64 {
    let (a, b): (f64, f64) = product::grad((x, 1.0)); //~ D324
    a * b
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
}

#[differentiate]
impl Spring {
    fn energy(&self, x: f64) -> f64 {
        self.stiffness * x * x + self.energy_grad(x).1 //~ D307
    }

    fn force(&self, x: f64) -> f64 {
        Spring::force_hvp(self, x, self, 1.0).1 //~ D307
    }
}

#[differentiate]
fn of_pairs(springs: [(f64, f64); 2]) -> f64 {
    product::grad(springs[0]).0 //~ D324
}

#[differentiate]
fn doubled(x: &mut f64) -> f64 {
    *x *= 2.0;
    *x
}

#[differentiate]
fn of_a_place(x: f64) -> f64 {
    let mut y = x;
    doubled::grad(&mut y) //~ D324
}

#[differentiate]
mod partial {
    fn root(x: f64) -> Option<f64> {
        (x > 0.0).then(|| x.sqrt())
    }

    fn of_an_option(x: f64) -> f64 {
        root::grad(x).unwrap_or(0.0) //~ D332
    }
}

fn main() {}
