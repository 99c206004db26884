use differentiate::differentiate;

use differentiate::Workspace;

#[differentiate]
fn weighted(x: &[f64], k: f64) -> f64 {
    x[0] * k
}

fn main() {
    let (x, mut dx, mut dk) = ([1.0, 2.0], vec![0.0; 2], 0.0);
    let mut workspace = Workspace::new();
    weighted::value_and_grad_into(&x, 3.0, &mut dx, &mut dk); //~ E0061
    weighted::value_and_grad_into(&x, 3.0, &mut workspace, &mut dx); //~ E0061
    weighted::value_and_grad_into(&x, 3.0, workspace, &mut dx, &mut dk); //~ E0308
    weighted::value_and_grad_into(&x, 3.0, &mut workspace, dx, dk); //~ E0308
    weighted::value_and_grad_into(&x, 3.0, &mut workspace, &dx, &mut dk); //~ E0308
    weighted::value_and_grad_into(&x, 3.0, &mut workspace, &mut dk, &mut dx); //~ E0308
    let mut single = [0.0_f32; 2];
    weighted::value_and_grad_into(&x, 3.0, &mut workspace, &mut single, &mut dk); //~ E0308
}
