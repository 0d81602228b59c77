package nl.waarborg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reader takes JSON and nothing else. */
class JsonTest {
    @Test
    void readsWhatIsJson() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a", Arrays.asList(1L, -20L, 0L, 1.5, 2e3, true, false, null));
        object.put("", "é \"\\/\b\f\n\r\t \u20AC \uD83D\uDE00");
        object.put("empty", List.of(Map.of(), List.of()));
        assertEquals(object, Json.read(" {\"a\" : [1,-20,0,1.5,2e3,true , false,null],\r\n\t\"\":"
            + "\"é \\\"\\\\\\/\\b\\f\\n\\r\\t \\u20ac \\uD83d\\ude00\",\"empty\":[{},[ ]]} "));
        assertEquals(Long.MAX_VALUE, Json.read("9223372036854775807"));
    }

    @Test
    void refusesWhatIsNot() {
        for (String text : List.of("", " ", "{", "}", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "{'a':1}",
            "{\"a\":1,\"a\":2}", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\\uFF\"", "\"\n\"", "01", "-", "1.", ".5", "1e", "+1",
            "nul", "truex", "True", "NaN", "1 1", "[1]x", "9223372036854775808", "\uFEFF{}", "\u00A01", "\"\\u+123\"")) {
            assertThrows(IllegalArgumentException.class, () -> Json.read(text), text);
        }
    }

    @Test
    void endsBeforeTheStackDoes() {
        assertThrows(IllegalArgumentException.class, () -> Json.read("[".repeat(100_000)));
        Json.read("[".repeat(60) + "]".repeat(60));
    }

    @Test
    void readsWhatIsWritten() {
        for (Object value : List.of("a \"quoted\" \\ text\n\u0001 é \uD83D\uDE00", List.of(1L, true, "x"),
            Map.of("a", Map.of("b", List.of())))) {
            assertEquals(value, Json.read(JsonText.of(value)));
        }
        assertThrows(IllegalArgumentException.class, () -> JsonText.of(1.5));
    }

    @Test
    void wrongJsonIsNotRepeated() {
        Exception wrong = assertThrows(IllegalArgumentException.class, () -> Json.read("{\"a\":canary}"));
        assertEquals("no JSON at character 5", wrong.getMessage());
    }
}
