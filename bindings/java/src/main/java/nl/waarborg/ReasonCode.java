package nl.waarborg;

/** Why: the first reason of an answer. {@link Claims#explain} gives all of them. */
public enum ReasonCode {
    NONE(0),
    NOTHING_DECLARED(1),
    VERSION_APPLIES(2),
    BEFORE_POLICY(3),
    UNKNOWN_TO_VERSION(4),
    RETIRED(5),
    UNREADABLE_ENTRY(6),
    AGE_FITS(7),
    AGE_OUTSIDE(8),
    AGE_UNKNOWN(9),
    AGE_CONTRADICTORY(10),
    BASIS_HOLDS(11),
    BASIS_NOT_BEGUN(12),
    BASIS_OVER(13),
    BASIS_OVER_USE_THROUGH_TERM(14),
    BASIS_UNKNOWN(15),
    BASIS_CONTRADICTORY(16),
    BASIS_NOT_BOUND(17),
    CONSENT_GIVEN(18),
    CONSENT_INHERITED(19),
    CONSENT_GIVER_GONE(20),
    CONSENT_NEVER_ASKED(21),
    CONSENT_REFUSED(22),
    CONSENT_WITHDRAWN(23),
    CONSENT_EXPIRED(24),
    CONSENT_SUPERSEDED(25),
    CONSENT_SUPERSEDED_OVER(26),
    CONSENT_CONTESTED(27),
    CONSENT_CONTESTED_OVER(28),
    CONSENT_INVALID(29),
    CONSENT_NO_AUTHORITY(30),
    CONSENT_AUTHORITY_UNKNOWN(31),
    CONSENT_HALF(32),
    CONSENT_NOT_CARRIED_OVER(33),
    AGREEMENT_IN_FORCE(34),
    AGREEMENT_TRIAL(35),
    AGREEMENT_TRIAL_OVER(36),
    AGREEMENT_ENDED(37),
    AGREEMENT_OVER(38),
    AGREEMENT_NEVER(39),
    AGREEMENT_UNNEEDED(40),
    OPTION_ON(41),
    OPTION_OFF(42),
    OPTION_OVER(43),
    OPTION_NEVER(44),
    OPTION_INSEPARABLE(45),
    NOT_OBJECTED(46),
    OBJECTION_PENDING(47),
    OBJECTION_UPHELD(48),
    OBJECTION_REJECTED(49),
    OBJECTION_TO_MARKETING(50),
    NOT_RESTRICTED(51),
    RESTRICTED(52),
    RESTRICTED_WITH_GROUND(53),
    RESTRICTED_WITH_CONSENT(54),
    NOT_ERASED(55),
    ERASURE_GRANTED(56),
    WITHIN_TERM(57),
    TERM_OVER(58),
    TERM_OPEN(59),
    TERM_UNKNOWN(60),
    TERM_UNBOUNDED(61),
    TERM_NOT_SUPPLIED(62),
    MINIMUM_HOLDS(63),
    LEGAL_HOLD(64),
    HELD_RESTRICTED(65),
    HELD_OPEN_REQUEST(66),
    HELD_NEEDED(67),
    PURPOSE_NOT_FOR_CATEGORY(68),
    ROLE_NOT_PERMITTED(69),
    ROLE_NEVER(70),
    RELATION_MISSING(71),
    TOO_IDENTIFIABLE(72),
    PRECONDITION_NOT_MET(73),
    RECIPIENT_NOT_NAMED(74),
    RECIPIENT_MISSING(75),
    TRANSFER_NO_TOOL(76),
    TRANSFER_CLAIMED(77),
    TRANSFER_LAPSED(78),
    TRANSFER_COUNTRY_UNKNOWN(79),
    ALREADY_ERASED(80),
    CREATED_UNKNOWN(81),
    CREATED_WITHOUT_CLAIM(82),
    CONSENT_UNANSWERED(83),
    CONSENT_UNSETTLED(84),
    /** A reason of a newer library than this binding; {@code codeText()} gives its code. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final ReasonCode[] VALUES = values();
    final int number;

    ReasonCode(int number) {
        this.number = number;
    }

    /** Its stable code, such as {@code consent-withdrawn}. */
    public String code() {
        return Words.of(this);
    }

    /** The article it rests on; empty where it rests on a fact alone. */
    public String article() {
        return render("article");
    }

    /** What it says, in Dutch. */
    public String dutch() {
        return render("nl");
    }

    /** What it says, in English. */
    public String english() {
        return render("en");
    }

    private String render(String field) {
        if (this == UNKNOWN) {
            return "";
        }
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_reason_json(number, frame.out(), frame.err()));
            return Doc.of(frame.json()).text(field);
        }
    }

    static ReasonCode of(int number) {
        // The numbers count up from 0; a newer library may leave a gap, so look all the same.
        if (number >= 0 && number < VALUES.length && VALUES[number].number == number) {
            return VALUES[number];
        }
        for (ReasonCode one : VALUES) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }

    static ReasonCode of(String code) {
        for (ReasonCode one : VALUES) {
            if (one.code().equals(code)) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
