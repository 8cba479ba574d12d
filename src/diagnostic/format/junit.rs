//! A JUnit report as Jenkins and GitLab read it: a suite for each group, a failed test for each
//! finding that fails the run. The others are listed in the suite's output, as a test can only
//! pass or fail. Times are zero: nothing was measured.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::text::{concise_line, in_words, one_line, origin};
use super::{Group, Settings, severity};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::{Style, render};

/// How the findings look in the report, whatever the terminal of the run.
const STYLE: Style = Style {
    color: false,
    width: 100,
};

pub(super) fn write(groups: &[Group<'_>], settings: &Settings<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Memory takes whatever is written to it.
    let _ = report(&mut writer, groups, settings);
    let mut out = String::from_utf8(writer.into_inner()).unwrap_or_default();
    out.push('\n');
    out
}

fn report(
    writer: &mut Writer<Vec<u8>>,
    groups: &[Group<'_>],
    settings: &Settings<'_>,
) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer.create_element("testsuites");
    if groups.is_empty() {
        root.write_empty()?;
    } else {
        root.write_inner_content(|writer| {
            let mut suites = groups.iter().enumerate();
            suites.try_for_each(|(number, group)| suite(writer, number, group, settings))
        })?;
    }
    Ok(())
}

fn suite(
    writer: &mut Writer<Vec<u8>>,
    number: usize,
    group: &Group<'_>,
    settings: &Settings<'_>,
) -> io::Result<()> {
    let fails = |found: &Diagnostic| {
        settings
            .fail_on
            .is_some_and(|least| found.severity >= least)
    };
    let (failed, told): (Vec<_>, Vec<_>) = group.diagnostics.iter().partition(|found| fails(found));
    let title = match one_line(group.title) {
        title if title.trim().is_empty() => "rutter".to_owned(),
        title => title,
    };
    writer
        .create_element("testsuite")
        .with_attributes([
            ("name", title.as_str()),
            ("id", &number.to_string()),
            ("package", "rutter"),
            ("tests", &failed.len().max(1).to_string()),
            ("failures", &failed.len().to_string()),
            ("errors", "0"),
            ("time", "0"),
        ])
        .write_inner_content(|writer| {
            writer
                .create_element("properties")
                .write_inner_content(|writer| {
                    writer
                        .create_element("property")
                        .with_attributes([("name", "version"), ("value", settings.version)])
                        .write_empty()?;
                    Ok(())
                })?;
            if failed.is_empty() {
                test(writer, "rutter", &title).write_empty()?;
            }
            for found in failed {
                failure(writer, group, &title, found)?;
            }
            let lines = told.iter().map(|found| concise_line(group, found) + "\n");
            let output: String = lines.collect();
            writer
                .create_element("system-out")
                .write_text_content(BytesText::new(&characters(&output)))?;
            writer.create_element("system-err").write_empty()?;
            Ok(())
        })?;
    Ok(())
}

fn test<'w>(
    writer: &'w mut Writer<Vec<u8>>,
    name: &str,
    title: &str,
) -> quick_xml::writer::ElementWriter<'w, Vec<u8>> {
    writer.create_element("testcase").with_attributes([
        ("name", name),
        ("classname", title),
        ("time", "0"),
    ])
}

fn failure(
    writer: &mut Writer<Vec<u8>>,
    group: &Group<'_>,
    title: &str,
    found: &Diagnostic,
) -> io::Result<()> {
    let code = found.code;
    let name = format!("{code} {} at {}", code.name(), origin(group, found));
    let message = characters(&one_line(&found.message));
    let text = render(&in_words(found, group.sources), group.sources, STYLE);
    test(writer, &characters(&name), title).write_inner_content(|writer| {
        writer
            .create_element("failure")
            .with_attributes([
                ("message", message.as_str()),
                ("type", severity(found.severity)),
            ])
            .write_text_content(BytesText::new(&characters(&text)))?;
        Ok(())
    })?;
    Ok(())
}

/// The text without the characters that XML 1.0 cannot hold in any way (section 2.2), as far as
/// they were not made visible already.
fn characters(text: &str) -> String {
    text.chars()
        .map(|char| match char {
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            _ => char,
        })
        .collect()
}
