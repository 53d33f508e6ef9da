#!/usr/bin/env bash
# Ends what start.sh started in RUN_DIR (only the processes it recorded) and deletes RUN_DIR.
# KEEP=1 keeps the directory, for its logs.
set -u

run=${1:-${TMPDIR:-/tmp}/oos-rgw}
if [ ! -e "$run/pids" ]; then
  echo "nothing runs in $run" >&2
  exit 0
fi
# Newest first, so that the gateway does not complain about its lost cluster.
tac "$run/pids" | while read -r pid; do
  # A recorded id may by now belong to somebody else.
  case "$(cat "/proc/$pid/comm" 2>/dev/null)" in
    ceph-mon | ceph-osd | radosgw) kill -9 "$pid" 2>/dev/null ;;
  esac
done
rm -f "$run/pids"
if [ "${KEEP:-0}" != 1 ] && [ -e "$run/ceph.conf" ]; then rm -rf "$run"; fi
