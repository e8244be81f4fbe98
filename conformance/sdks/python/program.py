"""python program.py SCENARIO: a small shop with sentry-sdk as its manual says. Prints {"id", "what"} for each event it sends."""

import json
import logging
import os
import sys
import threading

import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware


def announce(event, hint):
    values = (event.get("exception") or {}).get("values") or [{}]
    logentry = event.get("logentry") or {}
    what = event.get("message") or logentry.get("message") or values[-1].get("value")
    print(json.dumps({"id": event["event_id"], "what": what}), flush=True)
    return event


sentry_sdk.init(
    dsn=os.environ["DSN"],
    release="shop@1.4.0",
    environment="proof",
    server_name="till-1",
    send_default_pii=True,
    before_send=announce,
)


class CheckoutError(Exception):
    pass


def price_of(line):
    quantity = line["quantity"]
    if quantity < 0:
        raise ValueError("quantity %d out of range" % quantity)
    return quantity * line["price"]


def checkout(lines):
    try:
        return sum(price_of(line) for line in lines)
    except ValueError as error:
        raise CheckoutError("checkout failed") from error


BAD_ORDER = [{"quantity": -1, "price": 9.95}]


def exception():
    try:
        checkout(BAD_ORDER)
    except CheckoutError as error:
        sentry_sdk.capture_exception(error)


def unhandled():
    checkout(BAD_ORDER)


def message():
    sentry_sdk.capture_message("stock is low", level="info")


def breadcrumbs():
    sentry_sdk.add_breadcrumb(category="auth", message="signed in", level="info", data={"via": "password"})
    sentry_sdk.add_breadcrumb(category="cart", message="added A-1", level="debug")
    sentry_sdk.capture_message("after the crumbs")


def scope():
    sentry_sdk.set_user({"id": "u-42", "email": "ada@example.com", "username": "ada"})
    sentry_sdk.set_tag("tenant", "acme")
    sentry_sdk.set_tag("retries", 3)
    sentry_sdk.set_context("cart", {"items": 2, "total": 19.9})
    sentry_sdk.set_extra("attempt", 2)
    sentry_sdk.set_level("warning")
    with sentry_sdk.new_scope() as inner:
        inner.fingerprint = ["checkout", "acme"]
        sentry_sdk.capture_message("with a scope")


def attachment():
    sentry_sdk.get_current_scope().add_attachment(bytes=b"two of A-1\nnone of B-2\n", filename="order.txt", content_type="text/plain")
    sentry_sdk.capture_message("with an attachment")


def thread():
    worker = threading.Thread(target=lambda: checkout(BAD_ORDER), name="till")
    worker.start()
    worker.join()


def logging_integration():
    logger = logging.getLogger("shop.billing")
    logger.warning("card %s was declined", "4242")
    logger.error("payment %s failed", "p-7")


def request():
    def app(environ, start_response):
        sentry_sdk.capture_message("in a request")
        start_response("200 OK", [("content-type", "text/plain")])
        return [b"ok"]

    environ = {
        "REQUEST_METHOD": "POST",
        "SERVER_NAME": "shop.example.com",
        "SERVER_PORT": "443",
        "wsgi.url_scheme": "https",
        "PATH_INFO": "/orders/7",
        "QUERY_STRING": "page=2",
        "HTTP_X_TENANT": "acme",
        "HTTP_HOST": "shop.example.com",
    }
    for _ in SentryWsgiMiddleware(app)(environ, lambda status, headers: None):
        pass


SCENARIOS = {function.__name__: function for function in (exception, unhandled, message, breadcrumbs, scope, attachment, thread, logging_integration, request)}

if __name__ == "__main__":
    SCENARIOS[sys.argv[1]]()
    sentry_sdk.flush(10)
