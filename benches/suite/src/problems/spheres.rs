//! Rays that may hit a sphere.

use std::hint::black_box;

use differentiate::{differentiate, Workspace};

use crate::case::Case;

const SIDE: usize = 32;

/// The brightness of a picture of a sphere, lit from `light`: parallel rays through each pixel, Lambert's shading.
#[differentiate]
pub fn brightness(centre: &[f64; 3], radius: f64, light: &[f64; 3]) -> f64 {
    let mut total = 0.0;
    for i in 0..SIDE {
        for j in 0..SIDE {
            let origin = [
                2.0 * i as f64 / (SIDE - 1) as f64 - 1.0,
                2.0 * j as f64 / (SIDE - 1) as f64 - 1.0,
                -3.0,
            ];
            let offset = [origin[0] - centre[0], origin[1] - centre[1], origin[2] - centre[2]];
            let half = offset[2];
            let rest = offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2] - radius * radius;
            let discriminant = half * half - rest;
            if discriminant > 0.0 {
                let t = -half - discriminant.sqrt();
                if t > 0.0 {
                    let normal = [offset[0] / radius, offset[1] / radius, (offset[2] + t) / radius];
                    let shade = normal[0] * light[0] + normal[1] * light[1] + normal[2] * light[2];
                    if shade > 0.0 {
                        total += shade;
                    }
                }
            } else {
                total += 0.01;
            }
        }
    }
    total
}

/// The function, and its statements backwards where a ray hits.
fn clear(centre: &[f64; 3], radius: f64, light: &[f64; 3], dx: &mut [f64]) -> f64 {
    let (mut dcentre, mut dradius, mut dlight) = ([0.0; 3], 0.0, [0.0; 3]);
    let mut total = 0.0;
    for i in 0..SIDE {
        for j in 0..SIDE {
            let pixel = |at: usize| 2.0 * at as f64 / (SIDE - 1) as f64 - 1.0;
            let offset = [pixel(i) - centre[0], pixel(j) - centre[1], -3.0 - centre[2]];
            let rest = offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2] - radius * radius;
            let discriminant = offset[2] * offset[2] - rest;
            if discriminant <= 0.0 {
                total += 0.01;
                continue;
            }
            let root = discriminant.sqrt();
            let t = -offset[2] - root;
            let hit = [offset[0], offset[1], offset[2] + t];
            let normal = hit.map(|hit| hit / radius);
            let shade = normal[0] * light[0] + normal[1] * light[1] + normal[2] * light[2];
            if t <= 0.0 || shade <= 0.0 {
                continue;
            }
            total += shade;
            let mut doffset = [0.0; 3];
            for c in 0..3 {
                dlight[c] += normal[c];
                dradius -= light[c] * normal[c] / radius;
                doffset[c] += light[c] / radius;
            }
            let dt = light[2] / radius;
            let ddiscriminant = -0.5 * dt / root;
            doffset[2] += -dt + 2.0 * ddiscriminant * offset[2];
            for c in 0..3 {
                doffset[c] -= 2.0 * ddiscriminant * offset[c];
                dcentre[c] -= doffset[c];
            }
            dradius += 2.0 * ddiscriminant * radius;
        }
    }
    dx[..3].copy_from_slice(&dcentre);
    dx[3] = dradius;
    dx[4..].copy_from_slice(&dlight);
    total
}

/// Only what hits is differentiated, and the depth of the centre cancels.
fn by_hand(centre: &[f64; 3], radius: f64, light: &[f64; 3], dx: &mut [f64]) -> f64 {
    dx.fill(0.0);
    let inverse = 1.0 / radius;
    let mut total = 0.0;
    for i in 0..SIDE {
        let x = 2.0 * i as f64 / (SIDE - 1) as f64 - 1.0 - centre[0];
        for j in 0..SIDE {
            let y = 2.0 * j as f64 / (SIDE - 1) as f64 - 1.0 - centre[1];
            let discriminant = radius * radius - x * x - y * y;
            if discriminant <= 0.0 {
                total += 0.01;
                continue;
            }
            let root = discriminant.sqrt();
            let shade = (x * light[0] + y * light[1] - root * light[2]) * inverse;
            if 3.0 + centre[2] - root > 0.0 && shade > 0.0 {
                total += shade;
                let slope = light[2] / root;
                dx[0] -= (light[0] + slope * x) * inverse;
                dx[1] -= (light[1] + slope * y) * inverse;
                dx[3] -= shade * inverse + slope;
                dx[4] += x * inverse;
                dx[5] += y * inverse;
                dx[6] -= root * inverse;
            }
        }
    }
    total
}

/// The case.
pub fn case() -> Case {
    let (centre, radius, light) = black_box(([0.1, -0.1, 0.3], 0.7, [0.3, 0.4, -0.8]));
    let mut workspace = Workspace::new();
    Case::new("ray–sphere shading, 32²", 7, move || {
        brightness(&centre, radius, &light)
    })
    .generated(move |dx| {
        let [x, y, z, dradius, rest @ ..] = dx else {
            unreachable!()
        };
        let mut dcentre = [0.0; 3];
        let dlight = rest.try_into().expect("three components");
        let value =
            brightness::value_and_grad_into(&centre, radius, &light, &mut workspace, &mut dcentre, dradius, dlight);
        [*x, *y, *z] = dcentre;
        value
    })
    .clear(move |dx| clear(&centre, radius, &light, dx))
    .tuned(move |dx| by_hand(&centre, radius, &light, dx))
}
