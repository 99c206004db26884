//! Structs in calls, and arrays of structs.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Vector {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Body {
    pub position: [f64; 2],
    pub velocity: Vector,
    pub mass: f64,
    pub fixed: bool,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Layer {
    pub weights: Vec<[f64; 2]>,
    pub biases: Vec<f64>,
}

#[differentiate]
pub fn sum_of_vectors(a: Vector, b: &Vector) -> Vector {
    Vector {
        x: a.x + b.x,
        y: a.y + b.y,
    }
}

#[differentiate]
pub fn scaled_vector(a: &Vector, k: f64) -> Vector {
    if k > 0.95 {
        return *a;
    }
    let mut b = *a;
    b.x *= k;
    b.y *= k;
    b
}

#[differentiate]
pub fn vector_and_norm(a: &Vector) -> (Vector, f64) {
    let norm = (a.x * a.x + a.y * a.y).sqrt();
    (
        Vector {
            x: a.x / norm,
            y: a.y / norm,
        },
        norm,
    )
}

#[differentiate]
pub fn dot_product(a: Vector, b: Vector) -> f64 {
    a.x * b.x + a.y * b.y
}

#[differentiate]
pub fn struct_passed(p: Vector, k: f64) -> f64 {
    let q = Vector { x: k, y: k * p.x };
    dot_product(p, q) * dot_product(q, q)
}

#[differentiate]
pub fn struct_returned(p: Vector, k: f64) -> f64 {
    let q: Vector = scaled_vector(&p, k);
    q.x * q.y + p.x
}

#[differentiate]
pub fn struct_in_a_tuple_returned(p: &Vector) -> f64 {
    let (unit, norm): (Vector, f64) = vector_and_norm(p);
    unit.x * norm + unit.y * unit.y
}

#[differentiate]
pub fn struct_through_a_loop(p: Vector, k: f64) -> f64 {
    let q = Vector { x: k, y: p.y };
    let mut s = p;
    for _ in 0..3 {
        s = sum_of_vectors(s, &q);
        s = scaled_vector(&s, k);
        s.x += k;
    }
    s.x * s.y
}

#[differentiate]
pub fn struct_in_branches_of_calls(p: Vector, k: f64) -> f64 {
    let s: Vector = if k > 0.5 {
        sum_of_vectors(p, &p)
    } else {
        Vector { x: k, y: p.y }
    };
    s.x * s.y * k
}

#[differentiate]
pub fn field_passed_by_reference(b: &Body) -> f64 {
    let velocity: Vector = b.velocity;
    dot_product(velocity, velocity) * b.mass
}

#[differentiate]
pub fn kinetic_energy(bodies: &[Body]) -> f64 {
    let mut energy = 0.0;
    for body in bodies {
        if body.fixed {
            energy += 0.5 * body.mass * (body.velocity.x.powi(2) + body.velocity.y.powi(2));
        }
    }
    energy
}

#[differentiate]
pub fn potential_energy(bodies: &[Body]) -> f64 {
    let mut energy = 0.0;
    for i in 0..bodies.len() {
        for j in 0..i {
            let mut d2 = 0.01;
            for k in 0..2 {
                let d = bodies[i].position[k] - bodies[j].position[k];
                d2 += d * d;
            }
            energy -= bodies[i].mass * bodies[j].mass / d2.sqrt();
        }
    }
    energy
}

#[differentiate]
pub fn array_of_structs_parameter(v: [Vector; 3], w: &[Vector; 2]) -> f64 {
    v[0].x * w[1].y + v[2].y * w[0].x
}

#[differentiate]
pub fn local_array_of_structs(k: f64) -> f64 {
    let mut a = [Vector { x: k, y: 1.0 }, Vector { x: 2.0, y: k * k }];
    a[1].x *= k;
    for i in 0..2 {
        a[i].y += a[1 - i].x;
    }
    let mut s = 0.0;
    for v in &a {
        s += v.x * v.y;
    }
    s
}

#[differentiate]
pub fn repeated_struct(k: f64) -> f64 {
    let mut a = [Vector { x: k, y: k * k }; 3];
    a[1].x = 2.0 * a[0].y;
    a[2] = a[1];
    a[2].y *= k;
    a[0].x + a[1].x * a[1].y + a[2].x * a[2].y
}

#[differentiate]
pub fn structs_of_vectors(layers: &[Layer], x: [f64; 2]) -> f64 {
    let mut y = x;
    for layer in layers {
        let mut next = [0.0; 2];
        for (i, w) in layer.weights.iter().enumerate() {
            let z = w[0] * y[0] + w[1] * y[1] + layer.biases[i];
            next[i % 2] += z.tanh();
        }
        y = next;
    }
    y[0] * y[1]
}

#[differentiate]
pub fn element_passed(v: &[Vector], k: f64) -> f64 {
    let mut sum = 0.0;
    for i in 1..v.len() {
        sum += dot_product(v[i], v[i - 1]) * k;
    }
    sum
}

#[differentiate]
pub fn slice_of_structs_passed(bodies: &[Body], k: f64) -> f64 {
    k * potential_energy(bodies) + kinetic_energy(bodies)
}

#[differentiate]
pub fn difference(a: Vector, b: Vector) -> Vector {
    Vector {
        x: a.x - b.x,
        y: a.y - b.y,
    }
}

#[differentiate]
pub fn fields_passed(bodies: &[Body], k: f64) -> f64 {
    k * dot_product(bodies[0].velocity, bodies[1].velocity) * bodies[1].mass
}

#[differentiate]
pub fn results_passed(a: Vector, b: Vector) -> f64 {
    dot_product(difference(a, b), difference(a, b)).sqrt()
}

#[differentiate]
pub fn result_without_a_type(a: Vector, b: Vector) -> f64 {
    let d = difference(a, b);
    dot_product(d, d).sqrt() + d.x
}

#[differentiate]
pub fn result_without_a_type_in_a_loop(points: &[Vector], center: Vector) -> f64 {
    let mut sum = 0.0;
    for p in points {
        let d = difference(*p, center);
        if d.x > 0.0 {
            sum += dot_product(d, d);
        }
    }
    sum
}

#[differentiate]
pub fn first_at_least(points: &[Vector], bound: f64) -> f64 {
    for p in points {
        if p.x > bound {
            return p.x * p.y;
        }
    }
    points[0].y
}

#[differentiate]
pub fn closure_of_structs(points: &[Vector; 2], k: f64) -> f64 {
    let length = |p: &Vector| (p.x * p.x + k * p.y * p.y).sqrt();
    length(&points[0]) * length(&points[1])
}

#[differentiate]
pub fn runge_kutta(start: Vector, k: f64) -> f64 {
    let slope = |s: Vector| Vector { x: s.y, y: -k * s.x };
    let mut s = start;
    for _ in 0..3 {
        let a = slope(s);
        let b = slope(Vector {
            x: s.x + 0.05 * a.x,
            y: s.y + 0.05 * a.y,
        });
        s.x += 0.1 * b.x;
        s.y += 0.1 * b.y;
    }
    s.x * s.y
}
