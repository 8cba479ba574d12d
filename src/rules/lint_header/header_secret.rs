use crate::rules::prelude::*;

rule! {
    /// A header whose value looks like a password or a token.
    ///
    /// ## Why it matters
    /// The value stands in the VirtualService, which everyone who may read the namespace can read,
    /// and in every dump of the gateway's configuration.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers: {request: {set: {authorization: "Basic cGFkOmh1bnRlcjI="}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers: {request: {set: {x-client: pad}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning.
    Info 4312 "lint-header-secret" HeaderOperation(check)
}

/// Headers that carry nothing but a secret.
const KEYS: [&str; 6] = [
    "x-api-key",
    "api-key",
    "apikey",
    "x-auth-token",
    "private-token",
    "x-access-token",
];

fn check(cx: &mut Context<'_>, operation: &HeaderOperation<'_>) {
    let Some(value) = operation.value() else {
        return;
    };
    let Some(text) = value.as_str() else { return };
    let name = operation.name().to_ascii_lowercase();
    // What the gateway fills in from elsewhere is no secret here.
    if !operation.on_request || text.contains('%') {
        return;
    }
    let is_secret = match name.as_str() {
        "authorization" | "proxy-authorization" => {
            let token = text.split_once(' ').filter(|(scheme, _)| {
                ["basic", "bearer", "token"].contains(&scheme.to_ascii_lowercase().as_str())
            });
            token.is_some_and(|(_, token)| is_random(token.trim()))
        }
        _ => KEYS.contains(&name.as_str()) && is_random(text),
    };
    if is_secret {
        cx.report(value, format!("the value of `{name}` looks like a secret"))
            .label("readable for many")
            .note(
                "whoever may read the VirtualService or the configuration of the gateway can read \
                 it",
            )
            .help("let the service itself get the secret, from a Secret of Kubernetes");
    }
}

/// Whether a text may be a secret, not a word that stands for one.
fn is_random(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-.~".contains(&byte);
    text.len() >= 8
        && text.bytes().all(is_part)
        && text
            .bytes()
            .any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && text
            .bytes()
            .any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}
