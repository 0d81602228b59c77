package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nl.waarborg.Adversary;
import nl.waarborg.Cells;
import nl.waarborg.Checked;
import nl.waarborg.Table;
import nl.waarborg.TableException;
import org.junit.jupiter.api.Test;

/** The rows that fail are those that counting finds. */
class AnonymityTest {
    private static final List<Adversary> ADVERSARIES = List.of(Adversary.of("researcher"), Adversary.of("school", "source-table"));

    private static String asks(int k) {
        return "{\"waarborg-anonymity\":1,\"k\":" + k + ",\"rows-are-persons\":true,\"quasi-identifiers\":[\"a\",\"b\"],\"sensitive\":[]}";
    }

    @Test
    void smallClassesAreFoundAsByCounting() {
        Random chance = new Random(20261123);
        for (int round = 0; round < 50; round++) {
            int rows = 1 + chance.nextInt(60);
            List<String> a = new ArrayList<>();
            List<Long> b = new ArrayList<>();
            Map<List<Object>, Integer> counts = new HashMap<>();
            for (int i = 0; i < rows; i++) {
                a.add("é" + chance.nextInt(3));
                b.add((long) chance.nextInt(3));
                counts.merge(List.of(a.get(i), b.get(i)), 1, Integer::sum);
            }
            List<Integer> alone = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                if (counts.get(List.of(a.get(i), b.get(i))) < 3) {
                    alone.add(i);
                }
            }
            try (Table first = Table.texts("a", a); Table table = first.andIntegers("b", b)) {
                Checked checked = table.check(asks(3), "a table", ADVERSARIES);
                assertEquals(alone.isEmpty(), checked.passed());
                assertArrayEquals(alone.stream().mapToInt(i -> i).toArray(), checked.rows());
                assertTrue(checked.report().contains("\"passed\":" + checked.passed()));
            }
        }
    }

    @Test
    void whatIsMissingIsNoValue() {
        try (Table integers = Table.integers("b", Arrays.asList(1L, null, 1L));
             Table table = integers.andTexts("a", Arrays.asList("x", "x", null))) {
            assertEquals(3, table.rows());
            assertThrows(TableException.class, () -> table.check(asks(2), "a table", ADVERSARIES));
            assertThrows(TableException.class, () -> table.andTexts("c", List.of("one")));
            assertThrows(TableException.class, () -> table.check("{}", "a table", ADVERSARIES));
        }
    }

    @Test
    void requirementsAreMeasuredAndHandedToArx() {
        try (Table first = Table.texts("a", List.of("x", "x", "y")); Table table = first.andTexts("b", List.of("1", "1", "1"))) {
            assertTrue(table.measureJson(asks(9)).contains("\"k\":1"));
            assertTrue(Table.arx(asks(9)).contains("KAnonymity(9)"));
        }
    }

    @Test
    void linkedTablesAreCountedInPersons() {
        String asks = "{\"waarborg-joined\":1,\"k\":2,\"tables\":[{\"subject\":\"who\",\"quasi-identifiers\":[\"a\"]},"
            + "{\"subject\":\"who\",\"quasi-identifiers\":[\"b\"]}]}";
        try (Table who = Table.texts("who", List.of("p", "q", "r")); Table first = who.andTexts("a", List.of("x", "x", "x"));
             Table addressee = Table.texts("who", List.of("p", "q", "r", "r"));
             Table second = addressee.andTexts("b", List.of("1", "1", "2", "2"))) {
            Checked checked = Table.checkLinked(List.of(first, second), asks, "two tables", ADVERSARIES);
            assertFalse(checked.passed());
            assertArrayEquals(new int[] {2}, checked.rowsOfEach().get(0));
            assertArrayEquals(new int[] {2, 3}, checked.rowsOfEach().get(1));
        }
    }

    @Test
    void smallCellsAreFoundOrWithheld() {
        Cells cells = Cells.of(12, 3, 0, 40).threshold(5);
        assertArrayEquals(new int[] {1, 2}, cells.check("absence", ADVERSARIES).rows());
        assertArrayEquals(new int[] {1}, cells.emptyIsShown().check("absence", ADVERSARIES).rows());
        Checked withheld = cells.totalIsKnown().emptyIsShown().withhold().check("absence", ADVERSARIES);
        assertTrue(withheld.passed() && withheld.rows().length >= 2);
        assertThrows(TableException.class, () -> cells.threshold(4).check("absence", ADVERSARIES));
    }
}
