from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0016_taking_part")]

    operations = []
