//! The calendar: deadlines that the law, courts and other programs have worked out.

mod terms;
