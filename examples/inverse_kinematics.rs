//! Inverse kinematics: the angles of six joints that bring the tool of a robot arm where it has to be, and turned as it has to be.
//!
//! ```text
//! cargo run --release --example inverse_kinematics
//! ```
//!
//! The arm has the lengths of a UR5, by the convention of Denavit and Hartenberg (1955). Its pose is a plain Rust function of the
//! angles, and the residuals are the twelve numbers in which the pose differs from the target. `f::jacobian` of the residuals is all
//! that Levenberg–Marquardt asks for. The tool draws a circle on a tilted board and stays square to it: 36 targets, each started
//! from the angles of the one before, the first from a posture far off, grey in the picture. Every pose is reached to a billionth of a metre, or the
//! program panics. The picture is `target/inverse_kinematics/arm.png`.

use differentiate::differentiate;
use differentiate::least_squares::LevenbergMarquardt;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::register_font;
use std::error::Error;
use std::f64::consts::{FRAC_PI_2, TAU};
use std::fs;
use std::ops::Range;
use std::path::Path;

/// A frame: the three rows of a rotation matrix, each followed by a coordinate of the origin, in metres.
type Frame = [[f64; 4]; 3];

/// A link: its length along x, its offset along z, the twist between the two axes of its joints.
type Link = [f64; 3];

const LINKS: [Link; 6] = [
    [0.0, 0.089159, FRAC_PI_2],
    [-0.425, 0.0, 0.0],
    [-0.39225, 0.0, 0.0],
    [0.0, 0.10915, FRAC_PI_2],
    [0.0, 0.09465, -FRAC_PI_2],
    [0.0, 0.0823, 0.0],
];

const BASE: Frame = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]];

/// The angles at the start, in radians.
const START: [f64; 6] = [0.3, -1.2, 1.6, -1.0, -1.2, 0.2];

/// How many poses there are on the circle.
const TARGETS: usize = 36;

/// How far a number of the pose may be from the target: metres in the place, none in the rotation.
const TOLERANCE: f64 = 1e-9;

/// The frame behind a link, whose joint is turned by `angle`.
#[differentiate]
fn follow(frame: &[[f64; 4]; 3], angle: f64, #[constant] link: &[f64; 3]) -> [[f64; 4]; 3] {
    let (sine, cosine) = angle.sin_cos();
    let (twist_sine, twist_cosine) = link[2].sin_cos();
    let mut next = [[0.0; 4]; 3];
    for i in 0..3 {
        let [x, y, z, origin] = frame[i];
        let forward = x * cosine + y * sine;
        let across = y * cosine - x * sine;
        next[i] = [
            forward,
            across * twist_cosine + z * twist_sine,
            z * twist_cosine - across * twist_sine,
            origin + link[0] * forward + link[1] * z,
        ];
    }
    next
}

/// By how much the pose of the tool misses the target: first each coordinate, then the nine numbers of the rotation.
#[differentiate]
fn residuals(
    angles: &[f64; 6],
    #[constant] links: &[[f64; 3]; 6],
    #[constant] base: &[[f64; 4]; 3],
    #[constant] target: &[[f64; 4]; 3],
) -> [f64; 12] {
    let mut frame = *base;
    for joint in 0..6 {
        frame = follow(&frame, angles[joint], &links[joint]);
    }
    let mut miss = [0.0; 12];
    for i in 0..3 {
        miss[i] = frame[i][3] - target[i][3];
        for j in 0..3 {
            miss[3 + 3 * i + j] = frame[i][j] - target[i][j];
        }
    }
    miss
}

/// The frames of the arm, from the base to the tool.
fn posture(angles: &[f64; 6]) -> Vec<Frame> {
    let mut frames = vec![BASE];
    for (&angle, link) in angles.iter().zip(&LINKS) {
        frames.push(follow(&frames[frames.len() - 1], angle, link));
    }
    frames
}

