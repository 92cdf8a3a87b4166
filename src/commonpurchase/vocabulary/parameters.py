"""Dated values with a source, looked up by day so that last year's decision can be replayed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


class NoValueYetError(LookupError):
    """A parameter had no value on the day that was asked for."""


@dataclass(frozen=True)
class DatedValue:
    """A value that holds from a day on, until the next one takes over."""

    since: date
    value: int
    source: str


@dataclass(frozen=True)
class Parameter:
    """A threshold by name, with its unit and every value it has had, oldest first."""

    name: str
    says: str
    unit: str
    values: tuple[DatedValue, ...]

    def at(self, on: date) -> DatedValue:
        """The value that holds on a day; `NoValueYetError` before the first one."""
        holding = [value for value in self.values if value.since <= on]
        if not holding:
            first = self.values[0].since
            message = f"{self.name} has no value on {on}; its first value is from {first}"
            raise NoValueYetError(message)
        return max(holding, key=lambda value: value.since)


Parameters = Mapping[str, Parameter]


@dataclass(frozen=True)
class TableVersion:
    """A table that holds from a day on, until the next version takes over: rows of cells by name."""

    since: date
    version: str
    source: str
    rows: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class DatedTable:
    """Policy that is a table rather than a number, with every version it has had, oldest first."""

    name: str
    says: str
    versions: tuple[TableVersion, ...]

    def at(self, on: date) -> TableVersion:
        """The version that holds on a day; `NoValueYetError` before the first one."""
        holding = [version for version in self.versions if version.since <= on]
        if not holding:
            first = self.versions[0].since
            message = f"{self.name} has no version on {on}; its first version is from {first}"
            raise NoValueYetError(message)
        return max(holding, key=lambda version: version.since)
