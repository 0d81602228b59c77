package nl.waarborg;

import java.util.EnumSet;
import java.util.Set;

/** What is to be done about the records of a category in a system, or towards a recipient. */
public enum ItemKind implements Word {
    /** Give them (articles 15 and 20). */
    GIVE,
    /** Give them in part: without what is about others (articles 15(4), 20(4)), or what was not provided (20(1)). */
    GIVE_IN_PART,
    /** Correct them (article 16). */
    CORRECT,
    /** Add the person's own view: an assessment is not a fact that can be wrong (article 16). */
    ATTACH_OWN_VIEW,
    /** Let a human look again at what was decided with them (article 22(3)). */
    REVIEW,
    /** Erase them (article 17). */
    ERASE,
    /** Take away what leads back to the person: what remains is needed, but not that. */
    ANONYMISE,
    /** Take the person out of records that are about others too. */
    DETACH,
    /** Stop their use (article 18). */
    RESTRICT,
    /** Stop their use for the purposes that are named (article 21). */
    STOP,
    /** They stay: the item says until when, for what and on what ground. No work. */
    KEEP,
    /** Tell a recipient (article 19). */
    NOTIFY_RECIPIENT,
    /** They were erased before. No work. */
    ALREADY_ERASED,
    /** They were erased, and are gone from backups later. No work. */
    ROLLS_OFF,
    /** Nobody can tell which are the person's (article 11). No work. */
    CANNOT_IDENTIFY,
    /** This right does not reach them. No work. */
    OUT_OF_REACH,
    /** Hand the request for them to who decides on them: here they are only processed (article 28(3)(e)). */
    FORWARD,
    /** The request was refused for them. No work. */
    REFUSED;

    private static final Set<ItemKind> NO_WORK =
        EnumSet.of(KEEP, ALREADY_ERASED, ROLLS_OFF, CANNOT_IDENTIFY, OUT_OF_REACH, REFUSED);

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }

    /** Whether you must do something, and record an outcome. */
    public boolean isWork() {
        return !NO_WORK.contains(this);
    }

    /** Whether its records come to stand in a package, all of them or in part. */
    public boolean isGiven() {
        return this == GIVE || this == GIVE_IN_PART;
    }
}
