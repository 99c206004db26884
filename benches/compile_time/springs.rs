#[differentiate]
pub fn spring_0(p: [f64; 2], q: [f64; 2], rest: f64) -> f64 {
    let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
    let stretch = (dx * dx + dy * dy).sqrt() - rest;
    0.5 * stretch * stretch
}

#[differentiate]
pub fn springs_0(points: &[[f64; 2]], rest: f64, gravity: f64) -> f64 {
    let n = points.len();
    let mut energy = 0.0;
    for i in 0..n - 1 {
        energy += spring_0(points[i], points[i + 1], rest);
        if i + 2 < n {
            energy += 0.125 * spring_0(points[i], points[i + 2], 2.0 * rest);
        }
    }
    for point in points {
        energy += gravity * point[1];
        if point[1] < 0.0 {
            energy += 50.0 * point[1] * point[1];
        }
    }
    energy
}

// By hand

fn spring_0_gradient(p: [f64; 2], q: [f64; 2], rest: f64, seed: f64) -> ([f64; 2], f64) {
    let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
    let length = (dx * dx + dy * dy).sqrt();
    let dstretch = seed * (length - rest);
    ([dstretch * dx / length, dstretch * dy / length], -dstretch)
}

pub fn springs_0_gradient(
    points: &[[f64; 2]],
    rest: f64,
    gravity: f64,
    dpoints: &mut [[f64; 2]],
    drest: &mut f64,
    dgravity: &mut f64,
) -> f64 {
    let n = points.len();
    dpoints.fill([0.0; 2]);
    *drest = 0.0;
    *dgravity = 0.0;
    for i in 0..n - 1 {
        let (d, dr) = spring_0_gradient(points[i], points[i + 1], rest, 1.0);
        *drest += dr;
        for k in 0..2 {
            dpoints[i][k] += d[k];
            dpoints[i + 1][k] -= d[k];
        }
        if i + 2 < n {
            let (d, dr) = spring_0_gradient(points[i], points[i + 2], 2.0 * rest, 0.125);
            *drest += 2.0 * dr;
            for k in 0..2 {
                dpoints[i][k] += d[k];
                dpoints[i + 2][k] -= d[k];
            }
        }
    }
    for (point, d) in points.iter().zip(dpoints.iter_mut()) {
        *dgravity += point[1];
        d[1] += gravity;
        if point[1] < 0.0 {
            d[1] += 100.0 * point[1];
        }
    }
    springs_0(points, rest, gravity)
}
