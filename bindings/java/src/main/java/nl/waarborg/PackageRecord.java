package nl.waarborg;

import java.time.temporal.TemporalAccessor;
import java.util.Collection;

/** One record to be packed, and what is known of it. Immutable; what is added makes another. */
public final class PackageRecord {
    final String category;
    final String subjects;
    final String json;

    /** Empty if nobody looked. */
    final String redacted;

    /** Empty if that is not known. */
    final String created;

    private PackageRecord(String category, String subjects, String json, String redacted, String created) {
        this.category = category;
        this.subjects = subjects;
        this.json = json;
        this.redacted = redacted;
        this.created = created;
    }

    /**
     * A record of which is not known when it was made, and in which nobody looked for what is about others; that is refused
     * for one about others too.
     *
     * @param category that of the record, which must be the item's
     * @param subjects the references of everyone the record is about; the person must be among them
     * @param json one JSON object, which comes to stand in the package byte for byte
     */
    public static PackageRecord of(String category, Collection<String> subjects, String json) {
        return new PackageRecord(category, JsonText.of(subjects), json, "", "");
    }

    /** When it was made: a day, or a moment with an offset. */
    public PackageRecord created(TemporalAccessor created) {
        return new PackageRecord(category, subjects, json, redacted, Moments.text(created));
    }

    /** Somebody looked, and these fields were left out because they are about others; none, if there was nothing. */
    public PackageRecord redacted(Collection<String> fields) {
        return new PackageRecord(category, subjects, json, JsonText.of(fields), created);
    }

    /** Only what it is. */
    @Override
    public String toString() {
        return "PackageRecord";
    }
}
