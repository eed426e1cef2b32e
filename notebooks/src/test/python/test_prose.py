"""Checks the spelling of the course: the text cells, the questions, and the pages beside the notebooks. Needs no network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

COURSE = ROOT / "notebooks"
PAGES = sorted(COURSE.glob("*.ipynb")) + sorted(COURSE.glob("*.md"))
# Words that are right here and look like misspelled ones.
NAMES = "ans,fro,ot,te,mis,fo,hist,nd"


def prose(page: Path) -> str:
    """What a reader reads: everything of a page, text and questions of a notebook."""
    if page.suffix == ".md":
        return page.read_text()
    cells = json.loads(page.read_text())["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    return "\n\n".join(text for cell, text in zip(cells, texts)
                       if cell["cell_type"] == "markdown" or text.startswith("%%predict"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_no_misspelled_word(page: Path, tmp_path: Path):
    text = tmp_path / (page.stem + ".txt")
    text.write_text(prose(page))
    done = subprocess.run([sys.executable, "-m", "codespell_lib", "--ignore-words-list", NAMES, str(text)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert prose(page).strip()


def test_the_checker_finds_a_misspelled_word(tmp_path: Path):
    text = tmp_path / "wrong.txt"
    text.write_text("The allocater recieves a pointer.\n")
    done = subprocess.run([sys.executable, "-m", "codespell_lib", str(text)], capture_output=True, text=True)
    assert "recieves" in done.stdout
