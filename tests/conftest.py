"""What every test shares."""

import os
from collections.abc import Generator, Iterator

import pytest
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from tests import flushing
from tests import world as the_world

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "prove", deadline=None, max_examples=20_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[None]:
    """The test database, whichever test asks first.

    The library's own fixture looks whether any test of the session asks for the database by itself. Where
    only a fixture of a wider scope does, it would set nothing up, and the tests would meet the real one.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=request.config.option.verbose, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=request.config.option.verbose)


@pytest.fixture(autouse=True)
def _history_may_be_emptied_between_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    flushing.allow(monkeypatch)


@pytest.fixture
def world(db: None) -> the_world.World:
    return the_world.build()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that is skipped has failed: the machine lacks what `make system` should bring."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longrepr}"
    return report
