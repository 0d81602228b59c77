use core::fmt;
use std::sync::Arc;

use super::label::Label;
use super::root::{ControllerKey, DomainKey, Root};
use crate::Diagnostic;

/// The keys that a host holds: roots, keys of controllers, keys of domains. Each is wiped when the last keyring that it is
/// in is dropped.
///
/// Who serves one school needs the key of that school only. During a change of root, put both roots in: each key of the
/// register says by its check which of them it comes from.
#[derive(Default)]
pub struct Keyring {
    roots: Vec<Arc<Root>>,
    controllers: Vec<Arc<ControllerKey>>,
    domains: Vec<Arc<DomainKey>>,
}

/// A domain key that is asked for.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) controller: Label,
    pub(super) controller_epoch: u32,
    pub(super) domain: Label,
    pub(super) epoch: u32,
}

impl Keyring {
    /// Without keys.
    pub fn new() -> Keyring {
        Keyring::default()
    }

    /// With a root as well.
    #[must_use]
    pub fn with_root(mut self, root: Root) -> Keyring {
        self.roots.push(Arc::new(root));
        self
    }

    /// With the key of a controller as well.
    #[must_use]
    pub fn with_controller(mut self, key: ControllerKey) -> Keyring {
        self.controllers.push(Arc::new(key));
        self
    }

    /// With the key of a domain as well.
    #[must_use]
    pub fn with_domain(mut self, key: DomainKey) -> Keyring {
        self.domains.push(Arc::new(key));
        self
    }

    /// With the keys of another keyring as well. They are shared, not copied.
    #[must_use]
    pub fn with(mut self, other: &Keyring) -> Keyring {
        self.roots.extend(other.roots.iter().cloned());
        self.controllers.extend(other.controllers.iter().cloned());
        self.domains.extend(other.domains.iter().cloned());
        self
    }

    /// What `take` makes of the first key of this domain that it accepts; a row of the register tells them apart.
    pub(super) fn find<T>(
        &self,
        wanted: &Wanted,
        mut take: impl FnMut(&DomainKey) -> Result<Option<T>, Diagnostic>,
    ) -> Result<T, Diagnostic> {
        let mut some = false;
        for level in [Level::Domain, Level::Controller, Level::Root] {
            let found = self.each(level, wanted, |key| {
                some = true;
                take(key)
            })?;
            if let Some(found) = found {
                return Ok(found);
            }
        }
        Err(if some {
            Diagnostic::new("wrong-key", "the keys at hand for this domain are not the one of the register")
                .expecting("the key with which the register's row was made")
                .helping("another root, passphrase, salt or cost gives other keys: pseudonyms would no longer match")
        } else {
            missing()
        })
    }

    /// The one key of this domain: the nearest to it, if there is only one. `take` gives a value and its check.
    pub(super) fn only<T>(
        &self,
        wanted: &Wanted,
        mut take: impl FnMut(&DomainKey) -> Result<T, Diagnostic>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Result<T, Diagnostic> {
        for level in [Level::Domain, Level::Controller, Level::Root] {
            let mut found = Vec::new();
            self.each(level, wanted, |key| {
                found.push(take(key)?);
                Ok(None::<()>)
            })?;
            let mut found = found.into_iter();
            let Some(first) = found.next() else { continue };
            if found.all(|other| same(&first, &other)) {
                return Ok(first);
            }
            return Err(Diagnostic::new(
                "ambiguous-key",
                "there are several keys for this domain, and they differ",
            )
            .expecting("one root, or the key of this controller or domain")
            .helping("activate with a keyring of one root; open with all of them"));
        }
        Err(missing())
    }

    fn each<T>(
        &self,
        level: Level,
        wanted: &Wanted,
        mut see: impl FnMut(&DomainKey) -> Result<Option<T>, Diagnostic>,
    ) -> Result<Option<T>, Diagnostic> {
        let Wanted { controller, controller_epoch, domain, epoch } = wanted;
        let derived = |key: &ControllerKey| key.derive(domain, *epoch);
        match level {
            Level::Domain => {
                let named = |key: &&Arc<DomainKey>| {
                    (&key.controller, key.controller_epoch) == (controller, *controller_epoch)
                        && (&key.domain, key.epoch) == (domain, *epoch)
                };
                self.domains.iter().filter(named).find_map(|key| see(key).transpose()).transpose()
            }
            Level::Controller => {
                let named = |key: &&Arc<ControllerKey>| {
                    (&key.controller, key.epoch) == (controller, *controller_epoch)
                };
                let keys = self.controllers.iter().filter(named);
                keys.map(|key| derived(key))
                    .find_map(|key| key.and_then(|key| see(&key)).transpose())
                    .transpose()
            }
            Level::Root => {
                let keys = self.roots.iter().map(|root| root.derive(controller, *controller_epoch));
                keys.map(|key| key.and_then(|key| derived(&key)))
                    .find_map(|key| key.and_then(|key| see(&key)).transpose())
                    .transpose()
            }
        }
    }
}

/// From which key a domain's key is had; the nearest first.
#[derive(Clone, Copy)]
enum Level {
    Domain,
    Controller,
    Root,
}

fn missing() -> Diagnostic {
    Diagnostic::new("key-missing", "there is no key for this domain in the keyring")
        .expecting("the domain's key, its controller's key, or the root, each with its epoch")
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring")
            .field("roots", &self.roots.len())
            .field("controllers", &self.controllers.len())
            .field("domains", &self.domains.len())
            .finish()
    }
}
