package nl.waarborg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Closed lists of words are those of the library, and a word that is in none of them stops who reads it. */
class WordsTest {
    private static final String PLANNED = "{\"waarborg-plan\":1,\"entry\":9,\"right\":\"access\",\"at\":\"2026-11-23T10:15:00.000000Z\","
        + "\"policy\":\"\",\"institution\":\"\",\"dossier\":\"\",\"items\":[{\"item\":\"a\",\"kind\":\"erase\",\"article\":\"17\"},"
        + "{\"item\":\"b\",\"kind\":\"%s\",\"article\":\"17\"}]}";
    private static final String ASKED = "{\"waarborg-requests\":1,\"requests\":[{\"entry\":9,\"right\":\"access\","
        + "\"received\":\"2026-11-02\",\"stage\":\"%s\",\"authority\":\"live\",\"earlier\":0,\"outcomes\":{\"a\":\"%s\"},"
        + "\"clock\":null,\"next\":[]}],\"ignored\":[]}";

    /** Every list of words that a field of this name may hold, in a case. */
    private static Set<Set<String>> declared(String field) throws IOException {
        return declared("cases", field);
    }

    private static Set<Set<String>> declared(String document, String field) throws IOException {
        Map<?, ?> schema = (Map<?, ?>) Json.read(Files.readString(Path.of("include/waarborg-" + document + ".schema.json")));
        Set<Set<String>> found = new java.util.HashSet<>();
        walk(schema, field, (Map<?, ?>) schema.get("$defs"), found);
        return found;
    }

    private static void walk(Object node, String field, Map<?, ?> parts, Set<Set<String>> found) {
        if (node instanceof Map) {
            ((Map<?, ?>) node).forEach((name, value) -> {
                Object part = name.equals(field) && value instanceof Map ? ((Map<?, ?>) value).get("$ref") : null;
                if (part != null) {
                    Object words = ((Map<?, ?>) parts.get(part.toString().replace("#/$defs/", ""))).get("oneOf");
                    if (words != null) {
                        found.add(constants((Iterable<?>) words));
                    }
                }
                walk(value, field, parts, found);
            });
        } else if (node instanceof Iterable) {
            ((Iterable<?>) node).forEach(value -> walk(value, field, parts, found));
        }
    }

    private static Set<String> constants(Iterable<?> words) {
        Set<String> constants = new TreeSet<>();
        words.forEach(word -> constants.add(String.valueOf(((Map<?, ?>) word).get("const"))));
        return constants;
    }

    private static Set<String> words(Word[] constants) {
        return Arrays.stream(constants).map(Word::word).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyWordOfTheLibraryIsThereAndNoOther() throws IOException {
        assertTrue(declared("kind").contains(words(ItemKind.values())));
        assertEquals(Set.of(words(ItemOutcome.values())), declared("outcome"));
        assertEquals(Set.of(words(Stage.values())), declared("stage"));
        assertEquals(Set.of(words(Applicability.values())), declared("applicability"));
        assertTrue(declared("ground").contains(words(RefusalGround.values())));
        assertEquals(Set.of(words(Basis.values())), declared("policy", "basis"));
        Set<String> rights = words(Right.values());
        rights.remove("unknown");
        assertEquals(Set.of(rights), declared("right"));
    }

    @Test
    void aKindOfANewerLibraryStopsThePlan() {
        assertEquals(ItemKind.KEEP, new Plan(String.format(PLANNED, "keep")).items().get(1).kind());
        for (String word : new String[] {"bury", "Erase", "ERASE", "give_in_part", "unknown", ""}) {
            UnknownWordException rendered = assertThrows(UnknownWordException.class, () -> new Plan(String.format(PLANNED, word)));
            assertEquals("unknown-word", rendered.code());
            assertTrue(rendered.getMessage().contains("no ItemKind `" + word + "`"), rendered.getMessage());
            assertTrue(rendered.expected().orElseThrow().startsWith("give, give-in-part, "));
            assertTrue(rendered.help().orElseThrow().contains("as JSON"));
        }
    }

    @Test
    void aGroundOfANewerLibraryStopsThePlan() {
        String refused = PLANNED.replace("\"kind\":\"%s\"", "\"kind\":\"refused\",\"ground\":\"%s\"");
        assertEquals(Optional.of(RefusalGround.EXCESSIVE), new Plan(String.format(refused, "excessive")).items().get(1).ground());
        assertThrows(UnknownWordException.class, () -> new Plan(String.format(refused, "whim")));
        String kept = PLANNED.replace("\"kind\":\"%s\"", "\"kind\":\"keep\",\"kept\":[{\"ground\":\"%s\",\"reason\":\"\"}]");
        assertEquals(Optional.of(RefusalGround.ARCHIVE), new Plan(String.format(kept, "archive")).items().get(1).kept().get(0).ground());
        assertThrows(UnknownWordException.class, () -> new Plan(String.format(kept, "whim")));
    }

    @Test
    void anApplicabilityOrBasisOfANewerLibraryStopsTheList() {
        RightApplicability applicable = applicable("if", "\"public-task\"");
        assertEquals(Applicability.IF, applicable.applicability());
        assertEquals(Optional.of(Basis.PUBLIC_TASK), applicable.basis());
        assertEquals(Optional.empty(), applicable("no", "null").basis());
        assertThrows(UnknownWordException.class, () -> applicable("perhaps", "null"));
        assertThrows(UnknownWordException.class, () -> applicable("no", "\"whim\""));
    }

    private static RightApplicability applicable(String applicability, String basis) {
        return new RightApplicability(Doc.of("{\"purpose\":\"a\",\"category\":\"b\",\"basis\":" + basis + ",\"applicability\":\"" + applicability
            + "\",\"article\":\"17\",\"nl\":\"\",\"en\":\"\",\"value\":\"live\",\"ends\":false}"));
    }

    @Test
    void aStageOrOutcomeOfANewerLibraryStopsTheRequests() {
        Request request = new Requests(String.format(ASKED, "granted", "failed")).of(9).orElseThrow();
        assertEquals(Stage.GRANTED, request.stage());
        assertEquals(Map.of("a", ItemOutcome.FAILED), request.outcomes());
        assertThrows(UnknownWordException.class, () -> new Requests(String.format(ASKED, "sung", "failed")));
        assertThrows(UnknownWordException.class, () -> new Requests(String.format(ASKED, "granted", "sung")));
        assertThrows(UnknownWordException.class,
            () -> new Requests(String.format(ASKED, "granted", "failed").replace("\"live\"", "\"lively\"")));
    }
}
