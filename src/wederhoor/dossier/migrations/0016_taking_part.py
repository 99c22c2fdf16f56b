from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0015_following")]

    operations = []
