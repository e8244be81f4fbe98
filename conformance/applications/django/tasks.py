import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

from celery import Celery  # noqa: E402
from django.conf import settings  # noqa: E402

from imports.exceptions import ValidationError  # noqa: E402

# Reading one setting loads them all, and with them the SDK, before the worker starts.
app = Celery("shop", broker=settings.REDIS_URL, backend=settings.REDIS_URL)


@app.task
def divide_in_a_task():
    return 1 / 0


@app.task
def import_bad_rows():
    raise ValidationError("row 7 has no price")


@app.task
def add(a, b):
    return a + b
