#!/usr/bin/env bash
# Runs the demo against a gateway of its own, with files from nothing to 200 MiB, and once with a
# wrong secret, which must end it with exit code 1 and the server's reason.
#
# The packages must be built. What this expects of the demo:
#   OOS_ACCESS_KEY_ID=... OOS_SECRET_ACCESS_KEY=... node test/demo/demo.mjs --endpoint URL --file PATH
set -euo pipefail

here=$(dirname "$0")
demo=$here/../demo/demo.mjs
folder=$(mktemp -d "${TMPDIR:-/tmp}/oos-demo.XXXXXX")
run=$folder/rgw
output=$folder/output.txt

clean_up() {
  "$here/stop.sh" "$run" 2>/dev/null
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

free_ports() {
  node --input-type=module -e '
    import { createServer } from "node:net"
    const servers = await Promise.all([1, 2].map(() => new Promise((resolve) => {
      const server = createServer().listen(0, "127.0.0.1", () => resolve(server))
    })))
    console.log(servers.map((server) => server.address().port).join(" "))
    for (const server of servers) server.close()'
}

read -r RGW_PORT MON_PORT < <(free_ports)
export RGW_PORT MON_PORT
export S3_ACCESS_KEY=OOSDEMOACCESSKEY0001
export S3_SECRET_KEY=demo/Secret+1=abcdefghijklmnopqrstuvwxyz
"$here/start.sh" "$run"

run_demo() { # SECRET FILE
  OOS_ACCESS_KEY_ID=$S3_ACCESS_KEY OOS_SECRET_ACCESS_KEY=$1 \
    node "$demo" --endpoint "http://127.0.0.1:$RGW_PORT" --file "$2"
}

# Sizes around the limits: nothing, almost nothing, exactly one part, many parts.
for size in 0 1 $((5 * 1024 * 1024)) $((200 * 1024 * 1024)); do
  echo "-- a file of $size bytes"
  head -c "$size" /dev/urandom >"$folder/$size.bin"
  run_demo "$S3_SECRET_KEY" "$folder/$size.bin"
done

echo '-- a wrong secret'
status=0
run_demo wrong "$folder/1.bin" >"$output" 2>&1 || status=$?
cat "$output"
if [ "$status" -ne 1 ]; then
  echo "expected exit code 1, got $status" >&2
  exit 1
fi
if ! grep -q SignatureDoesNotMatch "$output"; then
  echo 'expected SignatureDoesNotMatch in the output' >&2
  exit 1
fi
echo 'The demo passed on RGW.'
