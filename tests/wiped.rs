//! Identifiers are wiped where they are copied: memory that is given back to the allocator holds none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail anywhere")]
#![allow(unsafe_code, reason = "an allocator that looks at what is given back")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::slice;
use std::sync::atomic::{AtomicUsize, Ordering};

use waarborg::calendar::Time;
use waarborg::pseudonym::{Domain, Escrow, IdentifierKind, Keyring, NewKey, Register, Root, mail_class};

/// Stands in every identifier below, in any case.
const CANARY: &[u8] = b"qx7canary";

static BLOCKS: AtomicUsize = AtomicUsize::new(0);
static FOUND: AtomicUsize = AtomicUsize::new(0);

/// The allocator of the system, which looks for the canary in each block that is given back. Growing is taking another block,
/// copying and giving the first back.
struct Looking;

// SAFETY: every call goes to the system's allocator as it is; a block is read before it is given back.
unsafe impl GlobalAlloc for Looking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that bytes that nobody wrote can be read.
        // SAFETY: what the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: a block of this layout, which is still there.
        let bytes = unsafe { slice::from_raw_parts(at, layout.size()) };
        BLOCKS.fetch_add(1, Ordering::Relaxed);
        if bytes.windows(CANARY.len()).any(|part| part.eq_ignore_ascii_case(CANARY)) {
            FOUND.fetch_add(1, Ordering::Relaxed);
        }
        // SAFETY: what the caller promises.
        unsafe { System.dealloc(at, layout) };
    }
}

#[global_allocator]
static ALLOCATOR: Looking = Looking;

/// How many blocks were given back with the canary in them.
fn left_behind(work: impl FnOnce()) -> usize {
    let (blocks, found) = (BLOCKS.load(Ordering::Relaxed), FOUND.load(Ordering::Relaxed));
    work();
    assert!(BLOCKS.load(Ordering::Relaxed) > blocks, "nothing was given back, so nothing was looked at");
    FOUND.load(Ordering::Relaxed) - found
}

/// Names of kinds with texts of each: short and long, composed and not, with capitals and with a tag.
const TEXTS: [(&str, &str); 9] = [
    ("mail", "Qx7Canary@school.nl"),
    ("mail", "rene\u{301}.Qx7Canary.qx7canary.qx7canary.qx7canary.qx7canary.q@Qx7Canary-school.nl"),
    ("mail/lower", "QX7CANARY@SCHOOL.NL"),
    ("mail/lower", "J\u{30c}an.QX7CANARY.qx7canary.qx7canary.qx7canary.qx7canary@qx7canary.nl"),
    ("mail/untagged", "Qx7Canary+qx7canary@school.nl"),
    ("mail/lower-untagged", "Rene\u{301}.Qx7Canary+qx7canary@school.nl"),
    ("leerlingnummer", " qx7canary "),
    ("text/x", "Zoe\u{308} Qx7Canary, who has a name that does not fit into one block of sixty-four bytes"),
    (
        "text/x/lower",
        "T\u{308} QX7CANARY, who has a name that does not fit into one block of sixty-four bytes",
    ),
];

fn opened() -> (Domain, Escrow) {
    let now: Time = "2026-11-23T12:00:00Z".parse().unwrap();
    let keyring = Keyring::new().with_root(Root::from_bytes(&(0..32).collect::<Vec<u8>>()).unwrap());
    let mut register = Register::new();
    let mut kinds: Vec<IdentifierKind> = TEXTS.iter().map(|(kind, _)| kind.parse().unwrap()).collect();
    kinds.sort();
    kinds.dedup();
    for kind in kinds {
        let new =
            NewKey { controller: ("school:00AA", 1), domain: ("research", 1), kind, retire_after: None };
        register.activate(&keyring, &new, now).unwrap();
    }
    let domain = register.open(&keyring, "school:00AA", "research", now).unwrap();
    (domain, Escrow::open(&register, &keyring, "school:00AA", "research").unwrap())
}

/// One test, since every thread gives memory back.
#[test]
fn no_identifier_stays_in_memory_that_is_given_back() {
    // What is not wiped is seen.
    assert_eq!(left_behind(|| drop(String::from_utf8_lossy(CANARY).into_owned())), 1);
    assert!(left_behind(|| drop(vec![TEXTS.map(|(_, text)| text.to_owned())])) >= TEXTS.len());

    let (domain, escrow) = opened();
    for (name, text) in TEXTS {
        let kind: IdentifierKind = name.parse().unwrap();
        let keys = domain.of(&kind).unwrap();
        assert_eq!(left_behind(|| drop(Box::new(kind.read(text).unwrap()))), 0, "{text}: read");
        assert_eq!(left_behind(|| drop(vec![kind.read(text).unwrap(); 3])), 0, "{text}: cloned");
        let pseudonym = keys.pseudonym(&kind.read(text).unwrap()).unwrap();
        let sealed = escrow.seal(&kind.read(text).unwrap(), &pseudonym).unwrap();
        assert_eq!(
            left_behind(|| drop(escrow.seal(&kind.read(text).unwrap(), &pseudonym).unwrap())),
            0,
            "{text}: sealed"
        );
        assert_eq!(
            left_behind(|| drop(Box::new(escrow.unseal(&sealed, &pseudonym).unwrap()))),
            0,
            "{text}: opened"
        );
        assert_eq!(left_behind(|| drop(keys.batch([text; 40]).unwrap())), 0, "{text}: a batch");
        let shift = keys.shift(30).unwrap();
        let offset = || assert!(shift.offset(&kind.read(text).unwrap()).unwrap().abs() <= 30);
        assert_eq!(left_behind(|| drop(vec![offset()])), 0, "{text}: an offset");
        // Refused, it is wiped too.
        let spoiled = kind.read("qx7canary\u{202e}@qx7canary").map_err(|error| error.code());
        assert!(spoiled.is_err());
    }
    assert_eq!(
        left_behind(|| drop(Box::new(mail_class("Rene\u{301}@Qx7Canary.NL", []).unwrap()))),
        0,
        "a class"
    );
}
