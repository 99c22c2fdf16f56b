from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0022_learning")]

    operations = []
