//! Optimizers as they are written down and read back.

use super::engine::Core;
use super::Lbfgs;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::format;

/// The version of what is written. It rises when fields change.
const VERSION: u32 = 1;

/// What stands before the state: its version, and whose it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Format {
    version: u32,
    pub(super) optimizer: Cow<'static, str>,
}

#[derive(Deserialize)]
struct Unchecked {
    version: u32,
    optimizer: std::string::String,
}

impl Format {
    pub(super) fn new(optimizer: &'static str) -> Self {
        Self {
            version: VERSION,
            optimizer: Cow::Borrowed(optimizer),
        }
    }
}

impl TryFrom<Unchecked> for Format {
    type Error = std::string::String;

    fn try_from(read: Unchecked) -> Result<Self, Self::Error> {
        if read.version != VERSION {
            let found = read.version;
            return Err(format!(
                "the state of an optimizer is of version {found}, but this crate reads version {VERSION}"
            ));
        }
        Ok(Self {
            version: VERSION,
            optimizer: Cow::Owned(read.optimizer),
        })
    }
}

impl Serialize for Core {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Core::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Core {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let core = Core::deserialize(deserializer)?;
        is_sound(core.flaw())?;
        Ok(core)
    }
}

impl Serialize for Lbfgs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Lbfgs::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Lbfgs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Lbfgs::deserialize(deserializer)?;
        belongs(read.format(), "Lbfgs")?;
        is_sound(read.flaw())?;
        Ok(read)
    }
}

/// Refuses a state with a flaw.
fn is_sound<E: Error>(flaw: Option<&str>) -> Result<(), E> {
    match flaw {
        None => Ok(()),
        Some(flaw) => Err(E::custom(format!("the state of an optimizer is damaged: {flaw}"))),
    }
}

/// Refuses the state of another optimizer.
pub(super) fn belongs<E: Error>(format: &Format, optimizer: &str) -> Result<(), E> {
    match &*format.optimizer {
        found if found == optimizer => Ok(()),
        found => Err(E::custom(format!("this is the state of {found}, not of {optimizer}"))),
    }
}

/// Writes the fields of an optimizer, and reads them back if they are of this one.
macro_rules! saved {
    ($optimizer:ident) => {
        impl serde::Serialize for $optimizer {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $optimizer::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $optimizer {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read = $optimizer::deserialize(deserializer)?;
                super::saved::belongs(&read.core.format, stringify!($optimizer))?;
                Ok(read)
            }
        }
    };
}
pub(super) use saved;
