// The judge says what Istio's own code thinks of networking objects: one JSON line in, one out.
// README.md describes the two shapes.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"istio.io/istio/pkg/log"
)

// question is one input line.
type question struct {
	ID      json.RawMessage   `json:"id"`
	Objects []json.RawMessage `json:"objects"`
}

// answer is one output line. Error is set, and the lists are empty, when the line could not be read.
type answer struct {
	ID      json.RawMessage `json:"id"`
	Objects []verdict       `json:"objects"`
	Analyze []finding       `json:"analyze"`
	Error   string          `json:"error,omitempty"`
}

// verdict is what the per-object layers say about one object.
type verdict struct {
	// Object is "Kind namespace/name", as the analyzers name it.
	Object string `json:"object"`
	// Decode lists what `istioctl validate` refuses before any rule is looked at.
	Decode []string `json:"decode"`
	// Webhook is what the admission webhook answers.
	Webhook webhook `json:"webhook"`
	// CRD lists what the API server refuses by the schema, its CEL rules, or the metadata.
	CRD []string `json:"crd"`
	// Unknown lists the fields that the API server would drop, by path.
	Unknown []string `json:"unknown"`
	// Error says why the object could not be judged at all; the other members are empty then.
	Error string `json:"error,omitempty"`
}

type webhook struct {
	// Undecodable: even the lenient decoding failed; Errors says how.
	Undecodable bool     `json:"undecodable,omitempty"`
	Errors      []string `json:"errors"`
	Warnings    []string `json:"warnings"`
}

func main() {
	noAnalyze := flag.Bool("no-analyze", false, "skip the analyzers")
	cluster := flag.Bool("cluster", false,
		"take the objects of a line as all there is in the cluster: also runs the analyzers that need Services, Pods or Secrets")
	flag.Parse()
	// Every line leaves garbage and nothing that stays, so collecting often gains nothing.
	debug.SetGCPercent(400)
	if err := quiet(); err != nil {
		fail(err)
	}
	crds, err := loadCRDs()
	if err != nil {
		fail(err)
	}
	judge := &judge{crds: crds, checks: analyzers(*cluster), analyze: !*noAnalyze}
	if err := serve(judge, os.Stdin, os.Stdout); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "istio-judge:", err)
	os.Exit(2)
}

// quiet keeps Istio's own log away from the answers.
func quiet() error {
	options := log.DefaultOptions()
	options.OutputPaths = []string{"stderr"}
	options.SetDefaultOutputLevel(log.OverrideScopeName, log.NoneLevel)
	return log.Configure(options)
}

// serve answers every line of in, in order, several at a time. Lines may be of any length.
func serve(j *judge, in io.Reader, out io.Writer) error {
	workers := runtime.GOMAXPROCS(0)
	// Each line's answer is promised here in the order of the lines, before anybody works on it.
	promises := make(chan chan answer, 4*workers)
	slots := make(chan struct{}, workers)
	readError := make(chan error, 1)
	go func() {
		defer close(promises)
		lines := bufio.NewReaderSize(in, 1<<16)
		for {
			line, err := lines.ReadBytes('\n')
			if len(bytes.TrimSpace(line)) > 0 {
				promise := make(chan answer, 1)
				promises <- promise
				slots <- struct{}{}
				go func() {
					promise <- j.line(line)
					<-slots
				}()
			}
			if err != nil {
				if err != io.EOF {
					readError <- err
				}
				return
			}
		}
	}()

	buffered := bufio.NewWriterSize(out, 1<<16)
	answers := json.NewEncoder(buffered)
	answers.SetEscapeHTML(false)
	for promise := range promises {
		if err := answers.Encode(<-promise); err != nil {
			return err
		}
		// A reader that waits for this answer before it asks again must get it now.
		if len(promises) == 0 {
			if err := buffered.Flush(); err != nil {
				return err
			}
		}
	}
	select {
	case err := <-readError:
		return err
	default:
		return buffered.Flush()
	}
}

// line answers one line; whatever goes wrong inside becomes part of the answer.
func (j *judge) line(text []byte) (a answer) {
	var q question
	a = answer{ID: json.RawMessage("null"), Objects: []verdict{}, Analyze: []finding{}}
	defer func() {
		if r := recover(); r != nil {
			a = answer{ID: a.ID, Objects: []verdict{}, Analyze: []finding{}, Error: fmt.Sprintf("panic: %v", r)}
			fmt.Fprintf(os.Stderr, "istio-judge: panic: %v\n%s", r, debug.Stack())
		}
	}()
	if err := json.Unmarshal(text, &q); err != nil {
		a.Error = err.Error()
		return a
	}
	if len(q.ID) > 0 {
		a.ID = q.ID
	}
	a.Objects, a.Analyze = j.judge(q.Objects)
	return a
}
