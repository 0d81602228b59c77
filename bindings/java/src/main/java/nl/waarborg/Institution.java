package nl.waarborg;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A policy and the institution's own entries, folded once for all its people. */
public final class Institution extends Handle {
    Institution(long address) {
        super(address, "the institution", Wb::wb_institution_free);
    }

    /** As {@link #append(Dossier, List, Entry, Instant, Duration)}, with nothing observed and clocks that do not differ. */
    public Appended append(Dossier dossier, Entry entry, Instant recorded) {
        return append(dossier, List.of(), entry, recorded, Duration.ZERO);
    }

    /**
     * Makes the next entry of a person's dossier, if it may be written: the policy knows every name in it, and if it is
     * about a request, that is a legal step now. This is the way to append. It changes nothing: store the line under
     * (dossier, seq) and the new head beside it, in one transaction. If another process was first, that fails: load again,
     * and append again, which decides again.
     *
     * @param observed what is known without an entry, as for {@link #claims(Dossier, List, Instant)}
     * @param recorded now
     * @param skew how far clocks may differ: if an earlier entry happened later by no more than that, this one is moved
     *     up to it
     * @throws UnknownNameException for a name that the policy has never known
     * @throws StepException for a step that is not legal; it tells why, and which steps are
     * @throws EntryException for anything else; it lists everything that is wrong
     */
    public Appended append(Dossier dossier, List<Observation> observed, Entry entry, Instant recorded, Duration skew) {
        long institution = owned.enter();
        try {
            long entries = dossier.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_institution_append(institution, entries, frame.text(Observation.json(observed)),
                    frame.len(), frame.text(entry.json()), frame.len(), Moments.of(recorded), Moments.of(skew), frame.out(),
                    frame.small(), Head.LENGTH, frame.out2(), frame.err()));
                return Appended.read(frame);
            } finally {
                dossier.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }

    /**
     * Checks one entry by itself: that the policy knows every name in it. {@link #append} asks this too; on its own it is
     * for an entry that is not appended yet, and for those of the institution.
     *
     * @throws UnknownNameException for a name that the policy has never known
     * @throws EntryException for anything else; it lists everything that is wrong
     */
    public void checkAppend(Entry entry) {
        long institution = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_institution_check_append(institution, frame.text(entry.json()), frame.len(), frame.err()));
        } finally {
            owned.leave();
        }
    }

    /** The claims on one person's data, as known at a moment. */
    public Claims claims(Dossier dossier, Instant knownAt) {
        return claims(dossier, "", knownAt);
    }

    /**
     * The claims on one person's data, as known at a moment, with what is known without an entry, such as the last login.
     *
     * @throws ObservationException if the observations cannot be read
     */
    public Claims claims(Dossier dossier, List<Observation> observed, Instant knownAt) {
        return claims(dossier, Observation.json(observed), knownAt);
    }

    /** As with a list of observations; here as their JSON document, empty for none. */
    public Claims claims(Dossier dossier, String observed, Instant knownAt) {
        long institution = owned.enter();
        try {
            long entries = dossier.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_claims_fold(institution, entries, frame.text(observed), frame.len(), Moments.of(knownAt),
                    frame.out(), frame.err()));
                return new Claims(frame.given());
            } finally {
                dossier.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }
}
