package main

import (
	"fmt"
	"sort"
	"strings"

	"istio.io/api/annotation"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/analysis"
	"istio.io/istio/pkg/config/analysis/analyzers/deprecation"
	"istio.io/istio/pkg/config/analysis/analyzers/destinationrule"
	"istio.io/istio/pkg/config/analysis/analyzers/gateway"
	"istio.io/istio/pkg/config/analysis/analyzers/schema"
	"istio.io/istio/pkg/config/analysis/analyzers/virtualservice"
	"istio.io/istio/pkg/config/analysis/diag"
	"istio.io/istio/pkg/config/analysis/legacy/source/kube"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/resource"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/gvk"
	sresource "istio.io/istio/pkg/config/schema/resource"
)

// finding is one message of `istioctl analyze`.
type finding struct {
	Code     string `json:"code"`
	Level    string `json:"level"`
	Object   string `json:"object"`
	Path     string `json:"path,omitempty"`
	Message  string `json:"message"`
	Analyzer string `json:"analyzer"`
}

// analyzers are those of `istioctl analyze` that look at the three kinds. Files alone never hold
// what lives only in a cluster for istioctl (Service, Pod, Secret, Node, Namespace), so it skips
// the analyzers that need those; cluster keeps them.
func analyzers(cluster bool) analysis.CombinedAnalyzer {
	all := []analysis.Analyzer{
		schema.CollectionValidationAnalyzer(collections.Gateway),
		schema.CollectionValidationAnalyzer(collections.VirtualService),
		schema.CollectionValidationAnalyzer(collections.DestinationRule),
		&deprecation.FieldAnalyzer{},
		&destinationrule.CaCertificateAnalyzer{},
		&destinationrule.PodNotSelectedAnalyzer{},
		&gateway.CertificateAnalyzer{},
		&gateway.ConflictingGatewayAnalyzer{},
		&gateway.IngressGatewayPortAnalyzer{},
		&gateway.SecretAnalyzer{},
		&virtualservice.ConflictingMeshGatewayHostsAnalyzer{},
		&virtualservice.DestinationHostAnalyzer{},
		&virtualservice.DestinationRuleAnalyzer{},
		&virtualservice.GatewayAnalyzer{},
		&virtualservice.JWTClaimRouteAnalyzer{},
	}
	chosen := []analysis.Analyzer{}
	for _, one := range all {
		if cluster || !needsCluster(one) {
			chosen = append(chosen, one)
		}
	}
	return analysis.Combine("judge", chosen...)
}

func needsCluster(one analysis.Analyzer) bool {
	for _, input := range one.Metadata().Inputs {
		switch input {
		case gvk.Service, gvk.Pod, gvk.Secret, gvk.Node, gvk.Namespace:
			return true
		}
	}
	return false
}

// world is what the analyzers see: the objects of one line, and Istio's default mesh settings.
// Istio's own store works too, but starts goroutines for every line; this one is two maps.
type world struct {
	lists    map[config.GroupVersionKind][]*resource.Instance
	messages []reported
	paths    map[*resource.Instance][]string
	current  string
}

type reported struct {
	diag.Message
	analyzer string
}

// meshConfig is never written to by the analyzers, so that one serves all lines.
var meshConfig = mesh.DefaultMeshConfig()

func (w *world) add(schema sresource.Schema, decoded *config.Config, content map[string]any) {
	if w.lists == nil {
		w.lists = map[config.GroupVersionKind][]*resource.Instance{}
		w.paths = map[*resource.Instance][]string{}
		w.put(collections.MeshConfig, &config.Config{
			Meta: config.Meta{Name: "meshconfig", Namespace: "istio-system", GroupVersionKind: gvk.MeshConfig},
			Spec: meshConfig,
		}, nil)
	}
	w.put(schema, decoded, content)
}

