"""What the server calls."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonpurchase.entrance.settings")
application = get_wsgi_application()
# An older copy of the database would open again what was closed: it answers nobody.
import_module("commonpurchase.entrance.commands.restoring").require_carried_out()
