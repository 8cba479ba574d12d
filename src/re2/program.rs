//! An expression as steps for a simulation of all matches at once.

use super::tree::{Assertion, Id, Kind, Tree};

/// The most steps of a program; larger ones are not simulated.
const MOST_STEPS: usize = 30_000;

/// A step of a [`Program`]; the numbers are those of other steps.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Goes on if the next character is what the node of the tree stands for.
    Character { node: Id, next: usize },
    /// Goes on if the assertion holds.
    Assertion { assertion: Assertion, next: usize },
    /// Goes on at both.
    Fork(usize, usize),
    /// The whole expression has matched.
    Match,
}

/// An expression with its counts written out.
#[derive(Debug, Clone)]
pub(super) struct Program {
    pub steps: Vec<Step>,
    pub start: usize,
}

/// What is still to be done, the next at the end of the list. Steps are made from the end of the
/// expression to its start, so that each knows the step after it.
enum Task {
    /// Makes the steps of a part that is followed by the present step.
    Part(Id),
    /// Makes another step the present one.
    Continue(usize),
    /// Puts the present step aside.
    Keep,
    /// Forks to as many steps that were put aside.
    Choose(usize),
    /// Forks to the present step or past it.
    Optional { past: usize },
    /// Closes a loop over the present step, whose fork was made already.
    Loop { fork: usize, past: usize },
}

/// The steps of an expression, unless there are too many.
pub(super) fn compile(tree: &Tree) -> Option<Program> {
    let mut steps = vec![Step::Match];
    let mut present = 0;
    let mut kept: Vec<usize> = Vec::new();
    let mut tasks = vec![Task::Part(tree.root)];
    let mut spent = 0_usize;
    let add = |steps: &mut Vec<Step>, step| {
        steps.push(step);
        steps.len() - 1
    };
    while let Some(task) = tasks.pop() {
        // Counts of something empty make tasks but no steps.
        spent += 1;
        if steps.len() > MOST_STEPS || spent > 8 * MOST_STEPS {
            return None;
        }
        match task {
            Task::Part(id) => match tree.kind(id) {
                Kind::Empty => {}
                Kind::Literal { .. } | Kind::Any { .. } | Kind::Class(_) => {
                    present = add(
                        &mut steps,
                        Step::Character {
                            node: id,
                            next: present,
                        },
                    );
                }
                Kind::Assertion(assertion) => {
                    let assertion = *assertion;
                    present = add(
                        &mut steps,
                        Step::Assertion {
                            assertion,
                            next: present,
                        },
                    );
                }
                Kind::Group(body) => tasks.push(Task::Part(*body)),
                Kind::Concat(parts) => tasks.extend(parts.iter().map(|part| Task::Part(*part))),
                Kind::Alternate(parts) => {
                    tasks.push(Task::Choose(parts.len()));
                    for part in parts {
                        tasks.push(Task::Keep);
                        tasks.push(Task::Part(*part));
                        tasks.push(Task::Continue(present));
                    }
                }
                Kind::Repeat { body, min, max } => {
                    tasks.extend((0..*min).map(|_| Task::Part(*body)));
                    match max {
                        None => {
                            let fork = add(&mut steps, Step::Fork(present, present));
                            tasks.push(Task::Loop {
                                fork,
                                past: present,
                            });
                            tasks.push(Task::Part(*body));
                            present = fork;
                        }
                        Some(max) => {
                            for _ in *min..*max {
                                tasks.push(Task::Optional { past: present });
                                tasks.push(Task::Part(*body));
                            }
                        }
                    }
                }
            },
            Task::Continue(step) => present = step,
            Task::Keep => kept.push(present),
            Task::Choose(count) => {
                for chosen in 0..count {
                    let Some(step) = kept.pop() else { break };
                    present = if chosen == 0 {
                        step
                    } else {
                        add(&mut steps, Step::Fork(step, present))
                    };
                }
            }
            Task::Optional { past } => present = add(&mut steps, Step::Fork(present, past)),
            Task::Loop { fork, past } => {
                if let Some(step) = steps.get_mut(fork) {
                    *step = Step::Fork(present, past);
                }
                present = fork;
            }
        }
    }
    Some(Program {
        steps,
        start: present,
    })
}
