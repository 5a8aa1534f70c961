//! Which rule does better, in which worlds, and how surely?

pub mod analysis;
