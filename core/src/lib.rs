//! mahir
#![forbid(unsafe_code)]

pub mod catalogue;
pub mod outcome;
pub mod service;
pub mod words;
pub mod workforce;
