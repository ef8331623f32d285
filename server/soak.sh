#!/bin/sh
# Proves that nobody loses a job: kills the server and its workers at random while jobs run,
# then compares what came out with the same work undisturbed. Run by hand or by the Maven
# profile "long"; takes minutes.
#
#   server/soak.sh [JOBS [KILLS [SEED]]] [--postgres]     8 jobs, 12 kills, seed 1
#   server/soak.sh 40 200                                 the long one
#   server/soak.sh 40 200 --postgres                      the same on PostgreSQL, which is struck too
#
# Environment: SOAK_DIR for a folder to work in, kept afterwards (otherwise one of mktemp's,
# kept only if the proof fails). Needs curl, python3 and what ./rushes needs; --postgres needs
# PostgreSQL 15 in /usr/lib/postgresql (Debian: postgresql-15), of which it starts one of its own.
# Exit code 0 if everything held; else each broken promise is a line. The last line of the
# output is JSON: what was ordered, struck, counted and broken, and how long it took.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
kept=${SOAK_DIR:-}
database=sqlite
for word in "$@"; do
    shift
    case $word in
        --postgres) database=postgres ;;
        *) set -- "$@" "$word" ;;
    esac
done
work=${kept:-$(mktemp -d)}
mkdir -p "$work"

# builds if need be, so that no start within the proof does
"$root/rushes" --version >/dev/null

code=0
PYTHONDONTWRITEBYTECODE=1 python3 "$root/server/soak.py" "$root/rushes" "$work" "$database" "${1:-8}" "${2:-12}" "${3:-1}" || code=$?
if [ $code -ne 0 ]; then
    echo "what is left to look at: $work" >&2
elif [ -z "$kept" ]; then
    rm -rf "$work"
fi
exit $code
