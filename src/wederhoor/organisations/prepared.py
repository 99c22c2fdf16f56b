"""Questions to the database that are asked at every page: their SQL is made once, and PostgreSQL keeps its plan.

Django makes the SQL of a queryset anew each time, which took longer than the answer. A ``Prepared`` holds the statement and
never an answer; what differs from one use to the next stands in it as ``Given("name")``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from itertools import count
from operator import attrgetter
from sys import intern
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.psycopg_any import get_adapters_template
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import Query
from psycopg import RawCursor, adapters
from psycopg.adapt import AdaptersMap
from psycopg.pq import Format

from wederhoor.organisations.expressions import Among, Given, Met, Written

__all__ = [
    "Among", "Ending", "Given", "Met", "Prepared", "Rows", "Several", "Told", "Written", "alter", "ask", "ask_at_once", "insertion", "numbered",
    "put", "remove", "tell", "tell_at_once",
]  # fmt: skip
T = TypeVar("T")


@lru_cache(maxsize=1)
def _adapters() -> AdaptersMap:
    """Django's, with psycopg's own reader of moments, in C, for Django's around one in Python: a list has a hundred of them.

    A session with PostgreSQL is in UTC, so that both read the same moment.
    """
    found = AdaptersMap(get_adapters_template(True, UTC))
    if own := adapters.get_loader(adapters.types["timestamptz"].oid, Format.TEXT):
        found.register_loader("timestamptz", own)
    return found


class _Cursor(RawCursor[tuple[Any, ...]]):
    """A cursor that reads moments so."""

    @property
    def adapters(self) -> AdaptersMap:
        return _adapters()


SLOT = re.compile(r"%(?:%|s|\((\w+)\)s)")


@lru_cache(maxsize=512)
def numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """A statement with ``$1`` for each value, as PostgreSQL has it, and the names of those that have one.

    psycopg does the same, and again at every use of a statement that is long. As bytes, each connection that has a plan of it
    holds this one, and not a copy of its own.
    """
    names, places = dict[str, int](), count(1)

    def slot(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        return f"${names.setdefault(found[1], len(names) + 1) if found[1] else next(places)}"

    return SLOT.sub(slot, statement).encode(), tuple(names)


def _done(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    """The cursor with the answer; values go apart from the statement, so that PostgreSQL can keep a plan of it.

    The layers of Django's own cursor took as long as psycopg itself: they are left out, but where Django writes down every query
    (in tests, in debugging) or has something around it.
    """
    base: Any = connections[DEFAULT_DB_ALIAS]
    if base.queries_logged or base.execute_wrappers:
        return _written_down(statement, values)
    base.ensure_connection()
    base.validate_no_broken_transaction()
    written, names = numbered(statement)
    given = [values[name] for name in names] if isinstance(values, Mapping) else values
    with base.wrap_database_errors:
        return _Cursor(base.connection).execute(written, given)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a cursor gave that is closed now."""

    rows: list[tuple[Any, ...]]
    rowcount: int

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.rows


