#[differentiate]
pub fn pendulum_0(angle: f64, speed: f64, damping: f64, steps: usize) -> f64 {
    let h = 0.125;
    let mut q = angle;
    let mut v = speed;
    let mut cost = 0.0;
    for k in 0..steps {
        let force = -q.sin() - damping * v;
        let middle = v + 0.5 * h * force;
        q += h * middle;
        v += h * (-q.sin() - damping * middle);
        if q.abs() > 3.0 {
            cost += (q.abs() - 3.0).powi(2);
        }
        cost += 0.5 * v * v / (1.0 + k as f64);
    }
    let miss = q - 1.0;
    cost + miss * miss + 0.25 * v * v
}

// By hand

pub fn pendulum_0_gradient(angle: f64, speed: f64, damping: f64, steps: usize) -> (f64, (f64, f64, f64)) {
    let h = 0.125;
    let (mut q, mut v, mut cost) = (angle, speed, 0.0);
    let mut states = Vec::with_capacity(steps);
    for k in 0..steps {
        states.push((q, v));
        let force = -q.sin() - damping * v;
        let middle = v + 0.5 * h * force;
        q += h * middle;
        v += h * (-q.sin() - damping * middle);
        if q.abs() > 3.0 {
            cost += (q.abs() - 3.0).powi(2);
        }
        cost += 0.5 * v * v / (1.0 + k as f64);
    }
    let miss = q - 1.0;
    let value = cost + miss * miss + 0.25 * v * v;
    let (mut dq, mut dv, mut ddamping) = (2.0 * miss, 0.5 * v, 0.0);
    for (k, &(q0, v0)) in states.iter().enumerate().rev() {
        let force = -q0.sin() - damping * v0;
        let middle = v0 + 0.5 * h * force;
        let q1 = q0 + h * middle;
        let v1 = v0 + h * (-q1.sin() - damping * middle);
        dv += v1 / (1.0 + k as f64);
        if q1.abs() > 3.0 {
            dq += 2.0 * (q1.abs() - 3.0) * q1.signum();
        }
        dq -= dv * h * q1.cos();
        ddamping -= dv * h * middle;
        let dmiddle = dq * h - dv * h * damping;
        let dforce = dmiddle * 0.5 * h;
        dv += dmiddle - dforce * damping;
        dq -= dforce * q0.cos();
        ddamping -= dforce * v0;
    }
    (value, (dq, dv, ddamping))
}
