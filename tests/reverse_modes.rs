//! `vjp`, `pullback` and `jacobian` of functions that have no lifted form: with structs, methods, places, options, rules.

use differentiate::modes::Matrix;
use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Pose {
    position: [f64; 2],
    angle: f64,
}

/// Moves along the direction of the pose, and turns.
#[differentiate]
fn moved(pose: Pose, speed: f64, turn: f64, dt: f64) -> Pose {
    let (sin, cos) = pose.angle.sin_cos();
    Pose {
        position: [pose.position[0] + speed * dt * cos, pose.position[1] + speed * dt * sin],
        angle: pose.angle + turn * dt,
    }
}

const POSE: Pose = Pose {
    position: [1.0, 2.0],
    angle: 0.3,
};

#[test]
fn a_struct_in_and_out() {
    let cotangent = PoseTangent {
        position: [1.0, 10.0],
        angle: 100.0,
    };
    let (value, (dpose, dspeed, dturn, ddt)) = moved::vjp(POSE, 2.0, 0.5, 0.1, cotangent.clone());
    assert_eq!(value, moved(POSE, 2.0, 0.5, 0.1));
    let (sin, cos) = 0.3_f64.sin_cos();
    assert_eq!(dpose.position, [1.0, 10.0]);
    assert!((dpose.angle - (100.0 - 0.2 * sin + 2.0 * cos)).abs() < 1e-13);
    assert!((dspeed - 0.1 * (cos + 10.0 * sin)).abs() < 1e-13);
    assert!((dturn - 10.0).abs() < 1e-13);
    assert!((ddt - (2.0 * (cos + 10.0 * sin) + 50.0)).abs() < 1e-13);

    let (again, pull) = moved::pullback(POSE, 2.0, 0.5, 0.1);
    assert_eq!(again, value);
    assert_eq!(pull(&cotangent), (dpose.clone(), dspeed, dturn, ddt));
    assert_eq!(
        pull(&cotangent),
        (dpose.clone(), dspeed, dturn, ddt),
        "a tape serves more than once"
    );

    let rows = moved::jacobian(POSE, 2.0, 0.5, 0.1);
    assert_eq!(rows.len(), 3);
    let angle: f64 = rows
        .iter()
        .zip([1.0, 10.0, 100.0])
        .map(|(row, w)| w * row.0.angle)
        .sum();
    assert!((angle - dpose.angle).abs() < 1e-13);
}

/// The distance and the bearing of a landmark.
#[differentiate]
fn sighted(pose: &Pose, landmark: &[f64; 2]) -> (f64, f64) {
    let (dx, dy) = (landmark[0] - pose.position[0], landmark[1] - pose.position[1]);
    (dx.hypot(dy), dy.atan2(dx) - pose.angle)
}

#[test]
fn numbers_of_a_struct_have_rows_in_their_own_shape() {
    let (distance, bearing): ((PoseTangent, [f64; 2]), _) = sighted::jacobian(&POSE, &[4.0, 6.0]);
    assert_eq!(distance.0.position.map(|d| (d * 10.0).round()), [-6.0, -8.0]);
    assert_eq!(bearing.0.angle, -1.0);
    let (_, pull) = sighted::pullback(&POSE, &[4.0, 6.0]);
    assert_eq!(pull(&(1.0, 0.0)), distance);
    assert_eq!(pull(&(0.0, 1.0)), bearing);
}

#[differentiate]
impl Pose {
    fn squared(&self, k: usize) -> f64 {
        self.position[k] * self.position[k] * self.angle
    }

    fn turn(&mut self, by: f64) {
        self.angle += by * self.position[0];
    }
}

#[test]
fn of_methods() {
    let (value, gradient) = POSE.squared_vjp(1, 2.0);
    assert_eq!(
        (value, gradient.position, gradient.angle),
        (4.0 * 0.3, [0.0, 2.0 * 2.0 * 2.0 * 0.3], 8.0)
    );
    assert_eq!(POSE.squared_jacobian(1), POSE.squared_grad(1));
    let (_, pull) = POSE.squared_pullback(1);
    assert_eq!(pull(&2.0), gradient);
}

#[test]
fn what_is_left_in_places_is_a_part_of_the_value() {
    let mut pose = POSE;
    let cotangent = PoseTangent {
        position: [0.0, 0.0],
        angle: 1.0,
    };
    let (_, (dpose, dby)) = pose.turn_vjp(0.5, cotangent);
    assert_eq!(pose.angle, 0.3 + 0.5);
    assert_eq!((dpose.position, dpose.angle, dby), ([0.5, 0.0], 1.0, 1.0));
    let mut pose = POSE;
    let rows = pose.turn_jacobian(0.5);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[2], (dpose, dby));
}

/// One step of a chain of springs, in place; gives the energy before.
#[differentiate]
fn relax(x: &mut [f64], rate: f64) -> f64 {
    let n = x.len();
    let mut energy = 0.0;
    for i in 1..n {
        energy += (x[i] - x[i - 1]).powi(2);
    }
    for i in 1..n {
        x[i] -= rate * (x[i] - x[i - 1]);
    }
    energy
}

