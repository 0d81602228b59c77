"""The words of questions and answers. Those that the C ABI has numbers for have the same numbers here."""

from __future__ import annotations

import enum
from typing import NoReturn

from .tolerant import Word


class Answer(Word):
    """Yes, no, or ask first. It has no truth value: compare it, since an ask is no yes."""

    DENY = 0
    ASK = 1
    PERMIT = 2

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "an answer is permit, deny or ask, not true or false: compare it, such as answer is Answer.PERMIT"
        )


class Identifiability(Word):
    """How far data can be led back to a person."""

    #: In a question: no identifiability in particular, so the most identifiable one that is allowed.
    ANY = -1
    #: In an answer: not at all.
    NOTHING = 0
    ANONYMISED = 1
    PSEUDONYMISED = 2
    IDENTIFIABLE = 3


class Verb(Word):
    """What is done with the data."""

    VIEW = 1
    CREATE = 2
    CHANGE = 3
    DELETE = 4
    #: Gives it to a recipient, which must then be named.
    SHARE = 5
    ANALYSE = 6
    CONTACT = 7
    STORE = 8
    PUBLISH = 9


class Addressee(Word):
    """Whom to ask, where the answer is to ask first."""

    NOBODY = 0
    #: For consent: the data subject.
    SELF = 1
    #: For consent: the legal representative.
    REPRESENTATIVE = 2
    #: For consent: both must give it.
    BOTH = 3
    #: For consent: one of both is enough.
    EITHER = 4
    #: For an option: the institution.
    INSTITUTION = 5
    #: For an option: the user.
    USER = 6


class Source(Word):
    """Where the deciding fact stands."""

    #: In no entry: the policy, the law, or the absence of an entry.
    NONE = 0
    #: In the person's dossier.
    DOSSIER = 1
    #: Among the institution's own entries.
    INSTITUTION = 2
    #: In the observations that were passed in.
    OBSERVED = 3
    #: In the record that was passed in.
    RECORD = 4


class ActorRelation(enum.Flag):
    """What the one who acts is to the person: ActorRelation.SELF | ActorRelation.MAKER if both hold, ActorRelation(0) if none does."""

    SELF = 1
    REPRESENTATIVE = 2
    OWN_ORGANISATION = 4
    MAKER = 8
    ANY = 16


class Kind(Word):
    """What a name is the name of."""

    ROLE = 1
    PURPOSE = 2
    CATEGORY = 3
    RECIPIENT = 4
    PRECONDITION = 5


class DueState(Word):
    """When a record must be gone."""

    #: No answer: the call failed.
    NO_ANSWER = 0
    #: From the moment at on.
    AT = 1
    #: At once: it was made, at that moment, while no purpose had a claim on it.
    AT_ONCE = 2
    #: Not yet: it waits for the end of something that still lasts, or has no end.
    PENDING_END = 3
    #: Not yet: a fact is missing; review it.
    PENDING_FACT = 4
    #: It has already been erased.
    ERASED = 5


class KeyState(Word):
    """What the key of a pseudonym may be used for."""

    #: The register has no such key: the pseudonym was made elsewhere.
    FOREIGN = 1
    #: For new pseudonyms, and to find existing ones.
    ACTIVE = 2
    #: To find existing pseudonyms only.
    ACCEPT_ONLY = 3
    #: For nothing: it is to be gone.
    DESTROYED = 4


class HpgnCost(Word):
    """What an HPgn costs to make; a version of the service's rules."""

    #: scrypt with N = 131072, r = 8, p = 4, so 128 MiB: since 26 May 2016.
    CURRENT = 1
    #: N = 16384, r = 8, p = 1: before that. To recognise old values only.
    UNTIL_2016 = 2


class Value(Word):
    """How a claim, or one of its conditions, stands: it is live, or holds data without use, or is not known, or ended."""

    ENDED = "ended"
    UNKNOWN = "unknown"
    HELD = "held"
    LIVE = "live"


class Severity(Word):
    """How bad a finding about a policy is."""

    #: Against the law as it stands.
    VIOLATION = "violation"
    #: Likely to be, or impossible to show that it is not.
    WARNING = "warning"
    #: To be known.
    NOTE = "note"


