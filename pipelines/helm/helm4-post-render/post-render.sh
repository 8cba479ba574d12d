#!/bin/sh
# Hands the manifests, and what --post-renderer-args say, to rutter.
set -eu

# Helm 4 keeps to itself what a post-renderer writes to standard error (4.0 to 4.3.1). So it is
# written where people look: to Helm's own standard error where the system permits it (Linux), else
# to the terminal.
for place in "/proc/$PPID/fd/2" /dev/tty; do
  if (: >> "$place") 2> /dev/null; then
    exec 2>> "$place"
    break
  fi
done

rutter=${RUTTER:-rutter}
if ! command -v "$rutter" > /dev/null; then
  echo "error: there is no \`$rutter\` on the PATH: install rutter, or let \$RUTTER name it" >&2
  exit 2
fi
exec "$rutter" post-render "$@"
