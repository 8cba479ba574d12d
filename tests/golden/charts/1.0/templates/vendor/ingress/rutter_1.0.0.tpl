{{- /*
module ingress.rutter 1.0.0, rutter's own

Written by rutter from the definition of the helper 1.0. To change it, change the definition.

Include "ingress.rutter.default" from templates/ingress.yaml. It reads .Values.ingress and prints a
Gateway, a VirtualService and DestinationRules. A value of the wrong type fails, with the key in
the message; null is the same as no value. All that comes from values is printed as JSON, which is
YAML as well: no value can change what stands around it.

Names that begin with an underscore are for this file only.
*/ -}}

{{- /* Everything, when ingress is enabled. */ -}}
{{- define "ingress.rutter.default" }}
{{- include "ingress.rutter._types" (dict "of" .Values "keys" (dict "ingress" "map")) }}
{{- $ingress := .Values.ingress | default dict }}
{{- include "ingress.rutter._types" (dict "at" "ingress." "of" $ingress "keys" (dict "enabled" "bool")) }}
{{- if $ingress.enabled }}
{{- include "ingress.rutter._check" . }}
{{- if not (include "ingress.rutter.existingGateway" .) }}
---
{{- include "ingress.rutter.gateway" . }}
{{- end }}
---
{{- include "ingress.rutter.virtualservice" . }}
{{- include "ingress.rutter.destinationrules" . }}
{{- end }}
{{- end }}

{{- /* The Gateway of a release that has no gateway elsewhere. */ -}}
{{- define "ingress.rutter.gateway" }}
{{- $ingress := .Values.ingress }}
{{- $platform := $ingress.platform | default dict }}
{{- $given := $ingress.tls | default dict }}
{{- $tls := dict "mode" ($given.mode | default "SIMPLE") }}
{{- /* In these modes the gateway shows no certificate of its own. */}}
{{- if not (has $tls.mode (list "PASSTHROUGH" "AUTO_PASSTHROUGH" "ISTIO_MUTUAL")) }}
{{- $secret := print .Release.Namespace "-tls-certificate" }}
{{- $_ := set $tls "credentialName" (coalesce $given.credentialName $platform.credentialName $secret) }}
{{- end }}
{{- range $key := list "minProtocolVersion" "maxProtocolVersion" }}
{{- with index $given $key }}
{{- $_ := set $tls $key . }}
{{- end }}
{{- end }}
apiVersion: networking.istio.io/v1beta1
kind: Gateway
metadata:
  {{- include "ingress.rutter._metadata" (dict "root" . "name" (include "ingress.rutter.name" .)) | nindent 2 }}
spec:
  selector: {{ include "ingress.rutter._json" ($platform.selector | default (dict "istio" "ingressgateway")) }}
  servers:
    - port: {number: 443, name: https, protocol: HTTPS}
      tls: {{ include "ingress.rutter._json" $tls }}
      hosts: {{ include "ingress.rutter.gatewayHosts" . }}
  {{- if $ingress.httpsRedirect }}
    - port: {number: 80, name: http, protocol: HTTP}
      tls: {httpsRedirect: true}
      hosts: {{ include "ingress.rutter.gatewayHosts" . }}
  {{- end }}
{{- end }}

{{- /* The hosts of the Gateway, as a JSON list. */ -}}
{{- define "ingress.rutter.gatewayHosts" }}
{{- $ingress := .Values.ingress }}
{{- $platform := $ingress.platform | default dict }}
{{- $given := $ingress.gatewayHosts | default dict }}
{{- $hosts := list }}
{{- if kindIs "slice" $given }}
{{- $hosts = $given }}
{{- else }}
{{- if not $given.disableDefaultHosts }}
{{- $domains := coalesce $given.domains $platform.domains (list "discovery.wmnet") }}
{{- if $ingress.staging }}
{{- $domains = list ($platform.stagingDomain | default "staging.discovery.wmnet") }}
{{- end }}
{{- range $domains }}
{{- $hosts = append $hosts (printf "%s.%s" ($given.default | default $.Release.Namespace) .) }}
{{- end }}
{{- end }}
{{- $hosts = concat $hosts ($given.extraFQDNs | default list) }}
{{- end }}
{{- if not $hosts }}
{{- fail "ingress.gatewayHosts.disableDefaultHosts leaves the gateway without a host: list at least one under ingress.gatewayHosts.extraFQDNs" }}
{{- end }}
{{- include "ingress.rutter._json" $hosts }}
{{- end }}

