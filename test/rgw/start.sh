#!/usr/bin/env bash
# Starts a throw-away Ceph (one monitor, one OSD in memory) with its S3 gateway on loopback: an
# independent server that verifies Signature V2, about 130 MB and two seconds.
#
#   test/rgw/start.sh [RUN_DIR]    prints "READY http://127.0.0.1:PORT"; the daemons stay behind
#   test/rgw/stop.sh  [RUN_DIR]    ends them and deletes RUN_DIR
#
# Needs: apt-get install -y --no-install-recommends ceph-mon ceph-osd radosgw
#
# Environment, all optional:
#   RGW_PORT=8480  MON_PORT=13300
#   S3_ACCESS_KEY S3_SECRET_KEY            the user "oos"
#   S3_ALT_ACCESS_KEY S3_ALT_SECRET_KEY    the user "alt", who owns nothing
#   LC_DAY_SECONDS=5                       length of a lifecycle "day"; 0 for real days
#   RGW_TLS_PORT=                          also listens with TLS, certificate RUN_DIR/tls.crt (needs openssl)
set -euo pipefail

run=${1:-${TMPDIR:-/tmp}/oos-rgw}
rgw_port=${RGW_PORT:-8480}
mon_port=${MON_PORT:-13300}
access_key=${S3_ACCESS_KEY:-OOSTESTACCESSKEY0001}
secret_key=${S3_SECRET_KEY:-oosTestSecretKey/with+slash=0001abcdefgh}
alt_access_key=${S3_ALT_ACCESS_KEY:-OOSTESTACCESSKEY0002}
alt_secret_key=${S3_ALT_SECRET_KEY:-oosTestSecretKey/with+slash=0002abcdefgh}
day=${LC_DAY_SECONDS:-5}

for program in ceph-mon ceph-osd radosgw radosgw-admin ceph monmaptool; do
  command -v "$program" >/dev/null || {
    echo "missing $program: apt-get install -y --no-install-recommends ceph-mon ceph-osd radosgw" >&2
    exit 2
  }
done
if [ -e "$run/pids" ]; then
  echo "$run/pids exists: stop that server first (test/rgw/stop.sh $run)" >&2
  exit 3
fi
# Only a directory of our own making is emptied: RUN_DIR comes from the command line.
if [ -e "$run/ceph.conf" ]; then rm -rf "$run"; fi
mkdir -p "$run"/{mon,osd,rgw,log}

# Without tcp_nodelay every GET with a body waits 40 ms (Nagle against delayed ACK).
frontend="beast endpoint=127.0.0.1:$rgw_port tcp_nodelay=1"
if [ -n "${RGW_TLS_PORT:-}" ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$run/tls.key" -out "$run/tls.crt" 2>/dev/null
  frontend="$frontend ssl_endpoint=127.0.0.1:$RGW_TLS_PORT"
  frontend="$frontend ssl_certificate=$run/tls.crt ssl_private_key=$run/tls.key"
fi

fsid=$(cat /proc/sys/kernel/random/uuid)
conf=$run/ceph.conf
cat >"$conf" <<CONF
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$mon_port/0]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
# No cephx: everything is on loopback and thrown away, so no keyrings are needed.
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
# radosgw asks its monitor for "secure" mode by default, which auth none cannot give.
ms_mon_client_mode = crc
ms_bind_msgr1 = false
ms_async_op_threads = 1
run_dir = $run
admin_socket = $run/\$name.asok
pid_file =
log_file = $run/log/\$name.log
crash_dir = $run/log
log_to_syslog = false
mon_cluster_log_file = $run/log/cluster.log
setuser =
setgroup =
# One copy of everything, few placement groups.
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
mon_allow_pool_size_one = true
mon_allow_pool_delete = true
mon_max_pg_per_osd = 1000
osd_crush_chooseleaf_type = 0
mon_warn_on_pool_no_redundancy = false
[mon]
mon_data = $run/mon
mon_cluster_log_to_file = false
mon_data_avail_crit = 1
mon_data_avail_warn = 2
mon_rocksdb_options = write_buffer_size=4194304,compression=kNoCompression
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
[osd]
osd_data = $run/osd
osd_journal =
osd_objectstore = memstore
memstore_device_bytes = 4294967296
osd_op_num_shards = 2
osd_op_num_threads_per_shard = 1
osd_max_object_name_len = 2048
[client]
rgw_data = $run/rgw
[client.rgw]
rgw_frontends = $frontend
rgw_thread_pool_size = 32
# rgw_s3_auth_use_sts stays off: it would turn SignatureDoesNotMatch into AccessDenied.
rgw_enable_apis = s3, s3website, admin, sts, iam
rgw_enable_static_website = true
rgw_dns_name = localhost
rgw_dns_s3website_name = website.localhost
rgw_lc_debug_interval = $([ "$day" -gt 0 ] && echo "$day" || echo -1)
# Frees the memory of deleted, overwritten and multipart objects soon (default: after two hours).
rgw_gc_obj_min_wait = 5
rgw_gc_processor_period = 10
rgw_gc_processor_max_time = 10
rgw_bucket_default_quota_max_objects = -1
rgw_relaxed_s3_bucket_names = false
rgw_enable_usage_log = false
rgw_run_sync_thread = false
rgw_rados_pool_autoscale_bias = 1
CONF

