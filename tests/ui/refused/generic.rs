use differentiate::differentiate;

#[differentiate]
fn integral<const N: usize>(a: f64, w: [f64; N], #[constant] k: f64, n: i32) -> f64 {
    let _ = format!("{a}"); //~ D320
    a / N as f64 * w[0] * k * n as f64
}

#[differentiate]
fn square<'a, T: Copy + std::ops::Mul<Output = T>>(x: &'a T) -> T {
    let _ = format!("square"); //~ D320
    *x * *x
}

fn main() {
    let (da, dw) = integral::grad::<2>(1.0, [2.0, 3.0], 1.0, 1);
    println!("{}", da + dw[0]);
    let (y, (da, dw)) = integral::value_and_grad(1.0, [2.0, 3.0], 1.0, 1);
    println!("{}", y + da * dw[0]);
    let (mut da, mut dw) = (0.0, [0.0; 2]);
    let mut workspace = differentiate::Workspace::new();
    integral::value_and_grad_into::<2>(1.0, [2.0, 3.0], 1.0, 1, &mut workspace, &mut da, &mut dw);
    integral::check::<2>(1.0, [2.0, 3.0], 1.0, 1).unwrap();
    square::grad::<f64>(&1.0).sqrt();
}