{{- /* What sends the requests for the release's hosts somewhere. */ -}}
{{- define "ingress.rutter.virtualservice" }}
{{- $ingress := .Values.ingress }}
{{- $routes := $ingress.httproutes }}
{{- if not $routes }}
{{- $routes = list (dict "name" "default-destination" "route" (list (dict "destination" (include "ingress.rutter.defaultDestination" . | fromJson)))) }}
{{- end }}
apiVersion: networking.istio.io/v1beta1
kind: VirtualService
metadata:
  {{- include "ingress.rutter._metadata" (dict "root" . "name" (include "ingress.rutter.name" .)) | nindent 2 }}
spec:
  gateways:
    - {{ include "ingress.rutter._json" (include "ingress.rutter.existingGateway" . | default (include "ingress.rutter.name" .)) }}
  hosts: {{ include "ingress.rutter.routeHosts" . }}
  http:
  {{- range $routes }}
  {{- $route := dict }}
  {{- range $key, $value := . }}
  {{- if not (kindIs "invalid" $value) }}
  {{- $_ := set $route $key $value }}
  {{- end }}
  {{- end }}
  {{- if and $ingress.corsPolicy (not (hasKey $route "corsPolicy")) }}
  {{- $_ := set $route "corsPolicy" $ingress.corsPolicy }}
  {{- end }}
    - {{ include "ingress.rutter._json" $route }}
  {{- end }}
{{- end }}

{{- /* The hosts of the VirtualService, as a JSON list. */ -}}
{{- define "ingress.rutter.routeHosts" }}
{{- if .Values.ingress.routeHosts }}
{{- include "ingress.rutter._json" .Values.ingress.routeHosts }}
{{- else if include "ingress.rutter.existingGateway" . }}
{{- fail "ingress.routeHosts is needed with ingress.existingGateway: the gateway elsewhere does not say which hosts are this release's" }}
{{- else }}
{{- include "ingress.rutter.gatewayHosts" . }}
{{- end }}
{{- end }}

{{- /* How the gateway speaks to each destination. */ -}}
{{- define "ingress.rutter.destinationrules" }}
{{- $ingress := .Values.ingress }}
{{- $platform := $ingress.platform | default dict }}
{{- $rules := $ingress.destinationRules }}
{{- $verify := true }}
{{- if kindIs "bool" $ingress.upstreamTLS }}
{{- $verify = $ingress.upstreamTLS }}
{{- end }}
{{- /* Without rules there is one to say, and only for TLS. */}}
{{- if and $verify (not $rules) }}
{{- $rules = list (dict "host" (include "ingress.rutter.service" .)) }}
{{- end }}
{{- range $rules }}
{{- $spec := dict }}
{{- range $key, $value := . }}
{{- if not (or (eq $key "name") (kindIs "invalid" $value)) }}
{{- $_ := set $spec $key $value }}
{{- end }}
{{- end }}
{{- if or $verify $spec.trafficPolicy }}
{{- $policy := dict }}
{{- range $key, $value := $spec.trafficPolicy }}
{{- if not (kindIs "invalid" $value) }}
{{- $_ := set $policy $key $value }}
{{- end }}
{{- end }}
{{- if and $verify (not (hasKey $policy "tls")) }}
{{- $_ := set $policy "tls" (dict "mode" "SIMPLE" "caCertificates" ($platform.caCertificates | default "/etc/ssl/certs/wmf-ca-certificates.crt") "subjectAltNames" (list .host)) }}
{{- end }}
{{- $_ := set $spec "trafficPolicy" $policy }}
{{- end }}
{{- $name := .name | default (ternary (include "ingress.rutter.name" $) .host (eq (len $rules) 1)) }}
---
apiVersion: networking.istio.io/v1beta1
kind: DestinationRule
metadata:
  {{- include "ingress.rutter._metadata" (dict "root" $ "name" $name) | nindent 2 }}
spec: {{ include "ingress.rutter._json" $spec }}
{{- end }}
{{- end }}

{{- /* Where requests go when nothing else is said: a route's `destination`, as JSON. */ -}}
{{- define "ingress.rutter.defaultDestination" }}
{{- $service := .Values.ingress.service | default dict }}
{{- $at := "ingress.service.port" }}
{{- $port := $service.port }}
{{- if kindIs "invalid" $port }}
{{- include "ingress.rutter._types" (dict "of" .Values "keys" (dict "mesh" "map")) }}
{{- $at = "mesh.public_port" }}
{{- $port = (.Values.mesh).public_port }}
{{- end }}
{{- if kindIs "invalid" $port }}
{{- include "ingress.rutter._types" (dict "of" .Values "keys" (dict "tls" "map")) }}
{{- $at = "tls.public_port" }}
{{- $port = (.Values.tls).public_port }}
{{- end }}
{{- if kindIs "invalid" $port }}
{{- $port = 443 }}
{{- end }}
{{- include "ingress.rutter._port" (dict "at" $at "port" $port) }}
{{- include "ingress.rutter._json" (dict "host" (include "ingress.rutter.service" .) "port" (dict "number" (int $port))) }}
{{- end }}

