use differentiate::differentiate;

// What a macro has made, nobody reads in the file.
macro_rules! unseen {
    ($($item:item)*) => { $($item)* };
}

unseen! {
    #[differentiate]
    fn damped(x: f64, damping: Option<f64>) -> f64 {
        damping.map_or(x, |c| x * (-c).exp())
    }
}

#[differentiate]
fn of_no_type(x: f64) -> f64 {
    damped(x, None) //~ D501
}

#[differentiate]
fn of_a_struct(x: f64, p: Option<Point>) -> f64 { //~ D008
    x
}

#[differentiate]
fn in_place(x: f64, y: &mut Option<f64>) -> f64 { //~ D005
    x
}

struct Point;

fn main() {}
