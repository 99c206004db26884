//! Structs in small programs: networks, particles, steps of integrators.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Planar {
    pub x: f64,
    pub y: f64,
}
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Network {
    pub layers: Vec<Stage>,
    pub out: [f64; 3],
}
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Stage {
    pub w: Vec<Vec<f64>>,
    pub b: Vec<f64>,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Particle {
    pub r: Planar,
    pub v: Planar,
    pub m: f64,
    pub id: usize,
}
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct System {
    pub parts: Vec<Particle>,
    pub g: f64,
    pub dt: f64,
}

#[differentiate]
pub fn constant_struct(p: &Planar, #[constant] q: &Planar) -> f64 {
    p.x * q.y + p.y * q.x
}

#[differentiate]
pub fn forward_pass(net: &Network, x: &[f64]) -> f64 {
    let mut a = [0.0; 3];
    for i in 0..3 {
        a[i] = x[i];
    }
    for layer in net.layers.iter() {
        let mut next = [0.0; 3];
        for i in 0..layer.w.len() {
            let mut z = layer.b[i];
            for (j, w) in layer.w[i].iter().enumerate() {
                z += w * a[j];
            }
            next[i] = if z > 0.0 { z } else { 0.1 * z };
        }
        a = next;
    }
    a.iter().zip(net.out.iter()).map(|(a, o)| (a - o) * (a - o)).sum()
}

#[differentiate]
pub fn two_bodies(sys: &System, steps: usize) -> f64 {
    let mut a = sys.parts[0];
    let mut b = sys.parts[1];
    for _ in 0..steps {
        let dx = b.r.x - a.r.x;
        let dy = b.r.y - a.r.y;
        let d2 = dx * dx + dy * dy + 0.01;
        let f = sys.g * a.m * b.m / (d2 * d2.sqrt());
        a.v.x += sys.dt * f * dx / a.m;
        a.v.y += sys.dt * f * dy / a.m;
        b.v.x -= sys.dt * f * dx / b.m;
        b.v.y -= sys.dt * f * dy / b.m;
        a.r.x += sys.dt * a.v.x;
        a.r.y += sys.dt * a.v.y;
        b.r.x += sys.dt * b.v.x;
        b.r.y += sys.dt * b.v.y;
    }
    a.r.x * b.r.y + a.v.x
}

#[differentiate]
pub fn changed_system(sys: &System) -> f64 {
    let mut s = sys.clone();
    for i in 0..s.parts.len() {
        s.parts[i].r.x += s.dt * s.parts[i].v.x;
        s.parts[i].v.x *= s.g;
    }
    let mut e = 0.0;
    for p in &s.parts {
        e += 0.5 * p.m * p.v.x * p.v.x + p.r.x;
    }
    e
}

#[differentiate]
pub fn added(a: Planar, b: Planar) -> Planar {
    Planar {
        x: a.x + b.x,
        y: a.y + b.y,
    }
}

#[differentiate]
pub fn stretched(a: Planar, k: f64) -> Planar {
    Planar { x: a.x * k, y: a.y * k }
}

#[differentiate]
pub fn energy_of_a_point(a: Planar) -> f64 {
    a.x * a.x + 0.5 * a.y.powi(4)
}

#[differentiate]
pub fn steps_by_calls(a: Planar, h: f64) -> f64 {
    let mut s = a;
    for _ in 0..3 {
        let k1 = stretched(s, 0.5);
        let k2 = added(s, stretched(k1, h));
        s = added(s, stretched(k2, h));
    }
    energy_of_a_point(s)
}

#[differentiate]
pub fn fold_of_structs(v: &[Planar]) -> f64 {
    let c = v.iter().fold(Planar { x: 0.0, y: 1.0 }, |acc, p| Planar {
        x: acc.x + p.x * acc.y,
        y: acc.y * p.y,
    });
    c.x * c.y
}

#[differentiate]
pub fn structs_collected(v: &[Planar], k: f64) -> f64 {
    let w: Vec<Planar> = v
        .iter()
        .map(|p| Planar {
            x: p.x * k,
            y: p.y + p.x,
        })
        .collect();
    w.iter().map(|p| p.x * p.y).sum()
}

#[differentiate]
pub fn vector_of_structs(v: &[Planar], k: f64) -> f64 {
    let mut out = Vec::new();
    for p in v {
        out.push(Planar { x: p.y * k, y: p.x });
    }
    out[0].x *= 3.0;
    let last = out[out.len() - 1];
    let mut s = 0.0;
    for o in &out {
        s += o.x * o.y;
    }
    s + last.x
}

#[differentiate]
pub fn largest_struct(v: &[Planar]) -> f64 {
    let mut best = v[0];
    for p in v {
        if p.x > best.x {
            best = *p;
        }
    }
    best.x * best.y
}

#[differentiate]
pub fn struct_in_an_option(v: &[Planar], k: f64) -> f64 {
    let mut found = None;
    for p in v {
        if p.x > k {
            found = Some(*p);
        }
    }
    match found {
        Some(p) => p.x * p.y,
        None => k,
    }
}

#[differentiate]
pub fn literals_in_literals(x: f64) -> f64 {
    let p = Particle {
        r: Planar { x, y: x * x },
        v: Planar { x: 1.0, y: x.sin() },
        m: 2.0 * x,
        id: 3,
    };
    let mut q = p;
    q.r = Planar { y: q.v.y, ..q.v };
    q.v.x = p.r.y;
    let Planar { x: a, y: b } = q.r;
    a * b + q.v.x * p.m * q.id as f64
}

#[differentiate]
pub fn assign_in_branches(p: Particle, k: f64) -> f64 {
    let mut q = p;
    if k > 0.0 {
        q.r.x = k * q.r.x;
        if k > 0.5 {
            q.v = q.r;
        }
    } else {
        q.v.y = q.m;
    }
    q.r.x * q.v.x + q.v.y
}

#[differentiate]
pub fn structs_swapped_in_an_array(mut a: [Planar; 3], k: f64) -> f64 {
    for i in 0..2 {
        let t = a[i];
        a[i] = a[i + 1];
        a[i + 1] = t;
        a[i].x *= k;
    }
    a[0].x * a[1].y + a[2].x
}

#[differentiate]
pub fn matrix_of_structs(m: &[[Planar; 2]; 2]) -> f64 {
    let mut s = 1.0;
    for row in m {
        for p in row {
            s *= p.x + p.y;
        }
    }
    s
}

#[differentiate]
pub fn windows_of_structs(v: &[Planar]) -> f64 {
    let mut s = 0.0;
    for w in v.windows(2) {
        s += w[0].x * w[1].y;
    }
    s
}

#[differentiate]
pub fn part_of_a_field(v: &[Planar], net: &Network) -> f64 {
    let t = &v[1..];
    let b = &net.layers[0].b[..1];
    t[0].x * t[0].y * b[0]
}

#[differentiate]
pub fn weighted_sum(ps: &[Particle]) -> f64 {
    let mut s = 0.0;
    for p in ps {
        s += p.m * p.r.x;
    }
    s
}

#[differentiate]
pub fn field_passed_as_a_slice(s: &System) -> f64 {
    weighted_sum(&s.parts) * s.g
}

#[differentiate]
/// Modes: first
pub fn recursive_with_structs(p: Planar, n: usize) -> f64 {
    if n == 0 {
        p.x * p.y
    } else {
        recursive_with_structs(Planar { x: p.y, y: p.x * 0.5 }, n - 1) + p.x
    }
}

#[differentiate]
pub fn reference_to_an_element(sys: &System) -> f64 {
    let n = sys.parts.len();
    let mut i = 0;
    let mut s = 0.0;
    while i < n {
        let p = &sys.parts[i];
        s += p.m * p.v.y;
        i += 1;
    }
    s / n as f64
}
