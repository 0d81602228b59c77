//! How far it is: a bar on a terminal, a line a month elsewhere. Never on standard output, which stays the same.

use std::io::IsTerminal;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use waarborg::decision::Answer;

use crate::calendar::Month;
use crate::questions::Answers;

/// Tells how far it is.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
}

impl Progress {
    pub(crate) fn over(months: usize) -> Progress {
        let terminal = std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
        let bar = terminal.then(|| ProgressBar::new(months as u64));
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}");
        if let (Some(bar), Ok(style)) = (&bar, style) {
            bar.set_style(style);
        }
        Progress { bar, started: Instant::now() }
    }

    pub(crate) fn month(&mut self, month: &Month, answers: &Answers, gone: u64) {
        let [permit, ask, deny] =
            [Answer::Permit, Answer::Ask, Answer::Deny].map(|answer| answers.count(answer));
        let said = format!("{month}: permit {permit}, ask {ask}, deny {deny}; erased {gone}");
        match &self.bar {
            Some(bar) => {
                bar.set_message(said);
                bar.inc(1);
            }
            None => eprintln!("{said}"),
        }
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        eprintln!("the whole story took {:.1} s", self.started.elapsed().as_secs_f64());
    }
}
