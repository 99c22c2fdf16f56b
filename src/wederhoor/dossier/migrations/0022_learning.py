from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0021_measures")]

    operations = []
