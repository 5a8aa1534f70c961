//! The house keeps its order: a room names only rooms before it, through their front door.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in flow order; the table in CONTRIBUTING.md says what each is for.
const ROOMS: [&str; 22] = [
    "words",
    "statistics",
    "random",
    "framework",
    "workforce",
    "service",
    "catalogue",
    "calendar",
    "outcome",
    "regulation",
    "agency",
    "readers",
    "need",
    "gap",
    "plan",
    "schedule",
    "evaluation",
    "follow_up",
    "cycle",
    "experiment",
    "testing",
    "report",
];

/// The rooms that hold facts: they never read the clock, and the flow after them reads no files.
const FLOW_FROM: &str = "need";
const FLOW_TO: &str = "cycle";

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The code of a file without comments, up to its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    code.lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What follows every `crate::` in the code, up to the end of the path or the opening brace.
fn crate_paths(code: &str) -> Vec<String> {
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with('$'))
        .map(|(at, found)| {
            code[at + found.len()..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
                .collect()
        })
        .collect()
}

#[test]
fn every_folder_is_a_room_and_every_room_a_folder() {
    let folders: BTreeSet<String> = fs::read_dir(source())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, ROOMS.iter().map(ToString::to_string).collect());
    let crate_page = fs::read_to_string(source().join("lib.rs")).unwrap();
    let places: Vec<usize> = ROOMS
        .iter()
        .map(|room| {
            crate_page
                .find(&format!("pub mod {room};"))
                .unwrap_or_else(|| panic!("{room}"))
        })
        .collect();
    assert!(places.is_sorted(), "lib.rs names the rooms in flow order");
}

#[test]
fn a_room_names_only_rooms_before_it() {
    let mut seen = 0;
    for (position, room) in ROOMS.iter().enumerate() {
        for file in rust_files(&source().join(room)) {
            for path in crate_paths(&code(&file)) {
                let named = path.split("::").next().unwrap_or("");
                let Some(other) = ROOMS.iter().position(|other| *other == named) else {
                    // A type that the crate page re-exports would hide where it lives.
                    assert_eq!(named, "", "{} names crate::{path}", file.display());
                    continue;
                };
                seen += 1;
                assert!(
                    other <= position,
                    "{} names crate::{path}, which comes after {room}",
                    file.display()
                );
            }
        }
    }
    assert!(seen > 100, "the guard found only {seen} paths");
}

#[test]
fn rooms_are_entered_by_the_front_door() {
    let mut seen = 0;
    for room in ROOMS {
        for file in rust_files(&source().join(room)) {
            for path in crate_paths(&code(&file)) {
                let parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
                let Some((named, rest)) = parts.split_first() else {
                    continue;
                };
                if *named == room || *named == "words" || rest.is_empty() {
                    continue;
                }
                seen += 1;
                // Between the room and the last name only doors may stand: `pub mod` in mod.rs.
                let front = fs::read_to_string(source().join(named).join("mod.rs")).unwrap();
                for part in rest.split_last().map_or(&[][..], |(_, between)| between) {
                    assert!(
                        !part.starts_with(char::is_lowercase)
                            || front.contains(&format!("pub mod {part};")),
                        "{} names crate::{path}, which is inside the room {named}",
                        file.display()
                    );
                }
            }
        }
    }
    assert!(seen > 50, "the guard found only {seen} paths");
}

#[test]
fn the_flow_reads_no_files_and_nobody_reads_the_clock() {
    let flow = ROOMS
        .iter()
        .skip_while(|room| **room != FLOW_FROM)
        .take_while(|room| **room != FLOW_TO);
    let mut files = 0;
    for room in flow {
        for file in rust_files(&source().join(room)) {
            files += 1;
            assert!(
                !code(&file).contains("std::fs"),
                "{} touches files",
                file.display()
            );
        }
    }
    assert!(files > 10, "the guard found only {files} files");
    for file in rust_files(&source()) {
        for clock in ["SystemTime", "Instant::now", "Utc::now", "Local::now"] {
            assert!(
                !code(&file).contains(clock),
                "{} reads the clock",
                file.display()
            );
        }
    }
}

#[test]
fn files_are_small_and_no_drawer_is_called_utils() {
    let files = rust_files(&source());
    let mut lengths: Vec<usize> = files
        .iter()
        .map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            for drawer in ["util", "utils", "helper", "helpers", "common", "misc"] {
                assert_ne!(name, drawer, "{}", file.display());
            }
            let length = fs::read_to_string(file).unwrap().lines().count();
            assert!(length <= 600, "{} has {length} lines", file.display());
            length
        })
        .collect();
    lengths.sort_unstable();
    assert!(
        lengths.len() > 50,
        "the guard found only {} files",
        lengths.len()
    );
    assert!(
        lengths[lengths.len() / 2] < 200,
        "the median file has {} lines",
        lengths[lengths.len() / 2]
    );
}
