{{- /*
module ingress.istio 1.2.0

Written by rutter from the definition of the helper istio-1.2.0: the same objects as that version
prints, in rutter's own words. To change it, change the definition.

Include "ingress.istio.default" from templates/ingress.yaml. The templates
that begin with base and mesh are not here: they are in templates/_ingress_names.tpl, for charts
that do not have them yet.
*/ -}}

{{- /* Everything, when ingress is enabled. */ -}}
{{- define "ingress.istio.default" }}
{{- if .Values.ingress.enabled }}
{{- if not .Values.ingress.existingGatewayName }}
---
{{- include "ingress.istio.gateway" . }}
{{- end }}
---
{{- include "ingress.istio.virtualservice" . }}
{{- include "ingress.istio.destinationrule" . }}
{{- end }}
{{- end }}

{{- /* The Gateway of a release that has no gateway elsewhere. */ -}}
{{- define "ingress.istio.gateway" }}
apiVersion: networking.istio.io/v1beta1
kind: Gateway
metadata:
  name: {{ include "base.name.release" . }}
  labels:
    app: {{ include "base.name.chart" $ }}
    chart: {{ include "base.name.chartid" $ }}
    release: {{ $.Release.Name }}
    heritage: {{ $.Release.Service }}
spec:
  selector:
    {{- if hasKey .Values.ingress "selectors" }}
    {{- toYaml .Values.ingress.selectors | nindent 4 }}
    {{- else }}
    "istio": "ingressgateway"
    {{- end }}
  servers:
    - port:
        number: 443
        name: https
        protocol: HTTPS
      tls:
        mode: SIMPLE
        credentialName: {{ .Release.Namespace }}-tls-certificate
      hosts:
      {{- include "ingress.istio.gatewayHosts" . | trimPrefix "\n" | nindent 6 }}
{{- end }}

{{- /* The hosts of the Gateway, as a YAML list. */ -}}
{{- define "ingress.istio.gatewayHosts" }}
{{- if not .Values.ingress.gatewayHosts.disableDefaultHosts }}
{{- $service := .Values.ingress.gatewayHosts.default | default .Release.Namespace }}
{{- range coalesce .Values.ingress.gatewayHosts.domains (.Values.mesh.certmanager).domains (list "discovery.wmnet" "svc.codfw.wmnet" "svc.eqiad.wmnet") }}
- {{ $service }}.{{ . }}
{{- end }}
{{- end }}
{{- if .Values.ingress.gatewayHosts.extraFQDNs }}
{{ toYaml .Values.ingress.gatewayHosts.extraFQDNs }}
{{- end }}
{{- end }}

{{- /* The hosts of the VirtualService, as a YAML list. */ -}}
{{- define "ingress.istio.routeHosts" }}
{{- if eq .Values.ingress.existingGatewayName "" }}
{{- include "ingress.istio.gatewayHosts" . }}
{{- else if .Values.ingress.routeHosts }}
{{- toYaml .Values.ingress.routeHosts }}
{{- else }}
{{- fail "ingress.routeHosts is needed with ingress.existingGatewayName: the gateway elsewhere does not say which hosts are this release's" }}
{{- end }}
{{- end }}

{{- /* What sends the requests for those hosts somewhere. */ -}}
{{- define "ingress.istio.virtualservice" }}
apiVersion: networking.istio.io/v1beta1
kind: VirtualService
metadata:
  name: {{ include "base.name.release" . }}
  labels:
    app: {{ include "base.name.chart" $ }}
    chart: {{ include "base.name.chartid" $ }}
    release: {{ $.Release.Name }}
    heritage: {{ $.Release.Service }}
spec:
  gateways:
    - {{ .Values.ingress.existingGatewayName | default (include "base.name.release" .) }}
  hosts:
  {{- include "ingress.istio.routeHosts" . | trimPrefix "\n" | nindent 2 }}
  http:
    {{- if gt (len .Values.ingress.httproutes) 0 }}
    {{- range .Values.ingress.httproutes }}
    -
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- else }}
    - name: default-destination
      route:
        -
          {{- include "ingress.istio._default_httproute_destination" . | nindent 10 }}
    {{- end }}
    {{- /* This lands in the last route, whichever that is. */}}
    {{- if .Values.ingress.custom_cors_policy }}
      corsPolicy:
        {{- toYaml .Values.ingress.custom_cors_policy | nindent 8 }}
    {{- else if .Values.ingress.base_cors_policy }}
      corsPolicy:
        allowCredentials: false
        allowHeaders: [Api-User-Agent]
        allowMethods: [POST, GET]
        allowOrigins:
          - exact: "*"
    {{- end }}
{{- end }}

{{- /* One entry of a route's list of destinations: the service of this release. */ -}}
{{- define "ingress.istio._default_httproute_destination" -}}
destination:
  host: {{ include "mesh.name.fqdn" $ }}
  port:
    number: {{ .Values.mesh.public_port }}
{{- end }}

{{- /* How the gateway speaks to the service: TLS, verified. */ -}}
{{- define "ingress.istio.destinationrule" }}
{{- range .Values.ingress.destinationrulehosts | default (list (include "mesh.name.fqdn" .)) }}
---
apiVersion: networking.istio.io/v1beta1
kind: DestinationRule
metadata:
  name: {{ . }}
  labels:
    app: {{ include "base.name.chart" $ }}
    chart: {{ include "base.name.chartid" $ }}
    release: {{ $.Release.Name }}
    heritage: {{ $.Release.Service }}
spec:
  host: {{ . }}
  trafficPolicy:
    tls:
      mode: SIMPLE
      caCertificates: "/etc/ssl/certs/wmf-ca-certificates.crt"
      subjectAltNames:
      - {{ . }}
{{- end }}
{{- end }}
