"""What the views of the worklist count stands in their indexes, with what the fence looks at; the table is swept more often for it."""

from django.db import migrations, models

OPEN = models.Q(("closed", False))
INDEXES = {
    "summary_open": ("organisation", "next_aim", "number"),
    "summary_of_handler": ("organisation", "handler", "next_aim"),
    "summary_due": ("organisation", "next_due"),
}
SWEPT = "ALTER TABLE dossier_summary SET (autovacuum_vacuum_scale_factor = 0.02)"
BACK = "ALTER TABLE dossier_summary RESET (autovacuum_vacuum_scale_factor)"


def _wider(name: str, fields: tuple[str, ...]) -> migrations.AddIndex:
    index = models.Index(condition=OPEN, fields=fields, include=("dossier_id",), name=name)
    return migrations.AddIndex(model_name="summary", index=index)


class Migration(migrations.Migration):
    dependencies = [("dossier", "0029_what_was_done")]

    operations = [
        *(migrations.RemoveIndex(model_name="summary", name=name) for name in INDEXES),
        *(_wider(name, fields) for name, fields in INDEXES.items()),
        migrations.RunSQL(SWEPT, BACK),
    ]
