//! Examples of mahir live beside this file; this library holds nothing.
