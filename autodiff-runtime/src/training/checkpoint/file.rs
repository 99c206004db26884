//! The file of a checkpoint: written so that a crash at any moment leaves a whole one, read so that any damage is noticed.

use super::CheckpointError;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::vec::Vec;

/// What every checkpoint begins with. As in PNG, a byte that is no text, and line ends that a transfer as text would change.
const MAGIC: [u8; 16] = *b"\x89differentiate\r\n";
/// The version of what follows. It rises when that changes.
const VERSION: u32 = 1;
/// Magic, version, length of the content, checksum.
const HEADER: usize = 16 + 4 + 8 + 4;

/// A file name with something behind it.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The checkpoint that was there before the last one.
pub(super) fn previous(path: &Path) -> PathBuf {
    beside(path, ".previous")
}

fn checksum(content: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&VERSION.to_le_bytes());
    hasher.update(&(content.len() as u64).to_le_bytes());
    hasher.update(content);
    hasher.finalize()
}

/// Writes the content to `path`; what was there becomes the previous checkpoint.
///
/// It goes to a temporary file, which is on the disk before it is renamed: at each moment `path` or, between two renames,
/// the previous checkpoint is whole.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), CheckpointError> {
    let failed = |source: io::Error| CheckpointError::Io {
        path: path.into(),
        doing: "written",
        source,
    };
    let temporary = beside(path, ".new");
    let mut file = File::create(&temporary).map_err(failed)?;
    let mut header = Vec::with_capacity(HEADER);
    header.extend(MAGIC);
    header.extend(VERSION.to_le_bytes());
    header.extend((content.len() as u64).to_le_bytes());
    header.extend(checksum(content).to_le_bytes());
    file.write_all(&header).map_err(failed)?;
    file.write_all(content).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    drop(file);
    if path.exists() {
        fs::rename(path, previous(path)).map_err(failed)?;
    }
    fs::rename(&temporary, path).map_err(failed)?;
    sync_folder(path).map_err(failed)
}

/// Puts the renames themselves on the disk; only Unix can be asked to.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

/// The content of the checkpoint at `path`, or of the previous one where there is none at `path`; none if there is neither.
pub(super) fn read(path: &Path) -> Result<Option<(PathBuf, Vec<u8>)>, CheckpointError> {
    for candidate in [path.to_path_buf(), previous(path)] {
        match fs::read(&candidate) {
            Ok(bytes) => {
                let content = content(&candidate, &bytes)?.to_vec();
                return Ok(Some((candidate, content)));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => {
                return Err(CheckpointError::Io {
                    path: candidate,
                    doing: "read",
                    source,
                })
            }
        }
    }
    Ok(None)
}

/// What stands behind the header, if all is as it was written.
fn content<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a [u8], CheckpointError> {
    let path = || path.to_path_buf();
    let magic = &bytes[..bytes.len().min(MAGIC.len())];
    if !MAGIC.starts_with(magic) {
        return Err(CheckpointError::Foreign { path: path() });
    }
    let truncated = |expected: u64| CheckpointError::Truncated {
        path: path(),
        expected,
        found: bytes.len() as u64,
    };
    let Some((header, content)) = bytes.split_at_checked(HEADER) else {
        return Err(truncated(HEADER as u64));
    };
    let number = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let (version, length) = (number(16), u64::from(number(20)) | u64::from(number(24)) << 32);
    if version != VERSION {
        return Err(CheckpointError::Version {
            path: path(),
            found: version,
            expected: VERSION,
        });
    }
    match length.cmp(&(content.len() as u64)) {
        core::cmp::Ordering::Greater => Err(truncated(length.saturating_add(HEADER as u64))),
        core::cmp::Ordering::Equal if number(28) == checksum(content) => Ok(content),
        _ => Err(CheckpointError::Damaged { path: path() }),
    }
}
