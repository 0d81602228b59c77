package nl.waarborg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the library's own answers: strict JSON (RFC 8259) of objects, lists, texts, whole numbers, true, false and null,
 * and nothing before or after. An object becomes a {@code Map} in the order of the text, a whole number a {@code Long}, any
 * other number a {@code Double}; a name that stands twice, and more than 64 levels, are refused.
 */
final class Json {
    private static final int DEPTH = 64;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The one value of a text. */
    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.space();
        if (json.at < text.length()) {
            throw json.wrong();
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > DEPTH) {
            throw wrong();
        }
        space();
        switch (peek()) {
            case '{':
                return object(depth);
            case '[':
                return list(depth);
            case '"':
                return string();
            case 't':
                return word("true", true);
            case 'f':
                return word("false", false);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        if (next('}')) {
            return Collections.unmodifiableMap(object);
        }
        do {
            space();
            if (peek() != '"') {
                throw wrong();
            }
            String name = string();
            if (!next(':') || object.containsKey(name)) {
                throw wrong();
            }
            object.put(name, value(depth + 1));
        } while (next(','));
        if (!next('}')) {
            throw wrong();
        }
        return Collections.unmodifiableMap(object);
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        at++;
        if (next(']')) {
            return Collections.unmodifiableList(list);
        }
        do {
            list.add(value(depth + 1));
        } while (next(','));
        if (!next(']')) {
            throw wrong();
        }
        return Collections.unmodifiableList(list);
    }

    private String string() {
        int start = ++at;
        while (at < text.length()) {
            char one = text.charAt(at);
            if (one == '"') {
                return text.substring(start, at++);
            }
            if (one == '\\') {
                return escaped(start);
            }
            if (one < ' ') {
                throw wrong();
            }
            at++;
        }
        throw wrong();
    }

    /** The rest of a text in which something is escaped. */
    private String escaped(int start) {
        StringBuilder string = new StringBuilder().append(text, start, at);
        while (at < text.length()) {
            char one = text.charAt(at++);
            if (one == '"') {
                return string.toString();
            }
            if (one < ' ') {
                throw wrong();
            }
            string.append(one == '\\' ? escape() : one);
        }
        throw wrong();
    }

    private char escape() {
        char one = peek();
        at++;
        switch (one) {
            case '"':
            case '\\':
            case '/':
                return one;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(peek(), 16);
                    if (digit < 0 || peek() > 'f') {
                        throw wrong();
                    }
                    code = code * 16 + digit;
                    at++;
                }
                return (char) code;
            default:
                throw wrong();
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private Number number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        boolean whole = true;
        if (at < text.length() && text.charAt(at) == '.') {
            whole = false;
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            whole = false;
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        String number = text.substring(start, at);
        try {
            return whole ? (Number) Long.valueOf(number) : (Number) Double.valueOf(number);
        } catch (NumberFormatException tooLarge) {
            throw wrong();
        }
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong();
        }
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char expected) {
        space();
        boolean is = at < text.length() && text.charAt(at) == expected;
        at += is ? 1 : 0;
        return is;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    /** Where, and not what: an answer can be about a person. */
    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON at character " + at);
    }
}
