//! What the scale of weights depends on: the shape of the layer, and its activation.

/// How many inputs a unit of a layer has, and how many units an input goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fan {
    /// Inputs of a unit.
    pub fan_in: usize,
    /// Units that an input goes to.
    pub fan_out: usize,
}

impl Fan {
    /// Of a dense layer, whose weights are `out_features` × `in_features`.
    pub fn dense(in_features: usize, out_features: usize) -> Self {
        Self {
            fan_in: in_features,
            fan_out: out_features,
        }
    }

    /// Of a 2-D convolution, whose weights are `out_channels` × `in_channels` × kernel height × kernel width: channels times the size of
    /// the kernel.
    pub fn conv2d(in_channels: usize, out_channels: usize, kernel: [usize; 2]) -> Self {
        Self {
            fan_in: in_channels * kernel[0] * kernel[1],
            fan_out: out_channels * kernel[0] * kernel[1],
        }
    }

    #[track_caller]
    pub(super) fn positive(self, name: &str) -> Self {
        assert!(
            self.fan_in > 0 && self.fan_out > 0,
            "{name}: a layer with {} inputs and {} outputs has no weights",
            self.fan_in,
            self.fan_out
        );
        self
    }

    pub(super) fn of(self, mode: FanMode) -> f64 {
        match mode {
            FanMode::FanIn => self.fan_in as f64,
            FanMode::FanOut => self.fan_out as f64,
        }
    }
}

/// Whether signals keep their variance, or gradients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FanMode {
    /// Signals, on their way through the layers; torch's default.
    #[default]
    FanIn,
    /// Gradients, on their way back.
    FanOut,
}

/// The activation that follows a layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Nonlinearity {
    /// None.
    Linear,
    /// The logistic function.
    Sigmoid,
    /// The hyperbolic tangent.
    Tanh,
    /// The rectified linear unit.
    Relu,
    /// The leaky one, with its slope on the left.
    LeakyRelu(f64),
    /// The self-normalising one.
    Selu,
}

impl Nonlinearity {
    /// What the standard deviation is multiplied by, as `torch.nn.init.calculate_gain` has it: 1, 1, 5/3, √2, √(2 / (1 + slope²)), 3/4.
    pub fn gain(self) -> f64 {
        match self {
            Self::Linear | Self::Sigmoid => 1.0,
            Self::Tanh => 5.0 / 3.0,
            Self::Relu => core::f64::consts::SQRT_2,
            Self::LeakyRelu(slope) => (2.0 / (1.0 + slope * slope)).sqrt(),
            Self::Selu => 0.75,
        }
    }
}
