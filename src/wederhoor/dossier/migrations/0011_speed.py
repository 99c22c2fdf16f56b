from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0010_intake")]

    operations = []
