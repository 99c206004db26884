use differentiate::differentiate;

#[differentiate]
fn scalar(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn slices(x: &[f64], #[constant] w: &[f64], n: usize) -> f64 {
    x[n] * w[n]
}

#[differentiate]
fn array(x: [f64; 2]) -> f64 {
    x[0] * x[1]
}

fn main() {
    scalar::grad(1); //~ E0308
    scalar::grad(1.0_f32); //~ E0308
    scalar::grad(); //~ E0061
    scalar::value_and_grad(1.0, 2.0); //~ E0061
    slices::grad(vec![1.0], &[1.0], 0); //~ E0308
    slices::grad(&[1.0], &[1.0]); //~ E0061
    slices::grad(&[1.0], &[1.0], 0.0); //~ E0308
    slices::check(&[1.0], 0, &[1.0]).unwrap(); //~ E0308
    array::grad(&[1.0, 2.0]); //~ E0308
    array::grad([1.0, 2.0, 3.0]); //~ E0308
    let (_dx, _dy) = scalar::grad(1.0); //~ E0308
    let _dx: [f64; 1] = slices::grad(&[1.0], &[1.0], 0); //~ E0308
}
