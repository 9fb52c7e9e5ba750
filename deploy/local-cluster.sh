#!/bin/bash
# A whole cluster on the loopback interface: PostgreSQL, three silos, two hosts.
#
#   deploy/local-cluster.sh up      builds, starts everything, returns when both hosts are ready
#   deploy/local-cluster.sh status  what runs, and whether the hosts are ready
#   deploy/local-cluster.sh down    stops everything and deletes its data
#
# Hosts: http://127.0.0.1:5000 and :5001. Silos: ports 11111 to 11113, gateways 30001 to 30003. PostgreSQL: port 54320.
# Everything it keeps lies in TOKENGRAINS_CLUSTER (default: tokengrains-cluster in the temporary directory).
# Further settings are taken from the environment, for example Passwords__Policy=None.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
state="${TOKENGRAINS_CLUSTER:-${TMPDIR:-/tmp}/tokengrains-cluster}"
pg_port=54320
silos=(1 2 3)
hosts=(0 1)

die() { echo "local-cluster: $*" >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi
}

is_running() { [ -f "$state/$1.pid" ] && kill -0 "$(cat "$state/$1.pid")" 2>/dev/null; }

find_postgres() {
  local newest
  newest="$(find /usr/lib/postgresql -maxdepth 3 -name initdb 2>/dev/null | sort -V | tail -1)"
  [ -n "$newest" ] || die "PostgreSQL 15 or newer is not installed: apt-get install postgresql"
  dirname "$newest"
}

start_postgres() {
  local bin; bin="$(find_postgres)"
  mkdir -p "$state/pg"
  head -c 24 /dev/urandom | base64 | tr -d '/+=\n' > "$state/pg/password"
  [ "$(id -u)" != 0 ] || chown -R postgres: "$state/pg"
  as_postgres "$bin/initdb" -D "$state/pg/data" -U postgres -A scram-sha-256 --pwfile="$state/pg/password" -E UTF8 --locale=C >/dev/null
  as_postgres "$bin/pg_ctl" start -D "$state/pg/data" -l "$state/pg/log" -w -o \
    "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300" >/dev/null
}

# start NAME PROGRAM ARGUMENTS...: in the background, with its output in NAME.log
start() {
  local name="$1" program="$2"; shift 2
  (cd "$state" && exec setsid dotnet "$root/src/$program/bin/Release/net10.0/TokenGrains.$program.dll" "$@" >"$name.log" 2>&1) &
  echo $! > "$state/$name.pid"
}

wait_until_ready() {
  for _ in $(seq 120); do
    if curl -fsS -o /dev/null "http://127.0.0.1:500$1/health/ready" 2>/dev/null; then return; fi
    is_running "host$1" || die "host$1 has ended, see $state/host$1.log"
    sleep 0.5
  done
  die "host$1 is not ready after 60 s, see $state/*.log"
}

up() {
  [ ! -e "$state" ] || die "$state exists: run 'down' first"
  dotnet build "$root/TokenGrains.sln" -c Release -v quiet
  (umask 077; mkdir -p "$state"); chmod 711 "$state"
  start_postgres
  export Storage__Provider=PostgreSql
  export Storage__ConnectionString="Host=127.0.0.1;Port=$pg_port;Database=postgres;Username=postgres;Password=$(cat "$state/pg/password")"
  for n in "${silos[@]}"; do start "silo$n" Silo --Cluster:SiloPort="1111$n" --Cluster:GatewayPort="3000$n"; done
  for n in "${hosts[@]}"; do start "host$n" ApiHost --urls "http://127.0.0.1:500$n" --Cluster:Mode=Client --Server:DrainPeriod=2; done
  for n in "${hosts[@]}"; do wait_until_ready "$n"; done
  echo "Ready: http://127.0.0.1:5000 and http://127.0.0.1:5001. Logs and data: $state"
}

status() {
  for name in "${silos[@]/#/silo}" "${hosts[@]/#/host}"; do
    if is_running "$name"; then echo "$name runs (process $(cat "$state/$name.pid"))"; else echo "$name does not run"; fi
  done
  for n in "${hosts[@]}"; do echo "host$n: $(curl -s "http://127.0.0.1:500$n/health/ready" || echo no answer)"; done
}

stop_all() {
  local name
  for name in "$@"; do if is_running "$name"; then kill "$(cat "$state/$name.pid")"; fi; done
  for name in "$@"; do while is_running "$name"; do sleep 0.1; done; done
}

down() {
  [ -d "$state" ] || die "$state does not exist: nothing to stop"
  stop_all "${hosts[@]/#/host}"
  stop_all "${silos[@]/#/silo}"
  as_postgres "$(find_postgres)/pg_ctl" stop -D "$state/pg/data" -m fast -w >/dev/null || true
  rm -rf "$state"
}

case "${1:-}" in
  up | status | down) "$1" ;;
  *) sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
