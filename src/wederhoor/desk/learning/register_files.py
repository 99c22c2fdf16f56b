"""What is wanted of the register as a file, for who keeps it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from wederhoor.desk.learning.page import learning, member_of
from wederhoor.desk.signed import Signed
from wederhoor.insight import rights
from wederhoor.insight.register.exporting import exported
from wederhoor.insight.register.wanted import Wanted

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}  # fmt: skip


@require_safe
@learning(rights.keeps_register)
def export(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The rows that the list shows with the same filters."""
    kind = request.GET.get("vorm", "")
    if kind not in TYPES:
        raise Http404
    wanted, now = Wanted.of(request.GET.dict()), timezone.now()
    content = exported(who.tenant, wanted, kind, member=member_of(who), actor=who.actor, now=now)
    name = f"register-{timezone.localdate()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)
