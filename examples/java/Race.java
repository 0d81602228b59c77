import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.waarborg.Appended;
import nl.waarborg.Entry;
import nl.waarborg.Institution;
import nl.waarborg.Policy;

/** Two processes that write to one dossier at the same moment: both have read it before either stores. */
final class Race {
    static final long SAM = 2;
    private static final Instant NOW = Instant.parse("2027-03-12T12:00:00Z");

    private Race() {
    }

    /** One of the writers, in a process of its own: DATABASE POLICY NAME. */
    public static void main(String[] arguments) throws Exception {
        try (Policy policy = Policy.load(Path.of(arguments[1])); Institution institution = policy.institution(Story.KNOWN_AT);
             Connection database = Dossiers.connect(arguments[0])) {
            System.out.println(write(new Dossiers(database, institution), entry(arguments[2])));
        }
    }

    private static Entry entry(String writer) {
        return writer.equals("desk")
            ? Entry.of("authority", NOW).with("representative", "ref-21").with("authority", "parental")
                .with("may", "exercise")
            : Entry.of("consent-asked", NOW).with("purposes", List.of("website"));
    }

    /** Reads, makes its line, waits for the word, and stores. How often it wrote again. */
    private static int write(Dossiers dossiers, Entry entry) throws Exception {
        Dossiers.Stored stored = dossiers.read(SAM);
        Appended created = dossiers.prepare(stored, entry, NOW);
        System.out.println("ready");
        if (System.in.read() < 0) {
            throw new IOException("nobody is there any more to say when");
        }
        if (dossiers.store(SAM, stored.head, created)) {
            return 0;
        }
        return 1 + dossiers.append(SAM, entry, NOW).again;
    }

    /** Starts both writers, and lets them go when both are ready. How often one of them had to write again. */
    static int run(String database, String policy) throws IOException, InterruptedException {
        List<Writer> writers = new ArrayList<>();
        try {
            for (String name : List.of("desk", "app")) {
                writers.add(new Writer(database, policy, name));
            }
            for (Writer writer : writers) {
                writer.description("ready");
            }
            for (Writer writer : writers) {
                writer.goes();
            }
            int again = 0;
            for (Writer writer : writers) {
                again += writer.ends();
            }
            return again;
        } finally {
            writers.forEach(writer -> writer.process.destroy());
        }
    }

    /** A writer, as the one who started it sees it. */
    private static final class Writer {
        private final Process process;
        private final BufferedReader rendered;

        Writer(String database, String policy, String name) throws IOException {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "Race", database, policy, name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
            rendered = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        void description(String expected) throws IOException {
            if (!expected.equals(rendered.readLine())) {
                throw new IOException("a writer is not " + expected);
            }
        }

        void goes() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        int ends() throws IOException, InterruptedException {
            String number = rendered.readLine();
            if (process.waitFor() != 0) {
                throw new IOException("a writer failed");
            }
            return Integer.parseInt(number);
        }
    }
}
