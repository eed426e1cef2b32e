"""What the tests share: the project's folder, a started JupyterLab, a browser page."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SCREENSHOTS = ROOT / "notebooks" / "target" / "screenshots"


@dataclass
class Lab:
    """A JupyterLab that `./gopherscope lab` started on a copy of the course."""

    url: str
    token: str
    seconds: float
    course: Path


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the notebooks: a test must not write into the committed ones."""
    folder = tmp_path_factory.mktemp("course")
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(notebook, folder)
    return folder


@pytest.fixture(scope="session")
def lab(course: Path, tmp_path_factory: pytest.TempPathFactory):
    port, token = free_port(), secrets.token_hex(16)
    log = tmp_path_factory.mktemp("lab") / "lab.log"
    started = time.monotonic()
    with open(log, "wb") as out:
        process = subprocess.Popen(
            [
                str(ROOT / "gopherscope"), "lab", "--no-browser", "--port", str(port), "--",
                f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={course}",
                "--LabApp.expose_app_in_browser=True",
            ],
            stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        while True:
            try:
                with urllib.request.urlopen(f"{url}/api/status?token={token}", timeout=2) as answer:
                    json.load(answer)
                break
            except OSError:
                assert process.poll() is None, "JupyterLab ended:\n" + log.read_text()
                assert time.monotonic() - started < 120, "JupyterLab did not answer:\n" + log.read_text()
                time.sleep(0.1)
        yield Lab(url, token, time.monotonic() - started, course)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        print(re.sub(token, "…", log.read_text()[-3000:]))


@pytest.fixture(scope="session")
def browser():
    chromium = os.environ.get("CHROMIUM")
    if not chromium:
        pytest.skip("needs Chromium: install the package chromium, or set CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")
        opened = p.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


@pytest.fixture(params=["light", "dark"])
def theme(request) -> str:
    return request.param