def _written_down(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> _Answer:
    with connection.cursor() as asked:
        asked.execute(statement, values)
        return _Answer(asked.fetchall() if asked.description else [], asked.rowcount)


def ask(
    statement: str, values: Sequence[Any] | Mapping[str, Any] = (), *, planned: bool = True
) -> list[tuple[Any, ...]]:
    """The rows that a plain statement gives."""
    return list((_done if planned else _written_down)(statement, values).fetchall())


def tell(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> int:
    """Do a plain statement that gives no rows; returns how many it touched."""
    return int(_done(statement, values).rowcount)


Told = tuple[str, Sequence[Any] | Mapping[str, Any]]
"""A statement, and its values."""
Rows = list[tuple[Any, ...]]


def tell_at_once(*told: Told) -> None:
    """Do these without waiting for the answer of one before the next is sent: PostgreSQL gets all in one go."""
    _at_once(told)


def ask_at_once(*asked: Told, first: Told, last: Told | None = None) -> list[Rows]:
    """The rows that each of these gives, asked in one go with what is told ``first`` and ``last``."""
    done = _at_once([first, *asked, last] if last else [first, *asked])
    return [list(one.fetchall()) for one in done[1 : 1 + len(asked)]]


def _at_once(told: Sequence[Told]) -> list[Any]:
    base: Any = connections[DEFAULT_DB_ALIAS]
    base.ensure_connection()
    one_by_one = base.queries_logged or base.execute_wrappers
    with nullcontext() if one_by_one else _in_one_go(base):
        return [_done(statement, values) for statement, values in told]


@contextmanager
def _in_one_go(base: Any) -> Iterator[None]:
    with base.wrap_database_errors, base.connection.pipeline():
        yield


@dataclass(frozen=True, slots=True)
class Ending:
    """A statement, with the one of its `WITH`, that may go as the last with rows of other tables."""

    before: str
    statement: str
    values: Sequence[Any]

    def tell(self) -> int:
        """Do it alone; returns how many rows it touched."""
        return tell(f"WITH {self.before} {self.statement}", self.values)


@dataclass(frozen=True, slots=True)
class Several:
    """Rows of one table, given by their columns (by attribute): what is the same in all stands once, in place of a model and a list."""

    model: type[Model]
    same: Mapping[str, Any]
    each: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(next(iter(self.each.values())))


Table = Sequence[Model] | Several
Shape = tuple[type[Model], bool, tuple[str, ...], tuple[str, ...]]
"""A model, whether there is more than one row, and of `Several` the columns."""


def put(*tables: Table, replace: tuple[str, ...] = (), again: bool = False, ending: Ending | None = None) -> int:
    """Insert rows, as `bulk_create` does inside a transaction, of several tables in one statement.

    The statement is the same for any number of rows, so that PostgreSQL has its plan. ``replace`` names the columns that make
    a row one: of one that is there already the others are renewed. ``again``: what is there already stays as it is.
    Returns how many rows the last table got, or the ``ending`` touched.
    """
    filled = [rows for rows in tables if rows]
    if not filled:
        return ending.tell() if ending else 0
    return tell(*insertion(*filled, replace=replace, again=again, ending=ending))


def insertion(*filled: Table, replace: tuple[str, ...] = (), again: bool = False, ending: Ending | None = None) -> Told:
    """The statement of `put`, to be told together with others; every table has rows."""
    tables = tuple(_shape(rows) for rows in filled)
    statement, columns = _insertion(
        tables, replace, again, ending.before if ending else "", ending.statement if ending else ""
    )
    values = [value for rows, read in zip(filled, columns, strict=True) for value in _values(rows, read)]
    return statement, [*values, *ending.values] if ending else values


def _shape(rows: Table) -> Shape:
    if isinstance(rows, Several):
        return rows.model, True, tuple(rows.same), tuple(rows.each)
    return type(rows[0]), len(rows) > 1, (), ()


def alter(model: type[Model], where: Mapping[str, Any], columns: Mapping[str, Any]) -> int:
    """Give rows with these values (by column) these others; returns how many. The statement is made once for these names."""
    statement, fields = _alteration(model, tuple(where), tuple(columns))
    given = [field.get_db_prep_save(value, connection) for field, value in zip(fields, columns.values(), strict=True)]
    return tell(statement, [*given, *where.values()])


@lru_cache(maxsize=64)
def _alteration(model: type[Model], where: tuple[str, ...], columns: tuple[str, ...]) -> tuple[str, Fields]:
    fields, quote = tuple(model._meta.get_field(name) for name in columns), connection.ops.quote_name
    given = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)  # type: ignore[union-attr]  # columns of a table
    statement = f"UPDATE {quote(model._meta.db_table)} SET {given} WHERE {_where(where)}"  # noqa: S608  # names of the model
    return statement, fields  # type: ignore[return-value]  # as above


def remove(model: type[Model], **where: Any) -> int:
    """Delete the rows with these values (by column); returns how many."""
    return tell(*removal(model, **where))


def removal(model: type[Model], **where: Any) -> Told:
    """The statement of `remove`, to be told together with others."""
    return _removal(model, tuple(where)), list(where.values())


@lru_cache(maxsize=64)
def _removal(model: type[Model], where: tuple[str, ...]) -> str:
    return f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)} WHERE {_where(where)}"  # noqa: S608  # as above


