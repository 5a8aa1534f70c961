//! Saved artefacts: one versioned JSON envelope for all of them.

use serde::{Deserialize, Serialize};

use super::artefact::Artefact;

/// Why a saved document cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SavedError {
    /// Not JSON, or not the content that its kind has.
    #[error("the document cannot be read: {0}")]
    Content(#[from] serde_json::Error),
    /// Another kind of artefact.
    #[error("the document holds '{found}'; expected '{expected}'")]
    Kind {
        /// The kind that was asked for.
        expected: &'static str,
        /// The kind that it names.
        found: String,
    },
    /// A version that this release does not know.
    #[error("the document has version {found} of '{kind}'; this release reads version {known}")]
    Version {
        /// The kind of artefact.
        kind: &'static str,
        /// The version that it names.
        found: u32,
        /// The version that is known.
        known: u32,
    },
}

impl SavedError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Content(_) => "saved_content",
            Self::Kind { .. } => "saved_kind",
            Self::Version { .. } => "saved_version",
        }
    }
}

#[derive(Serialize)]
struct Outgoing<'a, T> {
    mahir: &'static str,
    kind: &'static str,
    version: u32,
    content: &'a T,
}

#[derive(Deserialize)]
struct Heading {
    kind: String,
    version: u32,
}

#[derive(Deserialize)]
struct Incoming<T> {
    content: T,
}

/// The artefact as a JSON document that names its kind, its version and the release of mahir.
///
/// # Errors
/// [`SavedError::Content`] if a value cannot be shown in JSON.
pub fn to_json<T: Artefact>(artefact: &T) -> Result<String, SavedError> {
    Ok(serde_json::to_string(&Outgoing {
        mahir: env!("CARGO_PKG_VERSION"),
        kind: T::KIND,
        version: T::VERSION,
        content: artefact,
    })?)
}

/// Reads an artefact back.
///
/// # Errors
/// [`SavedError`] if the document is damaged, or of another kind or version.
pub fn from_json<T: Artefact>(document: &str) -> Result<T, SavedError> {
    let heading: Heading = serde_json::from_str(document)?;
    if heading.kind != T::KIND {
        return Err(SavedError::Kind {
            expected: T::KIND,
            found: heading.kind,
        });
    }
    if heading.version != T::VERSION {
        return Err(SavedError::Version {
            kind: T::KIND,
            found: heading.version,
            known: T::VERSION,
        });
    }
    Ok(serde_json::from_str::<Incoming<T>>(document)?.content)
}
