#!@program@
# Asks the local cloud to do what a build asks of docker or aws; what the cloud leaves goes to the next such tool on the
# PATH. An answer's lines begin with 1 (to stdout), 2 (to stderr), 3 (the exit code) or 4 (what to say if nobody does it).
here=${0%/*}
tool=${0##*/}
{ IFS= read -r address && IFS= read -r token; } <"$here/door" || exit 125

input=
for word in "$@"; do
  if [ "$word" = --password-stdin ]; then
    IFS= read -r -d '' input
  fi
done
length=$(
  LC_ALL=C
  total=0
  for word in "$PWD" "$@" "$input"; do total=$((total + ${#word} + 1)); done
  echo "$total"
)

if ! { exec 3<>"/dev/tcp/${address%:*}/${address##*:}"; } 2>/dev/null; then
  echo "$tool: the local cloud at $address does not answer" >&2
  exit 125
fi
{
  printf 'POST /_build/%s HTTP/1.0\r\nHost: %s\r\nX-Build-Token: %s\r\nX-Words: %s\r\nContent-Length: %s\r\n\r\n' \
    "$tool" "$address" "$token" "$#" "$length"
  printf '%s\0' "$PWD" "$@" "$input"
} >&3
IFS= read -r status <&3
case $status in
  *" 200 "*) ;;
  *)
    echo "$tool: the local cloud answered ${status%$'\r'}" >&2
    exit 125
    ;;
esac
while IFS= read -r line <&3 && [ -n "${line%$'\r'}" ]; do :; done
while IFS= read -r line <&3; do
  case $line in
    1*) printf '%s\n' "${line:1}" ;;
    2*) printf '%s\n' "${line:1}" >&2 ;;
    3*) exit "${line:1}" ;;
    4*)
      exec 3>&-
      rest=$PATH:
      while [ -n "$rest" ]; do
        next=${rest%%:*}/$tool
        rest=${rest#*:}
        if [ -x "$next" ] && [ ! -d "$next" ] && [ ! "$next" -ef "$0" ]; then
          exec "$next" "$@"
        fi
      done
      printf '%s\n' "${line:1}" >&2
      exit 127
      ;;
  esac
done
echo "$tool: the local cloud went away before it was done" >&2
exit 125
