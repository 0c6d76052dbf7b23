"""At which addresses processes listen, read from /proc."""

from __future__ import annotations

import ipaddress
import re
import socket
from pathlib import Path

_LISTENS = "0A"


def listening(pids: list[int]) -> set[str]:
    """The addresses of the sockets of TCP at which these processes listen."""
    inodes = {inode for pid in pids for inode in _sockets(pid)}
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            cells = line.split()
            if cells[3] == _LISTENS and cells[9] in inodes:
                found.add(_address(cells[1].partition(":")[0]))
    return found


def is_loopback(address: str) -> bool:
    """Whether nobody on another machine reaches it."""
    parsed = ipaddress.ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback


def _sockets(pid: int) -> set[str]:
    found = set()
    try:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            match = re.fullmatch(r"socket:\[(\d+)\]", _target(link))
            if match:
                found.add(match[1])
    except OSError:  # it has ended
        pass
    return found


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _address(digits: str) -> str:
    # The kernel prints words of four bytes in the order of the machine.
    words = [bytes.fromhex(digits[start : start + 8])[::-1] for start in range(0, len(digits), 8)]
    family = socket.AF_INET if len(words) == 1 else socket.AF_INET6
    return socket.inet_ntop(family, b"".join(words))