/// A place on the circle on the board; the tool looks into the board.
fn target(k: usize) -> Frame {
    let (sine, cosine) = (TAU * k as f64 / TARGETS as f64).sin_cos();
    let (centre, radius, tilt) = ([0.45, 0.12, 0.42], 0.16, 0.35_f64);
    // In the board: level to the left, and up; and into it.
    let (left, up, into) = (
        [0.0, 1.0, 0.0],
        [tilt.sin(), 0.0, tilt.cos()],
        [tilt.cos(), 0.0, -tilt.sin()],
    );
    std::array::from_fn(|i| {
        let origin = centre[i] + radius * (cosine * left[i] + sine * up[i]);
        [up[i], -left[i], into[i], origin]
    })
}

/// A target with the angles that reach it, and what they cost.
struct Reached {
    angles: [f64; 6],
    miss: f64,
    evaluations: usize,
    jacobians: usize,
}

/// Follows the circle.
///
/// # Panics
/// If a target is missed.
fn follow_circle() -> Result<Vec<Reached>, Box<dyn Error>> {
    let mut angles = START;
    let mut reached = Vec::new();
    for k in 0..=TARGETS {
        let target = target(k % TARGETS);
        let method = LevenbergMarquardt::new().factor(1.0);
        let fit = method.minimize(
            &angles,
            |angles| residuals(angles, &LINKS, &BASE, &target),
            |angles| residuals::jacobian(angles, &LINKS, &BASE, &target),
        )?;
        angles = fit.x;
        let missed = residuals(&angles, &LINKS, &BASE, &target);
        let miss = missed.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
        assert!(
            miss <= TOLERANCE,
            "target {k} is missed by {miss:e}: {}",
            fit.termination
        );
        reached.push(Reached {
            angles,
            miss,
            evaluations: fit.evaluations,
            jacobians: fit.jacobian_evaluations,
        });
    }
    Ok(reached)
}

fn main() -> Result<(), Box<dyn Error>> {
    check_jacobian();
    let reached = follow_circle()?;
    println!(
        "target      angles of the joints, in degrees                              missed by   evaluations   Jacobians"
    );
    for (k, target) in reached.iter().enumerate().step_by(4) {
        let angles = target
            .angles
            .map(|angle| format!("{:8.2}", angle.to_degrees()))
            .join(" ");
        println!(
            "{k:>6}    {angles}   {:>14.1e} {:>13} {:>11}",
            target.miss, target.evaluations, target.jacobians
        );
    }
    let jacobians: usize = reached.iter().map(|target| target.jacobians).sum();
    let mean = jacobians as f64 / reached.len() as f64;
    println!("\n{} targets, {mean:.1} Jacobians of 12 × 6 for each", reached.len());
    let path = Path::new("target/inverse_kinematics/arm.png");
    draw(path, &reached)?;
    println!("the arm on its way: {}", path.display());
    Ok(())
}

/// Holds the Jacobian against the one of mechanics: a joint moves the tool by its axis times the lever.
///
/// # Panics
/// If they differ by more than rounding.
fn check_jacobian() {
    let frames = posture(&START);
    let jacobian = residuals::jacobian(&START, &LINKS, &BASE, &BASE);
    let tool = frames[6];
    for joint in 0..6 {
        let axis = frames[joint].map(|row| row[2]);
        let lever = std::array::from_fn(|i| tool[i][3] - frames[joint][i][3]);
        let moved = cross(axis, lever);
        for i in 0..3 {
            let error = (jacobian[i][joint] - moved[i]).abs();
            assert!(error <= 1e-14, "joint {joint}, coordinate {i}: {error:e}");
        }
        for column in 0..3 {
            let turned = cross(axis, tool.map(|row| row[column]));
            for i in 0..3 {
                let error = (jacobian[3 + 3 * i + column][joint] - turned[i]).abs();
                assert!(error <= 1e-14, "joint {joint}, axis {column} of the tool: {error:e}");
            }
        }
    }
}

