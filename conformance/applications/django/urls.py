from django.http import HttpResponse
from django.urls import path

from health import views

urlpatterns = [
    path("", lambda request: HttpResponse("ok")),
    path("health/sentry/", views.uncaught),
    path("health/sentry-extra/", views.logged_with_extra),
    path("health/sentry-celery/", views.in_a_task),
    path("health/sentry-celery-ignored/", views.ignored_in_a_task),
    path("greet/<str:name>/", views.cached),
]
