//! What must not compile: only for `cargo test --doc`. Each misuse stands beside the same lines without it, which compile,
//! so that it is refused for what it does wrong and for nothing else. (A nightly Rust also compares the numbers of the errors.)

/// What is borrowed from claims does not outlive them.
///
/// ```compile_fail,E0505
/// use waarborg::{claim::Claims, decision::{Query, fields}};
/// fn sent(claims: Claims, query: &Query<'_>) -> Option<String> {
///     let fields = fields(&claims, query).ok()?;
///     drop(claims);
///     fields.first().map(|(category, _)| category.to_string())
/// }
/// ```
///
/// ```
/// use waarborg::{claim::Claims, decision::{Query, fields}};
/// fn sent(claims: Claims, query: &Query<'_>) -> Option<String> {
///     let fields = fields(&claims, query).ok()?;
///     fields.first().map(|(category, _)| category.to_string())
/// }
/// ```
struct BorrowedCategories;

/// A request is a part of the requests that it is read from.
///
/// ```compile_fail,E0505
/// use waarborg::{claim::Claims, rights::{Requests, Stage}};
/// fn stage(claims: &Claims) -> Option<Stage> {
///     let requests = Requests::of(claims);
///     let request = requests.get(1).ok()?;
///     drop(requests);
///     Some(request.stage)
/// }
/// ```
///
/// ```
/// use waarborg::{claim::Claims, rights::{Requests, Stage}};
/// fn stage(claims: &Claims) -> Option<Stage> {
///     let requests = Requests::of(claims);
///     let request = requests.get(1).ok()?;
///     Some(request.stage)
/// }
/// ```
struct BorrowedRequest;

/// An answer is not a truth value: an ask is no yes.
///
/// ```compile_fail,E0308
/// use waarborg::{claim::Claims, decision::{IdQuery, decide_by_id}};
/// fn may(claims: &Claims, query: &IdQuery<'_>) -> bool {
///     let Ok(decision) = decide_by_id(claims, query) else { return false };
///     decision.answer
/// }
/// ```
///
/// ```
/// use waarborg::{claim::Claims, decision::{IdQuery, decide_by_id}};
/// fn may(claims: &Claims, query: &IdQuery<'_>) -> bool {
///     let Ok(decision) = decide_by_id(claims, query) else { return false };
///     decision.is_permitted()
/// }
/// ```
struct AnswerAsTruth;

/// A line is for one dossier, and is taken in once.
///
/// ```compile_fail,E0382
/// use waarborg::dossier::{Appended, Dossier};
/// fn twice(dossier: Dossier, next: Appended) -> Option<Dossier> {
///     dossier.with(next).ok()?.with(next).ok()
/// }
/// ```
///
/// ```
/// use waarborg::dossier::{Appended, Dossier};
/// fn once(dossier: Dossier, next: Appended) -> Option<Dossier> {
///     dossier.with(next).ok()
/// }
/// ```
struct LineTwice;

/// A dossier that was read does not change: no entry can be taken out of it.
///
/// ```compile_fail,E0596
/// use waarborg::dossier::Dossier;
/// fn first(dossier: &mut Dossier) -> Option<u32> {
///     dossier.entries().iter_mut().next().map(|entry| entry.seq())
/// }
/// ```
///
/// ```
/// use waarborg::dossier::Dossier;
/// fn first(dossier: &mut Dossier) -> Option<u32> {
///     dossier.entries().iter().next().map(|entry| entry.seq())
/// }
/// ```
struct ChangedDossier;

/// A policy that was checked stays what was checked.
///
/// ```compile_fail,E0596
/// use waarborg::policy::Policy;
/// fn purposes(policy: Policy) -> usize {
///     policy.versions().map(|version| { version.purposes.clear(); version.purposes.len() }).sum()
/// }
/// ```
///
/// ```
/// use waarborg::policy::Policy;
/// fn purposes(policy: Policy) -> usize {
///     policy.versions().map(|version| version.purposes.len()).sum()
/// }
/// ```
struct ChangedPolicy;

