//! What is laid over a chart's own values.

use std::path::Path;

use serde::Serialize;

use crate::environment::Environment;
use crate::values::{InputFile, Inputs};
use crate::yaml::{Node, emit};
use crate::{Error, ErrorKind};

/// What is laid over the `values.yaml` of a chart, as Helm's `-f` and `--set` do: first everything
/// that is a file (a text, a file, a serialized value) in its order, then [`Values::set_json`],
/// [`Values::set`], [`Values::set_string`], [`Values::set_literal`], each kind in its order.
///
/// The default is nothing: the chart's own values alone.
///
/// ```
/// # fn main() -> Result<(), rutter::Error> {
/// use rutter::Values;
///
/// #[derive(serde::Serialize)]
/// struct Ingress { enabled: bool }
/// #[derive(serde::Serialize)]
/// struct Settings { ingress: Ingress }
///
/// let values = Values::default()
///     .text("platform.yaml", "ingress: {staging: true}")
///     .serialize("settings of this program", &Settings { ingress: Ingress { enabled: true } })?
///     .set("ingress.service.port=8443");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Values {
    inputs: Inputs,
}

impl Values {
    /// Nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The content of a values file, as YAML. Messages call it `name`.
    ///
    /// What is wrong with it is told by the compilation.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, yaml: impl Into<Vec<u8>>) -> Self {
        self.inputs.files.push(InputFile {
            name: name.into(),
            bytes: yaml.into(),
        });
        self
    }

    /// A values file. Messages call it by its path.
    ///
    /// # Errors
    /// When it cannot be read: [`ErrorKind::NotFound`], [`ErrorKind::Unreadable`].
    pub fn file(self, files: &dyn Environment, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.to_string_lossy();
        let bytes = files
            .read(path)
            .map_err(|error| Error::io(&*name, &error))?;
        Ok(self.text(name, bytes))
    }

    /// Any serde value that comes to a map, exactly as if it had been written to a values file
    /// (where every number is a float of 64 bits). Messages show it as YAML, and call it `name`.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for what is no map, and for what YAML cannot hold: floats that are not
    /// finite, keys that are lists or maps, more than 400 levels of nesting.
    pub fn serialize<T: Serialize + ?Sized>(
        self,
        name: impl Into<String>,
        value: &T,
    ) -> Result<Self, Error> {
        let name = name.into();
        let usage = |message: String| Error::new(ErrorKind::Usage, message).with_path(&*name);
        let node = Node::from_serialize(value)
            .map_err(|error| usage(format!("these values cannot be used: {error}")))?;
        if node.as_map().is_none() {
            let kind = node.kind();
            return Err(usage(format!("values are a map, and this is {kind}")));
        }
        let text = emit::write(&node);
        Ok(self.text(name, text))
    }

    /// As Helm's `--set`: `ingress.gatewayHosts.default=pad,ingress.staging=true`.
    #[must_use]
    pub fn set(mut self, assignments: impl Into<String>) -> Self {
        self.inputs.set.push(assignments.into());
        self
    }

    /// As Helm's `--set-string`: what is set is a string whatever it looks like.
    #[must_use]
    pub fn set_string(mut self, assignments: impl Into<String>) -> Self {
        self.inputs.set_string.push(assignments.into());
        self
    }

    /// As Helm's `--set-json`: `ingress.httproutes=[...]`.
    #[must_use]
    pub fn set_json(mut self, assignments: impl Into<String>) -> Self {
        self.inputs.set_json.push(assignments.into());
        self
    }

    /// As Helm's `--set-literal`: all of `text` is the value at `key`, with nothing special in it.
    #[must_use]
    pub fn set_literal(mut self, key: &str, text: &str) -> Self {
        self.inputs.set_literal.push(format!("{key}={text}"));
        self
    }

    /// These values with others laid over them.
    #[cfg(feature = "build")]
    pub(crate) fn and(mut self, over: Values) -> Self {
        let Inputs {
            files,
            set,
            set_string,
            set_json,
            set_literal,
            ..
        } = over.inputs;
        self.inputs.files.extend(files);
        self.inputs.set.extend(set);
        self.inputs.set_string.extend(set_string);
        self.inputs.set_json.extend(set_json);
        self.inputs.set_literal.extend(set_literal);
        self
    }

    /// As Helm's `--set-file`: the value at `key` is the text of a file. Counts among
    /// [`Values::set_literal`].
    ///
    /// # Errors
    /// When it cannot be read: [`ErrorKind::NotFound`], [`ErrorKind::Unreadable`].
    pub fn set_file(
        self,
        key: &str,
        files: &dyn Environment,
        path: impl AsRef<Path>,
    ) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = files
            .read(path)
            .map_err(|error| Error::io(path.to_string_lossy(), &error))?;
        Ok(self.set_literal(key, &String::from_utf8_lossy(&bytes)))
    }

    /// The inputs of the stage that computes values.
    pub(super) fn inputs(&self) -> &Inputs {
        &self.inputs
    }
}
