"""The examples in the docstrings of the stubs run and give what they say."""

from __future__ import annotations

import ast
import doctest
import pathlib

import mahir
from mahir import _mahir

STUBS = pathlib.Path(mahir.__file__).parent / "_mahir.pyi"


def test_the_examples_of_the_stubs_run() -> None:
    tree = ast.parse(STUBS.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    named = [(node.name, ast.get_docstring(node)) for node in ast.walk(tree) if isinstance(node, kinds)]
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    parser = doctest.DocTestParser()
    ran = 0
    for name, text in named:
        if not text or ">>>" not in text:
            continue
        space = {**vars(_mahir), "mahir": mahir}
        runner.run(parser.get_doctest(text, space, name, str(STUBS), 0))
        ran += 1
    assert ran >= 4
    assert runner.failures == 0
