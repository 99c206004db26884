// println!, dbg! and their kin stay as they are; what they print is shown by tests/effects.rs.
use differentiate::differentiate;

#[differentiate]
pub fn print_a_value(x: f64) -> f64 {
    let y = x * x;
    println!("y = {y}");
    y * x
}

#[differentiate]
pub fn print_with_arguments(x: &[f64]) -> f64 {
    println!(
        "{} values, the first is {:.3}, {:>width$.1}",
        x.len(),
        x[0],
        x[1] * 2.0,
        width = 8
    );
    x[0] * x[1]
}

#[differentiate]
pub fn print_captures_with_formats(x: f64, digits: usize) -> f64 {
    let y = x.sin();
    print!("{x:.3} {y:>10.digits$} {{not}} ");
    y * y
}

#[differentiate]
pub fn print_nothing(x: f64) -> f64 {
    println!();
    x * x
}

#[differentiate]
pub fn print_errors(x: f64) -> f64 {
    eprintln!("{x:?}");
    eprint!("{}", x + 1.0);
    std::println!("{}", "text");
    x * x
}

#[differentiate]
pub fn print_in_a_loop(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (i, v) in x.iter().enumerate() {
        println!("{i}: {v:+.2}");
        sum += v * v;
        if sum > 1.0 {
            println!("enough after {i}: {sum}");
            break;
        }
    }
    sum
}

#[differentiate]
pub fn print_a_tuple(x: f64, y: f64) -> f64 {
    let pair = (x * y, [x, y]);
    println!("{pair:?} {:?}", (1, x));
    pair.0
}

#[differentiate]
pub fn print_a_slice(x: &[f64], m: [[f64; 2]; 2]) -> f64 {
    println!("{x:?} and {:?}", m);
    x[0] * m[1][0]
}

#[differentiate]
pub fn print_as_the_last_statement(x: f64) -> f64 {
    let mut y = x;
    for k in 0..3 {
        y *= x;
        println!("{k} {y}")
    }
    y
}

#[differentiate]
pub fn print_in_a_closure(x: f64) -> f64 {
    let square = |v: f64| {
        println!("square of {v}");
        v * v
    };
    square(x) + square(2.0 * x)
}

#[differentiate]
pub fn print_in_a_match(x: f64, k: i32) -> f64 {
    match k {
        0 => println!("none"),
        1 | 2 => println!("some, {x}"),
        _ => {}
    }
    x * k as f64
}

#[differentiate]
pub fn dbg_of_a_value(x: f64) -> f64 {
    let y = dbg!(x * 2.0) + 1.0;
    y * dbg!(y)
}

#[differentiate]
pub fn dbg_as_a_statement(x: &[f64]) -> f64 {
    dbg!(x, x.len());
    dbg!();
    std::dbg!(&x[0]);
    x[0] * x[1]
}

#[differentiate]
pub fn dbg_of_several(x: f64, y: f64) -> f64 {
    let (a, b) = dbg!(x * y, x + y);
    a * b
}

#[differentiate]
pub fn dbg_in_a_condition(x: f64) -> f64 {
    if dbg!(x > 0.5) {
        x * x
    } else {
        dbg!(3.0 * x)
    }
}

#[differentiate]
pub fn dbg_of_an_inner_loop(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += dbg!(dbg!(v.exp()) * v);
    }
    dbg!(sum)
}

/// Panics: (-1.0)
#[differentiate]
pub fn assert_of_tuples(x: f64) -> f64 {
    let pair = (x > 0.0, 2);
    assert_eq!(pair, (true, 2));
    x * x
}

/// What only counts and is printed is an `i32`.
#[differentiate]
pub fn printed_counter(x: f64) -> f64 {
    let mut y = x;
    let mut count = 0;
    while y < 3.0 {
        y += x * y.sqrt();
        count += 1;
        println!("after {count}: {y}");
    }
    y
}
