package nl.waarborg;

/** The lawful basis of a purpose. */
public enum Basis implements Word {
    /** Article 6(1)(a). */
    CONSENT,
    /** A contract with the data subject, or steps at their request before one (article 6(1)(b)). */
    CONTRACT,
    /** A legal obligation of the controller (article 6(1)(c)). */
    LEGAL_OBLIGATION,
    /** Article 6(1)(d). */
    VITAL_INTERESTS,
    /** A task in the public interest or official authority (article 6(1)(e)). */
    PUBLIC_TASK,
    /** Article 6(1)(f). */
    LEGITIMATE_INTERESTS,
    /** Not set by the policy: the controller binds it in its agreement. */
    BY_CONTROLLER;

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }
}