# A failed or interrupted start leaves its logs, but nothing running.
clean_up() {
  local status=$?
  if [ "$status" -eq 0 ]; then return; fi
  KEEP=1 "$(dirname "$0")/stop.sh" "$run"
  echo "start.sh failed (exit $status); logs: $run/log" >&2
  tail -n 5 "$run"/log/*.out "$run"/log/client.rgw.log >&2 2>/dev/null || true
}
trap clean_up EXIT
trap 'exit 130' INT TERM

daemon() { # NAME COMMAND...: under setsid, so that a Ctrl-C ends it only through stop.sh
  local name=$1
  shift
  setsid "$@" >>"$run/log/$name.out" 2>&1 </dev/null &
  pid=$!
  echo "$pid" >>"$run/pids"
}

wait_for() { # SECONDS NAME COMMAND...
  local end=$((SECONDS + $1)) name=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "$pid" 2>/dev/null; then
      echo "$name ended early" >&2
      exit 1
    fi
    if [ "$SECONDS" -ge "$end" ]; then
      echo "timed out waiting for $name" >&2
      exit 1
    fi
    sleep 0.1
  done
}

ceph() { command ceph -c "$conf" --connect-timeout 5 "$@"; }
admin() { radosgw-admin -c "$conf" -n client.rgw "$@"; }
osd_is_up() { ceph osd stat -f json | grep -q '"num_up_osds":1'; }
gateway_answers() { (exec 9<>"/dev/tcp/127.0.0.1/$rgw_port"); }

: >"$run/pids"
monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port]" "$run/monmap" >/dev/null
ceph-mon -c "$conf" -i a --mkfs --monmap "$run/monmap"
daemon mon ceph-mon -c "$conf" -i a -f
wait_for 30 ceph-mon ceph mon stat

# The OSD stays "booting" for ever unless it is made with the id it was announced with.
osd_uuid=$(cat /proc/sys/kernel/random/uuid)
osd_id=$(ceph osd new "$osd_uuid")
ceph-osd -c "$conf" -i "$osd_id" --mkfs --osd-uuid "$osd_uuid" >>"$run/log/osd.out" 2>&1
daemon osd ceph-osd -c "$conf" -i "$osd_id" -f
wait_for 30 ceph-osd osd_is_up

admin user create --uid=oos --display-name='OOS Test' --email=oos@example.invalid \
  --access-key="$access_key" --secret-key="$secret_key" \
  --caps='users=*;buckets=*;roles=*;user-policy=*' >"$run/user-oos.json"
admin user create --uid=alt --display-name='Alt User' --email=alt@example.invalid \
  --access-key="$alt_access_key" --secret-key="$alt_secret_key" >"$run/user-alt.json"

daemon rgw radosgw -c "$conf" -n client.rgw -f
wait_for 60 radosgw gateway_answers
# Another server may hold the port: then the gateway is about to end although the port answers.
sleep 0.2
if ! kill -0 "$pid" 2>/dev/null; then
  echo "radosgw ended (is port $rgw_port taken?)" >&2
  exit 1
fi
echo "READY http://127.0.0.1:$rgw_port"
