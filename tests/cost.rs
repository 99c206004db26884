//! What `COST` says: of the tape, to the byte; of the work, what a person counts.
#![allow(missing_docs, reason = "the functions are there to be counted")]

use differentiate::Workspace;

#[path = "corpus/algorithms.rs"]
#[allow(warnings, clippy::all)]
mod algorithms;
#[path = "corpus/joint.rs"]
#[allow(warnings, clippy::all)]
mod joint;
#[path = "corpus/loops.rs"]
#[allow(warnings, clippy::all)]
mod loops;

mod own {
    use differentiate::differentiate;

    #[differentiate]
    pub fn rosenbrock(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() - 1 {
            sum += 100.0 * (x[i + 1] - x[i].powi(2)).powi(2) + (1.0 - x[i]).powi(2);
        }
        sum
    }

    #[differentiate]
    pub fn recurrence(x: f64, n: usize) -> f64 {
        let mut y = x;
        for _ in 0..n {
            y = (y * x).sin();
        }
        y
    }

    #[differentiate]
    pub fn nest(w: &[f64], n: usize) -> f64 {
        let mut state = 0.5;
        for _ in 0..n {
            for weight in w {
                state = 1.0 - state * weight;
            }
            state = state.exp();
        }
        state
    }

    #[differentiate]
    pub fn branches(x: &[f64]) -> f64 {
        let mut state = 1.0;
        for v in x {
            if *v > 0.0 {
                state = (state * v).sin();
            }
        }
        state
    }

    #[differentiate]
    pub fn arrays(x: [f64; 3], n: usize) -> f64 {
        let mut s: [f64; 3] = x;
        for _ in 0..n {
            s = [s[1] * s[2], s[2].sin(), s[0] * x[0]];
        }
        s[0] + s[1] + s[2]
    }

    #[differentiate]
    pub fn newton(a: f64) -> f64 {
        let mut x = 1.0;
        while (x * x - a).abs() > 1e-9 {
            x = 0.5 * (x + a / x);
        }
        x
    }

    #[differentiate]
    pub fn single(x: &[f32]) -> f32 {
        let mut y = 1.0;
        for v in x {
            y = (y * v).tanh();
        }
        y
    }

    #[differentiate]
    pub fn calls(x: f64, n: usize) -> f64 {
        newton(x) * newton(2.0 * x) * recurrence(x, n)
    }

    #[derive(Clone, Copy, differentiate::Differentiable)]
    pub struct Spring {
        pub stiffness: f64,
        pub rest: f64,
    }

    #[differentiate]
    impl Spring {
        pub fn energy(&self, x: f64) -> f64 {
            0.5 * self.stiffness * (x - self.rest).powi(2)
        }
    }
}

/// The value of what `COST` says, with numbers for its symbols.
fn value(polynomial: &str, symbols: &[(&str, i64)]) -> i64 {
    let factor = |factor: &str| {
        let known = symbols.iter().find(|(symbol, _)| *symbol == factor);
        known.map_or_else(|| factor.parse().expect("a number or a symbol"), |(_, value)| *value)
    };
    let term = |term: &str| term.split('·').map(factor).product::<i64>();
    let signed = polynomial.replace(" − ", " + −");
    signed
        .split(" + ")
        .map(|text| match text.strip_prefix('−') {
            Some(negative) => -term(negative),
            None => term(text),
        })
        .sum()
}

/// Whether the tape is as long as `COST` says: module, function, arguments, places for the gradient, and what the symbols stand
/// for.
macro_rules! exact {
    ($($module:ident::$function:ident($($argument:expr),*; $($place:expr),*) $($symbol:literal = $value:expr),*;)*) => {$(
        let mut workspace = Workspace::new();
        $module::$function::value_and_grad_into($($argument,)* &mut workspace, $($place),*);
        let said = value($module::$function::COST.tape, &[$(($symbol, $value)),*]);
        assert_eq!(said, workspace.used() as i64, "{}: {}", stringify!($function), $module::$function::COST);
    )*};
}

