package nl.waarborg;

import java.time.temporal.TemporalAccessor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry, before it is appended: a kind, when it happened, and the fields of its kind. Immutable; each field that is
 * added makes another.
 *
 * <pre>{@code
 * Entry.of("given", LocalDate.of(2026, 9, 1)).with("purposes", List.of("website")).with("giver", "ref-17")
 * }</pre>
 */
public final class Entry {
    private final Map<String, Object> fields;

    private Entry(Map<String, Object> fields) {
        this.fields = Collections.unmodifiableMap(fields);
    }

    /** An entry of a kind that happened on a day, or at a moment with an offset. */
    public static Entry of(String kind, TemporalAccessor happened) {
        return new Entry(new LinkedHashMap<>()).with("kind", kind).with("happened", happened);
    }

    /** An entry as its JSON object. */
    public static Entry json(String json) {
        return new Entry(new LinkedHashMap<>(Map.of("", new JsonText.Raw(json))));
    }

    /** One field more: a text, a number, a boolean, a day or moment, or a list or map of these. */
    public Entry with(String field, Object value) {
        if (fields.containsKey("")) {
            throw new IllegalStateException("an entry made of JSON takes no more fields");
        }
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value instanceof TemporalAccessor ? Moments.text((TemporalAccessor) value) : value);
        return new Entry(more);
    }

    /** As its JSON object. */
    public String json() {
        return JsonText.of(fields.getOrDefault("", fields));
    }

    /** Only what it is: its fields are about a person. */
    @Override
    public String toString() {
        return "Entry";
    }
}