/// A moment is no number: its unit has been looked at.
///
/// ```compile_fail,E0277
/// use waarborg::{claim::Institution, dossier::Dossier, policy::Policy};
/// fn fold(policy: &Policy, now: i64) -> Option<Institution> {
///     Some(Institution::fold(policy, &Dossier::new(), &[], now))
/// }
/// ```
///
/// ```
/// use waarborg::{calendar::Time, claim::Institution, dossier::Dossier, policy::Policy};
/// fn fold(policy: &Policy, now: i64) -> Option<Institution> {
///     Some(Institution::fold(policy, &Dossier::new(), &[], Time::now(now).ok()?))
/// }
/// ```
struct MomentAsNumber;

/// A root is not copied, so it is wiped when its owner is dropped.
///
/// ```compile_fail,E0277
/// fn copies<T: Clone>() {}
/// copies::<waarborg::pseudonym::Root>();
/// ```
///
/// ```
/// fn copies<T: Clone>() {}
/// copies::<waarborg::pseudonym::Pseudonym>();
/// ```
struct CopiedRoot;

/// The key of a ledger has no `Display`.
///
/// ```compile_fail,E0277
/// fn prints<T: std::fmt::Display>() {}
/// prints::<waarborg::rights::LedgerKey>();
/// ```
///
/// ```
/// fn prints<T: std::fmt::Display>() {}
/// prints::<waarborg::calendar::Time>();
/// ```
///
/// It has `Debug`, which shows no byte of it.
///
/// ```
/// let bytes: Vec<u8> = (200..232).collect();
/// let key = waarborg::rights::LedgerKey::new(&bytes).unwrap();
/// assert_eq!(format!("{key:?} {key:#?}"), "LedgerKey { .. } LedgerKey { .. }");
/// ```
struct ShownLedgerKey;

/// The key of a ledger is not copied, so it is wiped when its owner is dropped.
///
/// ```compile_fail,E0277
/// fn copies<T: Clone>() {}
/// copies::<waarborg::rights::LedgerKey>();
/// ```
///
/// ```
/// fn copies<T: Clone>() {}
/// copies::<waarborg::rights::Ledger>();
/// ```
struct CopiedLedgerKey;

/// A package is made by one thread at a time: pushing needs it alone.
///
/// ```compile_fail,E0596
/// use waarborg::rights::{PackRecord, Package};
/// fn push(package: &Package, record: &PackRecord<'_>, out: &mut Vec<u8>) -> bool {
///     package.push("photo", record, out).is_ok()
/// }
/// ```
///
/// ```
/// use waarborg::rights::{PackRecord, Package};
/// fn push(package: &mut Package, record: &PackRecord<'_>, out: &mut Vec<u8>) -> bool {
///     package.push("photo", record, out).is_ok()
/// }
/// ```
struct SharedPackage;

/// What any thread may use at once, as the header promises of the handle that stands for it.
///
/// ```
/// fn shared<T: Send + Sync>() {}
/// shared::<waarborg::policy::Policy>();
/// shared::<waarborg::claim::Institution>();
/// shared::<waarborg::dossier::Dossier>();
/// shared::<waarborg::claim::Claims>();
/// shared::<waarborg::rights::Requests>();
/// shared::<waarborg::rights::Ledger>();
/// shared::<waarborg::pseudonym::Keyring>();
/// shared::<waarborg::pseudonym::Register>();
/// shared::<waarborg::pseudonym::Domain>();
/// shared::<waarborg::pseudonym::Aliases>();
/// shared::<waarborg::pseudonym::Escrow>();
/// fn sent<T: Send>() {}
/// sent::<waarborg::rights::Package>();
/// ```
///
/// ```compile_fail,E0277
/// fn shared<T: Send + Sync>() {}
/// shared::<std::rc::Rc<waarborg::policy::Policy>>();
/// ```
struct SharedByThreads;
