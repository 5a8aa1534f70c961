//! mahir
#![forbid(unsafe_code)]

pub mod words;
