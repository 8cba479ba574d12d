//! `rutter schema`

use rutter::config;
use rutter::schema::{self, Root};
use rutter::source::Sources;

use super::args::Schema;
use super::report::Report;
use super::{CannotRun, Done, input, print};

pub fn run(args: &Schema, report: &Report) -> Result<Done, CannotRun> {
    if args.config {
        return print(config::json_schema().as_bytes());
    }
    if args.model {
        return print(rutter::model::json_schema().as_bytes());
    }
    let Some(helper) = input::find_helper(&args.helper, &mut Sources::new(), report)? else {
        return Ok(Done::WithFindings);
    };
    let root = if args.whole_values {
        Root::Closed
    } else {
        Root::Open
    };
    print(schema::json_schema(&helper.definition, root).as_bytes())
}
