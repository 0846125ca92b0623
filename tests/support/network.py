"""Nothing opens a network connection: a guard within the tests, a sealed room for commands."""

import ipaddress
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache


class NetworkOpened(Exception):
    """A test's own process tried to leave the machine."""


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _guard(event: str, args: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    address = args[1]
    if isinstance(address, tuple) and not _is_local(str(address[0])):
        raise NetworkOpened(f"a connection to {address} was opened")


def forbid_network() -> None:
    """From now on, connecting anywhere but to this machine raises NetworkOpened."""
    sys.addaudithook(_guard)


@cache
def sealing() -> tuple[str, ...] | None:
    """The command that runs another without a network; None where the system forbids it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return None
    command = (unshare, "-n") if os.geteuid() == 0 else (unshare, "-r", "-n")
    allowed = subprocess.run([*command, "true"], capture_output=True).returncode == 0
    return command if allowed else None


def run_sealed(
    command: Sequence[str], env: dict[str, str] | None = None, timeout_s: float = 120.0
) -> subprocess.CompletedProcess[str]:
    """Run `command` in a network namespace with no way out; its result, never checked."""
    return subprocess.run(
        [*(sealing() or ()), *command],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout_s,
    )
