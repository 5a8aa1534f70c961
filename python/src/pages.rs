//! Large pieces of memory in large pages.
//!
//! Results for millions of people take tens of megabytes, which Linux hands out in pages of 4 KiB
//! as they are first touched: a quarter of the time that scoring takes. Told so beforehand it hands
//! out pages of 2 MiB where it can.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};

/// The system's allocator, which asks for large pages where much memory is taken at once.
pub(crate) struct LargePages;

/// The usual size of a large page.
#[cfg(target_os = "linux")]
const LARGE: usize = 2 << 20;

#[cfg(target_os = "linux")]
fn advise(start: *mut u8, size: usize) {
    if size < 2 * LARGE || start.is_null() {
        return;
    }
    let address = start as usize;
    let (Some(first), end) = (
        address.checked_next_multiple_of(LARGE),
        (address + size) / LARGE * LARGE,
    ) else {
        return;
    };
    if first < end {
        // SAFETY: the range lies within memory that was just allocated and belongs to nobody else.
        // The advice changes neither its contents nor who may use it; a kernel that does not know
        // it says so, which is no fault.
        unsafe {
            libc::madvise(
                start.add(first - address).cast(),
                end - first,
                libc::MADV_HUGEPAGE,
            );
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn advise(_: *mut u8, _: usize) {}

// SAFETY: every call is handed on to the system's allocator as it came, and its answer is returned
// as it is; the advice in between leaves both alone.
unsafe impl GlobalAlloc for LargePages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps this function's contract, which is the same.
        let memory = unsafe { System.alloc(layout) };
        advise(memory, layout.size());
        memory
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps this function's contract, which is the same.
        let memory = unsafe { System.alloc_zeroed(layout) };
        advise(memory, layout.size());
        memory
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the memory is the system's, and the caller keeps this function's contract.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the memory is the system's, and the caller keeps this function's contract.
        unsafe { System.realloc(memory, layout, size) }
    }
}
