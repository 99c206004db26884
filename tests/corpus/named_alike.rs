//! Methods of types of the user with the names of methods of iterators, options and vectors.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Couple {
    pub x: f64,
    pub y: f64,
}

#[differentiate]
impl Couple {
    pub fn product(&self) -> f64 {
        self.x * self.y
    }

    pub fn sum(&self) -> f64 {
        self.x + self.y * self.y
    }

    pub fn chain(&self, other: &Couple) -> Couple {
        Couple {
            x: self.x * other.x,
            y: self.y + other.y,
        }
    }

    pub fn rev(&self) -> Couple {
        Couple { x: self.y, y: self.x }
    }

    pub fn scan(&self, k: f64) -> f64 {
        self.x.sin() * k
    }

    pub fn position(&self, t: f64) -> f64 {
        self.x + self.y * t
    }

    pub fn first(&self) -> f64 {
        self.x * self.x
    }
}

#[differentiate]
pub fn methods_named_as_consumers(x: f64, y: f64) -> f64 {
    let couple = Couple { x, y };
    let both = [couple, couple];
    couple.product() + couple.sum() * both[1].product()
}

#[differentiate]
pub fn consumers_of_what_a_method_gives(x: f64, y: f64) -> f64 {
    let couple: Couple = Couple { x, y };
    couple.chain(&couple).product() * couple.rev().sum()
}

#[differentiate]
pub fn methods_named_as_adaptors(x: f64, y: f64) -> f64 {
    let couple = Couple { x, y };
    couple.scan(2.0) * couple.rev().x + couple.chain(&couple).y
}

#[differentiate]
pub fn methods_of_a_parameter_named_alike(c: &Couple, t: f64) -> f64 {
    let first: f64 = c.first();
    c.position(t) * first
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Samples {
    pub x: [f64; 3],
    pub scale: f64,
}

#[differentiate]
impl Samples {
    pub fn len(&self) -> usize {
        self.x.len() * 2
    }

    pub fn is_empty(&self) -> bool {
        self.scale > 0.5
    }

    pub fn get(&self, k: usize) -> f64 {
        self.x[k % 3] * self.scale
    }

    pub fn last(&self) -> f64 {
        self.get(self.len() - 1)
    }

    pub fn min(&self) -> f64 {
        self.x[0].min(self.x[1]) * self.scale
    }

    pub fn max(&self, other: &Samples) -> f64 {
        self.scale * self.x[2] * other.x[2]
    }

    pub fn abs(&self) -> f64 {
        (self.x[0] * self.x[0] + self.scale * self.scale).sqrt()
    }

    pub fn exp(&self) -> Samples {
        Samples {
            x: [self.x[0].exp(), self.x[1].exp(), self.x[2].exp()],
            scale: self.scale * self.scale,
        }
    }

    pub fn map(&self, k: f64) -> Samples {
        Samples {
            x: [self.x[1] * k, self.x[2], self.x[0]],
            scale: self.scale + k,
        }
    }

    pub fn windows(&self) -> f64 {
        self.x[0] * self.x[1] - self.x[2]
    }

    pub fn to_vec(&self) -> Vec<f64> {
        vec![self.x[0] * self.scale, self.x[1]]
    }

    /// What the names mean of what `self` is.
    pub fn tallied(&self) -> f64 {
        match self.is_empty() {
            true => self.len() as f64 * self.min(),
            false => self.last() + self.max(self),
        }
    }
}

#[differentiate]
pub fn methods_named_as_lengths(x: f64, y: f64) -> f64 {
    let samples = Samples {
        x: [x, y, x * y],
        scale: y,
    };
    let count = if samples.is_empty() {
        2 * samples.len()
    } else {
        samples.len()
    };
    let parts: Vec<f64> = samples.to_vec();
    samples.tallied() * count as f64 + parts[0]
}

#[differentiate]
pub fn items_with_methods_named_alike(all: &[Samples]) -> f64 {
    let mut sum = 0.0;
    for one in all {
        sum += one.get(one.len()) * one.min();
    }
    for (k, one) in all.iter().enumerate() {
        let moved: Samples = one.map(0.5);
        sum += one.last() * k as f64 + moved.windows();
    }
    for (one, other) in all.iter().zip(all.iter().rev()) {
        sum += one.max(other);
    }
    sum
}

#[differentiate]
pub fn closures_over_items_with_methods_named_alike(all: &[Samples]) -> f64 {
    let small: f64 = all.iter().filter(|one| !one.is_empty()).map(|one| one.min()).sum();
    let folded = all.iter().fold(0.0, |sum, one| sum * 0.5 + one.last());
    let width = |one: &Samples| one.windows() * one.get(1);
    small + folded + all.iter().skip(1).map(|one| width(one) + one.abs()).sum::<f64>()
}

#[differentiate]
pub fn results_with_methods_named_alike(samples: &Samples, k: f64) -> f64 {
    let moved: Samples = samples.map(k);
    let exponential: Samples = moved.exp();
    let both = [moved.clone(), exponential];
    let width: f64 = both[1].windows();
    let least: f64 = (&both[0]).min();
    width * least + moved.abs()
}
