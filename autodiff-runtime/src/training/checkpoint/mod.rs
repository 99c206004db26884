//! Runs that save themselves, and go on from there.

mod error;
mod file;

pub use error::CheckpointError;

use super::batches::Batches;
use super::outcome::TrainingError;
use super::run::State;
use super::snapshot::Snapshot;
use super::trainer::{Rate, Trainer};
use crate::optimizers::Optimizer;
use crate::schedules::ReduceLrOnPlateau;
use crate::tangent::Differentiable;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::string::{String, ToString};
use std::vec::Vec;

/// Where to save, how often, and how the optimizer is written and read.
pub(super) struct Plan<O> {
    path: PathBuf,
    every: Option<u64>,
    /// After how many steps the file was written.
    saved: Option<u64>,
    write: fn(&O) -> postcard::Result<Vec<u8>>,
    read: fn(&[u8]) -> postcard::Result<O>,
}

/// All that a run is made of.
#[derive(Serialize, Deserialize)]
struct Saved {
    optimizer: String,
    optimizer_state: Vec<u8>,
    batches: Batches,
    state: State,
    params: Snapshot,
    plateau: Option<ReduceLrOnPlateau>,
    callbacks: Vec<Vec<u8>>,
}

impl<O: Optimizer + Serialize + DeserializeOwned> Trainer<O> {
    /// Saves the run to this file at the end of each epoch, and takes it up from there if the file exists: it then ends as
    /// if it had never stopped, bit for bit. To begin anew, remove the file and the one before it.
    ///
    /// The file has the parameters, the optimizer with its state, the place in the data, the history and what callbacks
    /// remember. It is written at once or not at all (to a temporary file, which then takes the name), with a checksum; the
    /// one before stays as `<path>.previous`. Parameters and optimizer are what is in the file then, whatever they were made
    /// with; batches and callbacks have to be the same as in the run that saved it, and loss and schedule are not in the file.
    ///
    /// [`fit`](Trainer::fit) gives an error, and changes nothing, if there is a file that is no checkpoint, or one that is
    /// truncated, damaged, of another version or of another run.
    pub fn checkpoint(mut self, path: impl Into<PathBuf>) -> Self {
        self.checkpoint = Some(Plan {
            path: path.into(),
            every: None,
            saved: None,
            write: |optimizer| postcard::to_stdvec(optimizer),
            read: |bytes| postcard::from_bytes(bytes),
        });
        self
    }

    /// As [`checkpoint`](Trainer::checkpoint), after every so many steps instead of at the end of each epoch.
    ///
    /// # Panics
    /// If `steps` is 0.
    #[track_caller]
    pub fn checkpoint_every(self, steps: u64, path: impl Into<PathBuf>) -> Self {
        assert!(steps > 0, "Trainer: checkpoint_every is 0, but must be at least 1");
        let mut trainer = self.checkpoint(path);
        if let Some(plan) = &mut trainer.checkpoint {
            plan.every = Some(steps);
        }
        trainer
    }
}

impl<O: Optimizer> Trainer<O> {
    /// Takes up the run of the checkpoint; none if there is no checkpoint.
    pub(super) fn resume<P>(&mut self, params: &mut P) -> Result<Option<State>, TrainingError>
    where
        P: Differentiable + ?Sized,
    {
        let Some(plan) = &self.checkpoint else {
            return Ok(None);
        };
        let Some((path, content)) = file::read(&plan.path).map_err(TrainingError::Checkpoint)? else {
            return Ok(None);
        };
        let read = plan.read;
        match self.take_up(params, read, &content) {
            Ok(state) => {
                self.mark_saved(&state);
                Ok(Some(state))
            }
            Err(what) => Err(TrainingError::Checkpoint(CheckpointError::OtherRun { path, what })),
        }
    }

