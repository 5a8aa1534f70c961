//! What can people attend, and who runs it? Providers and programmes, with their expected effects.

mod bookables;
mod form;
mod programmes;
mod providers;
mod series;

pub use bookables::{Bookables, Rooms, Trainers};
pub use form::{ProgrammeForm, ProviderKind};
pub use programmes::{Effect, Programmes};
pub use providers::Providers;
pub use series::{Rhythm, Series};
