"""The notebooks run from a clean kernel, are kept without outputs, and show both data frames."""

from __future__ import annotations

import pathlib
import warnings

import nbformat
import pytest

with warnings.catch_warnings():
    # Warnings of the packages that run notebooks are not ours.
    warnings.simplefilter("ignore")
    from nbclient import NotebookClient

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_are_four_notebooks_in_order() -> None:
    assert [path.stem[0] for path in NOTEBOOKS] == ["1", "2", "3", "4"]
    text = "".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS)
    assert "to_pandas" in text and "polars.DataFrame" in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_outputs(path: pathlib.Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert path.stat().st_size < 15_000
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run(path: pathlib.Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    )
    client.execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kinds = [output.output_type for cell in cells for output in cell.outputs]
    assert "error" not in kinds
    # Nothing is written to the error stream: no warning of any library.
    told = [
        output.text
        for cell in cells
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stderr"
    ]
    assert told == []
    # Most cells show something.
    assert sum(bool(cell.outputs) for cell in cells) >= len(cells) - 1
