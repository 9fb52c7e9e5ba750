#!/usr/bin/env bash
# Imports a made-up Django site twice into a new SQLite store: seconds and peak memory of each run.
#   bench/import-django.sh [USERS]      100,000 unless given; each with an authtoken key, each tenth with a blacklisted refresh token
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build src/Cli -c Release -v quiet

python3 - "$folder/site.sqlite3" "${1:-100000}" <<'PYTHON'
import hashlib, sqlite3, sys
site, users = sqlite3.connect(sys.argv[1]), range(1, int(sys.argv[2]) + 1)
site.executescript("""
CREATE TABLE auth_user (id integer PRIMARY KEY, password varchar(128) NOT NULL, last_login datetime NULL, username varchar(150) NOT NULL UNIQUE,
    is_staff bool NOT NULL, is_active bool NOT NULL, date_joined datetime NOT NULL);
CREATE TABLE authtoken_token (key varchar(40) PRIMARY KEY, user_id integer NOT NULL UNIQUE);
CREATE TABLE token_blacklist_outstandingtoken (id integer PRIMARY KEY, expires_at datetime NOT NULL, user_id integer NULL, jti varchar(255) NOT NULL UNIQUE);
CREATE TABLE token_blacklist_blacklistedtoken (id integer PRIMARY KEY, token_id bigint NOT NULL UNIQUE);
""")
password = "pbkdf2_sha256$260000$NaCl0123456789abcdefgh$e7+drltId2a4VkLjGJLY01IS2Fa+EFWHOYKoEzEHsl8="
site.executemany("INSERT INTO auth_user VALUES (?, ?, NULL, ?, 0, 1, '2026-01-02 03:04:05.678901')", ((i, password, f"user{i}") for i in users))
site.executemany("INSERT INTO authtoken_token VALUES (?, ?)", ((hashlib.sha1(b"%d" % i).hexdigest(), i) for i in users))
site.executemany("INSERT INTO token_blacklist_outstandingtoken VALUES (?, '2999-01-01 00:00:00', ?, ?)", ((i, i, "%032x" % i) for i in users[::10]))
site.executemany("INSERT INTO token_blacklist_blacklistedtoken VALUES (?, ?)", ((i, i) for i in users[::10]))
site.commit()
PYTHON

for run in first second; do
  python3 - "$run" dotnet src/Cli/bin/Release/net10.0/tokengrains.dll import-django --from "$folder/site.sqlite3" \
    --store --set "Storage:ConnectionString=Data Source=$folder/store.db" <<'PYTHON'
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[2:], check=True)
seconds, memory = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"{sys.argv[1]} run: {seconds:.1f} s, {memory} MiB at most")
PYTHON
done
