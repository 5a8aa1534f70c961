//! Tests of a training policy, as an office would write them: see `tests/policy.rs`.
