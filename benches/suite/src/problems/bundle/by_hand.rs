//! The rows of the Jacobian by hand.

use std::array::from_fn;

use super::{Observation, BLOCK, CAMERA, COLUMNS};

type Vector = [f64; 3];
type Rows = [[f64; COLUMNS]; 2];

fn dot(a: Vector, b: Vector) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: Vector, b: Vector) -> Vector {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

/// The sum of all errors; `rows` gives those of an observation, and the two rows.
pub fn all(scene: &[Observation], rows: impl Fn(&Observation) -> ([f64; 2], Rows), jacobian: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for (at, block) in scene.iter().zip(jacobian.chunks_exact_mut(BLOCK)) {
        let ([x, y], rows) = rows(at);
        block[..2 * COLUMNS].copy_from_slice(rows.as_flattened());
        block[BLOCK - 1] = -2.0 * at.weight;
        sum += x + y + (1.0 - at.weight * at.weight);
    }
    sum
}

/// The function, and its statements backwards for each of the errors.
pub fn clear(at: &Observation) -> ([f64; 2], Rows) {
    let [r0, r1, r2, c0, c1, c2, focal, u0, v0, k1, k2] = at.camera;
    let r = [r0, r1, r2];
    let v = [at.point[0] - c0, at.point[1] - c1, at.point[2] - c2];
    let angle = dot(r, r).sqrt();
    let (sine, cosine) = angle.sin_cos();
    let axis = r.map(|r| r / angle);
    let turn = cross(axis, v);
    let projection = dot(axis, v);
    let along = projection * (1.0 - cosine);
    let seen: Vector = from_fn(|c| v[c] * cosine + turn[c] * sine + axis[c] * along);
    let (a, b) = (seen[0] / seen[2], seen[1] / seen[2]);
    let square = a * a + b * b;
    let distortion = 1.0 + k1 * square + k2 * square * square;
    let scale = focal * distortion;
    let offset = [scale * a + u0 - at.feature[0], scale * b + v0 - at.feature[1]];

    let rows = from_fn(|which| {
        let doffset: [f64; 2] = from_fn(|c| if c == which { at.weight } else { 0.0 });
        let dscale = doffset[0] * a + doffset[1] * b;
        let (mut da, mut db) = (doffset[0] * scale, doffset[1] * scale);
        let ddistortion = dscale * focal;
        let dsquare = ddistortion * (k1 + 2.0 * k2 * square);
        da += dsquare * 2.0 * a;
        db += dsquare * 2.0 * b;
        let dseen = [da / seen[2], db / seen[2], -(da * a + db * b) / seen[2]];
        let dturn = dseen.map(|d| d * sine);
        let dalong = dot(dseen, axis);
        let dsine = dot(dseen, turn);
        let dcosine = dot(dseen, v) - dalong * projection;
        let dprojection = dalong * (1.0 - cosine);
        // a × b has the adjoints b × d and d × a.
        let (of_axis, of_v) = (cross(v, dturn), cross(dturn, axis));
        let daxis: Vector = from_fn(|c| dseen[c] * along + dprojection * v[c] + of_axis[c]);
        let dv: Vector = from_fn(|c| dseen[c] * cosine + dprojection * axis[c] + of_v[c]);
        let dangle = dsine * cosine - dcosine * sine - dot(daxis, axis) / angle;
        let dr: Vector = from_fn(|c| daxis[c] / angle + dangle * axis[c]);

        let mut row = [0.0; COLUMNS];
        row[..3].copy_from_slice(&dr);
        row[3..6].copy_from_slice(&dv.map(|d| -d));
        row[6] = dscale * distortion;
        row[7..9].copy_from_slice(&doffset);
        row[9] = ddistortion * square;
        row[10] = ddistortion * square * square;
        row[CAMERA..CAMERA + 3].copy_from_slice(&dv);
        row[COLUMNS - 1] = offset[which];
        row
    });
    (offset.map(|offset| at.weight * offset), rows)
}

/// The derivatives of the seen point, a matrix in the turn and one in the point, are made once for both errors, with no
/// division but three.
pub fn tuned(at: &Observation) -> ([f64; 2], Rows) {
    let [r0, r1, r2, c0, c1, c2, focal, u0, v0, k1, k2] = at.camera;
    let r = [r0, r1, r2];
    let v = [at.point[0] - c0, at.point[1] - c1, at.point[2] - c2];
    let angle = dot(r, r).sqrt();
    let inverse = 1.0 / angle;
    let (sine, cosine) = angle.sin_cos();
    let rest = 1.0 - cosine;
    let axis = r.map(|r| r * inverse);
    let turn = cross(axis, v);
    let projection = dot(axis, v);
    let along = projection * rest;
    let seen: Vector = from_fn(|c| v[c] * cosine + turn[c] * sine + axis[c] * along);
    let depth = 1.0 / seen[2];
    let (a, b) = (seen[0] * depth, seen[1] * depth);
    let square = a * a + b * b;
    let distortion = 1.0 + square * (k1 + k2 * square);
    let scale = focal * distortion;
    let offset = [scale * a + u0 - at.feature[0], scale * b + v0 - at.feature[1]];

    let weighted = at.weight * focal;
    let slope = weighted * (2.0 * k1 + 4.0 * k2 * square);
    let (straight, mixed) = (weighted * distortion, slope * a * b);
    let by_image = [[straight + slope * a * a, mixed], [mixed, straight + slope * b * b]];
    // How the seen point moves with the angle.
    let by_angle: Vector = from_fn(|c| turn[c] * cosine - v[c] * sine + axis[c] * (sine * projection));
    let rows = from_fn(|which| {
        let [x, y] = by_image[which];
        let dseen = [x * depth, y * depth, -(x * a + y * b) * depth];
        let toward = dot(dseen, axis);
        let (of_axis, of_v) = (cross(v, dseen), cross(dseen, axis));
        let dv: Vector = from_fn(|c| dseen[c] * cosine + of_v[c] * sine + axis[c] * (toward * rest));
        let daxis: Vector = from_fn(|c| of_axis[c] * sine + dseen[c] * along + v[c] * (toward * rest));
        let dangle = dot(dseen, by_angle) - dot(daxis, axis) * inverse;
        let image = [a, b][which];
        let by_distortion = weighted * square * image;
        let mut row = [0.0; COLUMNS];
        for c in 0..3 {
            row[c] = daxis[c] * inverse + dangle * axis[c];
            row[3 + c] = -dv[c];
            row[CAMERA + c] = dv[c];
        }
        row[6] = at.weight * distortion * image;
        row[7 + which] = at.weight;
        row[9] = by_distortion;
        row[10] = by_distortion * square;
        row[COLUMNS - 1] = offset[which];
        row
    });
    (offset.map(|offset| at.weight * offset), rows)
}