/// Where a frame is.
fn origin(frame: &Frame) -> [f64; 3] {
    frame.map(|row| row[3])
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

const INK: RGBColor = RGBColor(40, 44, 52);
const GRID: RGBColor = RGBColor(226, 229, 234);
const ARM: RGBColor = RGBColor(31, 119, 180);
const PATH: RGBColor = RGBColor(230, 97, 1);
const BEGIN: RGBColor = RGBColor(150, 154, 162);

/// A point of the picture for a point of space, both in metres.
type Projection = fn([f64; 3]) -> (f64, f64);

/// From where the arm is looked at.
struct View {
    name: &'static str,
    projection: Projection,
    height: Range<f64>,
}

const VIEWS: [View; 2] = [
    View {
        name: "from the side",
        projection: |[x, _, z]| (x, z),
        height: -0.1..0.875,
    },
    View {
        name: "from above",
        projection: |[x, y, _]| (x, y),
        height: -0.45..0.525,
    },
];

/// The postures at every third target, the start, and the circle, from the side and from above, in one scale.
fn draw(path: &Path, reached: &[Reached]) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // The font comes with the program, so that the machine needs none.
    register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular()).map_err(|_| "the font cannot be read")?;
    let area = BitMapBackend::new(path, (1400, 560)).into_drawing_area();
    area.fill(&WHITE)?;
    let text = |size: u32| ("sans-serif", size).into_font().color(&INK);
    for (panel, view) in area.split_evenly((1, 2)).iter().zip(VIEWS) {
        let mut chart = ChartBuilder::on(panel)
            .caption(format!("Six joints follow a circle, {}", view.name), text(22))
            .margin(16)
            .x_label_area_size(36)
            .y_label_area_size(48)
            .build_cartesian_2d(-0.6..0.7, view.height)?;
        chart
            .configure_mesh()
            .light_line_style(WHITE)
            .bold_line_style(GRID)
            .axis_style(INK)
            .label_style(text(15))
            .x_desc("metres")
            .axis_desc_style(text(16))
            .x_label_formatter(&tenths)
            .y_label_formatter(&tenths)
            .draw()?;
        arm(&mut chart, view.projection, &START, BEGIN.mix(1.0))?;
        for target in reached[..TARGETS].iter().step_by(3) {
            arm(&mut chart, view.projection, &target.angles, ARM.mix(0.35))?;
        }
        let tools = reached.iter().map(|target| origin(&posture(&target.angles)[6]));
        let tools: Vec<(f64, f64)> = tools.map(view.projection).collect();
        line(&mut chart, &tools, PATH.stroke_width(4))?;
    }
    area.present()?;
    Ok(())
}

/// A label of an axis; zero has no sign.
fn tenths(x: &f64) -> String {
    format!("{:.1}", (10.0 * x).round() / 10.0 + 0.0)
}

type Chart<'a, 'b> = ChartContext<'a, BitMapBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// One posture: the links, and a dot for each joint.
fn arm(chart: &mut Chart, projection: Projection, angles: &[f64; 6], colour: RGBAColor) -> Result<(), Box<dyn Error>> {
    let joints: Vec<(f64, f64)> = posture(angles).iter().map(|frame| projection(origin(frame))).collect();
    let dots = joints.iter().map(|&joint| Circle::new(joint, 4, colour.filled()));
    chart.draw_series(dots)?;
    line(chart, &joints, colour.stroke_width(5))
}

/// Pieces by themselves: a thick line that turns sharply would be drawn far beyond its corners.
fn line(chart: &mut Chart, points: &[(f64, f64)], style: ShapeStyle) -> Result<(), Box<dyn Error>> {
    let pieces = points.windows(2).map(|ends| PathElement::new(ends.to_vec(), style));
    chart.draw_series(pieces)?;
    Ok(())
}
