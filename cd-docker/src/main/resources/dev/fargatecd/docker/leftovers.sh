# Waits until nobody holds the other end of its stdin any more, then removes what is marked: $1 is docker, $2 the label.
# Ctrl-C in a terminal is for the cloud, which removes everything by itself and ends this.
trap '' INT HUP TERM
cat >/dev/null
containers=$("$1" ps --all --quiet --filter "label=$2")
[ -z "$containers" ] || "$1" rm --force --volumes $containers
networks=$("$1" network ls --quiet --filter "label=$2")
[ -z "$networks" ] || "$1" network rm $networks
