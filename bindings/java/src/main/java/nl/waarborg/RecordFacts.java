package nl.waarborg;

import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a record: when it was made, its own dates, the system that holds it, and the records that need it.
 * Immutable; each fact that is added makes another.
 */
public final class RecordFacts {
    /** Nothing is known of it. */
    public static final RecordFacts NONE = new RecordFacts(Map.of(), new byte[0]);

    private final Map<String, Object> facts;
    private final byte[] json;

    private RecordFacts(Map<String, Object> facts, byte[] json) {
        this.facts = Collections.unmodifiableMap(facts);
        this.json = json;
    }

    /** A record made on a day, or at a moment with an offset. */
    public static RecordFacts created(TemporalAccessor created) {
        return NONE.with("created", Moments.text(created));
    }

    /** The facts as their JSON object; empty for none. */
    public static RecordFacts json(String json) {
        return new RecordFacts(json.isEmpty() ? Map.of() : Map.of("", new JsonText.Raw(json)), Frame.utf8(json));
    }

    /** When one of its own anchors fell: days, or moments with an offset; none for one that is known never to. */
    public RecordFacts anchor(String name, TemporalAccessor... moments) {
        List<String> texts = new ArrayList<>();
        for (TemporalAccessor moment : moments) {
            texts.add(Moments.text(moment));
        }
        return with("anchors", joined("anchors", name, texts));
    }

    /** The system that holds it. */
    public RecordFacts system(String name) {
        return with("system", name);
    }

    /** The records of a category that cannot do without this one. */
    public RecordFacts neededBy(String category, RecordFacts... records) {
        List<Object> each = new ArrayList<>();
        Arrays.stream(records).forEach(record -> each.add(record.facts.getOrDefault("", record.facts)));
        return with("needed-by", joined("needed-by", category, each));
    }

    private Map<String, Object> joined(String field, String name, Object value) {
        Map<String, Object> joined = new LinkedHashMap<>();
        if (facts.get(field) instanceof Map) {
            ((Map<?, ?>) facts.get(field)).forEach((key, one) -> joined.put((String) key, one));
        }
        joined.put(name, value);
        return joined;
    }

    private RecordFacts with(String field, Object value) {
        if (facts.containsKey("")) {
            throw new IllegalStateException("facts made of JSON take no more");
        }
        Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put(field, value);
        return new RecordFacts(more, Frame.utf8(JsonText.of(more)));
    }

    byte[] raw() {
        return json;
    }

    /** Only what it is. */
    @Override
    public String toString() {
        return "RecordFacts";
    }
}
