package nl.waarborg.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.waarborg.CaseDocument;
import nl.waarborg.CaseResult;
import nl.waarborg.Policy;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * Turns case files into JUnit tests, one for each case:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> privacy() {
 *     return Cases.in(Path.of("privacy/cases")).against(POLICY);
 * }
 * }</pre>
 *
 * The policy must stay open until the tests have run: keep it in a static field.
 */
public final class Cases {
    private final List<Path> files;

    private Cases(List<Path> files) {
        this.files = files;
    }

    /** The cases of one file, or of every {@code .json} file of a folder; no file at all is an error. */
    public static Cases in(Path path) {
        if (!Files.isDirectory(path)) {
            return new Cases(List.of(path));
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> cases = files.filter(file -> file.toString().endsWith(".json")).sorted()
                .collect(Collectors.toUnmodifiableList());
            if (cases.isEmpty()) {
                throw new IllegalArgumentException("there is no case file in " + path);
            }
            return new Cases(cases);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One test for each case, run against a policy. */
    public Stream<DynamicTest> against(Policy policy) {
        return files.stream().flatMap(file -> tests(file, policy));
    }

    private static Stream<DynamicTest> tests(Path file, Policy policy) {
        CaseDocument document;
        try {
            document = CaseDocument.parse(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return IntStream.range(0, document.size()).mapToObj(index -> DynamicTest.dynamicTest(
            document.name(index) + ": " + document.description(index), file.toUri(), () -> run(document, index, policy)));
    }

    private static void run(CaseDocument document, int index, Policy policy) {
        CaseResult result = document.run(index, policy);
        if (!result.passed()) {
            throw new AssertionFailedError(result.report());
        }
    }
}
