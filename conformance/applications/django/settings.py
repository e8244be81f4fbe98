"""The settings of a Django project that reports to Sentry: errors, Celery tasks and Redis commands."""

import os

import sentry_sdk
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.redis import RedisIntegration

SECRET_KEY = "conformance"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["health"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
REDIS_URL = os.environ["REDIS_URL"]

if dsn := os.environ.get("SENTRY_DSN"):
    sentry_sdk.init(
        dsn=dsn,
        environment=os.environ.get("SENTRY_ENVIRONMENT"),
        release="%s@%s" % (os.environ["SENTRY_PROJECT"], os.environ["COMMIT_SHA"]),
        ignore_errors=["imports.exceptions.ValidationError"],
        send_default_pii=True,
        traces_sample_rate=float(os.environ.get("SENTRY_TRACE_SAMPLE_RATE", "0")),
        integrations=[DjangoIntegration(), CeleryIntegration(), RedisIntegration()],
    )
