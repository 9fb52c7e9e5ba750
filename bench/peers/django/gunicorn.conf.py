"""Read by gunicorn from its working directory; GUNICORN_CMD_ARGS in the environment overrides it."""
import os

workers = 2 * len(os.sched_getaffinity(0)) + 1
# A sync worker closes the connection after each answer: it is meant for a place behind a buffering proxy.
worker_class = "gthread"
keepalive = 75
loglevel = "warning"
