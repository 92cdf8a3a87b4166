"""A browser, a server it can reach, and the windows that people look through."""

from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests import browser as the_browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with the_browser.started() as browser:
        yield browser


@pytest.fixture(scope="session")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """One server for every journey."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture
def address(request: pytest.FixtureRequest, served: str) -> str:
    """Where the workspace is served, with this test's own records.

    The database lies in memory and server and test share its one connection, so what a journey writes is
    rolled back like in any other test. On another database they do not, and the records must be cleared.
    """
    shared = connections["default"].vendor == "sqlite"
    request.getfixturevalue("db" if shared else "transactional_db")
    return served


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": the_browser.WIDE, "height": 900}, locale="en-GB", accept_downloads=True
    )
    yield context
    context.close()


@pytest.fixture
def complaints() -> the_browser.Complaints:
    return the_browser.Complaints()


@pytest.fixture
def page(context: BrowserContext, complaints: the_browser.Complaints) -> Page:
    """A window 1280 px wide whose complaints are noted."""
    page = context.new_page()
    complaints.listen(page)
    return page