{{- /* The host of that destination. */ -}}
{{- define "ingress.rutter.service" }}
{{- $cluster := (.Values.ingress.platform).clusterDomain | default "svc.cluster.local" }}
{{- (.Values.ingress.service).host | default (printf "%s-tls-service.%s.%s" (include "ingress.rutter.release" .) .Release.Namespace $cluster) }}
{{- end }}

{{- /* The gateway elsewhere, or nothing. Both keys are good; the first is the documented one. */ -}}
{{- define "ingress.rutter.existingGateway" }}
{{- $one := .Values.ingress.existingGateway }}
{{- $other := .Values.ingress.existingGatewayName }}
{{- if and $one $other (ne $one $other) }}
{{- fail (printf "ingress.existingGateway is %q and ingress.existingGatewayName is %q: these are two names of one key; keep one" $one $other) }}
{{- end }}
{{- $one | default $other | default "" }}
{{- end }}

{{- /* The name of the chart: values may give another. */ -}}
{{- define "ingress.rutter.chart" }}
{{- $name := .Values.chartName | default .Chart.Name }}
{{- if not (kindIs "string" $name) }}
{{- fail "chartName must be a string" }}
{{- end }}
{{- /* Names are cut at a number of bytes, which must not fall inside a character. */}}
{{- if not (regexMatch "^[ -~]*$" $name) }}
{{- fail (printf "chartName: %q stands in names of objects, which are plain ASCII" $name) }}
{{- end }}
{{- $name }}
{{- end }}

{{- /* Chart and release; names hold 63 bytes. */ -}}
{{- define "ingress.rutter.release" }}
{{- printf "%s-%s" (include "ingress.rutter.chart" .) .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* The name of the objects: a release that is called like its chart needs no longer one. */ -}}
{{- define "ingress.rutter.name" }}
{{- $chart := include "ingress.rutter.chart" . }}
{{- .Values.ingress.name | default (ternary $chart (include "ingress.rutter.release" .) (eq $chart .Release.Name)) }}
{{- end }}

{{- /* The lines below `metadata:`, from {root, name}. */ -}}
{{- define "ingress.rutter._metadata" -}}
name: {{ include "ingress.rutter._json" .name }}
namespace: {{ include "ingress.rutter._json" .root.Release.Namespace }}
labels:
  app: {{ include "ingress.rutter._json" (include "ingress.rutter.chart" .root | trunc 63 | trimSuffix "-") }}
  chart: {{ include "ingress.rutter._json" (printf "%s-%s" .root.Chart.Name (.root.Chart.Version | replace "+" "_")) }}
  release: {{ include "ingress.rutter._json" .root.Release.Name }}
  heritage: {{ include "ingress.rutter._json" .root.Release.Service }}
{{- end }}

