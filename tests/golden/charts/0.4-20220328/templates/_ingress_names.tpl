{{- /*
What the helper 0.4-20220328 calls and does not bring along: the names of chart, release and service.

Written by rutter. Leave this file out when the chart has templates of these names already: of two
definitions Helm takes the one it reads last.
*/ -}}

{{- /* The name of the chart: values may give another. Labels hold 63 bytes. */ -}}
{{- define "wmf.chartname" -}}
{{ .Values.chartName | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* The name of the objects. */ -}}
{{- define "wmf.releasename" -}}
{{ printf "%s-%s" (.Values.chartName | default .Chart.Name) .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* Chart and version; a label may hold no plus sign. */ -}}
{{- define "wmf.chartid" -}}
{{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{- /* The Service with the TLS proxy in front of the application. */ -}}
{{- define "tls.servicename" -}}
{{ include "wmf.releasename" . }}-tls-service
{{- end }}

{{- define "tls.servicefqdn" -}}
{{ include "tls.servicename" . }}.{{ .Release.Namespace }}.svc.cluster.local
{{- end }}
