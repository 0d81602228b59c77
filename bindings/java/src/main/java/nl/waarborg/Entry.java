package nl.waarborg;

import java.time.temporal.TemporalAccessor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * One entry, before it is appended: a kind, when it happened, and the fields of its kind. Immutable; each field that is
 * added makes another.
 *
 * <pre>{@code
 * Entry.of("consent-given", LocalDate.of(2026, 9, 1)).with("purposes", List.of("website")).with("by", "ref-17")
 * }</pre>
 */
public final class Entry {
    /** The kind; null for an entry that was given as JSON, in which it stands. */
    private final String kind;

    /** The fields as they are written, with the JSON itself under no name. */
    private final Map<String, JsonText.Raw> fields;

    private Entry(String kind, Map<String, JsonText.Raw> fields) {
        this.kind = kind;
        this.fields = Collections.unmodifiableMap(fields);
    }

    /** An entry of a kind that happened on a day, or at a moment with an offset. */
    public static Entry of(String kind, TemporalAccessor happened) {
        return new Entry(kind, Map.of()).with("kind", kind).with("happened", happened);
    }

    /** An entry as its JSON object. */
    public static Entry json(String json) {
        return new Entry(null, Map.of("", new JsonText.Raw(json)));
    }

    /**
     * One field more: a text, a whole number, a boolean, a day or moment, a {@link Right}, {@link ItemOutcome} or
     * {@link RefusalGround}, or a list or map of these.
     */
    public Entry with(String field, Object value) {
        if (kind == null) {
            throw new IllegalStateException("an entry made of JSON takes no more fields");
        }
        Map<String, JsonText.Raw> more = new LinkedHashMap<>(fields);
        // Written at once, so that a list that is changed later changes nothing here.
        more.put(field, new JsonText.Raw(JsonText.of(value)));
        return new Entry(kind, more);
    }

    /**
     * Its kind, such as {@code given}.
     *
     * @throws EntryException if it was made of JSON that tells none
     */
    public String kind() {
        if (kind != null) {
            return kind;
        }
        try {
            return Doc.of(json()).maybeText("kind").orElseThrow();
        } catch (IllegalArgumentException | ClassCastException | NoSuchElementException none) {
            throw Errors.of(Status.BAD_ENTRY, "no-kind", "the JSON of this entry tells no kind");
        }
    }

    /** As its JSON object. */
    public String json() {
        return JsonText.of(kind == null ? fields.get("") : fields);
    }

    /** Only what it is: its fields are about a person. */
    @Override
    public String toString() {
        return "Entry";
    }
}
