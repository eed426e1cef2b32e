"""Opens the course in a real JupyterLab in a real browser and runs it, as a learner does."""

from __future__ import annotations

import json
import urllib.request

import pytest

from conftest import SCREENSHOTS, Lab

# Lab itself logs these whatever notebook is open: it asks for a stored workspace and for settings that a fresh user lacks.
NOT_OURS = ("/lab/api/workspaces/", "favicon", "/lab/api/listings", "Failed to load resource: the server responded with a status of 404")


def open_notebook(browser, lab: Lab, name: str, theme: str):
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, color_scheme=theme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.goto(f"{lab.url}/lab/tree/{name}?token={lab.token}&reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    # Said for both: Lab keeps the choice of an earlier test.
    chosen = "JupyterLab " + theme.capitalize()
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", chosen)
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
                           timeout=60_000)
    return page, complaints


def outputs(page) -> list[dict]:
    """The code cells of the open notebook as the notebook model has them."""
    return page.evaluate("""() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
                                   .filter(cell => cell.cell_type === 'code')""")


def run_all(page) -> None:
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")


@pytest.mark.parametrize("name", ["00-first-light.ipynb"])
def test_every_cell_of_a_notebook_runs_and_its_charts_are_visible(browser, lab: Lab, name: str, theme: str):
    page, complaints = open_notebook(browser, lab, name, theme)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    run_all(page)
    page.wait_for_function(
        """() => { const cells = window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
                       .filter(cell => cell.cell_type === 'code');
                   return cells.every(cell => cell.execution_count !== null)
                       && window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'; }""",
        timeout=180_000)

    cells = outputs(page)
    failed = [o for cell in cells for o in cell["outputs"]
              if o["output_type"] == "error" and "raises-exception" not in cell["metadata"].get("tags", [])]
    assert failed == []
    charts = sum(1 for cell in cells for o in cell["outputs"] if "application/vnd.vegalite.v5+json" in o.get("data", {}))
    assert charts >= 3

    # Lab draws an output when it scrolls into view: walk down the page, and look at every chart.
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    shown = 0
    for i in range(len(page.query_selector_all(".jp-Notebook .jp-Cell"))):
        page.evaluate("i => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", i)
        has_chart = page.evaluate(
            """i => { const cell = window.jupyterapp.shell.currentWidget.content.model.toJSON().cells[i];
                      return (cell.outputs ?? []).some(o => 'application/vnd.vegalite.v5+json' in (o.data ?? {})); }""", i)
        if has_chart:
            drawn = page.wait_for_selector(
                f".jp-Notebook .jp-Cell[data-windowed-list-index='{i}'] .vega-embed :is(svg, canvas)", timeout=20_000)
            box = drawn.bounding_box()
            assert box and box["width"] > 300 and box["height"] > 100, f"the chart of cell {i} is {box}"
            shown += 1
        page.wait_for_timeout(200)
        page.screenshot(path=SCREENSHOTS / f"{name.removesuffix('.ipynb')}-{theme}-{i:02}.png")
    assert shown == charts
    ours = [c for c in complaints if not any(known in c for known in NOT_OURS)]
    assert ours == []
    page.context.close()


def write_notebook(lab: Lab, name: str, *sources: str) -> None:
    """A notebook with code cells and no outputs, in the folder that Lab shows."""
    cells = [{"cell_type": "code", "id": f"c{i}", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
             for i, source in enumerate(sources)]
    kernel = {"name": "gopherscope", "display_name": "Gopherscope", "language": "java"}
    (lab.course / name).write_text(json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}))


INTERACT = """import dev.gopherscope.sim.*;
import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.kernel.widget.Widgets.*;
Run workers(int procs) {
    return Go.version("1.26").procs(procs).seed(42).run(() -> {
        var wg = waitGroup();
        for (int i = 0; i < 12; i++) wg.go("worker-" + i, () -> work(micros(400)));
        wg.await();
    });
}
interact(slider("Ps", 1, 8, 2), n -> { System.out.println("with " + n + " Ps"); return workers(n).runQueues(); })"""


