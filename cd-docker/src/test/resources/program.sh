# The program in the image of tests: does what its first word says.
case $1 in
  greet)
    echo "$GREETING, $FLAVOUR, in $(pwd)"
    echo "trouble" >&2
    ;;
  exit)
    exit "$2"
    ;;
  heed)
    trap 'echo "told to end"; exit 0' TERM
    echo "ready"
    while :; do sleep 0.05; done
    ;;
  ignore)
    trap '' TERM
    echo "ready"
    while :; do sleep 0.05; done
    ;;
  serve)
    exec java -XX:TieredStopAtLevel=1 -cp classes dev.fargatecd.docker.Greeting
    ;;
  hoard)
    exec tail /dev/zero
    ;;
  whoami)
    id -u
    ;;
esac
