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


def test_everything_public_says_what_it_is() -> None:
    silent = []

    def look(nodes: list[ast.stmt], owner: str) -> None:
        for node in nodes:
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{node.name}.")
            elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                if not ast.get_docstring(node):
                    silent.append(owner + node.name)

    look(ast.parse(STUBS.read_text(encoding="utf-8")).body, "")
    assert silent == []
    # What help() tells of the compiled part, for those who are in no editor.
    for name in mahir.__all__:
        kind = getattr(mahir, name)
        if isinstance(kind, type):
            untold = [key for key, item in vars(kind).items() if key[0] != "_" and not item.__doc__]
            assert untold == [], (name, untold)
