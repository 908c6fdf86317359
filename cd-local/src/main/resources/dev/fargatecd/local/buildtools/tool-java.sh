#!/bin/sh
# As tool.bash, for machines with neither bash nor curl: the cloud's own Java asks.
here=${0%/*}
tool=${0##*/}
'@program@' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$here/classes" dev.fargatecd.local.buildtools.ToolClient \
  "$here" "$tool" "$PWD" "$@"
code=$?
if [ "$code" -ne 254 ]; then
  exit "$code"
fi
rest=$PATH:
while [ -n "$rest" ]; do
  next=${rest%%:*}/$tool
  rest=${rest#*:}
  if [ -x "$next" ] && [ ! -d "$next" ] && [ ! "$next" -ef "$0" ]; then
    exec "$next" "$@"
  fi
done
cat "$here/complaint" >&2
exit 127
