# Runs a program in a process group of its own and ends the whole group with it.
#   sh -c supervise.sh NAME SETSID SLEEP program argument...
# A line on stdin is a signal for the group (TERM, KILL). The end of stdin means that the JVM is gone, however it went:
# TERM, two seconds, KILL. Exits as the program does; 128 + n after signal n.
setsid=$1 sleep=$2
shift 2
exec 3<&0 2>/dev/null
if [ -n "$setsid" ]; then
  "$setsid" "$@" 2>&1 3<&- </dev/null &
else
  set -m # bash, as macOS's sh is, makes a group for each job; dash can't without a terminal, but Linux has setsid
  "$@" 2>&1 3<&- </dev/null &
fi
program=$!
# Handlers, not '': an ignored signal would stay ignored in the program. Ctrl-C in a terminal is for the JVM alone.
trap : INT QUIT HUP
trap 'kill -s TERM -- "-$program"' TERM
{
  trap '' INT QUIT HUP TERM
  while read -r signal; do
    kill -s "$signal" -- "-$program" || kill -s "$signal" "$program" # a moment after the start there is no group yet
  done
  kill -s TERM -- "-$program" || kill -s TERM "$program"
  "$sleep" 2
  kill -s KILL -- "-$program"
} <&3 >/dev/null &
watcher=$!
exec 3<&-
while :; do
  wait "$program"
  code=$?
  kill -s 0 "$program" || break # else a signal for us ended the wait, not the program
done
kill -s KILL -- "-$program" # what the program left behind
kill -s KILL "$watcher"
wait "$watcher"
exit "$code"
