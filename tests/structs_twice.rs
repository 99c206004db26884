//! Second derivatives, and those in a direction, of functions whose structs are taken apart.

use differentiate::modes::Matrix;
use differentiate::{differentiate, Differentiable, Tangent};

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
    rest: f64,
    damping: [f64; 2],
    links: usize,
}

fn spring() -> Spring {
    Spring {
        stiffness: 2.0,
        rest: 0.5,
        damping: [0.1, 0.3],
        links: 3,
    }
}

fn direction() -> SpringTangent {
    SpringTangent {
        stiffness: 1.0,
        rest: -0.5,
        damping: [2.0, 0.7],
        links: (),
    }
}

#[differentiate]
fn energy(spring: &Spring, x: f64) -> f64 {
    let mut sum = 0.5 * spring.stiffness * (x - spring.rest).powi(2);
    for k in 0..spring.links {
        sum += spring.damping[k % 2] * (x * spring.rest * k as f64).sin();
    }
    sum
}

/// Second derivatives by differences of the gradient.
fn differences<P: Differentiable + Clone>(p: &P, along: &P::Tangent, gradient: impl Fn(&P) -> Vec<f64>) -> Vec<f64> {
    let (mut up, mut down) = (p.clone(), p.clone());
    up.step(along, 1e-5);
    down.step(along, -1e-5);
    let both = gradient(&up).into_iter().zip(gradient(&down));
    both.map(|(up, down)| (up - down) / 2e-5).collect()
}

fn close(a: &[f64], b: &[f64], within: f64) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() <= within * (1.0 + b.abs()), "{a} is not {b}");
    }
}

#[test]
fn of_a_struct_and_a_number() {
    let gradient = |spring: &Spring| energy::grad(spring, 1.7).0.to_flat();
    let (of_spring, of_x) = energy::hvp(&spring(), 1.7, &direction(), 0.0);
    close(
        &of_spring.to_flat(),
        &differences(&spring(), &direction(), gradient),
        1e-8,
    );
    let (rows, row_of_x) = energy::hessian(&spring(), 1.7);
    assert_eq!(rows.len(), 4);
    let along = direction().to_flat();
    for (row, product) in rows.iter().zip(of_spring.to_flat()) {
        let sum: f64 = row.0.to_flat().iter().zip(&along).map(|(h, v)| h * v).sum();
        assert!((sum - product).abs() < 1e-12);
    }
    let sum: f64 = row_of_x.0.to_flat().iter().zip(&along).map(|(h, v)| h * v).sum();
    assert!((sum - of_x).abs() < 1e-12);
    let (diagonal, of_x) = energy::hessian_diagonal(&spring(), 1.7);
    let expected: Vec<f64> = rows.iter().enumerate().map(|(k, row)| row.0.to_flat()[k]).collect();
    assert_eq!(diagonal.to_flat(), expected);
    assert_eq!(of_x, row_of_x.1);
    let (value, tangent) = energy::jvp(&spring(), 1.7, &direction(), 2.0);
    assert_eq!(value, energy(&spring(), 1.7));
    let (dspring, dx) = energy::grad(&spring(), 1.7);
    assert!((tangent - dspring.dot(&direction()) - 2.0 * dx).abs() < 1e-12);
}

#[differentiate]
impl Spring {
    const LIMIT: f64 = 4.0;

    fn force(&self, x: f64) -> f64 {
        let stretched = self.stiffness * (x - self.rest);
        if stretched > Self::LIMIT {
            Self::LIMIT + stretched.ln()
        } else {
            stretched * stretched
        }
    }

    /// Softens, and gives the energy before.
    fn soften(&mut self, x: f64) -> f64 {
        let before = self.stiffness * self.rest * x * x;
        self.stiffness *= 0.5 * x;
        before * self.stiffness
    }
}