#[test]
fn the_tape_is_as_long_as_it_says() {
    let x: Vec<f64> = (0..20).map(|k| 0.3 + 0.1 * f64::from(k)).collect();
    let dx = &mut vec![0.0; 20][..];
    let rounds = i64::from(rounds_of_newton(2.0));
    exact! {
        own::rosenbrock(&x; dx);
        own::recurrence(0.7, 13; &mut 0.0) "n" = 13;
        own::nest(&x, 7; dx) "n" = 7, "w.len()" = 20;
        own::branches(&x; dx) "x.len()" = 20;
        own::arrays([0.1, 0.2, 0.3], 9; &mut [0.0; 3]) "n" = 9;
        own::newton(2.0; &mut 0.0) "n(while)" = rounds;
        own::single(&[0.5; 6]; &mut [0.0; 6]) "x.len()" = 6;
        algorithms::horner(&x, 0.5; dx, &mut 0.0) "c.len()" = 20;
        algorithms::matrix_matrix(&[[1.0; 2]; 3], &[[0.5; 3]; 2]; &mut [[0.0; 2]; 3], &mut [[0.0; 3]; 2]);
        algorithms::small_network(&[0.1; 20], [0.1, 0.2, 0.3]; dx);
        algorithms::runge_kutta_step(0.5, 0.1, 0.2; &mut 0.0, &mut 0.0, &mut 0.0);
        algorithms::leapfrog(0.5, 0.1, 0.2; &mut 0.0, &mut 0.0, &mut 0.0);
        algorithms::heat_equation(&[0.5; 6], 0.1; &mut [0.0; 6], &mut 0.0);
        algorithms::prefix_sums_of_a_slice(&x; dx) "x.len()" = 20;
        algorithms::kalman_filter(0.1, 0.2, &x; &mut 0.0, &mut 0.0) "observed.len()" = 20;
        algorithms::exponential_smoothing(&x, 0.3; dx, &mut 0.0) "x.len()" = 20;
        loops::two_carried_scalars(0.5, 0.6; &mut 0.0, &mut 0.0);
        loops::carried_array(0.5; &mut 0.0);
        loops::array_updated_in_a_loop(&[0.5; 4]; &mut [0.0; 4]);
        loops::recurrence_through_an_array(0.5; &mut 0.0);
        loops::in_place_prefix_sum([0.5; 5]; &mut [0.0; 5]);
        loops::loop_with_a_local(&x; dx) "x.len()" = 20;
        joint::joint_rows(&x, &[0.1, 0.2, 0.3]; dx, &mut [0.0; 3]) "x.len()" = 20;
        joint::joint_mean(&x, 0.5; dx, &mut 0.0) "x.len()" = 20;
        joint::joint_nest(&x, &x; dx, &mut [0.0; 20]) "x.len()" = 20, "y.len()" = 20;
    }
}

fn rounds_of_newton(a: f64) -> i32 {
    let (mut x, mut rounds) = (1.0, 0);
    while (x * x - a).abs() > 1e-9 {
        x = 0.5 * (x + a / x);
        rounds += 1;
    }
    rounds
}

#[test]
fn the_work_is_what_a_person_counts() {
    let recurrence = own::recurrence::COST.primal;
    assert_eq!((recurrence.operations, recurrence.library), ("n", "n"));
    let nest = own::nest::COST;
    assert_eq!((nest.primal.operations, nest.primal.library), ("2·n·w.len()", "n"));
    assert_eq!(nest.gradient.library, "n", "exponentials are kept");
    assert_eq!(own::calls::COST.primal.calls, [("newton", "2")]);
    assert_eq!(
        own::calls::COST.primal.library,
        "n",
        "a small callee is computed in its caller"
    );
    assert_eq!(own::branches::COST.primal.library, "x.len()");
    assert_eq!(
        own::Spring::energy_COST.primal.operations,
        "7",
        "a power counts as four"
    );
}
