//! Structs that are written in place: behind `&mut`, and by methods that take `&mut self`.

use differentiate::{differentiate, Differentiable};
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Pendulum {
    pub angle: f64,
    pub speed: f64,
    pub steps: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Mass {
    pub at: [f64; 2],
    pub v: [f64; 2],
    #[constant]
    pub m: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Swarm {
    pub masses: Vec<Mass>,
    pub sun: Mass,
    pub time: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Filter {
    pub mean: f64,
    pub variance: f64,
    pub gains: Vec<f64>,
    pub count: usize,
}

#[differentiate]
pub fn swing(state: &mut Pendulum, g: f64, dt: f64) {
    state.speed -= g * state.angle.sin() * dt;
    state.angle += state.speed * dt;
    state.steps += 1;
}

#[differentiate]
pub fn struct_lent_in_a_loop(start: &Pendulum, g: f64, n: usize) -> f64 {
    let mut state = *start;
    for _ in 0..n {
        swing(&mut state, g, 0.1);
    }
    0.5 * state.speed * state.speed - g * state.angle.cos()
}

#[differentiate]
pub fn struct_lent_in_a_branch(angle: f64, speed: f64, g: f64) -> f64 {
    let mut state = Pendulum { angle, speed, steps: 0 };
    swing(&mut state, g, 0.1);
    if state.angle > 0.0 {
        swing(&mut state, 2.0 * g, 0.2);
    }
    state.speed * state.angle * state.steps as f64
}

#[differentiate]
pub fn struct_in_place_with_a_value(state: &mut Pendulum, g: f64) -> f64 {
    let old = *state;
    state.angle *= g;
    state.speed = state.angle * old.speed;
    if state.speed > 10.0 {
        return state.speed;
    }
    swing(state, g, 0.1);
    old.angle * state.speed + state.angle
}

#[differentiate]
pub fn struct_in_place_replaced(state: &mut Pendulum, x: f64) {
    let angle = state.angle * x;
    *state = Pendulum {
        angle,
        speed: state.speed + angle,
        steps: state.steps,
    };
}

#[differentiate]
pub fn structs_replaced(state: &Pendulum, x: f64) -> f64 {
    let mut all = [*state, *state];
    struct_in_place_replaced(&mut all[0], x);
    struct_in_place_replaced(&mut all[0], x * x);
    all[0].angle * all[1].speed + all[0].speed
}

#[differentiate]
impl Mass {
    pub fn kick(&mut self, force: [f64; 2], dt: f64) {
        for (v, f) in self.v.iter_mut().zip(force.iter()) {
            *v += f / self.m * dt;
        }
    }

    pub fn drift(&mut self, dt: f64) {
        for k in 0..2 {
            self.at[k] += self.v[k] * dt;
        }
    }

    pub fn pull(&self, to: &Mass) -> [f64; 2] {
        let d = [to.at[0] - self.at[0], to.at[1] - self.at[1]];
        let r2 = d[0] * d[0] + d[1] * d[1] + 0.1;
        let f = self.m * to.m / (r2 * r2.sqrt());
        [f * d[0], f * d[1]]
    }

    pub fn bounced(&mut self, floor: f64) -> bool {
        if self.at[1] < floor {
            self.at[1] = 2.0 * floor - self.at[1];
            self.v[1] = -self.v[1];
            return true;
        }
        false
    }

    pub fn leap(&mut self, sun: &Mass, dt: f64) {
        let half = 0.5 * dt;
        let force = self.pull(sun);
        self.kick(force, half);
        self.drift(dt);
        let force = self.pull(sun);
        self.kick(force, half);
    }
}

#[differentiate]
impl Swarm {
    pub fn advance(&mut self, dt: f64) {
        let sun = self.sun;
        for mass in self.masses.iter_mut() {
            mass.leap(&sun, dt);
        }
        self.sun.drift(dt);
        self.time += dt;
    }

    pub fn energy_after(&mut self, n: usize, dt: f64) -> f64 {
        for _ in 0..n {
            self.advance(dt);
        }
        let mut energy = self.time;
        for mass in &self.masses {
            energy += 0.5 * mass.m * (mass.v[0] * mass.v[0] + mass.v[1] * mass.v[1]);
        }
        energy + self.sun.at[0]
    }
}

#[differentiate]
pub fn swarm_steps(swarm: &Swarm, dt: f64) -> f64 {
    let mut swarm = swarm.clone();
    let mut k = 0;
    while swarm.time < 0.5 && k < 4 {
        swarm.advance(dt);
        k += 1;
    }
    swarm.masses[0].drift(2.0 * dt);
    swarm.masses[0].at[0] * swarm.masses[1].v[1] + swarm.sun.at[1]
}

#[differentiate]
pub fn method_of_an_element(x: [f64; 2], v: [f64; 2], dt: f64) -> f64 {
    let mut all = [Mass { at: x, v, m: 2.0 }; 3];
    for i in 0..3 {
        all[i].drift(dt * i as f64);
    }
    let last = &mut all[2];
    last.kick([x[0], 1.0], dt);
    last.drift(dt);
    all[1].at[0] * all[2].at[1] + all[2].v[0]
}

#[differentiate]
impl Filter {
    pub fn predict(&mut self, noise: f64) {
        self.variance += noise;
    }

    pub fn update(&mut self, z: f64, r: f64) -> f64 {
        let innovation = z - self.mean;
        let gain = self.variance / (self.variance + r);
        self.mean += gain * innovation;
        self.variance *= 1.0 - gain;
        self.gains.push(gain);
        self.count += 1;
        innovation * innovation
    }

    pub fn likelihood(&mut self, z: &[f64], q: f64, r: f64) -> f64 {
        let mut sum = 0.0;
        for &z in z {
            self.predict(q);
            let s = self.variance + r;
            let e = self.update(z, r);
            sum += e / s + s.ln();
        }
        sum / self.count as f64 + self.gains[1]
    }

    pub fn update_all_or_none(&mut self, z: &[f64], r: f64) -> f64 {
        if z.len() < 2 {
            return self.mean;
        }
        for &z in z {
            if z > 3.0 {
                continue;
            }
            self.update(z, r);
        }
        self.mean * self.variance
    }
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Statistics {
    pub n: f64,
    pub mean: f64,
    pub m2: f64,
    pub extremes: (f64, f64),
}

#[differentiate]
impl Statistics {
    pub fn record(&mut self, x: f64) {
        self.n += 1.0;
        let delta = x - self.mean;
        self.mean += delta / self.n;
        self.m2 += delta * (x - self.mean);
        self.extremes.0 = self.extremes.0.min(x);
        self.extremes.1 = self.extremes.1.max(x);
    }

    pub fn merge(&mut self, other: &Statistics) {
        let n = self.n + other.n;
        let delta = other.mean - self.mean;
        self.m2 += other.m2 + delta * delta * self.n * other.n / n;
        self.mean += delta * other.n / n;
        self.n += other.n;
        self.extremes.0 = self.extremes.0.min(other.extremes.0);
        self.extremes.1 = self.extremes.1.max(other.extremes.1);
    }

    pub fn spread(&self) -> f64 {
        (self.m2 / self.n).sqrt() + 0.1 * (self.extremes.1 - self.extremes.0)
    }
}

#[differentiate]
pub fn statistics_of_both(x: &[f64], y: &[f64], w: f64) -> f64 {
    let mut a = Statistics {
        n: 0.0,
        mean: 0.0,
        m2: 0.0,
        extremes: (1e3, -1e3),
    };
    let mut b = a.clone();
    for &x in x {
        a.record(w * x);
    }
    y.iter().for_each(|&y| b.record(y));
    a.merge(&b);
    a.spread() * a.mean
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Way {
    pub at: [f64; 2],
    pub slope: f64,
}

#[differentiate]
impl Way {
    pub fn turn(&mut self, by: f64) {
        if by > 5.0 {
            return;
        }
        self.slope += by * self.at[0];
    }

    pub fn walk(&mut self, t: f64, steps: usize) {
        if steps == 0 {
            return;
        }
        self.at[0] += t;
        self.at[1] += t * self.slope.tanh();
        self.turn(t);
        self.walk(t * 0.9, steps - 1);
    }

    pub fn walked(mut self, t: f64) -> Way {
        self.walk(t, 2);
        self
    }

    /// Modes: first
    pub fn height_after(&mut self, t: f64) -> f64 {
        self.walk(t, 3);
        let other = self.walked(t * t);
        self.at[1] * other.slope
    }
}

#[differentiate]
/// Modes: first
pub fn ways_as_a_path(start: &Way, t: f64) -> f64 {
    let mut way = *start;
    let height = Way::height_after(&mut way, t);
    let mut bump = |by: f64| way.turn(by);
    bump(height);
    bump(t);
    way.slope * height
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Board {
    pub rows: Vec<Vec<Way>>,
    pub seen: Vec<usize>,
    #[constant]
    pub limit: f64,
}

#[differentiate]
impl Board {
    pub fn splash(&mut self, k: usize, t: f64) {
        let row = &mut self.rows[k];
        row[0].walk(t, 1);
        for way in row.iter_mut().skip(1) {
            way.turn(2.0 * t);
        }
        for row in &mut self.rows {
            for way in row.iter_mut() {
                way.slope *= 0.9;
            }
        }
        self.seen.push(k);
        self.limit = 1.5;
    }

    /// Modes: first
    pub fn splashes(&mut self, t: f64) -> f64 {
        self.splash(1, t);
        self.splash(2, t * t);
        let sum: f64 = self.rows.iter().flatten().map(|way| way.slope * way.at[1]).sum();
        sum * self.limit * self.seen.len() as f64
    }
}

pub trait Moves {
    fn moved(&mut self, t: f64);
}

#[differentiate]
impl Moves for Board {
    fn moved(&mut self, t: f64) {
        self.rows[0][0].at[1] *= t;
        self.rows[1][0] = self.rows[0][0];
    }
}

#[differentiate]
pub fn method_of_a_trait_in_place(board: &Board, t: f64) -> f64 {
    let mut board = board.clone();
    board.moved(t);
    board.moved(t * t);
    board.rows[0][0].at[1] * board.rows[1][0].slope
}

#[differentiate]
/// Modes: first
pub fn structs_exchanged(a: &Way, b: &Way, t: f64) -> f64 {
    let (mut a, mut b) = (*a, *b);
    a.walk(t, 1);
    std::mem::swap(&mut a, &mut b);
    a.walk(2.0 * t, 1);
    let both = [a, b];
    both[0].at[1] * both[1].slope
}

#[differentiate]
impl AddAssign for Way {
    fn add_assign(&mut self, other: Way) {
        self.at[0] += other.at[0] * self.slope;
        self.slope += other.slope;
    }
}

#[differentiate]
pub fn operator_that_writes(a: &Way, b: &Way, k: f64) -> f64 {
    let mut sum = *a;
    for i in 0..3 {
        sum.add_assign(*b);
        sum.at[1] *= k * i as f64 + sum.at[0];
    }
    sum.at[1] + sum.slope * sum.at[0]
}

#[differentiate]
impl Way {
    pub fn climbed(&mut self, t: f64) -> Option<Way> {
        let before = *self;
        self.at[1] += t * self.slope;
        if self.at[1] > 1.0 {
            return None;
        }
        Some(before)
    }

    pub fn climbs(&mut self, t: f64) -> f64 {
        let mut sum = 0.0;
        for k in 0..4 {
            sum += match self.climbed(t * k as f64) {
                Some(before) => before.at[1] * before.slope,
                None => self.at[0],
            };
        }
        self.climbed(t);
        sum * self.at[1]
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Lever {
    pub angle: f64,
    #[constant]
    pub length: f64,
    #[constant]
    pub ends: [f64; 2],
}

#[differentiate]
pub fn lever_stretched(x: &mut f64, by: f64) {
    *x = *x * by + 1.0;
}

#[differentiate]
pub fn lever_turned(l: &mut Lever, by: f64) {
    l.angle += by * l.length;
    l.length *= 2.0;
    l.ends[1] += 0.5;
    lever_stretched(&mut l.length, 2.0);
    lever_stretched(&mut l.ends[0], 3.0);
    lever_stretched(&mut l.angle, by);
}

#[differentiate]
pub fn lever_made(angle: f64) -> Lever {
    Lever {
        angle: angle * angle,
        length: 2.0,
        ends: [0.5, 1.5],
    }
}

#[differentiate]
pub fn constant_fields_in_place(a: f64, k: f64) -> f64 {
    let mut l = lever_made(a);
    lever_turned(&mut l, k);
    l.angle * l.length + l.ends[0] * k + l.ends[1]
}
