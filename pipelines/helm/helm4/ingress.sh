#!/bin/sh
# Hands everything to rutter. Helm takes -n and --namespace out of the arguments and says in
# HELM_NAMESPACE what they were; the commands that want to know get them back.
set -eu

rutter=${RUTTER:-rutter}
if ! command -v "$rutter" > /dev/null; then
  echo "error: there is no \`$rutter\` on the PATH: install rutter, or let \$RUTTER name it" >&2
  exit 2
fi

case ${1:-} in
  check | compile | model | post-render | values)
    command=$1
    shift
    # Without -n, and without a namespace in the kubeconfig, Helm says `default`.
    if [ -n "${HELM_NAMESPACE:-}" ] && [ "$HELM_NAMESPACE" != default ]; then
      set -- --namespace "$HELM_NAMESPACE" "$@"
    fi
    set -- "$command" "$@"
    ;;
esac
exec "$rutter" "$@"
