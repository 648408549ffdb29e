"""What every test runs in: no network, an empty home, no settings from outside."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=False, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")

# Who starts the tests in the background lets them ignore Ctrl-C, and all that they start inherits it.
signal.signal(signal.SIGINT, signal.default_int_handler)

_SETTINGS_FROM_OUTSIDE = ("TEXTUAL", "KRAKEN", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "EXPLAINER")


def _refuse(*args: object, **keywords: object) -> NoReturn:
    raise RuntimeError("the tests use no network")


@pytest.fixture(autouse=True, scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Refuse connections and name look-ups; hide the developer's home and settings."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _refuse)
        patch.setattr(socket, "getaddrinfo", _refuse)
        for name in [name for name in os.environ if name.startswith(_SETTINGS_FROM_OUTSIDE)]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name))
        yield