    /// Says what does not fit; nothing has changed then, callbacks apart.
    fn take_up<P>(
        &mut self,
        params: &mut P,
        read: fn(&[u8]) -> postcard::Result<O>,
        content: &[u8],
    ) -> Result<State, String>
    where
        P: Differentiable + ?Sized,
    {
        let saved: Saved = postcard::from_bytes(content).map_err(|error| error.to_string())?;
        let name = self.optimizer.name();
        if saved.optimizer != name {
            return Err(std::format!("its optimizer is {}, not {name}", saved.optimizer));
        }
        if saved.batches != self.batches {
            let (ours, theirs) = (&self.batches, saved.batches);
            return Err(std::format!("it has {theirs:?}, not {ours:?}"));
        }
        let plateau = match (&self.rate, saved.plateau) {
            (Rate::OnPlateau(_), Some(plateau)) => Some(plateau),
            (Rate::OnPlateau(_), None) => return Err("it does not reduce the rate on a plateau".into()),
            (_, Some(_)) => return Err("it reduces the rate on a plateau".into()),
            (_, None) => None,
        };
        let (ours, theirs) = (self.callbacks.len(), saved.callbacks.len());
        if ours != theirs {
            return Err(std::format!("it has {theirs} callbacks, not {ours}"));
        }
        let optimizer = read(&saved.optimizer_state).map_err(|error| error.to_string())?;
        for (callback, remembered) in self.callbacks.iter_mut().zip(&saved.callbacks) {
            callback.restore(remembered)?;
        }
        saved.params.put_into(params).map_err(|misfit| misfit.to_string())?;
        self.optimizer = optimizer;
        if let Some(plateau) = plateau {
            self.rate = Rate::OnPlateau(plateau);
        }
        Ok(saved.state)
    }

    fn mark_saved(&mut self, now: &State) {
        if let Some(plan) = &mut self.checkpoint {
            plan.saved = Some(now.step);
        }
    }

    /// Saves after a step, if that is due.
    pub(super) fn save_if_due<P>(&mut self, now: &State, params: &mut P) -> Result<(), TrainingError>
    where
        P: Differentiable + ?Sized,
    {
        let due = |plan: &Plan<O>| match plan.every {
            Some(every) => now.step % every == 0,
            None => now.begins_epoch(),
        };
        match self.checkpoint.as_ref().is_some_and(due) {
            true => self.save(now, params),
            false => Ok(()),
        }
    }

    /// Saves what is not saved yet.
    pub(super) fn save<P>(&mut self, now: &State, params: &mut P) -> Result<(), TrainingError>
    where
        P: Differentiable + ?Sized,
    {
        let Some(plan) = self.checkpoint.as_ref().filter(|plan| plan.saved != Some(now.step)) else {
            return Ok(());
        };
        let saved = self.saved(plan, now, params);
        let content = saved.and_then(|saved| postcard::to_stdvec(&saved));
        content
            .map_err(|error| unwritten(&plan.path, &error.to_string()))
            .and_then(|content| file::write(&plan.path, &content))
            .map_err(TrainingError::Checkpoint)?;
        self.mark_saved(now);
        Ok(())
    }

    fn saved<P>(&self, plan: &Plan<O>, now: &State, params: &mut P) -> postcard::Result<Saved>
    where
        P: Differentiable + ?Sized,
    {
        Ok(Saved {
            optimizer: self.optimizer.name().into(),
            optimizer_state: (plan.write)(&self.optimizer)?,
            batches: self.batches.clone(),
            state: now.clone(),
            params: Snapshot::of(params),
            plateau: match &self.rate {
                Rate::OnPlateau(plateau) => Some(plateau.clone()),
                _ => None,
            },
            callbacks: self.callbacks.iter().map(|callback| callback.save()).collect(),
        })
    }
}

fn unwritten(path: &Path, why: &str) -> CheckpointError {
    CheckpointError::Io {
        path: path.into(),
        doing: "written",
        source: std::io::Error::other(why),
    }
}
