package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

func newJudge(t *testing.T, cluster bool) *judge {
	t.Helper()
	crds, err := loadCRDs()
	if err != nil {
		t.Fatal(err)
	}
	return &judge{crds: crds, checks: analyzers(cluster), analyze: true}
}

// Holds for Istio 1.30 only: the fields that came with 1.31 are refused here.
func TestVectorsAreJudgedAsRecorded(t *testing.T) {
	file, err := os.Open("vectors.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	judge := newJudge(t, false)
	lines := bufio.NewScanner(file)
	compared := 0
	for lines.Scan() {
		var vector struct {
			Name      string
			RefusedBy []string `json:"refused_by"`
			Warned    bool
			Object    json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &vector); err != nil {
			t.Fatal(err)
		}
		verdicts, _ := judge.judge([]json.RawMessage{vector.Object})
		got := verdicts[0]
		refused := []string{}
		if len(got.Decode) > 0 {
			refused = append(refused, "decode")
		}
		if len(got.CRD) > 0 {
			refused = append(refused, "crd")
		}
		if len(got.Webhook.Errors) > 0 {
			refused = append(refused, "webhook")
		}
		if !slices.Equal(refused, vector.RefusedBy) || (len(got.Webhook.Warnings) > 0) != vector.Warned {
			t.Errorf("%s: recorded %v (warned %v), got %+v", vector.Name, vector.RefusedBy, vector.Warned, got)
		}
		compared++
	}
	if compared < 700 {
		t.Errorf("only %d vectors compared", compared)
	}
}

func TestLinesThatAreNoQuestionAreAnsweredInPlace(t *testing.T) {
	in := strings.Join([]string{`nonsense`, ``, `{"id":"b","objects":[7,{"kind":"Foo"},null]}`, `{"id":3}`, `{"id":4,"objects":5}`}, "\n")
	var out bytes.Buffer
	if err := serve(newJudge(t, false), strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	answers := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(answers) != 4 {
		t.Fatalf("four lines with text, %d answers: %s", len(answers), out.String())
	}
	for i, want := range []string{`"error"`, `"id":"b"`, `"id":3`, `"error"`} {
		if !strings.Contains(answers[i], want) {
			t.Errorf("answer %d lacks %s: %s", i, want, answers[i])
		}
	}
}

func TestFindingsNameThePlaceAndFollowTheOrderOfCodes(t *testing.T) {
	line := `{"id":1,"objects":[{"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"v","namespace":"n"},
		"spec":{"hosts":["a.com"],"gateways":["gw"],"http":[{"route":[{"destination":{"host":"b","subset":"s"}}]}]}}]}`
	answer := newJudge(t, false).line([]byte(line))
	got := []string{}
	for _, one := range answer.Analyze {
		got = append(got, one.Code+" "+one.Path)
	}
	want := []string{"IST0101 spec.gateways[0]", "IST0101 spec.http[0].route[0].destination.host", "IST0132 spec.gateways[0]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestANamespaceOfTheWrongTypeIsRefused(t *testing.T) {
	object := `{"apiVersion":"networking.istio.io/v1","kind":"DestinationRule","metadata":{"name":"d","namespace":5},"spec":{"host":"b"}}`
	verdicts, _ := newJudge(t, false).judge([]json.RawMessage{json.RawMessage(object)})
	if len(verdicts[0].CRD) == 0 || !verdicts[0].Webhook.Undecodable {
		t.Errorf("got %+v", verdicts[0])
	}
}

func TestTheClusterFlagBringsTheAnalyzersThatNeedServices(t *testing.T) {
	line := `{"id":1,"objects":[{"apiVersion":"networking.istio.io/v1","kind":"DestinationRule","metadata":{"name":"d"},"spec":{"host":"b"}}]}`
	if found := newJudge(t, false).line([]byte(line)).Analyze; len(found) != 0 {
		t.Errorf("files alone: %+v", found)
	}
	found := newJudge(t, true).line([]byte(line)).Analyze
	if len(found) != 1 || found[0].Code != "IST0174" {
		t.Errorf("a whole cluster: %+v", found)
	}
}