def _where(columns: tuple[str, ...]) -> str:
    return " AND ".join(f"{connection.ops.quote_name(name)} = %s" for name in columns)


Fields = tuple["Field[Any, Any]", ...]
AGAIN = " ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class Columns:
    """How the values of a row are read, and of which Django makes another value for the database."""

    read: Callable[[Model], tuple[Any, ...]]
    made: tuple[tuple[int, Field[Any, Any]], ...]


def _values(rows: Table, columns: Columns) -> list[Any]:
    if isinstance(rows, Several):
        return [*rows.same.values(), *rows.each.values()]
    found = [_of_row(row, columns) for row in rows]
    return found[0] if len(found) == 1 else [list(column) for column in zip(*found, strict=True)]


def _of_row(row: Model, columns: Columns) -> list[Any]:
    values = list(columns.read(row))
    for place, field in columns.made:
        values[place] = field.get_db_prep_save(field.pre_save(row, True), connection)
    return values


AS_IT_IS = frozenset({
    "CharField", "TextField", "UUIDField", "DateField", "DateTimeField", "BooleanField", "IntegerField", "BigIntegerField", "AutoField",
    "BigAutoField",
})  # fmt: skip
"""Fields of which psycopg takes the value as the model has it."""


def _columns(fields: Fields) -> Columns:
    made = tuple((place, field) for place, field in enumerate(fields) if not _as_it_is(field))
    return Columns(attrgetter(*(field.attname for field in fields)), made)


def _as_it_is(field: Field[Any, Any]) -> bool:
    end = field.target_field if isinstance(field, ForeignKey) else field
    return end.get_internal_type() in AS_IT_IS


@lru_cache(maxsize=256)
def _insertion(
    tables: tuple[Shape, ...], replace: tuple[str, ...], again: bool, before: str, ending: str
) -> tuple[str, tuple[Columns, ...]]:
    """One INSERT, with those before it as its `WITH`: PostgreSQL looks at foreign keys when all is done."""
    made = [_insert(shape, replace) + AGAIN * again for shape in tables]
    if ending:
        made = [*made, ending]
    parts = [f"t{nth} AS ({statement})" for nth, statement in enumerate(made[:-1])] + [before] * bool(before)
    columns = tuple(_columns(_fields(model)) for model, *_ in tables)
    return f"WITH {', '.join(parts)} {made[-1]}" if parts else made[-1], columns


def _fields(model: type[Model]) -> Fields:
    return tuple(field for field in model._meta.concrete_fields if field.column)


def _insert(shape: Shape, replace: tuple[str, ...]) -> str:
    model, many, same, each = shape
    known, quote = {field.attname: field for field in _fields(model)}, connection.ops.quote_name
    fields = [known[name] for name in (*same, *each)] or list(known.values())
    names, keys = [quote(str(field.column)) for field in fields], [quote(name) for name in replace]
    types = [str(field.db_type(connection)) for field in fields]
    once, lists = types[: len(same)], ", ".join(f"%s::{kind}[]" for kind in types[len(same) :])
    some = f"SELECT {', '.join([*(f'%s::{kind}' for kind in once), 'n.*'])} FROM unnest({lists}) n"  # noqa: S608  # types of the model
    rows = some if many else f"VALUES ({', '.join(['%s'] * len(fields))})"
    renewed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    end = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {renewed}" if replace else ""
    return f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)}) {rows}{end}"


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
            statement, values = self.question(**given)
        except EmptyResultSet:  # what it asks for cannot be: one of none
            return []
        return self.shaped(ask(statement, values, planned=self._planned))

    def question(self, **given: Any) -> Told:
        """The statement with these values, to ask together with others; ``shaped`` makes of its rows what the queryset gives."""
        make = self._make  # first: once it is replaced, what it made is there
        made = self._made = self._made or _Made(make())
        self._make = _made_already
        return made.sql, [given[value.name] if isinstance(value, Given) else value for value in made.values]

    def shaped(self, rows: Rows) -> list[T]:
        """What the queryset gives, of the rows that its ``question`` gave."""
        return list(self._made.shaped(rows)) if self._made else []

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
        sql, self.values = self.compiler.as_sql()
        self.sql = intern(sql)  # colleagues ask the same with other values: one text for all of them
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
