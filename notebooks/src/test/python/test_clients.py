"""Runs the course through nbclient, the client behind nbconvert and papermill, and compares with `./gopherscope run`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from conftest import ROOT

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


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
def test_a_jupyter_client_and_the_run_command_give_the_same_text(course: Path, tmp_path: Path, name: str):
    by_client = nbformat.read(course / name, as_version=4)
    NotebookClient(by_client, kernel_name="gopherscope", timeout=120).execute()

    done = subprocess.run([str(ROOT / "gopherscope"), "run", str(course / name), "--output", str(tmp_path), "--html", str(tmp_path)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    by_command = nbformat.read(tmp_path / name, as_version=4)
    nbformat.validate(by_command)
    assert texts(by_command) == texts(by_client)
    page = (tmp_path / name).with_suffix(".html").read_text()
    assert "<script" not in page
    drawn = any("image/svg+xml" in output.get("data", {}) for cell in by_command.cells for output in cell.get("outputs", []))
    assert not drawn or "<svg" in page or "data:image/svg+xml" in page