{{- /* Fails for a value of the wrong type anywhere in the stanza. */ -}}
{{- define "ingress.rutter._check" }}
{{- $ingress := .Values.ingress }}
{{- include "ingress.rutter._types" (dict "at" "ingress." "of" $ingress "keys" (dict
      "name" "string" "staging" "bool" "existingGateway" "string" "existingGatewayName" "string"
      "gatewayHosts" "slice map" "routeHosts" "slice" "httproutes" "slice" "corsPolicy" "map"
      "tls" "map" "httpsRedirect" "bool" "service" "map" "upstreamTLS" "bool"
      "destinationRules" "slice" "platform" "map")) }}
{{- include "ingress.rutter._strings" (dict "at" "ingress.routeHosts" "list" $ingress.routeHosts) }}
{{- $hosts := $ingress.gatewayHosts | default dict }}
{{- if kindIs "slice" $hosts }}
{{- include "ingress.rutter._strings" (dict "at" "ingress.gatewayHosts" "list" $hosts) }}
{{- else }}
{{- include "ingress.rutter._types" (dict "at" "ingress.gatewayHosts." "of" $hosts "keys" (dict
      "default" "string" "disableDefaultHosts" "bool" "extraFQDNs" "slice" "domains" "slice")) }}
{{- include "ingress.rutter._strings" (dict "at" "ingress.gatewayHosts.extraFQDNs" "list" $hosts.extraFQDNs) }}
{{- include "ingress.rutter._strings" (dict "at" "ingress.gatewayHosts.domains" "list" $hosts.domains) }}
{{- end }}
{{- include "ingress.rutter._types" (dict "at" "ingress.tls." "of" ($ingress.tls | default dict) "keys" (dict
      "credentialName" "string" "mode" "string" "minProtocolVersion" "string" "maxProtocolVersion" "string")) }}
{{- $service := $ingress.service | default dict }}
{{- include "ingress.rutter._types" (dict "at" "ingress.service." "of" $service "keys" (dict "host" "string")) }}
{{- if not (kindIs "invalid" $service.port) }}
{{- include "ingress.rutter._port" (dict "at" "ingress.service.port" "port" $service.port) }}
{{- end }}
{{- $platform := $ingress.platform | default dict }}
{{- include "ingress.rutter._types" (dict "at" "ingress.platform." "of" $platform "keys" (dict
      "domains" "slice" "stagingDomain" "string" "selector" "map" "caCertificates" "string"
      "credentialName" "string" "clusterDomain" "string")) }}
{{- include "ingress.rutter._strings" (dict "at" "ingress.platform.domains" "list" $platform.domains) }}
{{- range $key, $value := $platform.selector }}
{{- if not (kindIs "string" $value) }}
{{- fail (printf "ingress.platform.selector.%s must be a string" $key) }}
{{- end }}
{{- end }}
{{- range $number, $route := $ingress.httproutes }}
{{- if not (kindIs "map" $route) }}
{{- fail (printf "ingress.httproutes[%d] must be a map" $number) }}
{{- end }}
{{- end }}
{{- range $number, $rule := $ingress.destinationRules }}
{{- $at := printf "ingress.destinationRules[%d]" $number }}
{{- if not (kindIs "map" $rule) }}
{{- fail (printf "%s must be a map" $at) }}
{{- end }}
{{- include "ingress.rutter._strings" (dict "at" (print $at ".host") "list" (list $rule.host)) }}
{{- include "ingress.rutter._types" (dict "at" (print $at ".") "of" $rule "keys" (dict "name" "string" "trafficPolicy" "map")) }}
{{- include "ingress.rutter._types" (dict "at" (print $at ".trafficPolicy.") "of" ($rule.trafficPolicy | default dict) "keys" (dict "tls" "map")) }}
{{- end }}
{{- end }}

{{- /* Fails unless the keys of a map hold what they should: {at, of, keys: {KEY: kinds}}. */ -}}
{{- define "ingress.rutter._types" }}
{{- $words := dict "bool" "true or false" "string" "a string" "map" "a map" "slice" "a list" "slice map" "a list or a map" }}
{{- range $key, $kinds := .keys }}
{{- $value := index $.of $key }}
{{- if not (or (kindIs "invalid" $value) (has (kindOf $value) (splitList " " $kinds))) }}
{{- fail (printf "%s%s must be %s" ($.at | default "") $key (index $words $kinds)) }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Fails unless a list holds strings that say something: {at, list}. */ -}}
{{- define "ingress.rutter._strings" }}
{{- range .list }}
{{- if not (and (kindIs "string" .) .) }}
{{- fail (printf "%s must hold strings that are not empty" $.at) }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Fails unless a value is the number of a port: {at, port}. */ -}}
{{- define "ingress.rutter._port" }}
{{- $number := 0.0 }}
{{- if has (kindOf .port) (list "float64" "int64" "int") }}
{{- $number = float64 .port }}
{{- end }}
{{- if or (lt $number 1.0) (gt $number 65535.0) (ne $number (floor $number)) }}
{{- fail (printf "%s must be the number of a port, 1 to 65535" .at) }}
{{- end }}
{{- end }}

{{- /* A value as JSON that YAML reads as the same value. */ -}}
{{- define "ingress.rutter._json" }}
{{- $text := toJson . }}
{{- /* JSON may hold these characters as they are; in YAML they must be escaped. */}}
{{- if regexMatch "[\\x{7f}-\\x{9f}\\x{feff}\\x{fffe}\\x{ffff}]" $text }}
{{- range concat (untilStep 127 160 1) (list 65279 65534 65535) }}
{{- $text = replace (printf "%c" .) (printf "\\u%04x" .) $text }}
{{- end }}
{{- end }}
{{- $text }}
{{- end }}
