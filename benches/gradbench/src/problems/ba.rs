//! Bundle adjustment: reprojection errors, and their sparse Jacobian.

use differentiate::{differentiate, Workspace};
use serde_json::{json, Value};

use super::unknown;
use crate::input;
use crate::measure::{measure, Measured};

/// The numbers of a camera: rotation, centre, focal length, principal point, radial distortion.
pub const CAMERA: usize = 11;
/// The columns of an observation: a camera, a point and a weight.
const COLUMNS: usize = CAMERA + 3 + 1;
/// How many elements of each part of a sparse matrix are given out, beside the last.
const SHOWN: usize = 30;

/// The cross product a × b.
#[differentiate]
fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

/// `v` rotated by the angle |r| around `r`: Rodrigues' formula, or its first order where r is 0.
#[differentiate]
fn rotated(r: [f64; 3], v: [f64; 3]) -> [f64; 3] {
    let square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    if square > 0.0 {
        let angle = square.sqrt();
        let (sine, cosine) = angle.sin_cos();
        let axis = [r[0] / angle, r[1] / angle, r[2] / angle];
        let turn: [f64; 3] = cross(axis, v);
        let along = (axis[0] * v[0] + axis[1] * v[1] + axis[2] * v[2]) * (1.0 - cosine);
        [
            v[0] * cosine + turn[0] * sine + axis[0] * along,
            v[1] * cosine + turn[1] * sine + axis[1] * along,
            v[2] * cosine + turn[2] * sine + axis[2] * along,
        ]
    } else {
        let turn: [f64; 3] = cross(r, v);
        [v[0] + turn[0], v[1] + turn[1], v[2] + turn[2]]
    }
}

/// Where the camera sees the point, minus where it was seen (`feature`), times the weight.
#[differentiate]
pub fn reprojection_error(
    camera: &[f64; CAMERA],
    point: &[f64; 3],
    weight: f64,
    #[constant] feature: &[f64; 2],
) -> [f64; 2] {
    let offset = [point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]];
    let seen: [f64; 3] = rotated([camera[0], camera[1], camera[2]], offset);
    let (a, b) = (seen[0] / seen[2], seen[1] / seen[2]);
    let square = a * a + b * b;
    let distortion = 1.0 + camera[9] * square + camera[10] * square * square;
    let scale = camera[6] * distortion;
    [
        weight * (scale * a + camera[7] - feature[0]),
        weight * (scale * b + camera[8] - feature[1]),
    ]
}

/// One component of [`reprojection_error()`].
#[differentiate]
pub fn component(
    camera: &[f64; CAMERA],
    point: &[f64; 3],
    weight: f64,
    #[constant] feature: &[f64; 2],
    which: usize,
) -> f64 {
    let error: [f64; 2] = reprojection_error(camera, point, weight, feature);
    error[which]
}

/// The error of a weight: 1 − w².
#[differentiate]
pub fn weight_error(weight: f64) -> f64 {
    1.0 - weight * weight
}

/// Cameras and points with what was seen of them: observation i is of camera i mod n and point i mod m.
struct Scene {
    cameras: Vec<[f64; CAMERA]>,
    points: Vec<[f64; 3]>,
    weights: Vec<f64>,
    features: Vec<[f64; 2]>,
}

impl Scene {
    fn parse(input: &Value) -> Result<Scene, String> {
        let (n, m, p) = (
            input::count(input, "n")?,
            input::count(input, "m")?,
            input::count(input, "p")?,
        );
        if n == 0 || m == 0 || p == 0 {
            return Err("there are no cameras, points or observations".to_owned());
        }
        Ok(Scene {
            cameras: vec![input::array(input, "cam")?; n],
            points: vec![input::array(input, "x")?; m],
            weights: vec![input::number(input, "w")?; p],
            features: vec![input::array(input, "feat")?; p],
        })
    }

    /// The camera and the point of an observation.
    fn observed(&self, observation: usize) -> (usize, usize) {
        (observation % self.cameras.len(), observation % self.points.len())
    }

