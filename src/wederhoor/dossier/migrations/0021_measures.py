from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0020_register")]

    operations = []
