use differentiate::differentiate;

struct Spring {
    stiffness: f64,
}

impl Spring {
    #[differentiate]
    fn energy(&self, x: f64) -> f64 { //~ D003
        0.5 * x * x
    }

    #[differentiate]
    fn consumed(self) -> f64 { //~ D003
        1.0
    }

    #[differentiate]
    fn changed(&mut self, x: f64) -> f64 { //~ D003
        x
    }

    #[differentiate]
    fn typed(self: Box<Self>, x: f64) -> f64 { //~ D003
        x
    }
}

fn main() {
    let mut spring = Spring { stiffness: 1.0 };
    spring.energy(spring.stiffness);
    spring.changed(1.0);
    spring.consumed();
}
