package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	k8sschema "k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
	celconfig "k8s.io/apiserver/pkg/apis/cel"

	"istio.io/istio/manifests"
)

// crdFile is the CRDs that Istio's installation brings, as embedded in its module.
const crdFile = "charts/base/files/crd-all.gen.yaml"

// crds are the schemas of the three kinds, by group, version and kind.
type crds struct {
	known map[k8sschema.GroupVersionKind]*crdSchema
}

type crdSchema struct {
	structural *structuralschema.Structural
	openapi    validation.SchemaValidator
	rules      *cel.Validator
}

func loadCRDs() (*crds, error) {
	text, err := fs.ReadFile(manifests.FS, crdFile)
	if err != nil {
		return nil, err
	}
	all := &crds{known: map[k8sschema.GroupVersionKind]*crdSchema{}}
	documents := kubeyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 1<<16)
	for {
		var public apiextensionsv1.CustomResourceDefinition
		if err := documents.Decode(&public); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if public.Spec.Group != "networking.istio.io" {
			continue
		}
		switch public.Spec.Names.Kind {
		case "Gateway", "VirtualService", "DestinationRule":
			if err := all.add(&public); err != nil {
				return nil, fmt.Errorf("%s: %w", public.Name, err)
			}
		}
	}
	if len(all.known) == 0 {
		return nil, fmt.Errorf("no networking kinds in %s", crdFile)
	}
	return all, nil
}

func (c *crds) add(public *apiextensionsv1.CustomResourceDefinition) error {
	for _, version := range public.Spec.Versions {
		var props apiextensions.JSONSchemaProps
		if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(
			version.Schema.OpenAPIV3Schema, &props, nil); err != nil {
			return err
		}
		structural, err := structuralschema.NewStructural(&props)
		if err != nil {
			return err
		}
		openapi, _, err := validation.NewSchemaValidator(&props)
		if err != nil {
			return err
		}
		gvk := k8sschema.GroupVersionKind{Group: public.Spec.Group, Version: version.Name, Kind: public.Spec.Names.Kind}
		c.known[gvk] = &crdSchema{structural, openapi, cel.NewValidator(structural, true, celconfig.PerCallLimit)}
	}
	return nil
}

// check does to the object what the API server does on create, in its order, and says what it
// refuses and which fields it drops. The object is changed.
func (c *crds) check(object *unstructured.Unstructured) (refused, dropped []string) {
	refused, dropped = []string{}, []string{}
	s, ok := c.known[object.GroupVersionKind()]
	if !ok {
		return refused, dropped
	}
	apiVersion, kind := object.GetAPIVersion(), object.GetKind()
	meta, found, unknown, err := objectmeta.GetObjectMetaWithOptions(object.Object,
		objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return append(refused, err.Error()), dropped
	}
	dropped = append(dropped, unknown...)
	dropped = append(dropped, pruning.PruneWithOptions(object.Object, s.structural, true,
		structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	sort.Strings(dropped)
	defaulting.PruneNonNullableNullsWithoutDefaults(object.Object, s.structural)
	object.SetAPIVersion(apiVersion)
	object.SetKind(kind)
	if found {
		if err := objectmeta.SetObjectMeta(object.Object, meta); err != nil {
			return append(refused, err.Error()), dropped
		}
	}
	defaulting.Default(object.Object, s.structural)

	errs := apivalidation.ValidateObjectMetaAccessor(object, true, apivalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
	errs = append(errs, validation.ValidateCustomResource(nil, object.Object, s.openapi)...)
	errs = append(errs, objectmeta.Validate(nil, object.Object, s.structural, false)...)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, s.structural, object.Object)...)
	if s.rules != nil && !blocksRules(errs) {
		more, _ := s.rules.Validate(context.Background(), nil, s.structural, object.Object, nil, celconfig.RuntimeCELCostBudget)
		errs = append(errs, more...)
	}
	for _, err := range errs {
		refused = append(refused, strings.TrimSpace(err.Error()))
	}
	sort.Strings(refused)
	return refused, dropped
}

// blocksRules: the API server leaves the CEL rules out while a value has the wrong shape.
func blocksRules(errs field.ErrorList) bool {
	for _, err := range errs {
		switch err.Type {
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong,
			field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return true
		}
	}
	return false
}
