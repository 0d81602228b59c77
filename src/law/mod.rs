//! Dated facts of law, each with its source, as tables: lawful bases and the rights they carry, who may speak for
//! whom, grounds for special data, transfers out of the EEA, covenants, terms for acting with the holidays that move
//! them, and the reasons that answers give.
//!
//! Whatever law can change stands here with the days it holds from and until. Articles are of the GDPR (Regulation
//! (EU) 2016/679) unless another act is named; UAVG is the Dutch *Uitvoeringswet AVG*.

pub mod holidays;

mod basis;
mod ground;
mod pack;
mod reason;
mod refusal;
mod right;
mod scheme;
mod speaker;
mod term;
mod transfer;

pub use basis::{Basis, Right};
pub use ground::{Article9Ground, RestrictionExemption};
pub use pack::*;
pub use reason::ReasonCode;
pub use refusal::RefusalGround;
pub use right::{Applicability, ApplicabilityRule};
pub(crate) use right::{EFFECT_UNSAID, NOT_DECIDED_ALONE, NOT_PROVIDED, ORIGIN_UNSAID};
pub use scheme::{Scheme, Sector};
pub use speaker::{Act, Capacity, Speaker};
pub(crate) use speaker::{LEAP_DAY_ON_FIRST_OF_MARCH, MAJORITY, SELF_FROM};
pub use term::{CountedBy, LegalTerm, Pause, StatutoryTerm, deadline};
pub use transfer::{Country, Standing, TransferTool};

/// The day up to which these tables were checked against their sources.
pub const LAW_AS_OF: &str = "2026-11-23";
