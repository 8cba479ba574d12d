//! The registry of the diagnostics that are no rules. A code is never reused; the first digit says
//! which stage speaks: 0 reading, 1 values, 2 helper, 3 Istio, 4 suspicious, 5 cross-release. The
//! codes from 3000 stand beside their rules in `src/rules`.

use std::fmt;

/// The code of a diagnostic, `RT` and four digits, and its name in kebab case. Codes of rules are
/// declared beside the rules; all others below.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    number: u16,
    name: &'static str,
}

/// What the registry says about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Info {
    /// The code and its name.
    pub code: Code,
    /// One line on what it means.
    pub summary: &'static str,
    /// What helps those who meet it for the first time: whole sentences, or nothing.
    pub more: &'static str,
}

impl Code {
    /// The code of nothing.
    pub(crate) const NONE: Code = Code::new(0, "");

    /// A code of the registry below, or of a rule.
    pub(crate) const fn new(number: u16, name: &'static str) -> Self {
        Code { number, name }
    }

    /// The four digits.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }

    /// The name in kebab case, `yaml-syntax`; describes the bad pattern.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Whether an author means this code: `RT0001`, in any case, or its name.
    #[must_use]
    pub fn is_called(self, text: &str) -> bool {
        let digits = text
            .get(..2)
            .filter(|letters| letters.eq_ignore_ascii_case("RT"))
            .and_then(|_| text.get(2..))
            .filter(|digits| digits.len() == 4);
        text == self.name || digits.and_then(|d| d.parse().ok()) == Some(self.number)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RT{:04}", self.number)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! registry {
    ($($number:literal $constant:ident $name:literal $summary:literal $(+ $more:literal)?)*) => {
        $(#[doc = $summary] pub const $constant: Code = Code::new($number, $name);)*

        /// Every code there is, in order.
        pub static REGISTRY: &[Info] = &[
            $(Info { code: $constant, summary: $summary, more: concat!($($more)?) },)*
        ];
    };
}

registry! {
    1 YAML_SYNTAX "yaml-syntax" "the text is no YAML as Helm reads it"
        + "Look at the line above the marked one, too: most often a quote or a bracket is not closed, a line is indented otherwise than its neighbours, or a text that holds `: ` or ` #` needs quotes."
    2 BAD_ENCODING "bad-encoding" "the file is not text in an encoding that Helm reads"
    3 FORBIDDEN_CHARACTER "forbidden-character" "a control character that YAML does not allow"
    4 TOO_DEEP "too-deep" "values nest deeper than Helm allows"
    5 EXCESSIVE_ALIASES "excessive-aliases" "aliases expand to more than Helm allows"
    6 UNKNOWN_ANCHOR "unknown-anchor" "an alias of an anchor that does not stand above it"
    7 RECURSIVE_ANCHOR "recursive-anchor" "an alias inside the value of its own anchor"
    8 BAD_MERGE "bad-merge" "`<<` with a value that is no map"
    9 BAD_TAG "bad-tag" "a tag that its value does not fit, or that does not exist"
    10 UNUSABLE_KEY "unusable-key" "a key that Helm cannot turn into text"
    11 KEY_TOO_LONG "key-too-long" "a key of more than 1024 characters"
    12 NOT_A_MAP "values-not-a-map" "a values file that does not hold keys and values"
    13 NOT_FINITE "not-finite-number" "a number that is infinite or no number"
    14 BAD_SEPARATOR "bad-separator" "a document separator that Helm 4 refuses"
    15 TAB_INDENTATION "tab-indentation" "a tab where only spaces may indent"
        + "Two spaces a level are usual; every editor can put spaces where you press the tab key."
    16 UNQUOTED_TEMPLATE "unquoted-template" "a template expression in a file that is no template"
    20 DUPLICATE_KEY "duplicate-key" "a key given twice in one map: only the last value counts"
        + "Helm does not merge the two: everything below the first one is lost, without a word. Put both under one key."
    21 COINCIDING_KEYS "coinciding-keys" "different keys that Helm takes for the same one, at random"
    22 MERGE_REPLACES_KEY "merge-replaces-key" "`<<` below a key that it replaces"
    23 UNREAD_REST "unread-rest" "content behind the part of a values file that Helm reads"
    1001 SET_WITHOUT_VALUE "set-without-value" "a name in a --set flag has no value"
    1002 SET_LIST_NOT_CLOSED "set-list-not-closed" "a list in a --set flag does not end"
    1003 SET_INDEX "set-invalid-index" "a position in a --set flag cannot be used"
    1004 SET_TOO_DEEP "set-too-deep" "a path in a --set flag has more than 31 names"
    1005 SET_NOT_A_MAP "set-through-non-map" "a --set flag looks for a key inside a value that is no map"
    1006 SET_NOT_A_LIST "set-through-non-list" "a --set flag looks for a position inside a value that is no list"
    1007 SET_JSON "set-json-invalid" "the value of a --set-json flag is no JSON"
    1010 SUBCHART_NOT_A_MAP "subchart-values-not-a-map" "the values given to a subchart are no map"
    1012 MAP_REPLACED "map-replaced" "a value that is no map replaces a map"
    1013 MAP_OVER_NON_MAP "map-over-non-map" "a map replaces a value that is no map"
    1014 GLOBAL_NOT_A_MAP "global-not-a-map" "global is no map and reaches no subchart"
    1015 GLOBAL_CONFLICT "global-conflict" "a global value does not reach a subchart"
    1016 CONDITION_NOT_BOOLEAN "condition-not-boolean" "the condition of a dependency is no boolean"
    1017 TAG_NOT_BOOLEAN "tag-not-boolean" "the tag of a dependency is no boolean"
    1018 IMPORT_WITHOUT_TABLE "import-without-map" "import-values names nothing that could be imported"
    1100 SCHEMA_INVALID "schema-invalid" "the chart's values.schema.json cannot be used"
    1101 SCHEMA_VIOLATION "schema-violation" "a value does not fit the chart's schema"
        + "The file values.schema.json in the chart says what its values may be, and Helm refuses the release. Change the value, or the schema if it is the one that is wrong; `--skip-schema-validation` looks at neither."
    1102 SCHEMA_REMOTE "schema-remote-reference" "the chart's schema refers to something outside of the chart"
    1103 SCHEMA_TOO_DEEP "schema-values-too-deep" "values nest too deep to be checked against the chart's schema"
    1120 CHART_YAML_TYPE "chart-yaml-wrong-type" "a field of Chart.yaml has the wrong type"
    1121 CHART_NAME "chart-name-invalid" "the chart has no name, or one that Helm refuses"
    1122 CHART_VERSION "chart-version-invalid" "the chart has no version, or none that Helm accepts"
    1123 CHART_API_VERSION "chart-api-version-unknown" "Helm 4 does not know the apiVersion of Chart.yaml"
    1124 CHART_TYPE "chart-type-unknown" "the type of the chart is neither application nor library"
    1125 LIBRARY_CHART "library-chart-compiled" "a library chart cannot be installed on its own"
    1126 DEPENDENCY_INVALID "dependency-invalid" "an entry of dependencies is empty or has an alias that Helm refuses"
    1127 DEPENDENCY_DUPLICATE "dependency-duplicate" "two dependencies have the same name or alias"
    1128 DEPENDENCY_MISSING "dependency-missing" "a declared dependency does not stand in charts/"
    1129 SUBCHART_WITHOUT_CHART_YAML "subchart-without-chart-yaml" "something in charts/ is no chart"
    1130 CHART_FILE_TOO_LARGE "chart-file-too-large" "Helm 3 loads no chart with a file above 5 MiB"
    1131 ARCHIVE_UNREADABLE "archive-unreadable" "a packaged chart cannot be unpacked"
    1132 ARCHIVE_PATH "archive-path-refused" "a packaged chart holds a path that leads out of it"
    1133 ARCHIVE_TOO_LARGE "archive-too-large" "a packaged chart unpacks to more than Helm allows"
    1134 HELMIGNORE_PATTERN "helmignore-pattern-invalid" "a pattern in .helmignore that Helm refuses"
    1135 SUBCHARTS_TOO_DEEP "subcharts-too-deep" "charts stand in charts, level below level"
    1200 MISSING_MAP "missing-map" "the helper looks into a map that is not there"
        + "The older helpers look into some maps without asking whether they are there, and Helm stops with `nil pointer evaluating`. Give the chart's values.yaml an empty one, such as `gatewayHosts: {}`."
    1201 NULL_MAP "null-map" "a null took away a map that the helper looks into"
        + "`key:` with nothing behind it is a null, as `key: ~` is, and a null in an overriding file takes the chart's default away. Write `{}` for an empty map, or remove the line."
    1202 WRONG_TYPE "wrong-type" "a value of the stanza has a type that the helper cannot use"
        + "Quotes make a text: `\"true\"` and `\"443\"` are no boolean and no number. A list needs `- ` in front of its items, or brackets."
    1203 NULL_LIST "null-list" "a null took away a list whose length the helper asks for"
    1204 ROUTE_HOSTS_REQUIRED "route-hosts-required" "an existing gateway without the hosts to serve on it"
        + "A Gateway of another release may serve hosts that are not yours, so this release must say in `routeHosts` which ones it answers for."
    1205 SPLICED_TEXT "spliced-text" "a text that would change the structure of the YAML it is pasted into"
        + "The helper pastes the text without quotes: a line break, `: ` or a list in it would become keys and items of the object. Write a plain name or list of names."
    1206 NAME_CUT_IN_CHARACTER "name-cut-in-character" "a long name whose cut falls inside a character"
    1207 EMPTY_ROUTE "empty-route" "a route that this helper version cannot add a destination to"
    1208 CORS_WITHOUT_ROUTE "cors-without-route" "a last route that cannot take the CORS policy"
    1209 UNPRINTABLE_VALUE "unprintable-value" "a value that Helm prints but cannot read back"
    1210 CHANGED_VALUE "changed-value" "a value that Helm changes when it prints it"
    1211 TWO_GATEWAYS "two-gateways" "both names of the existing gateway are set, to different gateways"
    1212 NO_HOSTS "no-hosts" "a Gateway without any host"
    1213 RULE_WITHOUT_HOST "rule-without-host" "a destination rule that names no service"
    2001 HELPER_MISSING "helper-missing" "neither the chart nor a chart below it carries a helper"
        + "Without a helper the values under `ingress` become no objects. `rutter helper template 1.0` prints one to vendor; a template of the chart has to include it."
    2002 HELPER_VERSION_UNKNOWN "helper-version-unknown" "the chart asks for a version of a helper that nobody described"
    2003 HELPER_CONTRADICTION "helper-contradiction" "two places in a chart name different versions of its helper"
    2004 HELPER_CHANGED "helper-changed" "a template of the helper is not the original"
    2005 TEMPLATE_REDEFINED "template-redefined" "a template that the helper needs is defined twice"
    2006 TEMPLATE_MISSING "template-missing" "a template that the helper needs is nowhere in the chart"
    2007 HELPER_NOT_INCLUDED "helper-not-included" "no template of the chart includes the helper it carries"
    2008 INCLUDE_CONDITIONAL "include-conditional" "the helper is included behind a condition"
    2009 INCLUDE_REPEATED "include-repeated" "the helper is included more than once"
    2010 INCLUDE_PARTIAL "include-partial" "a chart includes parts of the helper instead of the whole"
    2011 INCLUDE_CONTEXT "include-context" "the helper is included with something else than the whole context"
    2012 INCLUDE_PROCESSED "include-processed" "what the helper prints is changed before it is printed"
    2013 TEMPLATE_SYNTAX "template-syntax" "a template file cannot be read to its end"
    2014 PACKAGE_FILE_INVALID "package-file-invalid" "package.json or package.lock has another shape than expected"
    2015 VALUES_CHANGED "values-changed" "a template changes values that the helper reads"
    2016 INCLUDE_GLUED "include-glued" "text behind the include becomes a part of the helper's last object"
    2050 HELPER_DEFINITION "helper-definition" "a helper definition that cannot be used"
    2100 CONFIG_VERSION "config-version" "rutter.yaml does not begin with a version that can be read"
    2101 CONFIG_UNKNOWN_KEY "config-unknown-key" "a key of rutter.yaml that does not exist"
    2102 CONFIG_VALUE "config-invalid-value" "a value in rutter.yaml that its key cannot take"
    2103 CONFIG_UNKNOWN_RULE "config-unknown-rule" "rutter.yaml names a rule that does not exist"
    2104 CONFIG_UNKNOWN_HELPER "config-unknown-helper" "rutter.yaml names a helper that does not exist"
    2105 CONFIG_PATTERN "config-invalid-pattern" "a pattern of paths in rutter.yaml that can match nothing"
    2106 CONFIG_UNQUOTED_VERSION "config-unquoted-version" "an Istio version in rutter.yaml that YAML takes for another number"
    2120 IGNORE_MALFORMED "ignore-malformed" "an ignore comment that cannot be understood"
    2121 IGNORE_WITHOUT_REASON "ignore-without-reason" "an ignore comment that gives no reason"
    2122 IGNORE_UNKNOWN_RULE "ignore-unknown-rule" "an ignore comment names a rule that does not exist"
    2123 IGNORE_UNUSED "ignore-unused" "an ignore comment that has nothing to ignore"
    2124 IGNORE_OF_ERROR "ignore-of-error" "an ignore comment for an error that stops the compilation"
    2140 BASELINE_INVALID "baseline-invalid" "a baseline file that cannot be used"
    2160 FUNCTION_KIND "function-kind-unknown" "a functionConfig that is none of rutter's"
        + "A function is told what to do by an IngressCheck or an IngressCompile of rutter.dev/v1alpha1, or by a ConfigMap with the same keys below `data`."
    2161 FUNCTION_UNKNOWN_KEY "function-unknown-key" "a key of a functionConfig that does not exist"
    2162 FUNCTION_VALUE "function-invalid-value" "a value in a functionConfig that its key cannot take"
    2163 FUNCTION_CHART "function-chart-unusable" "the chart, or a file, that a functionConfig names cannot be read"
        + "Paths are seen from the folder in which the function runs: for kustomize that of the kustomization, for kpt that of the package."
    2164 NOTHING_TO_CHECK "nothing-to-check" "no Gateway, VirtualService or DestinationRule of Istio's among what was given"
    2165 OBJECT_REPLACED "object-replaced" "an object of the same name stood where it was not expected, and is replaced"
    2166 OBJECT_NO_LONGER_COMPILED "object-no-longer-compiled" "an object that was compiled before is taken out: the chart no longer gives it"
        + "Compiled objects bear the annotation `rutter.dev/compiled-by` with the namespace and the name of their release. What bears it, and is not compiled any more, is taken out; without the annotation, it stays."
    2167 OBJECT_BESIDE "object-left-beside" "an object of the name of a compiled one is left beside it"
        + "Whoever applies both gives the cluster the one that comes last."
    2170 OBJECT_VERSION "object-version-unknown" "an object of Istio's without an apiVersion, or with one that does not exist"
        + "Istio's Gateways, VirtualServices and DestinationRules are of `networking.istio.io/v1`; `v1beta1` and `v1alpha3` are older names of the same. Kubernetes has a Gateway of its own, of `gateway.networking.k8s.io`."
    2171 OBJECT_KIND "object-kind-unknown" "an object of Istio's without a kind, or with one that is written in another way"
        + "Kinds are written with capitals where their words begin: VirtualService, not Virtualservice."
    2172 OBJECT_NAME "object-without-name" "an object of Istio's without a name"
        + "Kubernetes wants `metadata.name` on every object."
    2173 OBJECT_SPEC "object-without-spec" "an object of Istio's without a spec, or with one that is no map"
        + "Everything an object says stands below `spec:`. As long as it does not, no rule looks at the object."
    2174 OBJECT_TWICE "object-twice" "two objects of one kind have the same name in the same namespace"
        + "A cluster keeps one of them. Some programs stop at the second one, others let it replace the first, and what the first one said is lost without a word."
    2200 EXTENSION_SYNTAX "extension-syntax" "a template given with --template cannot be read"
        + "Look above the marked place, too: most often a `{% for %}` or `{% if %}` has no end, or a bracket is not closed. Files that end in `.j2` speak Jinja, those in `.tera` Tera: filters take their arguments as `default('x')` in one and as `default(value='x')` in the other."
    2201 EXTENSION_UNDEFINED "extension-undefined" "a template uses a value that does not exist, or prints a null"
        + "`rutter model NAME CHART` prints every value there is. A value that may be missing needs a default: `| default('x')` in Jinja, `| default(value='x')` in Tera; one that may be null, too: `| default('x', true)` and `| default(value='x', boolean=true)`."
    2202 EXTENSION_FAILED "extension-failed" "a template stops with an error"
    2203 EXTENSION_ENDLESS "extension-endless" "a template works or prints without an end"
    2204 EXTENSION_NO_OBJECT "extension-no-object" "a template prints something that is no Kubernetes object"
    2205 EXTENSION_NAME "extension-invalid-name" "a template prints an object with a name that Kubernetes refuses"
    2206 EXTENSION_LABEL "extension-invalid-label" "a template prints a label or annotation that Kubernetes refuses"
        + "Kubernetes takes only texts there, and YAML reads `true`, `1.0` and `8080` without quotes as something else. `{{ value | tojson }}` writes the quotes."
    2207 EXTENSION_DUPLICATE "extension-duplicate" "an object that is already there: the later one replaces the earlier"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_names_unique() {
        assert!(REGISTRY.windows(2).all(|pair| pair[0].code < pair[1].code));
        let mut names: Vec<_> = REGISTRY.iter().map(|info| info.code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), REGISTRY.len());
    }

    #[test]
    fn more_is_said_in_whole_sentences() {
        assert!(REGISTRY.iter().any(|info| !info.more.is_empty()));
        for info in REGISTRY {
            let whole = info.more.is_empty() || info.more.ends_with('.');
            assert!(whole, "{}", info.code);
        }
    }

    #[test]
    fn a_code_prints_with_four_digits() {
        assert_eq!(YAML_SYNTAX.to_string(), "RT0001");
        assert_eq!(YAML_SYNTAX.name(), "yaml-syntax");
    }

    #[test]
    fn an_author_may_use_the_code_or_the_name() {
        for text in ["RT0001", "rt0001", "yaml-syntax"] {
            assert!(YAML_SYNTAX.is_called(text), "{text}");
        }
        for text in ["RT1", "0001", "RT0002", "RT00001", "é0001", ""] {
            assert!(!YAML_SYNTAX.is_called(text), "{text}");
        }
    }
}
