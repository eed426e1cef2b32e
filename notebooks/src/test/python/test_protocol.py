"""Speaks to the installed kernel as Jupyter's own clients do: the standard suite of jupyter_kernel_test, and what it leaves out."""

from __future__ import annotations

import os
import time
import unittest
import uuid

import jupyter_kernel_test
import pytest
from jupyter_client.manager import KernelManager, start_new_kernel

KERNEL = "gopherscope"
PATIENCE = 60


class TestStandardSuite(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("warning");'
    completion_samples = [{"text": "System.ou", "matches": {"out"}}, {"text": '"a".substr', "matches": {"substring("}}]
    complete_code_samples = ["1 + 1", "int ready = 1;"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {"]
    code_generate_error = "int bad = 1 / 0;"
    code_execute_result = [{"code": "Math.max(3, 4)", "result": "4"}, {"code": '"a" + 1', "result": "a1"}]
    code_display_data = [{"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"},
                         {"code": 'display(List.of(1, 2));', "mime": "text/plain"}]
    code_history_pattern = "Math.max*"
    supported_history_operations = ("tail", "search", "range")
    code_inspect_sample = "Math.max"
    code_clear_output = "clearOutput();"


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=PATIENCE)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def ask(client, kind: str, content: dict | None = None, *, channel: str = "shell", subshell: str | None = None) -> dict:
    """The content of the reply to a request; replies to others are dropped."""
    message = client.session.msg(kind, content or {})
    if subshell is not None:
        message["header"]["subshell_id"] = subshell
    getattr(client, f"{channel}_channel").send(message)
    return reply(client, message["header"]["msg_id"], channel)["content"]


def reply(client, msg_id: str, channel: str = "shell") -> dict:
    while True:
        answer = getattr(client, f"get_{channel}_msg")(timeout=PATIENCE)
        if answer["parent_header"].get("msg_id") == msg_id:
            return answer


def run(client, code: str) -> str:
    """The text of a cell's result."""
    found: list[str] = []
    client.execute_interactive(
        code, timeout=PATIENCE, allow_stdin=False,
        output_hook=lambda m: found.append(m["content"]["data"]["text/plain"]) if m["msg_type"] == "execute_result" else None)
    return "".join(found)


def test_the_kernel_names_its_protocol_and_its_features(kernel):
    info = ask(kernel, "kernel_info_request")
    assert info == ask(kernel, "kernel_info_request", channel="control")
    assert info["protocol_version"] == "5.6"
    assert info["supported_features"] == ["kernel subshells"]
    assert info["debugger"] is False


def test_a_cell_of_a_subshell_runs_beside_a_cell_that_sleeps(kernel):
    subshell = ask(kernel, "create_subshell_request", channel="control")["subshell_id"]
    assert ask(kernel, "list_subshell_request", channel="control")["subshell_id"] == [subshell]
    run(kernel, "var awake = new java.util.concurrent.CountDownLatch(1);")
    long = kernel.execute("awake.await();")
    message = kernel.session.msg("execute_request", {"code": "awake.countDown();", "silent": False})
    message["header"]["subshell_id"] = subshell
    kernel.shell_channel.send(message)
    # Either may be answered first.
    waiting = {long, message["header"]["msg_id"]}
    while waiting:
        answer = kernel.get_shell_msg(timeout=PATIENCE)
        if answer["parent_header"].get("msg_id") in waiting:
            assert answer["content"]["status"] == "ok"
            waiting.remove(answer["parent_header"]["msg_id"])
    assert ask(kernel, "delete_subshell_request", {"subshell_id": subshell}, channel="control")["status"] == "ok"
    assert ask(kernel, "execute_request", {"code": "1", "silent": False}, subshell=subshell)["status"] == "error"


def test_a_debugger_is_declined_with_a_reason(kernel):
    answer = ask(kernel, "debug_request", {"type": "request", "seq": 1, "command": "initialize"}, channel="control")
    assert answer["success"] is False and "no debugger" in answer["message"]


def test_usage_is_answered(kernel):
    usage = ask(kernel, "usage_request", channel="control")
    assert usage["kernel_memory"] > 10 << 20


def test_an_unknown_comm_is_closed(kernel):
    comm = uuid.uuid4().hex
    kernel.shell_channel.send(kernel.session.msg("comm_open", {"comm_id": comm, "target_name": "none", "data": {}}))
    while (message := kernel.get_iopub_msg(timeout=PATIENCE))["msg_type"] != "comm_close":
        pass
    assert message["content"]["comm_id"] == comm


def test_history_outlives_the_kernel(tmp_path):
    word = uuid.uuid4().hex
    state = {"XDG_STATE_HOME": str(tmp_path)}
    for first in (True, False):
        manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=PATIENCE,
                                           env={**os.environ, **state})
        try:
            if first:
                run(client, f'"{word}"')
            found = ask(client, "history_request", {"hist_access_type": "search", "pattern": f"*{word}*", "n": 5,
                                                    "output": True, "raw": True})["history"]
            assert [entry[2][0] for entry in found] == [f'"{word}"']
        finally:
            client.stop_channels()
            manager.shutdown_kernel()
            assert not manager.is_alive()


def test_everything_works_encrypted():
    manager = KernelManager(kernel_name=KERNEL, transport_encryption="required")
    manager.start_kernel()
    try:
        assert manager.get_connection_info()["curve_publickey"]
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        assert run(client, "6 * 7") == "42"
        assert ask(client, "kernel_info_request", channel="control")["status"] == "ok"
        cell = client.execute("new Scanner(System.in).nextLine()", allow_stdin=True)
        assert client.get_stdin_msg(timeout=PATIENCE)["msg_type"] == "input_request"
        client.input("gopher")
        assert reply(client, cell)["content"]["status"] == "ok"
        client.stop_channels()
    finally:
        manager.shutdown_kernel()


def test_a_restart_forgets_variables_and_keeps_the_client():
    manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=PATIENCE)
    try:
        run(client, "int before = 1;")
        manager.restart_kernel()
        client.wait_for_ready(timeout=PATIENCE)
        cell = client.execute("before")
        assert reply(client, cell)["content"]["status"] == "error"
        assert run(client, "1 + 1") == "2"
    finally:
        client.stop_channels()
        began = time.monotonic()
        manager.shutdown_kernel()
        assert not manager.is_alive() and time.monotonic() - began < manager.shutdown_wait_time


if __name__ == "__main__":
    unittest.main()
