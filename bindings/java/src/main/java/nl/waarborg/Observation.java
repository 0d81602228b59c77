package nl.waarborg;

import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of a person without an entry, such as the last login. */
public final class Observation {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * An anchor, the days or moments at which it fell (none: known never to have happened), and when that was known.
     */
    public Observation(String anchor, List<? extends TemporalAccessor> moments, Instant at) {
        List<String> texts = new ArrayList<>();
        moments.forEach(moment -> texts.add(Moments.text(moment)));
        fields.put("anchor", anchor);
        fields.put("moments", texts);
        fields.put("at", Moments.text(at));
    }

    /** Their JSON document; empty for none. */
    static String json(List<Observation> observed) {
        if (observed.isEmpty()) {
            return "";
        }
        List<Object> list = new ArrayList<>();
        observed.forEach(one -> list.add(one.fields));
        return JsonText.of(list);
    }

    /** Only what it is. */
    @Override
    public String toString() {
        return "Observation";
    }
}
