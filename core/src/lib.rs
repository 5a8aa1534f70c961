//! mahir
