"""Questions to the database that are asked at every page: their SQL is made once, and PostgreSQL keeps its plan.

Django makes the SQL of a queryset anew each time, which took longer than the answer. A ``Prepared`` holds the statement and
never an answer; what differs from one use to the next stands in it as ``Given("name")``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import BooleanField, Expression, Field, Lookup, Model, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import Query

T = TypeVar("T")


class Given(Expression):
    """A value of a ``Prepared`` question that is given at each use."""

    def __init__(self, name: str, field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", (self,)


class Among(Lookup):
    """That a column is one of a given list: ``filter(Among(F("role"), Given("roles")))``."""

    lookup_name, prepare_rhs = "among", False
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        (left, before), (right, after) = compiler.compile(self.lhs), compiler.compile(self.rhs)
        return f"{left} = ANY({right})", (*before, *after)


@contextmanager
def cursor() -> Iterator[Any]:
    """A cursor that sends values apart from the statement, so that PostgreSQL can keep a plan of it.

    Where Django writes down every query (in tests, in debugging), its own, which writes the values down with it.
    """
    connection.ensure_connection()
    apart: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]  # of psycopg 3
    with connection.cursor() if connection.queries_logged else connection._prepare_cursor(apart) as found:  # type: ignore[attr-defined]
        yield found


def ask(
    statement: str, values: Sequence[Any] | Mapping[str, Any] = (), *, planned: bool = True
) -> list[tuple[Any, ...]]:
    """The rows that a plain statement gives."""
    with cursor() if planned else connection.cursor() as asked:
        asked.execute(statement, values)
        return list(asked.fetchall())


def tell(statement: str, values: Sequence[Any]) -> None:
    """Do a plain statement that gives no rows."""
    with cursor() as told:
        told.execute(statement, values)


def put(rows: Sequence[Model], *, ignore_conflicts: bool = False) -> None:
    """Insert rows of one table, as `bulk_create` does inside a transaction; the statement is made once for so many rows."""
    if not rows:
        return
    statement, fields = _insertion(type(rows[0]), len(rows), ignore_conflicts)
    tell(statement, [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields])


@lru_cache(maxsize=256)
def _insertion(model: type[Model], count: int, ignore_conflicts: bool) -> tuple[str, tuple[Field[Any, Any], ...]]:
    fields = tuple(field for field in model._meta.concrete_fields if field.column)
    quote = connection.ops.quote_name
    columns, row = ", ".join(quote(str(field.column)) for field in fields), f"({', '.join(['%s'] * len(fields))})"
    end = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([row] * count)}{end}", fields  # noqa: S608  # names of the model


class Prepared(Generic[T]):
    """A queryset with its SQL made at the first use. ``make`` is called then, and once.

    ``planned``: PostgreSQL may keep one plan for all values. Not for a list: which index is best depends on how much there is.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, T]], *, planned: bool = True) -> None:
        self._make, self._planned = make, planned
        self._made: _Made | None = None

    def rows(self, **given: Any) -> list[T]:
        """What the queryset gives with these values."""
        try:
            make = self._make  # first: once it is replaced, what it made is there
            made = self._made = self._made or _Made(make())
            self._make = _made_already
        except EmptyResultSet:  # what it asks for cannot be: one of none
            return []
        values = [given[value.name] if isinstance(value, Given) else value for value in made.values]
        return list(made.shaped(ask(made.sql, values, planned=self._planned)))

    def first(self, **given: Any) -> T | None:
        """The first row, or None."""
        return next(iter(self.rows(**given)), None)


def _made_already() -> Any:
    """In place of the maker of a queryset, which holds all that it was made of."""
    raise RuntimeError("a statement is made once")


class _Made:
    """The SQL of a queryset and how its rows become what the queryset gives, as Django's own iterables do it."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.values = self.compiler.as_sql()
        columns = [column[0] for column in (self.compiler.select or [])[: self.compiler.col_count]]
        self._converters = self.compiler.get_converters(columns)
        shapes: dict[Any, Any] = {
            ModelIterable: self._instances, FlatValuesListIterable: self._flat, ValuesListIterable: self._tuples,
        }  # fmt: skip
        self._shape = shapes[rows._iterable_class]
        if (
            rows._iterable_class is not ModelIterable
        ):  # the query behind it is thousands of objects, for each list that is kept
            self.compiler = Query(rows.model).get_compiler(DEFAULT_DB_ALIAS)

    def shaped(self, found: list[tuple[Any, ...]]) -> Iterator[Any]:
        rows = self.compiler.apply_converters(found, self._converters) if self._converters else iter(found)
        shaped: Iterator[Any] = self._shape(rows)
        return shaped

    def _tuples(self, rows: Iterator[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
        return map(tuple, rows)

    def _flat(self, rows: Iterator[Sequence[Any]]) -> Iterator[Any]:
        return (row[0] for row in rows)

    def _instances(self, rows: Iterator[Sequence[Any]]) -> Iterator[Any]:
        kind, select = self.compiler.klass_info, self.compiler.select
        model, first, last = kind["model"], kind["select_fields"][0], kind["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:last]]
        related = get_related_populators(kind, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs are of a later Django
        beside = list((self.compiler.annotation_col_map or {}).items())
        for row in rows:
            found = model.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for one in related:
                one.populate(row, found)
            for name, place in beside:
                setattr(found, name, row[place])
            yield found
