package nl.waarborg;

import java.time.Instant;
import java.util.List;

/** A policy and the institution's own entries, folded once for all its people. */
public final class Setting extends Handle {
    Setting(long address) {
        super(address, "the setting", Wb::wb_setting_free);
    }

    /**
     * Checks one entry before it is appended: that the policy knows every name in it. A dossier by itself knows no
     * policy, so ask this first.
     *
     * @throws UnknownNameException for a name that the policy has never known
     * @throws EntryException for anything else; it lists everything that is wrong
     */
    public void admits(Entry entry) {
        long setting = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_setting_admits(setting, frame.text(entry.json()), frame.len(), frame.err()));
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
        return claims(dossier, observed.isEmpty() ? "" : Observation.json(observed), knownAt);
    }

    /** As with a list of observations; here as their JSON document, empty for none. */
    public Claims claims(Dossier dossier, String observed, Instant knownAt) {
        long setting = owned.enter();
        try {
            long entries = dossier.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_claims_fold(setting, entries, frame.text(observed), frame.len(), Moments.of(knownAt),
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
