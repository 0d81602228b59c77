package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.waarborg.LibraryException;
import nl.waarborg.Waarborg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the library comes from, each in a process of its own, started somewhere else. What the tests' script built is
 * named by the property {@code waarborg.tests}: a library of another ABI, and one that is none.
 */
class LoadTest {
    private static final Path BUILT = Path.of(System.getProperty("waarborg.tests")).toAbsolutePath();
    private static final String REAL = BUILT.resolve("libwaarborg.so").toString();

    @TempDir
    Path elsewhere;

    /** What the process asks: the version, twice, and what it says if there is none. */
    public static final class Main {
        public static void main(String[] none) {
            for (int i = 0; i < 2; i++) {
                try {
                    System.out.println(Waarborg.version());
                } catch (LibraryException rendered) {
                    System.out.println(rendered.code() + ": " + rendered.getMessage());
                }
            }
        }
    }

    private List<String> run(Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        StringBuilder path = new StringBuilder();
        for (String one : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.append(new File(one).getAbsolutePath()).append(File.pathSeparator);
        }
        command.addAll(List.of("-cp", path.toString(), Main.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("WAARBORG") || name.startsWith("LD_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), out);
        return List.of(out.trim().split("\n"));
    }

    private static String option(String file) {
        return "-Dwaarborg.library.path=" + file;
    }

    @Test
    void comesFromTheJarWithoutAnyPropertyAndLeavesNothingBehind() throws Exception {
        Path temporary = Files.createDirectory(elsewhere.resolve("tmp"));
        assertEquals(List.of("0.1.0", "0.1.0"), run(Map.of(), "-Djava.io.tmpdir=" + temporary, "-Djna.tmpdir=" + temporary));
        try (java.util.stream.Stream<Path> left = Files.list(temporary)) {
            assertEquals(0, left.filter(file -> file.toFile().length() > 500_000).count());
        }
    }

    @Test
    void comesFromThePropertyThenFromTheVariable() throws Exception {
        String absent = elsewhere.resolve("absent.so").toString();
        assertEquals("0.1.0", run(Map.of(), option(REAL)).get(0));
        assertEquals("0.1.0", run(Map.of("WAARBORG_LIBRARY", REAL)).get(0));
        assertEquals("0.1.0", run(Map.of("WAARBORG_LIBRARY", absent), option(REAL)).get(0));
        assertTrue(run(Map.of("WAARBORG_LIBRARY", REAL), option(absent)).get(0).startsWith("library-not-loaded: "));
    }

    @Test
    void theFirstErrorTellsHowToNameTheFileAndTheSecondIsTheSame() throws Exception {
        List<String> rendered = run(Map.of("WAARBORG_LIBRARY", elsewhere.resolve("absent.so").toString()));
        assertTrue(rendered.get(0).startsWith("library-not-loaded: "), rendered.get(0));
        assertTrue(rendered.get(0).contains("waarborg.library.path") && rendered.get(0).contains("WAARBORG_LIBRARY"), rendered.get(0));
        assertEquals(rendered.get(0), rendered.get(1));
    }

    @Test
    void anotherAbiIsRefusedWithBothNumbers() throws Exception {
        String rendered = run(Map.of(), option(BUILT.resolve("libother.so").toString())).get(0);
        assertTrue(rendered.startsWith("library-abi: ") && rendered.contains("version 99") && rendered.contains("version 1"), rendered);
        assertTrue(rendered.contains("waarborg.library.path"), rendered);
    }

    @Test
    void aLibraryThatIsNoneIsRefused() throws Exception {
        String rendered = run(Map.of(), option(BUILT.resolve("libnone.so").toString())).get(0);
        assertTrue(rendered.startsWith("library-foreign: "), rendered);
    }

    @Test
    void aLibraryThatLacksFunctionsIsRefused() throws Exception {
        String rendered = run(Map.of(), option(BUILT.resolve("libhalf.so").toString())).get(0);
        assertTrue(rendered.startsWith("library-not-loaded: "), rendered);
    }
}