class Right(Word):
    """A right of the data subject."""

    #: Article 15.
    ACCESS = "access"
    #: Article 16.
    RECTIFICATION = "rectification"
    #: Article 17.
    ERASURE = "erasure"
    #: Article 18.
    RESTRICTION = "restriction"
    #: Article 20.
    PORTABILITY = "portability"
    #: Article 21.
    OBJECTION = "objection"
    #: Article 22.
    HUMAN_INTERVENTION = "human-intervention"
    #: Article 7(3): withdrawal of consent.
    WITHDRAWAL = "withdrawal"


class Stage(Word):
    """How far a request is."""

    RECEIVED = "received"
    #: It joined an earlier one for the same right that was still open.
    JOINED = "joined"
    #: Something is awaited from the one who asks; the term stands still.
    PAUSED = "paused"
    #: A processor handed it to who answers it.
    FORWARDED = "forwarded"
    #: It is being carried out by its plan. An objection: it was upheld.
    GRANTED = "granted"
    #: It was refused in whole. An objection: it was rejected.
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    #: The package can be collected.
    READY = "ready"
    COLLECTED = "collected"
    #: The package was not collected in time.
    LAPSED = "lapsed"
    CLOSED = "closed"


class ItemKind(Word):
    """What is to be done about the records of a category in a system, or towards a recipient."""

    GIVE = "give"
    #: Without what is about others, or what was not provided.
    GIVE_IN_PART = "give-in-part"
    CORRECT = "correct"
    #: Add the person's own view: an assessment is not a fact that can be wrong.
    ATTACH_OWN_VIEW = "attach-own-view"
    #: Let a human look again at what was decided with them.
    REVIEW = "review"
    ERASE = "erase"
    #: Take away what leads back to the person.
    ANONYMISE = "anonymise"
    #: Take the person out of records that are about others too.
    DETACH = "detach"
    RESTRICT = "restrict"
    #: Stop their use for the purposes that are named.
    STOP = "stop"
    #: They stay. No work.
    KEEP = "keep"
    #: Tell a recipient.
    NOTIFY_RECIPIENT = "notify-recipient"
    #: They were erased before. No work.
    ALREADY_ERASED = "already-erased"
    #: They were erased, and are gone from backups later. No work.
    ROLLS_OFF = "rolls-off"
    #: Nobody can tell which are the person's. No work.
    CANNOT_IDENTIFY = "cannot-identify"
    #: This right does not apply to them. No work.
    OUT_OF_REACH = "out-of-reach"
    #: Hand the request for them to who decides on them.
    FORWARD = "forward"
    #: The request was refused for them. No work.
    REFUSED = "refused"

    @property
    def is_work(self) -> bool:
        """True if something must be done and an outcome recorded; also for a kind that only a newer library knows."""
        return self not in _NO_WORK

    @property
    def is_given(self) -> bool:
        """True if its records come to stand in a package, all of them or in part."""
        return self in (ItemKind.GIVE, ItemKind.GIVE_IN_PART)


_NO_WORK = frozenset(
    (
        ItemKind.KEEP,
        ItemKind.ALREADY_ERASED,
        ItemKind.ROLLS_OFF,
        ItemKind.CANNOT_IDENTIFY,
        ItemKind.OUT_OF_REACH,
        ItemKind.REFUSED,
    )
)


class ItemOutcome(Word):
    """What became of an item of a plan. An entry request-item takes it in its field `outcome`."""

    DONE = "done"
    #: There was nothing to do it to.
    NOTHING_FOUND = "nothing-found"
    #: It could not be done, and must be tried again.
    FAILED = "failed"
    #: Telling this recipient is impossible, or takes a disproportionate effort. A judgement.
    DISPROPORTIONATE = "disproportionate"


class Applicability(Word):
    """Whether a right applies to a claim."""

    NO = "no"
    #: If what the article asks is so.
    IF = "if"
    YES = "yes"


class Basis(Word):
    """The lawful basis of a purpose."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTERESTS = "vital-interests"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTERESTS = "legitimate-interests"
    #: The controller sets it.
    BY_CONTROLLER = "by-controller"
