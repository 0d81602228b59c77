package nl.waarborg;

import java.time.temporal.TemporalAccessor;
import java.util.Map;

/**
 * Writes JSON: objects of {@link Map}, lists of {@link Iterable}, texts, days and moments, words, whole numbers, true and
 * false.
 */
final class JsonText {
    private JsonText() {
    }

    static String of(Object value) {
        StringBuilder json = new StringBuilder();
        write(json, value);
        return json.toString();
    }

    private static void write(StringBuilder json, Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            json.append(value);
        } else if (value instanceof Map) {
            json.append('{');
            String comma = "";
            for (Map.Entry<?, ?> field : ((Map<?, ?>) value).entrySet()) {
                json.append(comma);
                quote(json, (String) field.getKey());
                json.append(':');
                write(json, field.getValue());
                comma = ",";
            }
            json.append('}');
        } else if (value instanceof Iterable) {
            json.append('[');
            String comma = "";
            for (Object one : (Iterable<?>) value) {
                json.append(comma);
                write(json, one);
                comma = ",";
            }
            json.append(']');
        } else if (value instanceof Raw) {
            json.append(((Raw) value).json);
        } else if (value instanceof CharSequence) {
            quote(json, value.toString());
        } else if (value instanceof Word) {
            quote(json, ((Word) value).word());
        } else if (value instanceof TemporalAccessor) {
            quote(json, Moments.text((TemporalAccessor) value));
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getSimpleName() + " has no form in JSON");
        }
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '"' || one == '\\') {
                json.append('\\').append(one);
            } else if (one < ' ') {
                json.append(String.format("\\u%04x", (int) one));
            } else {
                json.append(one);
            }
        }
        json.append('"');
    }

    /** What is JSON already. */
    static final class Raw {
        private final String json;

        Raw(String json) {
            this.json = json;
        }
    }
}
