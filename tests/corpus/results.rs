// Functions that may fail: the error is that of the function itself.
use differentiate::differentiate;

#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    Negative { value: f64 },
    Text(String),
    Empty,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("failure")
    }
}

impl std::error::Error for Failure {}

impl From<&'static str> for Failure {
    fn from(text: &'static str) -> Self {
        Failure::Text(text.to_owned())
    }
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_of_an_enum(x: f64) -> Result<f64, Failure> {
    if x <= 0.0 {
        return Err(Failure::Negative { value: x * 2.0 });
    }
    Ok(x.ln() * x)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_of_text(x: &[f64]) -> Result<f64, String> {
    let mut y = 1.0;
    for (i, v) in x.iter().enumerate() {
        if *v < -0.5 {
            return Err(format!("element {i} is {}", x[i]));
        }
        y *= v + 0.6;
    }
    Ok(y)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_static(x: f64, y: f64) -> Result<f64, &'static str> {
    if x < y {
        Err("out of order")
    } else {
        Ok((x - y).sqrt())
    }
}

/// Domain: -0.2..0.9
#[differentiate]
pub fn error_passed_on(x: f64, y: f64) -> Result<f64, Failure> {
    let a = error_of_an_enum(x)?;
    let b = error_of_an_enum(y - a)?;
    Ok(a * b)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_boxed(x: f64) -> Result<f64, Box<dyn std::error::Error>> {
    if x < -0.5 {
        return Err("far too negative".into());
    }
    let y = error_of_an_enum(x + 0.3)?;
    Ok(y * x)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_converted(x: f64, y: f64) -> Result<f64, Failure> {
    let a = error_static(x, y)?;
    let b = error_static(a, 0.4).map_err(|text| Failure::Text(format!("second: {text}")))?;
    Ok(a * b)
}

#[differentiate]
pub fn error_of_an_option(x: &[f64], i: usize) -> Result<f64, Failure> {
    let v = x.get(i + 1).ok_or(Failure::Empty)?;
    let w = x.get(i + 2).ok_or_else(|| Failure::Text(format!("no {}", i + 2)))?;
    Ok(v * w)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_matched(x: f64) -> f64 {
    match error_of_an_enum(x) {
        Ok(v) => v * v,
        Err(_) => x * x,
    }
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_returned_from_an_arm(x: f64, y: f64) -> Result<f64, String> {
    let v = match error_of_an_enum(x) {
        Ok(v) => v,
        Err(error) => return Err(error.to_string()),
    };
    Ok(v * y)
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_recovered(x: f64, y: f64) -> f64 {
    let a = error_of_an_enum(x).unwrap_or_else(|_| y * y);
    let b = error_of_an_enum(y).map(|v| v * a).ok();
    let c = error_static(x, y).map_or(a, |v| v + a);
    a + b.unwrap_or(x) * c
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_by_a_question_mark(x: f64) -> Result<f64, Failure> {
    if x < 0.0 {
        Err("negative")?;
    }
    Ok(x.sqrt())
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_tested(x: f64) -> f64 {
    let r = error_of_an_enum(x);
    if r.is_err() {
        return x;
    }
    r.unwrap() * 2.0
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_if_let(x: f64) -> Result<f64, Failure> {
    if let Ok(v) = error_of_an_enum(x) {
        return Ok(v * x);
    }
    let r: Result<f64, Failure> = error_of_an_enum(x + 0.3);
    if let Err(e) = r {
        return Err(e);
    }
    r
}

#[differentiate]
pub fn error_of_a_recursion(x: f64, n: usize) -> std::io::Result<f64> {
    match n {
        4 => Err(std::io::Error::other("four")),
        0 | 1 => Ok(x),
        _ => Ok(x * error_of_a_recursion(x, n - 1)? + x),
    }
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn error_tail_of_a_match(x: f64, n: usize) -> Result<f64, Failure> {
    match (n, x > 0.0) {
        (0, _) => Err(Failure::Empty),
        (k, true) => Ok(x.sqrt() * k as f64),
        (_, false) => error_of_an_enum(-x).and_then(|v| {
            if v > -0.2 {
                Ok(v * v)
            } else {
                Err(Failure::Negative { value: v })
            }
        }),
    }
}

/// The first that is an error ends it.
#[differentiate]
pub fn results_collected(x: &[f64], y: f64) -> Result<f64, Failure> {
    let logs = x
        .iter()
        .map(|v| if *v > 0.0 { Ok(v.ln()) } else { Err(Failure::Empty) })
        .collect::<Result<Vec<f64>, Failure>>()?;
    Ok(logs.iter().map(|v| v * y).sum())
}
