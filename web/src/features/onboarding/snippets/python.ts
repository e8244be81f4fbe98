import { type Platform, steps } from "./snippet.ts";

const init = (dsn: string) => `import sentry_sdk\n\nsentry_sdk.init(\n    dsn="${dsn}",\n)`;

export const pythonPlatforms: readonly Platform[] = [
  {
    slug: "python",
    name: "Python",
    steps: (dsn) =>
      steps("pip install --upgrade sentry-sdk", { file: "main.py, as early as possible", code: init(dsn) }, { code: `raise RuntimeError("First light")` }),
  },
  {
    slug: "python-django",
    name: "Django",
    words: "python drf wagtail",
    steps: (dsn) =>
      steps(
        'pip install --upgrade "sentry-sdk[django]"',
        { file: "settings.py", code: init(dsn) },
        {
          file: "urls.py, then open /first-light/",
          code: `from django.urls import path\n\ndef first_light(request):\n    raise RuntimeError("First light")\n\nurlpatterns = [\n    path("first-light/", first_light),\n    # ...\n]`,
        },
      ),
  },
  {
    slug: "python-flask",
    name: "Flask",
    words: "python",
    steps: (dsn) =>
      steps(
        'pip install --upgrade "sentry-sdk[flask]"',
        { file: "app.py, before the app is made", code: init(dsn) },
        {
          file: "app.py, then open /first-light",
          code: `from flask import Flask\n\napp = Flask(__name__)\n\n@app.route("/first-light")\ndef first_light():\n    raise RuntimeError("First light")`,
        },
      ),
  },
  {
    slug: "python-fastapi",
    name: "FastAPI",
    words: "python starlette",
    steps: (dsn) =>
      steps(
        'pip install --upgrade "sentry-sdk[fastapi]"',
        { file: "main.py, before the app is made", code: init(dsn) },
        {
          file: "main.py, then open /first-light",
          code: `from fastapi import FastAPI\n\napp = FastAPI()\n\n@app.get("/first-light")\nasync def first_light():\n    raise RuntimeError("First light")`,
        },
      ),
  },
  {
    slug: "python-celery",
    name: "Celery",
    words: "python worker queue",
    steps: (dsn) =>
      steps(
        'pip install --upgrade "sentry-sdk[celery]"',
        { file: "tasks.py, in worker and caller alike", code: init(dsn) },
        {
          file: "tasks.py, then: first_light.delay()",
          code: `from celery import Celery\n\napp = Celery("tasks", broker="redis://localhost:6379/0")\n\n@app.task\ndef first_light():\n    raise RuntimeError("First light")`,
        },
      ),
  },
];
