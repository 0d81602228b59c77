package nl.waarborg;

import java.time.LocalDate;
import java.util.Optional;

/** By when a request must be answered. */
public final class Clock {
    private final Deadline answer;
    private final Optional<LocalDate> promised;
    private final Optional<Deadline> extensionNotice;
    private final boolean standsStill;

    Clock(Doc doc) {
        answer = doc.doc("answer").map(Deadline::new).orElseThrow();
        promised = doc.day("promised");
        extensionNotice = doc.doc("extension-notice").map(Deadline::new);
        standsStill = doc.yes("stands-still");
    }

    /** The deadline of the answer. */
    public Deadline answer() {
        return answer;
    }

    /** The day that was promised. */
    public Optional<LocalDate> promised() {
        return promised;
    }

    /** By when the person must hear that it takes longer. */
    public Optional<Deadline> extensionNotice() {
        return extensionNotice;
    }

    /** Whether the term stands still. */
    public boolean standsStill() {
        return standsStill;
    }
}
