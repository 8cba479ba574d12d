//! The languages of templates.

use crate::{Error, ErrorKind};

/// The language of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// Jinja, as the minijinja engine speaks it: files that end in `.j2`.
    Jinja,
    /// Tera 2: files that end in `.tera`.
    #[cfg(feature = "tera")]
    Tera,
}

impl Dialect {
    pub(super) fn name(self) -> &'static str {
        match self {
            Dialect::Jinja => "Jinja",
            #[cfg(feature = "tera")]
            Dialect::Tera => "Tera",
        }
    }

    /// The dialect of a file, by the ending of its name.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for another ending; [`ErrorKind::Unsupported`] for `.tera` in a build
    /// without the feature `tera`.
    pub fn of_path(path: &str) -> Result<Dialect, Error> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("j2") => Ok(Dialect::Jinja),
            #[cfg(feature = "tera")]
            Some("tera") => Ok(Dialect::Tera),
            #[cfg(not(feature = "tera"))]
            Some("tera") => Err(Error::new(
                ErrorKind::Unsupported,
                format!(
                    "{path}: this build does not speak Tera's dialect: build rutter with the \
                     feature `tera`, or write the template in Jinja (`.j2`)"
                ),
            )),
            _ => Err(Error::new(
                ErrorKind::Usage,
                format!(
                    "{path}: the ending of a template says its dialect: `.j2` for Jinja, `.tera` \
                     for Tera"
                ),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides() {
        let said = |path| Dialect::of_path(path).map_err(|error| error.kind());
        assert_eq!(said("a/certificate.yaml.j2"), Ok(Dialect::Jinja));
        for other in ["a.j2/certificate", "j2", "x.J2", "x.yaml", ""] {
            assert_eq!(said(other), Err(ErrorKind::Usage), "{other}");
        }
        #[cfg(feature = "tera")]
        assert_eq!(said("x.tera"), Ok(Dialect::Tera));
        #[cfg(not(feature = "tera"))]
        assert_eq!(said("x.tera"), Err(ErrorKind::Unsupported));
    }
}