func (w *world) put(schema sresource.Schema, decoded *config.Config, content map[string]any) {
	kind := schema.GroupVersionKind()
	instance := resource.PilotConfigToInstance(decoded, schema)
	// Istio looks up the line of a path; numbering the paths as lines gives the path back.
	lines := map[string]int{}
	var paths []string
	for _, root := range []string{"metadata", "spec"} {
		number("."+root, content[root], lines, &paths)
	}
	w.paths[instance] = paths
	instance.Origin = &kube.Origin{
		Type:      kind,
		FullName:  instance.Metadata.FullName,
		FieldsMap: lines,
		Cluster:   "default",
	}
	for i, other := range w.lists[kind] {
		if other.Metadata.FullName == instance.Metadata.FullName {
			w.lists[kind][i] = instance
			return
		}
	}
	w.lists[kind] = append(w.lists[kind], instance)
}

// number gives every scalar a line of its own, under the path as Istio writes it.
func number(path string, value any, lines map[string]int, paths *[]string) {
	switch value := value.(type) {
	case map[string]any:
		keys := make([]string, 0, len(value))
		for key := range value {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		for _, key := range keys {
			number(path+"."+key, value[key], lines, paths)
		}
	case []any:
		for i, item := range value {
			number(fmt.Sprintf("%s[%d]", path, i), item, lines, paths)
		}
	default:
		*paths = append(*paths, strings.TrimPrefix(path, "."))
		lines["{"+path+"}"] = len(*paths)
	}
}

// run lets the analyzers see the world, and returns their messages in Istio's order.
func (w *world) run(checks analysis.CombinedAnalyzer) []finding {
	checks.Analyze(w)
	sort.SliceStable(w.messages, func(a, b int) bool {
		return sortKey(w.messages[a]) < sortKey(w.messages[b])
	})
	found := []finding{}
	for _, m := range w.messages {
		one := finding{
			Code:     m.Type.Code(),
			Level:    m.Type.Level().String(),
			Message:  fmt.Sprintf(m.Type.Template(), m.Parameters...),
			Analyzer: m.analyzer,
		}
		if m.Resource != nil {
			if suppressed(m.Resource.Metadata.Annotations, one.Code) {
				continue
			}
			one.Object = m.Resource.Origin.FriendlyName()
			if paths := w.paths[m.Resource]; m.Line > 0 && m.Line <= len(paths) {
				one.Path = paths[m.Line-1]
			}
		}
		// istioctl prints one of several messages that read the same, whichever analyzers they are from.
		if last := len(found) - 1; last < 0 || !found[last].reads(one) {
			found = append(found, one)
		}
	}
	return found
}

// reads tells whether the two are the same to a reader.
func (f finding) reads(other finding) bool {
	other.Analyzer = f.Analyzer
	return f == other
}

// sortKey orders by code, object and text: the same for every run.
func sortKey(m reported) string {
	object := ""
	if m.Resource != nil {
		object = m.Resource.Origin.FriendlyName()
	}
	return m.Type.Code() + "\x00" + object + "\x00" + fmt.Sprintf(m.Type.Template(), m.Parameters...)
}

func suppressed(annotations map[string]string, code string) bool {
	list := annotations[annotation.GalleyAnalyzeSuppress.Name]
	if list == "" {
		return false
	}
	for _, one := range strings.Split(list, ",") {
		if one == "*" || one == code {
			return true
		}
	}
	return false
}

// Report implements analysis.Context.
func (w *world) Report(_ config.GroupVersionKind, m diag.Message) {
	w.messages = append(w.messages, reported{m, w.current})
}

// Find implements analysis.Context.
func (w *world) Find(kind config.GroupVersionKind, name resource.FullName) *resource.Instance {
	for _, one := range w.lists[kind] {
		if one.Metadata.FullName == name {
			return one
		}
	}
	return nil
}

// Exists implements analysis.Context.
func (w *world) Exists(kind config.GroupVersionKind, name resource.FullName) bool {
	return w.Find(kind, name) != nil
}

// ForEach implements analysis.Context; the order is that of the input line.
func (w *world) ForEach(kind config.GroupVersionKind, do analysis.IteratorFn) {
	for _, one := range w.lists[kind] {
		if !do(one) {
			return
		}
	}
}

// Canceled implements analysis.Context.
func (w *world) Canceled() bool { return false }

// SetAnalyzer implements analysis.Context.
func (w *world) SetAnalyzer(name string) { w.current = name }
