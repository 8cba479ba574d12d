package main

import (
	"fmt"
	"sort"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"istio.io/istio/pkg/config"
)

// unknownFields lists the paths under spec that the type of into has no field for. Istio's decoder
// stops at one of them, and which one that is differs from run to run.
func unknownFields(into config.Spec, spec any) []string {
	message, ok := into.(protoreflect.ProtoMessage)
	if !ok {
		return nil
	}
	var found []string
	walkMessage("spec", spec, message.ProtoReflect().Descriptor(), &found)
	sort.Strings(found)
	return found
}

func walkMessage(path string, value any, kind protoreflect.MessageDescriptor, found *[]string) {
	object, ok := value.(map[string]any)
	// Durations and the like have JSON of their own.
	if !ok || strings.HasPrefix(string(kind.FullName()), "google.protobuf.") {
		return
	}
	for key, member := range object {
		field := kind.Fields().ByJSONName(key)
		if field == nil {
			field = kind.Fields().ByName(protoreflect.Name(key))
		}
		here := path + "." + key
		switch {
		case field == nil:
			*found = append(*found, fmt.Sprintf("unknown field %q", here))
		case field.IsMap():
			if values, ok := member.(map[string]any); ok && field.MapValue().Message() != nil {
				for name, value := range values {
					walkMessage(here+"."+name, value, field.MapValue().Message(), found)
				}
			}
		case field.Message() == nil:
		case field.IsList():
			items, _ := member.([]any)
			for i, item := range items {
				walkMessage(fmt.Sprintf("%s[%d]", here, i), item, field.Message(), found)
			}
		default:
			walkMessage(here, member, field.Message(), found)
		}
	}
}
