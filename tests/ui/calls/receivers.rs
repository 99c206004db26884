use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Differentiable)]
struct State {
    x: f64,
    v: f64,
}

#[differentiate]
impl State {
    fn advance(&mut self, dt: f64) -> f64 {
        self.x += self.v * dt;
        self.x
    }

    fn clamp(&mut self, low: f64, high: f64) {
        self.x = self.x.max(low).min(high);
    }

    fn moved(&self, dt: f64) -> State {
        State {
            x: self.x + dt,
            v: self.v,
        }
    }

    fn temporary(&self, dt: f64) -> f64 {
        self.moved(dt).advance(dt) //~ D322
    }

    fn name_of_a_number(&mut self, dt: f64) -> f64 {
        self.clamp(0.0, dt); //~ D322
        State::clamp(self, 0.0, dt);
        self.x
    }

    fn on_a_place(&mut self, dt: f64) -> f64 {
        let mut next = self.moved(dt);
        next.advance(dt) + self.advance(dt)
    }
}

fn main() {
    let mut state = State { x: 1.0, v: 2.0 };
    state.temporary(0.1);
    state.name_of_a_number(0.1);
    state.on_a_place(0.1);
}