#[test]
fn of_methods() {
    let gradient = |spring: &Spring| spring.force_grad(1.5).0.to_flat();
    let (product, _) = spring().force_hvp(1.5, &direction(), 0.0);
    close(
        &product.to_flat(),
        &differences(&spring(), &direction(), gradient),
        1e-8,
    );
    assert_eq!(spring().force_hessian(1.5).1 .1, 2.0 * 4.0);

    let mut kept = spring();
    let (product, _) = kept.soften_hvp(1.5, &direction(), 0.0);
    assert_eq!(kept.stiffness, 2.0, "what is in the place stays");
    let gradient = |spring: &Spring| spring.clone().soften_grad(1.5).0.to_flat();
    close(
        &product.to_flat(),
        &differences(&spring(), &direction(), gradient),
        1e-8,
    );
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Body {
    position: [f64; 2],
    mass: f64,
}

/// Bodies in an array that moves, and pairs of numbers.
#[differentiate]
fn attraction(bodies: &[Body], pairs: &[(f64, f64)]) -> f64 {
    let mut moved = bodies.to_vec();
    for (body, &(dx, dy)) in moved.iter_mut().zip(pairs) {
        body.position[0] += dx * body.mass;
        body.position[1] += dy * dy;
    }
    let mut sum = 0.0;
    for i in 0..moved.len() {
        let one = moved[i];
        for other in &moved[..i] {
            let (dx, dy) = (one.position[0] - other.position[0], one.position[1] - other.position[1]);
            sum += one.mass * other.mass / (dx * dx + dy * dy + 0.1).sqrt();
        }
    }
    sum
}

#[test]
fn of_arrays_of_structs() {
    let bodies = [
        Body {
            position: [0.0, 1.0],
            mass: 1.0,
        },
        Body {
            position: [2.0, 0.3],
            mass: 0.4,
        },
        Body {
            position: [-1.0, 0.8],
            mass: 2.0,
        },
    ];
    let pairs = [(0.1, 0.2), (0.3, -0.4), (0.5, 0.6)];
    let along: Vec<BodyTangent> = (0..3)
        .map(|k| BodyTangent {
            position: [0.3 * k as f64, 1.0],
            mass: 0.5 - k as f64,
        })
        .collect();
    let (product, of_pairs) = attraction::hvp(&bodies, &pairs, &along, &[(0.0, 0.0); 3]);
    let gradient = |bodies: &Vec<Body>| attraction::grad(bodies, &pairs).0.to_flat();
    close(
        &product.to_flat(),
        &differences(&bodies.to_vec(), &along, gradient),
        1e-8,
    );
    let (rows, rows_of_pairs) = attraction::hessian(&bodies, &pairs);
    assert_eq!((rows.len(), rows_of_pairs.len()), (9, 6));
    for (row, product) in rows_of_pairs.iter().zip(of_pairs.to_flat()) {
        assert!((row.0.dot(&along) - product).abs() < 1e-12);
    }
}

#[differentiate]
fn stretched(spring: Spring, x: f64) -> Option<f64> {
    if x < spring.rest {
        return None;
    }
    Some((x - spring.rest).powi(3) * spring.stiffness)
}

#[test]
fn where_there_may_be_no_value() {
    let product = stretched::hvp(spring(), 1.5, direction(), 0.0).unwrap();
    let gradient = |spring: &Spring| stretched::grad(spring.clone(), 1.5).unwrap().0.to_flat();
    close(
        &product.0.to_flat(),
        &differences(&spring(), &direction(), gradient),
        1e-8,
    );
    assert!(stretched::hessian(spring(), 0.0).is_none());
}

/// A place is copied.
#[differentiate]
fn relaxed(x: &mut [f64], rate: f64) -> f64 {
    for i in 1..x.len() {
        x[i] -= rate * (x[i] - x[i - 1]).powi(3);
    }
    x.iter().map(|x| x * x).sum()
}

#[differentiate]
fn swept(x: &mut [f64]) -> f64 {
    for i in 1..x.len() {
        x[i] *= x[i - 1];
    }
    x[x.len() - 1]
}

/// The product of three numbers.
#[test]
fn of_a_list_in_place() {
    let hessian: Matrix = swept::hessian(&mut [2.0, 3.0, 5.0]);
    assert_eq!(hessian, [[0.0, 5.0, 3.0], [5.0, 0.0, 2.0], [3.0, 2.0, 0.0]]);
}

#[test]
fn of_places() {
    let mut x = [1.0, 2.0, 4.0];
    let rows = relaxed::hessian(&mut x, 0.1);
    assert_eq!(x, [1.0, 2.0, 4.0]);
    let gradient = |rate: &f64| vec![relaxed::grad(&mut x.clone(), *rate).1];
    close(&[rows.1 .1], &differences(&0.1, &1.0, gradient), 1e-7);
    let (of_x, of_rate) = relaxed::hvp(&mut x, 0.1, &[0.0; 3], 1.0);
    for (row, of_x) in rows.0.iter().zip(&of_x) {
        assert!((row.1 - of_x).abs() < 1e-12);
    }
    assert!((rows.1 .1 - of_rate).abs() < 1e-12);
}

/// Functions that pass structs to each other.
#[differentiate]
mod motion {
    use differentiate::Differentiable;
    use std::ops::{Add, AddAssign, Mul};

    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Vector {
        pub x: f64,
        pub y: f64,
    }

    impl Add for Vector {
        type Output = Vector;
        fn add(self, other: Vector) -> Vector {
            Vector {
                x: self.x + other.x,
                y: self.y + other.y,
            }
        }
    }

    impl Mul<f64> for Vector {
        type Output = Self;
        fn mul(self, factor: f64) -> Self {
            Self {
                x: self.x * factor,
                y: self.y * factor,
            }
        }
    }

    impl AddAssign for Vector {
        fn add_assign(&mut self, other: Vector) {
            self.x += other.x;
            self.y += other.y;
        }
    }

    impl Vector {
        pub fn norm(&self) -> f64 {
            self.dot(self).sqrt()
        }

        pub fn dot(&self, other: &Vector) -> f64 {
            self.x * other.x + self.y * other.y
        }
    }

    #[derive(Clone, Debug, Differentiable)]
    pub struct Craft {
        pub at: Vector,
        pub speed: Vector,
        pub thrust: Vec<f64>,
    }

    impl Craft {
        const DRAG: f64 = 0.1;

        fn push(&mut self, force: Vector, dt: f64) {
            let drag = self.speed * (-Self::DRAG * self.speed.norm());
            self.speed += (force + drag) * dt;
            self.at += self.speed * dt;
        }
    }

    fn force(at: &Vector, thrust: &[f64], k: usize) -> Vector {
        let pull = at.dot(at) + 0.5;
        *at * (-1.0 / (pull * pull.sqrt()))
            + Vector {
                x: thrust[k],
                y: thrust[k] * thrust[0],
            }
    }

    pub fn miss(craft: &Craft, target: Vector, dt: f64) -> f64 {
        let mut craft = craft.clone();
        for k in 0..craft.thrust.len() {
            let force = force(&craft.at, &craft.thrust, k);
            craft.push(force, dt);
        }
        (craft.at + target * -1.0).norm()
    }
}

#[test]
fn of_functions_that_pass_structs() {
    use motion::{miss, Craft, Vector, VectorTangent};
    let craft = Craft {
        at: Vector { x: 1.0, y: 0.2 },
        speed: Vector { x: -0.3, y: 0.7 },
        thrust: vec![0.1, 0.4, -0.2],
    };
    let target = Vector { x: 0.5, y: 2.0 };
    let mut along = craft.zero_tangent();
    along.copy_from_flat(&[0.3, -0.7, 1.0, 0.2, 0.5, -0.4, 0.9]);
    let still = VectorTangent { x: 0.0, y: 0.0 };
    let product = miss::hvp(&craft, target, 0.2, &along, still, 0.0).0;
    let gradient = |craft: &Craft| miss::grad(craft, target, 0.2).0.to_flat();
    close(&product.to_flat(), &differences(&craft, &along, gradient), 1e-8);
    assert_eq!(miss::hessian(&craft, target, 0.2).0.len(), 7);
}

#[differentiate]
fn deflections(spring: &Spring, x: &[f64]) -> Vec<f64> {
    x.iter().map(|x| spring.stiffness * (x - spring.rest).powi(2)).collect()
}

/// As dense ones, with the numbers in the order of tangents, and zeros for those that nothing reads.
#[test]
fn sparse_matrices_of_structs() {
    let flat = |(of_spring, of_x): &(SpringTangent, f64)| [of_spring.to_flat(), vec![*of_x]].concat();
    let (rows, row_of_x) = energy::hessian(&spring(), 1.7);
    let dense: Vec<_> = rows.iter().chain([&row_of_x]).map(flat).collect();
    let sparse = energy::hessian_sparse(&spring(), 1.7);
    assert_eq!(sparse.to_dense(), dense);
    assert_eq!(
        energy::jacobian_sparse(&spring(), 1.7).to_dense(),
        [flat(&energy::grad(&spring(), 1.7))]
    );
    // A spring of no links has no damping.
    let loose = Spring { links: 0, ..spring() };
    assert_eq!(energy::hessian_sparse(&loose, 1.7).entries(), 9 - 1);

    let (rows, row_of_x) = spring().force_hessian(1.5);
    let dense: Vec<_> = rows.iter().chain([&row_of_x]).map(flat).collect();
    assert_eq!(spring().force_hessian_sparse(1.5).to_dense(), dense);

    let sparse = stretched::hessian_sparse(spring(), 1.5).unwrap();
    let (rows, row_of_x) = stretched::hessian(spring(), 1.5).unwrap();
    let dense: Vec<_> = rows.iter().chain([&row_of_x]).map(flat).collect();
    assert_eq!(sparse.to_dense(), dense);
    assert!(stretched::hessian_sparse(spring(), 0.0).is_none());

    let x = [0.3, 1.1, 2.0];
    let jacobian = deflections::jacobian_sparse(&spring(), &x);
    assert_eq!(
        (jacobian.rows(), jacobian.columns(), jacobian.entries()),
        (3, 4 + 3, 3 * 3)
    );
    let dense: Vec<_> = deflections::jacobian(&spring(), &x)
        .iter()
        .map(|(s, x)| [s.to_flat(), x.clone()].concat())
        .collect();
    close(&jacobian.to_dense().into_vec(), &dense.concat(), 1e-14);
}

#[test]
fn several_directions_of_structs() {
    let other = SpringTangent {
        rest: 3.0,
        ..direction()
    };
    let (value, [first, second]) = energy::pushforward_batch(&spring(), 1.7, [&direction(), &other], [2.0, -1.0]);
    assert_eq!((value, first), energy::jvp(&spring(), 1.7, &direction(), 2.0));
    assert_eq!((value, second), energy::jvp(&spring(), 1.7, &other, -1.0));
    let (value, [first]) = spring().force_pushforward_batch(1.5, [&direction()], [0.5]);
    assert_eq!((value, first), spring().force_jvp(1.5, &direction(), 0.5));
    let x = [0.3, 1.1];
    let (value, [first, _]) =
        deflections::pushforward_batch(&spring(), &x, [&direction(), &other], [&[1.0, 2.0], &[0.0; 2]]);
    assert_eq!(
        (value, first),
        deflections::jvp(&spring(), &x, &direction(), &[1.0, 2.0])
    );
}
