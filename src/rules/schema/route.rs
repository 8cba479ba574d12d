//! An object for tests.

/// A VirtualService with one HTTP route.
pub(super) fn object(route: &str) -> String {
    format!(
        "kind: VirtualService\nmetadata: {{name: a, namespace: demo}}\nspec: {{hosts: [a.org], http: [{route}]}}\n"
    )
}
