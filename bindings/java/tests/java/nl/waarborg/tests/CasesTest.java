package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.waarborg.CaseDocument;
import nl.waarborg.CaseResult;
import nl.waarborg.CasesException;
import nl.waarborg.Policy;
import nl.waarborg.junit.Cases;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Case files as JUnit tests: these of Neo, each a test here; and that one that fails, fails. */
class CasesTest {
    private static final Path FILE = Path.of("tests/cases/neo.json");
    private static final Policy NEO = load("neo");

    private static Policy load(String name) {
        try {
            return Policy.load(Path.of("examples/policies/" + name + ".json"));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @TestFactory
    Stream<DynamicTest> neo() {
        return Cases.in(FILE).against(NEO);
    }

    @Test
    void everyCaseOfAFileIsATest() throws Exception {
        int cases = Files.readString(FILE).split("\"case\":", -1).length - 1;
        assertEquals(cases, Cases.in(FILE).against(NEO).count());
        try (CaseDocument document = CaseDocument.parse(Files.readString(FILE))) {
            assertEquals(cases, document.size());
            assertTrue(document.run(NEO).passed());
            assertTrue(document.run(NEO).report().contains(cases + " passed, 0 failed"));
            assertThrows(IndexOutOfBoundsException.class, () -> document.name(cases));
            assertThrows(IndexOutOfBoundsException.class, () -> document.description(-1));
        }
    }

    @Test
    void aCaseThatFailsFailsItsTestAndNoOther(@TempDir Path folder) throws Throwable {
        Path file = folder.resolve("spoiled.json");
        Files.writeString(file, Files.readString(FILE).replaceFirst("\"answer\": *\"permit\"", "\"answer\": \"ask\""));
        List<DynamicTest> tests = Cases.in(folder).against(NEO).collect(Collectors.toList());
        int failed = 0;
        for (DynamicTest test : tests) {
            try {
                test.getExecutable().execute();
            } catch (AssertionFailedError rendered) {
                failed++;
                assertTrue(rendered.getMessage().contains("permit") && rendered.getMessage().contains("ask"), rendered.getMessage());
            }
        }
        assertEquals(1, failed);
        CaseDocument document = CaseDocument.parse(Files.readString(file));
        CaseResult result = document.run(NEO);
        assertFalse(result.passed());
        assertTrue(result.json().contains("\"failed\":1"));
    }

    @Test
    void noCasesIsNoSuccess(@TempDir Path folder) throws IOException {
        assertThrows(IllegalArgumentException.class, () -> Cases.in(folder));
        Path file = Files.writeString(folder.resolve("none.json"), "{}");
        assertThrows(CasesException.class, () -> Cases.in(file).against(NEO).count());
        assertThrows(java.io.UncheckedIOException.class, () -> Cases.in(folder.resolve("absent.json")).against(NEO).count());
    }
}