#[test]
fn a_slice_in_place() {
    let before = [1.0, 3.0, 4.0];
    let mut x = before;
    let (energy, (dx, drate)) = relax::vjp(&mut x, 0.1, 1.0, vec![0.0, 10.0, 100.0]);
    assert_eq!((energy, x), (5.0, [1.0, 2.8, 3.88]));
    let of = |x: [f64; 3], rate: f64| {
        let mut x = x;
        relax(&mut x, rate) + 10.0 * x[1] + 100.0 * x[2]
    };
    for (k, dx) in dx.iter().enumerate() {
        let [mut up, mut down] = [before, before];
        up[k] += 1e-6;
        down[k] -= 1e-6;
        assert!((dx - (of(up, 0.1) - of(down, 0.1)) / 2e-6).abs() < 1e-6);
    }
    assert!((drate - (of(before, 0.1 + 1e-6) - of(before, 0.1 - 1e-6)) / 2e-6).abs() < 1e-6);

    let mut x = before;
    let (of_value, of_places) = relax::jacobian(&mut x, 0.1);
    for (k, dx) in dx.iter().enumerate() {
        let pulled = of_value.0[k] + 10.0 * of_places[1].0[k] + 100.0 * of_places[2].0[k];
        assert!((pulled - dx).abs() < 1e-12);
    }
    let mut x = before;
    let (_, pull) = relax::pullback(&mut x, 0.1);
    assert_eq!(pull(&1.0, &vec![0.0, 10.0, 100.0]), (dx, drate));
}

/// What is left in a list, or none of it.
#[differentiate]
fn scaled_in_place(x: &mut Vec<f64>, k: usize) {
    let first = x[0];
    x.truncate(k);
    for x in x.iter_mut() {
        *x *= first;
    }
}

#[test]
fn a_list_in_place_has_a_matrix() {
    let jacobian: Matrix = scaled_in_place::jacobian(&mut vec![2.0, 3.0, 5.0], 2);
    assert_eq!(jacobian, [[4.0, 0.0, 0.0], [3.0, 2.0, 0.0]]);
    let empty: Matrix = scaled_in_place::jacobian(&mut vec![2.0, 3.0, 5.0], 0);
    assert_eq!((empty.rows(), empty.columns()), (0, 3));
    let some: Option<Matrix> = differences::jacobian(&[1.0, 4.0, 9.0]);
    assert_eq!(some.unwrap(), [[-1.0, 1.0, 0.0], [0.0, -1.0, 1.0]]);
    assert!(differences::jacobian(&[1.0]).is_none());
}

#[differentiate]
fn differences(x: &[f64]) -> Option<Vec<f64>> {
    if x.len() < 2 {
        return None;
    }
    Some(x.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

#[differentiate]
fn root(x: &[f64]) -> Option<[f64; 2]> {
    let first = x.first()?;
    if *first < 0.0 {
        return None;
    }
    Some([first.sqrt(), first * x[1]])
}

#[differentiate]
fn checked(x: f64, y: f64) -> Result<f64, String> {
    if y == 0.0 {
        return Err(format!("{x} by zero"));
    }
    Ok(x / y)
}

#[test]
fn where_there_may_be_no_value() {
    assert_eq!(root::vjp(&[4.0, 3.0], [1.0, 1.0]), Some(([2.0, 12.0], vec![3.25, 4.0])));
    assert_eq!(root::vjp(&[], [1.0, 1.0]), None);
    assert_eq!(root::jacobian(&[4.0, 3.0]), Some([vec![0.25, 0.0], vec![3.0, 4.0]]));
    assert_eq!(checked::vjp(1.0, 2.0, 4.0), Ok((0.5, (2.0, -1.0))));
    assert_eq!(checked::jacobian(1.0, 0.0), Err("1 by zero".to_string()));
    let (value, pull) = checked::pullback(1.0, 2.0).unwrap();
    assert_eq!((value, pull(&4.0)), (0.5, (2.0, -1.0)));
    assert!(root::pullback(&[-1.0, 0.0]).is_none());
}

differentiate::rule! {
    fn cube(x: f64) -> f64 { x * x * x }
    partials { x: 3.0 * x * x }
}

/// In single precision, and what it is given in double.
#[differentiate]
fn mixed(x: &[f32], scale: f64) -> (f64, usize) {
    let mut sum = 0.0;
    for &x in x {
        sum += f64::from(x) * scale;
    }
    (sum, x.len())
}

#[differentiate]
fn applied(f: impl Fn(f64) -> f64, x: f64, y: f64) -> [f64; 2] {
    [f(x) * y, f(y)]
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[test]
fn rules_two_precisions_and_functions() {
    assert_eq!(cube::vjp(2.0, 3.0), (8.0, 36.0));
    assert_eq!(
        mixed::vjp(&[1.0, 2.0], 3.0, (2.0, ())),
        ((9.0, 2), (vec![6.0, 6.0], 6.0))
    );
    let (row, ()) = mixed::jacobian(&[1.0, 2.0], 3.0);
    assert_eq!(row, (vec![3.0, 3.0], 3.0));
    assert_eq!(applied::jacobian(square {}, 3.0, 2.0), [(12.0, 9.0), (0.0, 4.0)]);
}

/// A struct of integers need not be `Clone`.
struct Grid {
    cells: usize,
}

#[differentiate]
fn on_a_grid(#[constant] grid: &Grid, x: f64) -> [f64; 2] {
    [x * grid.cells as f64, x * x]
}

#[test]
fn what_takes_no_derivative_need_not_be_cloned() {
    let grid = Grid { cells: 3 };
    assert_eq!(on_a_grid::jacobian(&grid, 2.0), [3.0, 4.0]);
    assert_eq!(on_a_grid::vjp(&grid, 2.0, [1.0, 1.0]).1, 7.0);
}
