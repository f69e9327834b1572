"""The commands of the page on clusters, with a real scheduler and worker on this machine."""

from __future__ import annotations

import datetime
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.conftest import free_port
from tests.documented import ROOT, documented

HERE = "tests/experiment/work/test_documented_cluster.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the commands are given: with the scenarios, as in a copy of the repository."""
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    return tmp_path


def commands(test: str) -> tuple[dict[str, str], list[list[str]]]:
    """What the page exports, and its commands, for this machine, a free port and one worker."""
    [text] = documented(f"{HERE}::{test}")
    text = text.replace("10.0.0.1", "127.0.0.1").replace("8786", str(free_port()))
    lines = [
        shlex.split(line.replace("--nworkers 8", "--nworkers 1")) for line in text.splitlines()
    ]
    exported = [each for line in lines if line[0] == "export" for each in line[1:]]
    return dict(each.split("=") for each in exported), [e for e in lines if e[0] != "export"]


def program(command: list[str]) -> list[str]:
    """A command as a program of this environment."""
    name, *arguments = command
    modules = {"locality": "sim.cli", "dask": "dask"}
    return [sys.executable, "-m", modules[name], *arguments]


@contextmanager
def cluster(lines: list[list[str]], folder: Path, settings: dict[str, str]) -> Iterator[None]:
    """The programs of these commands, while they are needed."""
    begun = [
        subprocess.Popen(  # noqa: S603  our own programs
            program(line), cwd=folder, env=surroundings(settings), stderr=subprocess.DEVNULL
        )
        for line in lines
    ]
    try:
        yield
    finally:
        for process in reversed(begun):
            process.terminate()
            process.wait()


def surroundings(settings: dict[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **settings}


def asked(line: list[str], folder: Path, settings: dict[str, str]) -> tuple[int, str]:
    """The exit code and words of the command that asks, for two pairs."""
    done = subprocess.run(  # noqa: S603  our own program
        [*program(line), "--replications", "2"],
        cwd=folder,
        env=surroundings(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_documented_cluster_answers(folder: Path) -> None:
    settings, lines = commands("test_the_documented_cluster_answers")
    with cluster(lines[:2], folder, settings):
        code, words = asked(lines[2], folder, settings)
    assert code == 0, words
    assert "What is judged" in words


def test_the_documented_cluster_with_certificates_answers_and_no_other_gets_in(
    folder: Path,
) -> None:
    settings, lines = commands(
        "test_the_documented_cluster_with_certificates_answers_and_no_other_gets_in"
    )
    certify(folder)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    certify(elsewhere)
    quick = {**settings, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}
    plain = [word.replace("tls://", "tcp://") for word in lines[2]]
    with cluster(lines[:2], folder, settings):
        code, words = asked(lines[2], folder, settings)
        strangers = [
            asked(lines[2], elsewhere, quick),
            asked(plain, folder, {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}),
        ]
    assert code == 0, words
    assert "What is judged" in words
    for code, words in strangers:
        assert code != 0
        assert "What is judged" not in words


def certify(folder: Path) -> None:
    """Write the certificates that the page names, by an authority of this folder's own."""
    authority, machine = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    of_authority, of_machine = (
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("CA", "machine")
    )
    today = datetime.datetime.now(datetime.UTC)
    for name, subject, key, is_authority in (
        ("ca", of_authority, authority, True),
        ("machine", of_machine, machine, False),
    ):
        certificate = (
            x509.CertificateBuilder(of_authority, subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - datetime.timedelta(days=1))
            .not_valid_after(today + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
            .sign(authority, hashes.SHA256())
        )
        (folder / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "machine-key.pem").write_bytes(
        machine.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
