# Runs a build's commands in one shell, so that what a command sets or enters is there for the next.
#   sh shell.sh FOLDER MARK
# FOLDER/commands is a pipe on which the names of the commands' files come; a line "MARK code" tells that one has ended.
__shell=$1 __mark=$2
set --
if [ -f "$__shell/exported" ]; then
  # The shell before this one has ended by an exit among the commands: what it had exported, and where it was, stays.
  . "$__shell/exported"
  cd "$(cat "$__shell/folder")" || exit 1
fi
trap '__code=$?; export -p >"$__shell/exported"; pwd >"$__shell/folder"; exit "$__code"' EXIT
rm -f "$__shell/commands"
mkfifo -m 600 "$__shell/commands" || exit 1
printf '\n%s ready\n' "$__mark"
exec 9<"$__shell/commands"
while IFS= read -r __next <&9; do
  . "$__next" </dev/null 9<&-
  printf '\n%s %s\n' "$__mark" "$?"
done
