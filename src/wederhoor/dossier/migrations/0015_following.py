from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0014_complaining")]

    operations = []
