"""Runs the course through nbclient, the client behind nbconvert and papermill, and some of it by `./gopherscope run`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from conftest import ROOT

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
PAGES = [name for name in NOTEBOOKS if name[:2] in ("00", "04", "10")]


def texts(notebook) -> list[list[str]]:
    """For each code cell the text that it showed: streams as a whole, and the text form of displays and results."""
    shown = []
    for cell in notebook.cells:
        if cell["cell_type"] != "code":
            continue
        parts: list[tuple[str, str]] = []
        for output in cell["outputs"]:
            if output["output_type"] == "stream":
                # How a stream is cut into messages is a matter of time; nbclient keeps the pieces.
                if parts and parts[-1][0] == output["name"]:
                    parts[-1] = (output["name"], parts[-1][1] + output["text"])
                else:
                    parts.append((output["name"], output["text"]))
            elif output["output_type"] != "error":
                parts.append(("display", output["data"]["text/plain"]))
        shown.append([text for _, text in parts])
    return shown


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_jupyter_client_gives_the_text_that_is_committed(course: Path, name: str):
    """What is committed is what `./gopherscope run` writes: a test of the course holds it to that, byte for byte."""
    notebook = nbformat.read(course / name, as_version=4)
    committed = texts(notebook)
    NotebookClient(notebook, kernel_name="gopherscope", timeout=120).execute()
    assert texts(notebook) == committed


@pytest.mark.parametrize("name", PAGES)
def test_the_run_command_writes_a_valid_notebook_and_a_page_that_needs_no_script(course: Path, tmp_path: Path, name: str):
    done = subprocess.run([str(ROOT / "gopherscope"), "run", str(course / name), "--output", str(tmp_path), "--html", str(tmp_path)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    notebook = nbformat.read(tmp_path / name, as_version=4)
    nbformat.validate(notebook)
    assert texts(notebook) == texts(nbformat.read(course / name, as_version=4))
    page = (tmp_path / name).with_suffix(".html").read_text()
    assert "<script" not in page
    assert "<svg" in page or "data:image/svg+xml" in page
