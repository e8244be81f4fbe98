"""Endpoints that each cause one error, to see that it arrives."""

import logging

import redis
from django.conf import settings
from django.http import JsonResponse

import tasks

logger = logging.getLogger(__name__)
store = redis.Redis.from_url(settings.REDIS_URL)


def uncaught(request):
    return JsonResponse({"result": 1 / 0})


def logged_with_extra(request):
    try:
        [][7]
    except IndexError:
        logger.error("reading row %s failed", 7, exc_info=True, extra={"order": "A-17", "rows": 7})
    return JsonResponse({"did": "logged an error"})


def in_a_task(request):
    tasks.divide_in_a_task.delay()
    return JsonResponse({"did": "queued a task that fails"})


def ignored_in_a_task(request):
    tasks.import_bad_rows.delay()
    return JsonResponse({"did": "queued a task whose error is ignored"})


def cached(request, name):
    store.set("greeting:%s" % name, "hello")
    tasks.add.delay(1, 2)
    return JsonResponse({"greeting": store.get("greeting:%s" % name).decode()})
