use rutter::build::Build;

fn main() {
    Build::new("charts/notes")
        .release("notes")
        .namespace("notes")
        .values("values/production.yaml")
        .objects("ingress.yaml")
        .constants("ingress.rs")
        .run();
}
