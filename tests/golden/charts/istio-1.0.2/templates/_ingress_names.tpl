{{- /*
What the helper istio-1.0.2 calls and does not bring along: the names of chart, release and service.

Written by rutter. Leave this file out when the chart has templates of these names already: of two
definitions Helm takes the one it reads last.
*/ -}}

{{- /* The name of the chart: values may give another. Labels hold 63 bytes. */ -}}
{{- define "base.name.chart" -}}
{{ .Values.chartName | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* The name of the objects. */ -}}
{{- define "base.name.release" -}}
{{ printf "%s-%s" (.Values.chartName | default .Chart.Name) .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* Chart and version; a label may hold no plus sign. */ -}}
{{- define "base.name.chartid" -}}
{{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{- /* The Service with the TLS proxy in front of the application. */ -}}
{{- define "mesh.name.service" -}}
{{ include "base.name.release" . }}-tls-service
{{- end }}

{{- define "mesh.name.fqdn" -}}
{{ include "mesh.name.service" . }}.{{ .Release.Namespace }}.svc.cluster.local
{{- end }}
