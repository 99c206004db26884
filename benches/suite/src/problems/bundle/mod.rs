//! Bundle adjustment: where cameras see points, and the Jacobian's blocks, of 31 entries for each observation: two errors by
//! eleven numbers of a camera, three of a point and a weight, and the error of the weight.

use differentiate::Workspace;
use gradbench_differentiate::problems::ba::{component, reprojection_error, weight_error, CAMERA};

use crate::case::{Case, Numbers};

mod by_hand;
mod peers;

/// The columns of a row: a camera, a point and a weight.
const COLUMNS: usize = CAMERA + 3 + 1;
/// The entries of an observation.
const BLOCK: usize = 2 * COLUMNS + 1;
const OBSERVATIONS: usize = 200;

/// A camera and a point of GradBench's problem, and where the one saw the other.
const SCENE: Observation = Observation {
    camera: [
        -0.758453, -1.109613, -0.845551, 34.556073, 39.676747, 53.881673, 419.194514, 5.864426, -8.51887, 0.087812,
        0.002739,
    ],
    point: [7.203245, 0.001144, 3.023326],
    weight: 0.417022,
    feature: [271.760969, 834.209256],
};

#[derive(Clone, Copy)]
struct Observation {
    camera: [f64; CAMERA],
    point: [f64; 3],
    weight: f64,
    feature: [f64; 2],
}

impl Observation {
    /// Something near GradBench's.
    fn near(numbers: &mut Numbers) -> Observation {
        let mut move_a_little = |x: f64| x * (1.0 + 0.05 * numbers.one());
        Observation {
            camera: SCENE.camera.map(&mut move_a_little),
            point: SCENE.point.map(&mut move_a_little),
            weight: move_a_little(SCENE.weight),
            feature: SCENE.feature.map(&mut move_a_little),
        }
    }

    /// The sum of its errors.
    fn errors(&self) -> f64 {
        let [x, y] = reprojection_error(&self.camera, &self.point, self.weight, &self.feature);
        x + y + weight_error(self.weight)
    }
}

/// The sum of all errors, each with its row of the Jacobian.
fn generated(scene: &[Observation], workspace: &mut Workspace, jacobian: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for (at, block) in scene.iter().zip(jacobian.chunks_exact_mut(BLOCK)) {
        let (rows, dweight_error) = block.split_at_mut(2 * COLUMNS);
        let mut errors = [0.0; 2];
        for (which, row) in rows.chunks_exact_mut(COLUMNS).enumerate() {
            let (dcamera, rest) = row.split_first_chunk_mut().expect("a camera");
            let (dpoint, dweight) = rest.split_first_chunk_mut().expect("a point");
            errors[which] = component::value_and_grad_into(
                &at.camera,
                &at.point,
                at.weight,
                &at.feature,
                which,
                workspace,
                dcamera,
                dpoint,
                &mut dweight[0],
            );
        }
        let error = weight_error::value_and_grad_into(at.weight, workspace, &mut dweight_error[0]);
        sum += errors[0] + errors[1] + error;
    }
    sum
}

/// The Jacobian alone.
fn jacobian(scene: &[Observation], jacobian: &mut [f64]) {
    for (at, block) in scene.iter().zip(jacobian.chunks_exact_mut(BLOCK)) {
        let rows = reprojection_error::jacobian(&at.camera, &at.point, at.weight, &at.feature);
        for (row, (dcamera, dpoint, dweight)) in block.chunks_exact_mut(COLUMNS).zip(rows) {
            row[..CAMERA].copy_from_slice(&dcamera);
            row[CAMERA..COLUMNS - 1].copy_from_slice(&dpoint);
            row[COLUMNS - 1] = dweight;
        }
        block[BLOCK - 1] = weight_error::grad(at.weight);
    }
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let scene: Vec<Observation> = (0..OBSERVATIONS).map(|_| Observation::near(&mut numbers)).collect();
    let scene: &[Observation] = scene.leak();
    let mut workspace = Workspace::new();
    let case = Case::new("bundle adjustment, 200 views", BLOCK * OBSERVATIONS, || {
        scene.iter().fold(0.0, |sum, at| sum + at.errors())
    })
    .generated(move |dx| generated(scene, &mut workspace, dx))
    .generated_alone(|dx| jacobian(scene, dx))
    .clear(|dx| by_hand::all(scene, by_hand::clear, dx))
    .tuned(|dx| by_hand::all(scene, by_hand::tuned, dx));
    peers::add(case, scene)
}
