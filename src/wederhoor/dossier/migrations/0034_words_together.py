"""Words of new texts wait together before they go into the index of the words: see docs/decisions/048-sending-writes-less.md."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

TOGETHER = "ALTER INDEX search_tokens SET (fastupdate = on, gin_pending_list_limit = 256)"
ONE_BY_ONE = (
    "ALTER INDEX search_tokens RESET (gin_pending_list_limit); ALTER INDEX search_tokens SET (fastupdate = off)"
)


class Migration(migrations.Migration):
    dependencies = [("dossier", "0033_late_after_closing")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TOGETHER, ONE_BY_ONE)],  # no index is made again
            state_operations=[
                migrations.RemoveIndex("searchwords", "search_tokens"),
                migrations.AddIndex(
                    "searchwords",
                    GinIndex(fields=["tokens"], name="search_tokens", fastupdate=True, gin_pending_list_limit=256),
                ),
            ],
        ),
    ]
