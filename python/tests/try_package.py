"""Tries an installed package in an environment that holds nothing else (`make package`)."""

import importlib.metadata
import importlib.util
import sys

import mahir

facts = importlib.metadata.metadata("mahir")
assert facts["Version"] == mahir.__version__, facts["Version"]
assert facts["License-Expression"] == "MIT OR Apache-2.0", facts["License-Expression"]
assert not facts.get_all("Requires-Dist") or all("extra ==" in need for need in facts.get_all("Requires-Dist"))
files = {str(file) for file in importlib.metadata.files("mahir") or []}
assert any(file.endswith("LICENSE-MIT") for file in files), files
assert any(file.endswith("LICENSE-APACHE") for file in files), files
assert any(file.endswith(".abi3.so") or file.endswith(".pyd") for file in files), files
assert {"mahir/py.typed", "mahir/_mahir.pyi"} <= files, files
# The environment is empty: the package needs nothing.
assert importlib.util.find_spec("polars") is None and importlib.util.find_spec("altair") is None
plan = mahir.Agency.load(sys.argv[1]).needs("2026-01-05").gaps().plan(rule="greedy")
assert len(plan) > 0 and plan.bound >= plan.objective
print(f"mahir {mahir.__version__}: installed from nothing, a plan of {len(plan)} lines")
