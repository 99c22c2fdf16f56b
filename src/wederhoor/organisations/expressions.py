"""What stands in a question that is prepared: values that are given at each use, or written in the statement, and being one of many."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, BooleanField, DateField, Expression, Field, Lookup, TextField


class Given(Expression):
    """A value of a ``Prepared`` question that is given at each use."""

    def __init__(self, name: str, field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", (self,)


class Written(Expression):
    """A number or a day that stands in the statement itself, because the best plan depends on it: how much there is of it."""

    def __init__(self, value: int | date) -> None:
        day = isinstance(value, date)
        super().__init__(output_field=DateField() if day else BigIntegerField())
        self.written = f"'{value.isoformat()}'::date" if isinstance(value, date) else str(int(value))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return self.written, ()


class Empty(Expression):
    """The empty text as it stands in the statement, so that an index of what is not empty is used whatever the plan."""

    def __init__(self) -> None:
        super().__init__(output_field=TextField())

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "''", ()


class Among(Lookup):
    """That a column is one of a given list: ``filter(Among(F("role"), Given("roles")))``."""

    template = "{column} = ANY({found})"

    lookup_name, prepare_rhs = "among", False
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        (left, before), (right, after) = compiler.compile(self.lhs), compiler.compile(self.rhs)
        return self.template.format(column=left, found=right), (*before, *after)


class Met(Among):
    """That it is among the rows of a subquery, asked of each row as it comes along: no index of the column is taken for it.

    PostgreSQL remembers the rows of the subquery, and expects one in two hundred to be among them.
    """

    lookup_name, template = "met", "({column} IN {found})::int = 1"
