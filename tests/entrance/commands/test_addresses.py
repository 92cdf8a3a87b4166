import socket

import pytest

from commonpurchase.entrance.commands import addresses


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_only_this_machine_reaches_a_loopback_address(host: str) -> None:
    assert addresses.is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.7", "localhost.ekvik.example", "", "127.0.0.1.example"]
)
def test_every_other_address_can_be_reached_from_elsewhere(host: str) -> None:
    assert not addresses.is_loopback(host)


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        found = addresses.first_free("127.0.0.1", port)

        assert not addresses.is_free("127.0.0.1", port)
        assert found is not None
        assert found > port
