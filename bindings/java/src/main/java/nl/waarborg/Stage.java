package nl.waarborg;

/** How far a request is. */
public enum Stage implements Word {
    /** It has arrived, and its term runs. */
    RECEIVED,
    /** It joined an earlier one for the same right that was still open, and is answered with that one. */
    JOINED,
    /** Something is awaited from the one who asks; the term stands still. */
    PAUSED,
    /** A processor handed it to who answers it. */
    FORWARDED,
    /** It is being carried out by its plan. An objection: it was upheld. */
    GRANTED,
    /** It was refused in whole. An objection: it was rejected. */
    REFUSED,
    /** Whoever asked wants it no more. */
    WITHDRAWN,
    /** The package can be collected. */
    READY,
    /** The package was collected. */
    COLLECTED,
    /** The package was not collected in time. */
    LAPSED,
    /** Nothing is left to do. */
    CLOSED;

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }
}
