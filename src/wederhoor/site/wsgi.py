"""What the web server serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wederhoor.site.settings")
sys.setswitchinterval(
    0.0005
)  # seconds; who comes back from the database with a lock in hand soon goes on, not after 0.005
application = get_wsgi_application()