    /// The errors of all observations, and of all weights.
    fn objective(&self, reprojections: &mut Vec<[f64; 2]>, weights: &mut Vec<f64>) {
        reprojections.clear();
        weights.clear();
        for (i, (weight, feature)) in self.weights.iter().zip(&self.features).enumerate() {
            let (camera, point) = self.observed(i);
            reprojections.push(reprojection_error(
                &self.cameras[camera],
                &self.points[point],
                *weight,
                feature,
            ));
        }
        weights.extend(self.weights.iter().map(|weight| weight_error(*weight)));
    }

    /// The Jacobian of all errors in all cameras, points and weights.
    fn jacobian(&self, workspace: &mut Workspace, matrix: &mut Sparse) {
        matrix.clear();
        let (first_point, first_weight) = (
            CAMERA * self.cameras.len(),
            CAMERA * self.cameras.len() + 3 * self.points.len(),
        );
        let (mut dcamera, mut dpoint, mut dweight) = ([0.0; CAMERA], [0.0; 3], 0.0);
        for (i, (weight, feature)) in self.weights.iter().zip(&self.features).enumerate() {
            let (camera, point) = self.observed(i);
            for which in 0..2 {
                component::value_and_grad_into(
                    &self.cameras[camera],
                    &self.points[point],
                    *weight,
                    feature,
                    which,
                    workspace,
                    &mut dcamera,
                    &mut dpoint,
                    &mut dweight,
                );
                matrix.block(CAMERA * camera, &dcamera);
                matrix.block(first_point + 3 * point, &dpoint);
                matrix.block(first_weight + i, &[dweight]);
                matrix.end_row();
            }
        }
        for (i, weight) in self.weights.iter().enumerate() {
            matrix.block(first_weight + i, &[weight_error::grad(*weight)]);
            matrix.end_row();
        }
    }
}

/// A sparse matrix in row-compressed form.
struct Sparse {
    rows: Vec<usize>,
    columns: Vec<usize>,
    values: Vec<f64>,
}

impl Sparse {
    /// With room for the Jacobian of that many observations.
    fn new(observations: usize) -> Sparse {
        let entries = (2 * COLUMNS + 1) * observations;
        Sparse {
            rows: Vec::with_capacity(3 * observations + 1),
            columns: Vec::with_capacity(entries),
            values: Vec::with_capacity(entries),
        }
    }

    fn clear(&mut self) {
        self.rows.clear();
        self.rows.push(0);
        self.columns.clear();
        self.values.clear();
    }

    /// Adds entries to the last row, in adjacent columns.
    fn block(&mut self, first_column: usize, values: &[f64]) {
        self.columns.extend(first_column..first_column + values.len());
        self.values.extend_from_slice(values);
    }

    fn end_row(&mut self) {
        self.rows.push(self.values.len());
    }

    fn output(&self) -> Value {
        json!({ "rows": ends(&self.rows), "cols": ends(&self.columns), "vals": ends(&self.values) })
    }
}

/// The first elements, and the last.
fn ends<T: Copy>(list: &[T]) -> Vec<T> {
    list.iter().take(SHOWN).chain(list.last()).copied().collect()
}

/// `objective` and `jacobian`.
pub fn evaluate(function: &str, input: &Value) -> Result<Measured, String> {
    let scene = Scene::parse(input)?;
    let count = scene.weights.len();
    match function {
        "objective" => {
            let (mut errors, mut weight_errors) = (Vec::with_capacity(count), Vec::with_capacity(count));
            let timed = measure(input, || scene.objective(&mut errors, &mut weight_errors))?;
            Ok(timed.output(|()| {
                json!({
                    "reproj_error": { "elements": errors[0], "repeated": count },
                    "w_err": { "element": weight_errors[0], "repeated": count },
                })
            }))
        }
        "jacobian" => {
            let (mut workspace, mut matrix) = (Workspace::new(), Sparse::new(count));
            let timed = measure(input, || scene.jacobian(&mut workspace, &mut matrix))?;
            Ok(timed.output(|()| matrix.output()))
        }
        _ => unknown(function),
    }
}