def test_a_slider_that_is_moved_changes_the_chart_below_it(browser, lab: Lab, theme: str):
    name = f"interact-{theme}.ipynb"
    write_notebook(lab, name, INTERACT, """var boom = button("Fail", () -> { throw new IllegalStateException("as asked"); });
var out = output();
var go = button("Count");
int clicks = 0;
go.onClick(out, () -> System.out.println("click " + ++clicks));
vbox(hbox(go, boom, checkbox("trace", true), dropdown("version", "1.18", "1.26")), progressBar("work", 10), label("a < b"), out)""")
    page, complaints = open_notebook(browser, lab, name, theme)
    run_all(page)
    handle = page.wait_for_selector(".jp-OutputArea .widget-slider .noUi-handle", timeout=60_000)
    area = ".jp-OutputArea .widget-vbox .jp-OutputArea"
    page.wait_for_selector(f"{area} :text('with 2 Ps')", timeout=60_000)
    page.wait_for_selector(f"{area} .vega-embed :is(svg, canvas)", timeout=60_000)
    page.screenshot(path=SCREENSHOTS / f"interact-{theme}-before.png")
    handle.focus()
    for n in (3, 4, 5):
        page.keyboard.press("ArrowRight")
        page.wait_for_selector(f"{area} :text('with {n} Ps')", timeout=60_000)
    assert page.query_selector(f"{area} :text('with 2 Ps')") is None
    page.wait_for_selector(f"{area} .vega-embed :is(svg, canvas)", timeout=60_000)

    # An action that fails is no end: the next click is heard.
    page.click("button:text('Fail')")
    page.click("button:text('Count')")
    page.wait_for_selector(f"{area} :text('click 1')", timeout=60_000)
    page.screenshot(path=SCREENSHOTS / f"interact-{theme}-after.png")

    # A page that comes later gets all models from the kernel.
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    page.wait_for_selector(f"{area} :text('with 5 Ps')", timeout=60_000)
    ours = [c for c in complaints if not any(known in c for known in NOT_OURS)]
    assert ours == []
    page.context.close()


LIVE = """import dev.gopherscope.charts.*;
import dev.gopherscope.sim.*;
import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import java.nio.file.*;
var run = Live.run(Go.version("1.26").gogc(50), Charts::heap, () -> {
    while (!Files.exists(Path.of("END"))) { allocMany(2_000, 512); work(micros(200)); }
});"""


def test_a_long_run_draws_itself_until_it_ends(browser, lab: Lab, theme: str):
    name, end = f"live-{theme}.ipynb", f"end-{theme}"
    write_notebook(lab, name, LIVE.replace("END", end))
    page, complaints = open_notebook(browser, lab, name, theme)
    # Without a value: the page would wait for the promise, which is kept when the cell has ended.
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    running = """() => JSON.stringify(window.jupyterapp.shell.currentWidget.content.model.toJSON().cells[0].outputs)
                           .includes('Running: ')"""
    page.wait_for_function(running, timeout=60_000)
    page.wait_for_selector(".jp-OutputArea .vega-embed :is(svg, canvas)", timeout=60_000)
    page.screenshot(path=SCREENSHOTS / f"live-{theme}-running.png")
    (lab.course / end).touch()
    page.wait_for_function(running.replace("=>", "=> !"), timeout=60_000)
    page.wait_for_selector(".jp-OutputArea .vega-embed :is(svg, canvas)", timeout=60_000)
    page.screenshot(path=SCREENSHOTS / f"live-{theme}-ended.png")
    assert len(outputs(page)[0]["outputs"]) == 1
    assert [c for c in complaints if not any(known in c for known in NOT_OURS)] == []
    page.context.close()


def test_a_second_start_has_nothing_to_build(lab: Lab):
    with urllib.request.urlopen(f"{lab.url}/api/kernelspecs?token={lab.token}") as answer:
        specs = json.load(answer)
    assert specs["default"] == "gopherscope"
    assert specs["kernelspecs"]["gopherscope"]["spec"]["interrupt_mode"] == "message"
