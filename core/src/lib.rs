//! mahir
#![forbid(unsafe_code)]

pub mod words;

pub mod framework;

pub mod calendar;

pub mod regulation;
