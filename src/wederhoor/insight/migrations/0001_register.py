from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0023_front"), ("organisations", "0004_four_eyes")]

    initial = True

    operations = []
