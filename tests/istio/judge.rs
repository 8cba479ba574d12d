//! Istio's own code as a child process that answers for a line of objects with a line.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value as Json;

pub struct Judge {
    child: Child,
    questions: Option<BufWriter<ChildStdin>>,
    answers: BufReader<ChildStdout>,
}

/// What Istio says of the objects of a release.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Why it refuses, each with the part of Istio that says so.
    pub errors: Vec<String>,
    pub warnings: Vec<String>,
    /// What `istioctl analyze` says, each with its code.
    pub analysis: Vec<String>,
}

impl Judge {
    pub fn start(program: &str) -> Judge {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let questions = child.stdin.take().map(BufWriter::new);
        let answers = BufReader::new(child.stdout.take().unwrap());
        Judge {
            child,
            questions,
            answers,
        }
    }

    /// One verdict for each list of objects.
    pub fn ask(&mut self, releases: &[&[String]]) -> Vec<Verdict> {
        let Judge {
            questions, answers, ..
        } = self;
        let questions = questions.as_mut().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for objects in releases {
                    writeln!(
                        questions,
                        "{{\"id\":0,\"objects\":[{}]}}",
                        objects.join(",")
                    )
                    .unwrap();
                }
                questions.flush().unwrap();
            });
            let read = releases.iter().map(|_| {
                let mut line = String::new();
                answers.read_line(&mut line).unwrap();
                Verdict::read(&line)
            });
            read.collect()
        })
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        self.questions = None;
        let _ = self.child.wait();
    }
}

impl Verdict {
    fn read(line: &str) -> Verdict {
        let answer: Json = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert!(answer["error"].is_null(), "{line}");
        let mut verdict = Verdict::default();
        for object in answer["objects"].as_array().unwrap() {
            let texts = |list: &Json| -> Vec<String> {
                let texts = list.as_array().into_iter().flatten();
                texts
                    .filter_map(|text| text.as_str().map(str::to_owned))
                    .collect()
            };
            let mut add = |layer: &str, list: &Json| {
                for text in texts(list) {
                    verdict.errors.push(format!("{layer}: {text}"));
                }
            };
            if let Some(error) = object["error"].as_str() {
                add("judge", &Json::Array(vec![error.into()]));
            }
            add("webhook", &object["webhook"]["errors"]);
            add("crd", &object["crd"]);
            add("decode", &object["decode"]);
            add("unknown", &object["unknown"]);
            verdict
                .warnings
                .extend(texts(&object["webhook"]["warnings"]));
        }
        for finding in answer["analyze"].as_array().into_iter().flatten() {
            let part = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            verdict
                .analysis
                .push(format!("{}: {}", part("code"), part("message")));
        }
        verdict
    }
}
