#!/usr/bin/env bash
# Django on 127.0.0.1:PORT, on the database that PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD name and that exists.
#   bench/peers/django/start.sh PORT      in the foreground, as gunicorn; GET /health is answered when it is ready
set -euo pipefail
port="${1:?usage: start.sh PORT}"
cd "$(dirname "${BASH_SOURCE[0]}")"

export DJANGO_SETTINGS_MODULE=settings PYTHONPATH="$PWD" PYTHONDONTWRITEBYTECODE=1
export DJANGO_SECRET_KEY="${DJANGO_SECRET_KEY:-$(head -c 48 /dev/urandom | base64 -w 0)}"

if ! /usr/bin/python3 -c 'import django, rest_framework, rest_framework_simplejwt, gunicorn, psycopg2' 2> /dev/null; then
  echo 'django peer: missing packages: apt-get install python3-django python3-djangorestframework python3-djangorestframework-simplejwt gunicorn python3-psycopg2' >&2
  exit 1
fi
for name in PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD; do
  [ -n "${!name:-}" ] || { echo "django peer: $name is not set" >&2; exit 1; }
done

/usr/bin/python3 -m django migrate --verbosity 0
exec /usr/bin/python3 -m gunicorn --bind "127.0.0.1:$port" 'django.core.wsgi:get_wsgi_application()'
