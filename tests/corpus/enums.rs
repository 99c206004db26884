// Parameters of enums and texts: what is asked of them is constant.
use differentiate::differentiate;

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Linear,
    Leaky,
    Tanh,
    Softplus,
}

/// Given: kind = Kind::Leaky
#[differentiate]
pub fn activate(x: f64, kind: Kind) -> f64 {
    match kind {
        Kind::Linear => x,
        Kind::Leaky if x < 0.0 => 0.1 * x,
        Kind::Leaky => x * 1.5,
        Kind::Tanh | Kind::Softplus if x > 5.0 => x * x,
        Kind::Tanh => x.tanh(),
        Kind::Softplus => x.exp().ln_1p(),
    }
}

/// Given: kind = &Kind::Leaky
#[differentiate]
pub fn by_reference(x: f64, kind: &Kind) -> f64 {
    if matches!(kind, Kind::Tanh | Kind::Softplus) {
        x * x
    } else if let Kind::Leaky = kind {
        x.sin()
    } else {
        x
    }
}

/// Given: kind = Kind::Leaky
#[differentiate]
pub fn layer(x: &[f64], kind: Kind) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += activate(*v - 0.5, kind) * by_reference(*v, &kind);
        if kind == Kind::Leaky {
            sum *= 0.5;
        }
    }
    if kind != Kind::Tanh {
        sum * sum
    } else {
        sum
    }
}

/// Given: name = "exp"
#[differentiate]
pub fn by_name(x: f64, name: &str) -> Option<f64> {
    match name {
        "sin" => Some(x.sin()),
        "exp" => Some(x.exp()),
        _ => None,
    }
}

/// Given: letter = 'c'
#[differentiate]
pub fn by_letter(x: f64, letter: char) -> f64 {
    match letter {
        'a'..='f' => x * x,
        'z' => x.ln(),
        _ => 1.0,
    }
}

#[differentiate]
pub fn enum_match(x: f64, y: f64) -> f64 {
    activate(x, Kind::Linear) * activate(y, Kind::Leaky) + activate(x - y, Kind::Leaky)
}

#[differentiate]
pub fn enum_alternatives(x: f64, y: f64) -> f64 {
    activate(x, Kind::Tanh) * activate(y, Kind::Softplus) + activate(x + 6.0, Kind::Tanh)
}

#[differentiate]
pub fn enum_behind_a_reference(x: f64, y: f64) -> f64 {
    by_reference(x, &Kind::Leaky) * by_reference(y, &Kind::Tanh) + by_reference(x, &Kind::Linear)
}

#[differentiate]
pub fn enum_passed_on(x: &[f64]) -> f64 {
    layer(x, Kind::Leaky) + layer(x, Kind::Tanh) * layer(x, Kind::Softplus)
}

/// Given: kind = Kind::Tanh
#[differentiate]
pub fn halved(x: f64, kind: Kind, depth: usize) -> f64 {
    let scaled = match kind {
        Kind::Leaky => 0.5 * x,
        _ => x.sin(),
    };
    if depth == 0 {
        return scaled;
    }
    halved(scaled, kind, depth - 1) * scaled
}

#[differentiate]
pub fn enum_in_recursion(x: f64) -> f64 {
    halved(x, Kind::Tanh, 3) * halved(x, Kind::Leaky, 2)
}

/// Given: kind = Kind::Leaky
#[differentiate]
pub fn stepped(x: f64, kind: Kind, n: usize) -> f64 {
    match (kind, n) {
        (Kind::Linear, 0) => x,
        (Kind::Linear, n) => x * n as f64,
        (Kind::Leaky | Kind::Tanh, 0..=1) if x > 0.5 => x * x,
        (_, n) => x.sin() * (n + 1) as f64,
    }
}

#[differentiate]
pub fn enum_beside_an_integer(x: f64, n: usize) -> f64 {
    stepped(x, Kind::Linear, n) + stepped(x, Kind::Tanh, n) * stepped(x, Kind::Softplus, 1)
}

/// Given: name = "sin"
#[differentiate]
pub fn by_its_name(name: &str, x: f64) -> f64 {
    match name {
        "sin" => x.sin(),
        "exp" => x.exp(),
        _ => x,
    }
}

#[differentiate]
pub fn text_given(x: f64) -> f64 {
    by_its_name("sin", x) * by_its_name("exp", x) + by_its_name("", x)
}

#[differentiate]
pub mod schemes {
    #[derive(Clone, Copy, PartialEq)]
    pub enum Kind {
        Euler,
        Midpoint,
    }

    pub fn step(x: f64, h: f64, kind: Kind) -> f64 {
        match kind {
            Kind::Euler => x + h * x,
            Kind::Midpoint => x + h * (x + 0.5 * h * x),
        }
    }

    /// Given: kind = schemes::Kind::Euler
    pub fn steps(x: f64, kind: Kind, n: usize) -> f64 {
        let mut x = x;
        for _ in 0..n {
            x = step(x, 0.1, kind);
        }
        x
    }

    /// Given: name = "euler"
    pub fn chosen(name: &str, x: f64) -> f64 {
        if name == "euler" {
            steps(x, Kind::Euler, 2)
        } else {
            steps(x, Kind::Midpoint, 2)
        }
    }

    pub fn enum_passed_through(x: f64) -> f64 {
        steps(x, Kind::Euler, 3) * steps(x * x, Kind::Midpoint, 2) + chosen("euler", x)
    }
}
