package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/hashicorp/go-multierror"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	k8sjson "k8s.io/apimachinery/pkg/util/json"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/analysis"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"
)

// defaultNamespace is where an object without a namespace lands, for kubectl and istioctl alike.
const defaultNamespace = "default"

type judge struct {
	crds    *crds
	checks  analysis.CombinedAnalyzer
	analyze bool
}

// judge answers for the objects of one line: each alone, then all together.
func (j *judge) judge(objects []json.RawMessage) ([]verdict, []finding) {
	verdicts := make([]verdict, 0, len(objects))
	var world world
	for _, raw := range objects {
		verdicts = append(verdicts, j.object(raw, &world))
	}
	if !j.analyze {
		return verdicts, []finding{}
	}
	return verdicts, world.run(j.checks)
}

// object judges one object, and puts it into the world of the analyzers when it can be decoded.
func (j *judge) object(raw json.RawMessage, world *world) verdict {
	v := verdict{Decode: []string{}, CRD: []string{}, Unknown: []string{}}
	v.Webhook.Errors, v.Webhook.Warnings = []string{}, []string{}

	// The API server's reading of the JSON: whole numbers stay whole, all others are doubles.
	var content map[string]any
	if err := k8sjson.Unmarshal(raw, &content); err != nil {
		v.Error = err.Error()
		return v
	}
	object := &unstructured.Unstructured{Object: content}
	gvk := resource.FromKubernetesGVK(ptr(object.GroupVersionKind()))
	schema, known := collections.All.FindByGroupVersionAliasesKind(gvk)
	if !known {
		v.Error = fmt.Sprintf("no kind %q in %q", gvk.Kind, object.GetAPIVersion())
		return v
	}
	if !schema.IsClusterScoped() {
		fillNamespace(content)
	}
	v.Object = fmt.Sprintf("%s %s/%s", schema.Kind(), object.GetNamespace(), object.GetName())

	_, isIstio := collections.Pilot.FindByGroupVersionAliasesKind(gvk)
	if isIstio {
		v.Decode = strict(schema, content)
	}
	decoded, err := lenient(schema, content)
	if err != nil {
		v.Webhook.Undecodable = true
		v.Webhook.Errors = []string{err.Error()}
	} else {
		if isIstio {
			warnings, err := schema.ValidateConfig(*decoded)
			v.Webhook.Errors = append(split(err), topLevel(content)...)
			v.Webhook.Warnings = split(warnings)
		}
		world.add(schema, decoded, content)
	}
	v.CRD, v.Unknown = j.crds.check(object)
	return v
}

// fillNamespace leaves a namespace of the wrong type as it is: that is for the layers to refuse.
func fillNamespace(content map[string]any) {
	if content["metadata"] == nil {
		content["metadata"] = map[string]any{}
	}
	if metadata, ok := content["metadata"].(map[string]any); ok {
		if namespace := metadata["namespace"]; namespace == nil || namespace == "" {
			metadata["namespace"] = defaultNamespace
		}
	}
}

// strict decodes as `istioctl validate` does: unknown fields are errors.
func strict(schema resource.Schema, content map[string]any) []string {
	spec, err := json.Marshal(content["spec"])
	if err != nil {
		return []string{err.Error()}
	}
	into, err := schema.NewInstance()
	if err != nil {
		return []string{err.Error()}
	}
	found := []string{}
	if err := config.ApplyJSONStrict(into, string(spec)); err != nil {
		if strings.HasPrefix(err.Error(), "unknown field ") {
			found = unknownFields(into, content["spec"])
		}
		if len(found) == 0 {
			found = []string{err.Error()}
		}
	}
	return append(found, topLevel(content)...)
}

// lenient decodes as the webhook does: strictly first, then without minding unknown fields.
func lenient(schema resource.Schema, content map[string]any) (*config.Config, error) {
	text, err := json.Marshal(content)
	if err != nil {
		return nil, err
	}
	var kind crd.IstioKind
	if err := json.Unmarshal(text, &kind); err != nil {
		return nil, err
	}
	return crd.ConvertObject(schema, &kind, "cluster.local")
}

// topLevel lists the keys beside spec and metadata that both validate and the webhook refuse.
func topLevel(content map[string]any) []string {
	found := []string{}
	for key := range content {
		switch key {
		case "apiVersion", "kind", "metadata", "spec", "status":
		default:
			found = append(found, fmt.Sprintf("unknown field %q", key))
		}
	}
	sort.Strings(found)
	return found
}

// split takes an aggregated error apart.
func split(err error) []string {
	if err == nil {
		return []string{}
	}
	var many *multierror.Error
	if !errors.As(err, &many) {
		return []string{err.Error()}
	}
	found := []string{}
	for _, one := range many.WrappedErrors() {
		found = append(found, split(one)...)
	}
	return found
}

func ptr[T any](value T) *T { return &value }
