use super::value::DROPPED;
use crate::rules::prelude::*;

rule! {
    /// A setting that the version of Istio that is checked for does not have yet.
    ///
    /// The version is that of `--istio-version` or of `rutter.yaml`; 1.30 where none is said.
    ///
    /// ## Why it matters
    /// The API server of that cluster drops the key, or refuses the object: requests are served as if the
    /// setting were not there.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /old/}}]
    ///       redirect: {prefixRewrite: /new/}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old/}}]
    ///       redirect: {uri: /new/}
    /// ```
    ///
    /// ## Source
    /// Istio 1.18 to 1.32: `manifests/charts/base/files/crd-all.gen.yaml` of each.
    Error 3019 "s-field-too-new" Field(check)
}

/// What older versions have instead.
const INSTEAD: [(&str, &str); 9] = [
    ("mirrors", "older versions have `mirror`, for one copy"),
    (
        "uriRegexRewrite",
        "older versions have `uri`, which replaces a prefix or a whole path",
    ),
    (
        "prefixRewrite",
        "older versions have `uri`, which replaces the whole path",
    ),
    (
        "credentialNames",
        "older versions have `credentialName`, for one secret",
    ),
    (
        "tlsCertificates",
        "older versions have `serverCertificate` and `privateKey`, for one certificate",
    ),
    (
        "caCertCredentialName",
        "older versions read `ca.crt` of the secret, or of one with `-cacert` behind its name",
    ),
    ("warmup", "older versions have `warmupDurationSecs`"),
    (
        "outlierDetectionHttpErrorCodes",
        "older versions count all of 5xx, or 502, 503 and 504 by `consecutiveGatewayErrors`",
    ),
    (
        "zoneAwareLbSetting",
        "older versions have `localityLbSetting`",
    ),
];

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let Some(info) = field.info else { return };
    let Some(since) = info.facts.since.filter(|since| cx.istio < *since) else {
        return;
    };
    if field.is_inside {
        return;
    }
    let (key, istio) = (info.name, cx.istio);
    let instead = INSTEAD.iter().find(|(name, _)| *name == key);
    let finding = cx
        .report_key(
            field.holder,
            key,
            format!("Istio {istio} has no `{key}` yet: it came with Istio {since}"),
        )
        .label(format!("since Istio {since}"))
        .note(DROPPED);
    let finding = match instead {
        Some((_, text)) => finding.help(*text),
        None => finding.help(format!("remove `{key}`")),
    };
    finding.help(format!(
        "if the cluster runs Istio {since}, say so by `--istio-version {since}` or in rutter.yaml"
    ));
}
