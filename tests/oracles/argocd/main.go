// argocd-cmp does with a config management plugin what Argo CD does: its own code (module
// github.com/argoproj/argo-cd, pinned) packs the repository, hands it to the plugin's server, asks
// whether the plugin is for it, and lets it generate. Only the network between the two is left out.
//
// usage: argocd-cmp PLUGIN_FOLDER REPOSITORY APP_PATH < source.yaml
//
// PLUGIN_FOLDER holds plugin.yaml. Standard input is what an Application has below spec.source.plugin
// (`env`, `parameters`), or nothing. The manifests go to standard output.
// Exit: 0 generated, 1 the plugin failed (what Argo CD would show stands on standard error),
// 3 the plugin says that it is not for this folder.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	log "github.com/sirupsen/logrus"
	"google.golang.org/grpc"
	"sigs.k8s.io/yaml"

	"github.com/argoproj/argo-cd/v3/cmpserver/apiclient"
	"github.com/argoproj/argo-cd/v3/cmpserver/plugin"
	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/cmp"
)

// stream is both ends of the connection: what was sent is received, one after the other.
type stream[R any] struct {
	grpc.ServerStream
	sent     []*apiclient.AppStreamRequest
	response *R
}

func (s *stream[R]) Context() context.Context { return context.Background() }

func (s *stream[R]) Send(request *apiclient.AppStreamRequest) error {
	// The sender uses its buffer again.
	if file := request.GetFile(); file != nil {
		chunk := append([]byte(nil), file.Chunk...)
		request = &apiclient.AppStreamRequest{
			Request: &apiclient.AppStreamRequest_File{File: &apiclient.File{Chunk: chunk}},
		}
	}
	s.sent = append(s.sent, request)
	return nil
}

func (s *stream[R]) Recv() (*apiclient.AppStreamRequest, error) {
	if len(s.sent) == 0 {
		return nil, io.EOF
	}
	next := s.sent[0]
	s.sent = s.sent[1:]
	return next, nil
}

func (s *stream[R]) SendAndClose(response *R) error {
	s.response = response
	return nil
}

// environment is what the repo-server tells a plugin (reposerver/repository, getPluginEnvs, which
// cannot be called from here; the part about parameters is Argo CD's own).
func environment(source *v1alpha1.ApplicationSourcePlugin, appPath string) ([]string, error) {
	vars := v1alpha1.Env{
		{Name: "ARGOCD_APP_NAME", Value: "pad"},
		{Name: "ARGOCD_APP_NAMESPACE", Value: "pads"},
		{Name: "ARGOCD_APP_PROJECT_NAME", Value: "default"},
		{Name: "ARGOCD_APP_SOURCE_PATH", Value: appPath},
		{Name: "KUBE_VERSION", Value: "1.33"},
	}
	env := vars.Environ()
	for _, entry := range source.Env {
		env = append(env, fmt.Sprintf("ARGOCD_ENV_%s=%s", entry.Name, vars.Envsubst(entry.Value)))
	}
	parameters, err := source.Parameters.Environ()
	return append(env, parameters...), err
}

func run(folder, repository, appPath string) error {
	config, err := plugin.ReadPluginConfig(folder)
	if err != nil {
		return err
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	source := v1alpha1.ApplicationSourcePlugin{}
	if err := yaml.UnmarshalStrict(input, &source); err != nil {
		return err
	}
	env, err := environment(&source, appPath)
	if err != nil {
		return err
	}
	service := plugin.NewService(plugin.CMPServerInitConstants{PluginConfig: *config})
	if err := service.Init(common.GetCMPWorkDir()); err != nil {
		return err
	}
	root, err := filepath.Abs(repository)
	if err != nil {
		return err
	}
	app := filepath.Join(root, appPath)

	match := &stream[apiclient.RepositoryResponse]{}
	if err := cmp.SendRepoStream(context.Background(), app, root, match, env, nil); err != nil {
		return err
	}
	if err := service.MatchRepository(match); err != nil {
		return err
	}
	if match.response.IsDiscoveryEnabled && !match.response.IsSupported {
		return errNotForIt
	}

	generate := &stream[apiclient.ManifestResponse]{}
	if err := cmp.SendRepoStream(context.Background(), app, root, generate, env, nil); err != nil {
		return err
	}
	if err := service.GenerateManifest(generate); err != nil {
		return err
	}
	for _, manifest := range generate.response.Manifests {
		fmt.Printf("---\n%s\n", manifest)
	}
	return nil
}

var errNotForIt = errors.New("the plugin is not for this folder")

func main() {
	log.SetOutput(io.Discard)
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: argocd-cmp PLUGIN_FOLDER REPOSITORY APP_PATH < source.yaml")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		if errors.Is(err, errNotForIt) {
			os.Exit(3)
		}
		os.Exit(1)
	}
}
