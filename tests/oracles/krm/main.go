// krm-judge reads a ResourceList as the orchestrators of KRM functions do: with kyaml, which is
// what kustomize and kpt read functions' output with, and with kpt's own function SDK. It prints
// what they understood, a line each.
//
// usage: krm-judge < output.yaml
//
//	item KIND NAMESPACE/NAME PATH INDEX
//	result SEVERITY KIND/NAME FIELD CURRENT PROPOSED FILE INDEX LINE: MESSAGE
//
// Exit: 1 when one of them cannot read it, or the two do not agree.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/kptdev/krm-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/fn/framework"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

func run() error {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	reader := &kio.ByteReader{Reader: bytes.NewReader(input), OmitReaderAnnotations: true}
	nodes, err := reader.Read()
	if err != nil {
		return fmt.Errorf("kyaml: %w", err)
	}
	if reader.WrappingKind != kio.ResourceListKind {
		return fmt.Errorf("kyaml: this is no ResourceList but %q", reader.WrappingKind)
	}
	results := framework.Results{}
	if reader.Results != nil {
		text, err := reader.Results.String()
		if err != nil {
			return err
		}
		decoder := yaml.NewDecoder(bytes.NewBufferString(text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&results); err != nil {
			return fmt.Errorf("kyaml: results: %w", err)
		}
	}

	list, err := fn.ParseResourceList(input)
	if err != nil {
		return fmt.Errorf("kpt: %w", err)
	}
	if len(list.Items) != len(nodes) || len(list.Results) != len(results) {
		return fmt.Errorf("kyaml reads %d items and %d results, kpt %d and %d",
			len(nodes), len(results), len(list.Items), len(list.Results))
	}
	for _, item := range list.Items {
		fmt.Printf("item %s %s/%s %s %d\n",
			item.GetKind(), item.GetNamespace(), item.GetName(), item.PathAnnotation(), item.IndexAnnotation())
	}
	for i, result := range results {
		other := list.Results[i]
		if other.Message != result.Message || string(other.Severity) != string(result.Severity) {
			return fmt.Errorf("kyaml and kpt do not agree on result %d", i)
		}
		resource, field, file := "-", &framework.Field{Path: "-"}, &framework.File{Path: "-"}
		if result.ResourceRef != nil {
			resource = result.ResourceRef.Kind + "/" + result.ResourceRef.Name
		}
		if result.Field != nil {
			field = result.Field
		}
		if result.File != nil {
			file = result.File
		}
		fmt.Printf("result %s %s %s %v %v %s %d %s: %s\n", result.Severity, resource,
			field.Path, field.CurrentValue, field.ProposedValue, file.Path, file.Index, result.Tags["line"], result.Message)
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
