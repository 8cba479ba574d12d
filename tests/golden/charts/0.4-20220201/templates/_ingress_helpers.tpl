{{- /*
common_templates 0.4 of 2022-02-01

Written by rutter from the definition of the helper 0.4-20220201: the same objects as that version
prints, in rutter's own words. To change it, change the definition.

Include "ingress.default" from templates/ingress.yaml. The templates
that begin with wmf and tls are not here: they are in templates/_ingress_names.tpl, for charts
that do not have them yet.
*/ -}}

{{- /* Everything, when ingress is enabled. */ -}}
{{- define "ingress.default" }}
{{- if .Values.ingress.enabled }}
{{- if not .Values.ingress.existingGatewayName }}
---
{{- include "ingress.gateway" . }}
{{- end }}
---
{{- include "ingress.virtualservice" . }}
---
{{- include "ingress.destinationrule" . }}
{{- end }}
{{- end }}

{{- /* The Gateway of a release that has no gateway elsewhere. */ -}}
{{- define "ingress.gateway" }}
apiVersion: networking.istio.io/v1beta1
kind: Gateway
metadata:
  name: {{ include "wmf.releasename" . }}
  labels:
    app: {{ include "wmf.chartname" $ }}
    chart: {{ include "wmf.chartid" $ }}
    release: {{ $.Release.Name }}
    heritage: {{ $.Release.Service }}
spec:
  selector:
    "istio": "ingressgateway"
  servers:
    - port:
        number: 443
        name: https
        protocol: HTTPS
      tls:
        mode: SIMPLE
        credentialName: {{ .Release.Namespace }}-tls-certificate
      hosts:
      {{- include "ingress.gatewayHosts" . | trimPrefix "\n" | nindent 6 }}
{{- end }}

{{- /* The hosts of the Gateway, as a YAML list. */ -}}
{{- define "ingress.gatewayHosts" }}
{{- if .Values.ingress.gatewayHosts }}
{{- toYaml .Values.ingress.gatewayHosts }}
{{- else }}
{{- $service := .Release.Namespace }}
- {{ $service }}.discovery.wmnet
{{- end }}
{{- end }}

{{- /* The hosts of the VirtualService, as a YAML list. */ -}}
{{- define "ingress.routeHosts" }}
{{- if eq .Values.ingress.existingGatewayName "" }}
{{- include "ingress.gatewayHosts" . }}
{{- else if .Values.ingress.routeHosts }}
{{- toYaml .Values.ingress.routeHosts }}
{{- else }}
{{- fail "ingress.routeHosts is needed with ingress.existingGatewayName: the gateway elsewhere does not say which hosts are this release's" }}
{{- end }}
{{- end }}

{{- /* What sends the requests for those hosts somewhere. */ -}}
{{- define "ingress.virtualservice" }}
apiVersion: networking.istio.io/v1beta1
kind: VirtualService
metadata:
  name: {{ include "wmf.releasename" . }}
  labels:
    app: {{ include "wmf.chartname" $ }}
    chart: {{ include "wmf.chartid" $ }}
    release: {{ $.Release.Name }}
    heritage: {{ $.Release.Service }}
spec:
  gateways:
    - {{ .Values.ingress.existingGatewayName | default (include "wmf.releasename" .) }}
  hosts:
  {{- include "ingress.routeHosts" . | trimPrefix "\n" | nindent 2 }}
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
          {{- include "default_httproute_destination" . | nindent 10 }}
    {{- end }}
{{- end }}

{{- /* One entry of a route's list of destinations: the service of this release. */ -}}
{{- define "default_httproute_destination" -}}
destination:
  host: {{ include "tls.servicefqdn" $ }}
  port:
    number: {{ .Values.tls.public_port }}
{{- end }}

{{- /* How the gateway speaks to the service: TLS, verified. */ -}}
{{- define "ingress.destinationrule" }}
apiVersion: networking.istio.io/v1beta1
kind: DestinationRule
metadata:
  name: {{ include "wmf.releasename" . }}
  labels:
    app: {{ include "wmf.chartname" $ }}
    chart: {{ include "wmf.chartid" $ }}
    release: {{ $.Release.Name }}
    heritage: {{ $.Release.Service }}
spec:
  host: {{ include "tls.servicefqdn" $ }}
  trafficPolicy:
    tls:
      mode: SIMPLE
      caCertificates: "/etc/ssl/certs/wmf-ca-certificates.crt"
      subjectAltNames:
      - {{ include "tls.servicefqdn" $ }}
      {{- include "ingress.gatewayHosts" $ | trimPrefix "\n" | nindent 6 }}
      {{- include "ingress.routeHosts" $ | trimPrefix "\n" | nindent 6 }}
{{- end }}
