#!/bin/sh
# What plugin.yaml generates an Application from: the chart in this folder, rendered by Helm, its
# ingress checked on the way. Parameters come as PARAM_..., the plugin's env as ARGOCD_ENV_...
set -eu

name=${PARAM_RELEASE_NAME:-${ARGOCD_ENV_RELEASE_NAME:-$ARGOCD_APP_NAME}}
namespace=${PARAM_NAMESPACE:-${ARGOCD_ENV_NAMESPACE:-$ARGOCD_APP_NAMESPACE}}
# Flags of `rutter check`, cut at blanks: --istio-version 1.29 --ignore RT41
look=${PARAM_CHECK:-${ARGOCD_ENV_CHECK:-}}

# What Helm and rutter are both given.
set --
for file in ${ARGOCD_ENV_VALUES_FILES:-}; do
  set -- "$@" --values "$file"
done
at=0
while eval "file=\${PARAM_VALUES_FILES_$at:-}" && [ -n "$file" ]; do
  set -- "$@" --values "$file"
  at=$((at + 1))
done
at=0
while eval "pair=\${PARAM_SET_$at:-}" && [ -n "$pair" ]; do
  set -- "$@" --set "$pair"
  at=$((at + 1))
done

case ${PARAM_MODE:-${ARGOCD_ENV_MODE:-chart}} in
  chart)
    manifests=$(mktemp)
    trap 'rm -f "$manifests"' EXIT
    helm template "$name" . --namespace "$namespace" --include-crds "$@" > "$manifests"
    rutter post-render $look --chart . --release "$name" --namespace "$namespace" "$@" < "$manifests"
    ;;
  ingress)
    rutter check $look . --release "$name" --namespace "$namespace" "$@" >&2
    rutter compile "$name" . --namespace "$namespace" "$@"
    ;;
  *)
    echo "the parameter mode is \`chart\` or \`ingress\`, and not \`${PARAM_MODE:-${ARGOCD_ENV_MODE:-}}\`" >&2
    exit 2
    ;;
esac
