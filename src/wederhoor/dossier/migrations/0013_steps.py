from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0012_memory")]

    operations = []
