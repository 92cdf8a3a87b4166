"""Where a server may listen."""

import ipaddress
import socket

PORTS_TRIED = 100


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_free(host: str, port: int) -> bool:
    """Whether nothing listens there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # A server that stopped a moment ago must not look as if it were still there.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return False
        return True


def first_free(host: str, start: int) -> int | None:
    """The first free port from `start` on; None when a hundred of them are taken."""
    return next((port for port in range(start, start + PORTS_TRIED) if is_free(host, port)), None)
