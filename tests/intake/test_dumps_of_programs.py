"""The programs that are installed here print, and their output is read back."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from explainer.intake.dumps import read_value
from tests.intake.test_dumps import DIGEST, LONG, SPACES, reads

COMMANDS = {
    "xxd": "xxd",
    "xxd -g1 -u": "xxd",
    "xxd -a": "xxd",
    "xxd -b": "xxd-bits",
    "xxd -e": "xxd-words",
    "xxd -g4": "xxd",
    "xxd -p": "hex",
    "hexdump -C": "hexdump-canonical",
    "hexdump": "hexdump-words",
    "hexdump -c": "od-characters",
    "od": "od-octal-words",
    "od -c": "od-characters",
    "od -An -c": "od-characters",
    "od -An -tx1": "hex",
    "od -An -v -tx2": "hex-words",
    "od -tx1": "od-hex",
    "od -tx1z": "od-hex",
    "od -Ax -tx1": "od-hex",
    "od -tx2": "hexdump-words",
    "od -tx4": "od-hex-words",
    "od -tx8": "od-hex-long-words",
    "od -b": "od-octal",
    "od -Ad -tu1": "od-decimal",
    "od -td1": "od-signed",
    "od -An -v -td1": "signed-bytes",
    "od -An -v -tu1": "unsigned-bytes",
    "base64": "base64",
    "base64 -w0": "base64",
    "openssl base64": "base64",
    "openssl base64 -A": "base64",
}


@pytest.mark.parametrize("command", [command for command in COMMANDS if shutil.which(command.split()[0])])
@pytest.mark.parametrize("data", [DIGEST, LONG, SPACES, DIGEST[:31], DIGEST + DIGEST[:1] * 70])
def test_real_programs(command: str, data: bytes) -> None:
    printed = subprocess.run(command.split(), input=data, capture_output=True, check=True).stdout.decode()
    if "-An" in command and "\n*\n" in printed:
        assert not reads(printed, data)
    elif len(data) % 4 and command == "od -An -v -tx2":
        assert reads(printed, data + bytes(len(data) % 2), "hex-words")
    else:
        form = COMMANDS[command]
        assert reads(printed, data, form if data == DIGEST else None)


@pytest.mark.parametrize("size", [0, 1, 7, 50, 51, 64, 100, 101, 200])
def test_node_itself(size: int) -> None:
    script = """
        const data = Buffer.from(process.argv[1], 'hex'), bytes = new Uint8Array(data)
        const show = (value) => console.log(require('util').inspect(value) + '\\n===')
        show(data); show(bytes); show(new Int8Array(bytes)); show(Array.from(data)); show({ ...bytes })
        show(bytes.buffer); show(JSON.parse(JSON.stringify(data))); show(data.toString('latin1'))
        show(data.toString('hex')); show(data.toString('base64')); show(data.toString('base64url'))
        console.log(JSON.stringify(data) + '\\n===\\n' + JSON.stringify(bytes) + '\\n===')
        console.log(JSON.stringify(data.toString('latin1')))
    """
    data = bytes(range(256))[-size:] if size else b""
    run = subprocess.run(["node", "-e", script, data.hex()], capture_output=True, check=True)
    for printed in run.stdout.decode().split("\n===\n"):
        matches = [r for r in read_value(printed) if data.startswith(r.data) and r.form != "text"]
        whole = [r for r in matches if r.complete and r.data == data]
        assert whole or (matches and "more" in printed and len(matches[0].data) >= 50), printed
