{{- define "graph-zoom.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "graph-zoom.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "graph-zoom.labels" -}}
{{ include "graph-zoom.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "graph-zoom.claim" -}}
{{- .Values.persistence.existingClaim | default (include "graph-zoom.fullname" .) -}}
{{- end -}}

{{- define "graph-zoom.secret" -}}
{{- if .Values.secret.existingSecret -}}
{{- .Values.secret.existingSecret -}}
{{- else if or .Values.secret.secretKey .Values.secret.apiKey -}}
{{- include "graph-zoom.fullname" . -}}
{{- end -}}
{{- end -}}

{{/* What values.schema.json cannot say. */}}
{{- define "graph-zoom.check" -}}
{{- if and (or (eq .Values.exposure "ingress") (eq .Values.exposure "tls")) (not .Values.hostnames) -}}
{{- fail (printf "exposure %s needs hostnames: the name under which the server is reached" .Values.exposure) -}}
{{- end -}}
{{- if and (eq .Values.exposure "tls") (not .Values.tls.secretName) -}}
{{- fail "exposure tls needs tls.secretName: a Secret of the type kubernetes.io/tls" -}}
{{- end -}}
{{- end -}}

{{/* A probe: the node asks the pod, or, where only the pod itself can ask, a command in it. */}}
{{- define "graph-zoom.probe" -}}
{{- if eq .exposure "port-forward" -}}
exec:
  command: ["node", "/app/healthcheck.mjs", {{ .path | quote }}]
{{- else -}}
httpGet:
  path: /{{ .path }}
  port: http
  scheme: {{ ternary "HTTPS" "HTTP" (eq .exposure "tls") }}
{{- end -}}
{{- end -}}
