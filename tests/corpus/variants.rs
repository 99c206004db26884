// Enums with values in them, which have derivatives: matched, made, passed on, returned, in structs and vectors.
use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub enum Shape {
    Disc(f64),
    Rectangle { width: f64, height: f64 },
    Ring(f64, f64),
    Point,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub enum Curve {
    Line([f64; 2]),
    Sum(Vec<f64>),
    Power(f64, i32),
    Of(Shape),
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub enum Gate {
    Open,
    Half,
    Shut,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Scene {
    pub shapes: Vec<Shape>,
    pub first: Shape,
    pub scale: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Valve {
    pub width: f64,
    pub gate: Gate,
}

#[differentiate]
impl Valve {
    /// Given: gate = Gate::Half
    pub fn flow(gate: Gate, x: f64) -> f64 {
        match gate {
            Gate::Open => x * x,
            Gate::Half => x.sin(),
            Gate::Shut => 0.0,
        }
    }

    pub fn passed(&self, x: f64) -> f64 {
        let own = Self::flow(self.gate, x * self.width);
        if self.gate == Gate::Half {
            own * self.width
        } else {
            own
        }
    }
}

#[differentiate]
pub fn enum_in_a_field(x: f64, y: f64) -> f64 {
    let half = Valve {
        width: x,
        gate: Gate::Half,
    };
    let open = Valve {
        gate: Gate::Open,
        ..half
    };
    let changed = if half.gate != Gate::Shut { x * y } else { 0.0 };
    half.passed(y) * open.passed(x) + changed
}

#[differentiate]
pub fn disc_or_square(x: f64, y: f64) -> f64 {
    let shape = if x > y {
        Shape::Disc(x * y)
    } else {
        Shape::Rectangle {
            width: x,
            height: x + y,
        }
    };
    match shape {
        Shape::Disc(r) => 3.0 * r * r,
        Shape::Rectangle { width, height: h } => width * h,
        Shape::Ring(..) | Shape::Point => 0.0,
    }
}

#[differentiate]
pub fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Disc(r) => 3.0 * r * r,
        Shape::Rectangle { width, height } => width * height,
        Shape::Ring(inner, outer) if outer > inner => 3.0 * (outer * outer - inner * inner),
        Shape::Ring(..) => 0.0,
        Shape::Point => 0.0,
    }
}

#[differentiate]
pub fn area_of_disc(shape: Shape) -> Option<f64> {
    if let Shape::Disc(r) = shape {
        Some(3.0 * r * r)
    } else {
        None
    }
}

#[differentiate]
pub fn radius_or(shape: &Shape, otherwise: f64) -> f64 {
    let Shape::Disc(r) = shape else {
        return otherwise * otherwise;
    };
    if matches!(shape, Shape::Disc(_)) && *r > 0.5 {
        return r * otherwise;
    }
    *r
}

#[differentiate]
pub fn grown(shape: Shape, k: f64) -> Shape {
    match shape {
        Shape::Disc(r) => Shape::Disc(r * k),
        Shape::Rectangle { width, height } => Shape::Rectangle {
            width: width * k,
            height,
        },
        Shape::Ring(inner, outer) => Shape::Ring(inner, outer * k),
        Shape::Point => Shape::Point,
    }
}

#[differentiate]
pub fn variants_passed_on(x: f64, y: f64) -> f64 {
    let disc = Shape::Disc(x);
    area(&disc) * radius_or(&disc, y) + area(&Shape::Ring(0.5 * x, 1.0 + y)) + area(&Shape::Point)
}

#[differentiate]
pub fn variants_returned(x: f64, y: f64) -> f64 {
    let grown_disc = grown(Shape::Disc(x), y);
    let twice: Shape = grown(grown(Shape::Rectangle { height: y, width: x }, y), x);
    area(&grown_disc) + area(&twice) + area_of_disc(grown(Shape::Disc(y), 2.0)).unwrap_or(x)
}

#[differentiate]
pub fn variant_in_a_loop(x: f64, n: usize) -> f64 {
    let mut shape = Shape::Disc(x);
    let mut total = 0.0;
    for i in 0..n {
        shape = match shape {
            Shape::Disc(r) if i % 3 == 1 => Shape::Ring(r * 0.5, r * x),
            Shape::Disc(r) => Shape::Disc(r * x + 0.1),
            Shape::Ring(a, b) => Shape::Rectangle {
                width: a + x,
                height: b,
            },
            other => other,
        };
        total += area(&shape);
    }
    total
}

#[differentiate]
pub fn shapes_in_a_vector(x: f64, y: f64) -> f64 {
    let shapes = vec![Shape::Disc(x), Shape::Point, Shape::Ring(x * y, 1.0)];
    let mut total = 0.0;
    for shape in &shapes {
        total += match shape {
            Shape::Disc(r) | Shape::Ring(_, r) => r.sin(),
            Shape::Rectangle { width, .. } => *width,
            Shape::Point => y,
        };
    }
    total + shapes.iter().map(|s| area(s)).sum::<f64>()
}

#[differentiate]
pub fn values_of_any_kind(x: f64, y: f64) -> f64 {
    let mut total = 0.0;
    for curve in [
        Curve::Line([x, y]),
        Curve::Sum(vec![x, y, x * y]),
        Curve::Power(y, 3),
        Curve::Of(Shape::Disc(x)),
    ] {
        total += value_at(&curve, 0.5 + x);
    }
    total
}

/// What is indexed may be an array or a vector: nothing here says which.
#[differentiate]
pub fn weighed(curve: &Curve, x: f64) -> f64 {
    match curve {
        Curve::Line(ends) => ends[0] * x + ends[1].sin(),
        Curve::Sum(terms) => terms[0] * x * x,
        _ => x,
    }
}

#[differentiate]
pub fn arrays_in_variants(x: f64, y: f64) -> f64 {
    weighed(&Curve::Line([x, y]), y) * weighed(&Curve::Sum(vec![y, x]), x)
}

#[differentiate]
pub fn value_at(curve: &Curve, t: f64) -> f64 {
    match curve {
        Curve::Line(ends) => {
            let ends: [f64; 2] = *ends;
            ends[0] + t * ends[1]
        }
        Curve::Sum(terms) => {
            let mut sum = 0.0;
            for c in terms.iter() {
                sum = sum * t + c;
            }
            sum
        }
        Curve::Power(base, n) => base * t.powi(*n),
        Curve::Of(Shape::Disc(r)) => r * t,
        Curve::Of(_) => t,
    }
}

#[differentiate]
impl Gate {
    pub fn apply(self, x: f64) -> f64 {
        match self {
            Gate::Open => x,
            Gate::Half => 0.5 * x * x,
            Self::Shut => 0.0,
        }
    }
}

#[differentiate]
impl Shape {
    pub fn perimeter(&self) -> f64 {
        match *self {
            Self::Disc(r) => 6.0 * r,
            Self::Rectangle { width, height } => 2.0 * (width + height),
            Self::Ring(a, b) => 6.0 * (a + b),
            Self::Point => 0.0,
        }
    }

    pub fn square(side: f64) -> Self {
        Self::Rectangle {
            width: side,
            height: side,
        }
    }
}

#[differentiate]
pub fn methods_of_an_enum(x: f64) -> f64 {
    let square = Shape::square(x * x);
    square.perimeter() * Shape::Disc(x).perimeter() + area(&square)
}

#[differentiate]
pub fn area_of_a_scene(scene: &Scene) -> f64 {
    let mut total = area(&scene.first) * scene.scale;
    for shape in &scene.shapes {
        total += area(shape) * scene.scale;
    }
    total
}

#[differentiate]
pub fn enums_in_a_struct(x: f64, y: f64) -> f64 {
    let scene = Scene {
        shapes: vec![Shape::Disc(x), Shape::Ring(x, 1.0 + y)],
        first: Shape::Rectangle { width: y, height: x },
        scale: x + y,
    };
    area_of_a_scene(&scene)
}

#[differentiate]
pub mod motions {
    use differentiate::Differentiable;

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    pub enum Motion {
        Rest,
        Uniform { v: [f64; 3] },
        Path(Vec<f64>),
        Spring { k: f64, x0: f64, steps: usize },
    }

    impl Motion {
        pub fn at_time(&self, t: f64) -> f64 {
            match self {
                Motion::Rest => 0.0,
                Motion::Uniform { v } => v[0] * t + v[1] * v[2],
                Motion::Path(points) => points.iter().rev().fold(0.0, |sum, p| sum * t + p),
                Motion::Spring { k, x0, steps } => {
                    let (mut x, mut v) = (*x0, 0.0);
                    for _ in 0..*steps {
                        v -= k * x * t;
                        x += v * t;
                    }
                    x
                }
            }
        }
    }

    pub fn fastest(x: f64, y: f64) -> Motion {
        if x > y {
            Motion::Uniform { v: [x, y, x * y] }
        } else if y > 2.0 {
            Motion::Rest
        } else {
            Motion::Spring { steps: 3, x0: x, k: y }
        }
    }

    pub fn sum_of_motions(x: f64, y: f64) -> f64 {
        let all = [
            fastest(x, y),
            fastest(y, x),
            Motion::Path(vec![x, y, 0.5]),
            Motion::Rest,
        ];
        all.iter().map(|motion| motion.at_time(x + 0.5)).sum()
    }
}

#[differentiate]
impl Shape {
    pub fn scale(&mut self, k: f64) {
        match self {
            Shape::Disc(r) => *r *= k,
            Shape::Rectangle { width, height: h } => {
                *width *= k;
                *h += *width;
            }
            Shape::Ring(inner, _) => *inner = k,
            Shape::Point => {}
        }
    }
}

#[differentiate]
pub fn variants_in_place(x: f64, y: f64) -> f64 {
    let mut shape = if x > y {
        Shape::Rectangle { width: x, height: y }
    } else {
        Shape::Ring(x, 1.0 + y)
    };
    shape.scale(1.0 + x * y);
    if let Shape::Ring(inner, outer) = &mut shape {
        *inner *= y;
        *outer += *inner * x;
    }
    let mut disc = Shape::Disc(x);
    disc.scale(y);
    match (shape, disc) {
        (Shape::Rectangle { width, height }, Shape::Disc(r)) => width * height + r,
        (Shape::Ring(inner, outer), Shape::Disc(r)) => r * outer * outer - inner,
        _ => 0.0,
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
pub struct Moments {
    pub sum: f64,
    pub squares: f64,
}

#[differentiate]
pub fn derived_default(x: &[f64]) -> f64 {
    let mut moments = Moments::default();
    for v in x {
        moments.sum += v;
        moments.squares += v * v;
    }
    moments.squares - moments.sum * moments.sum
}
