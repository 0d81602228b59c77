import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.waarborg.*;

/**
 * What the Java binding costs, in one process, contenders taking turns: a direct call of JNA that does nothing, wb_decide
 * called so, the method of the binding, a class of thirty in one call, columns per row, and a pseudonym beside the HMAC of
 * the JDK. Prints the median and the least over all turns, and ratios of each. {@code benches/hosts/java} runs it; from the root of the repository:
 *
 * <pre>
 *     HostBench LIBRARY NOOP [TURNS]
 * </pre>
 */
public final class HostBench {
    /** wb_decide of the library. */
    static final class Direct {
        static native int wb_decide(long claims, long role, int verb, long purpose, long category, long recipient,
            int identifiability, int relations, long preconditions, long preconditionsLen, long record, long recordLen, long at, long decision, long err);

        static native int wb_decide_each(long claims, long n, long role, int verb, long purpose, long category,
            long recipient, int identifiability, int relations, long preconditions, long preconditionsLen, long record, long recordLen, long at,
            long decisions, long err);

        static native int wb_policy_parse(long document, long documentLen, long policy, long err);

        static native int wb_institution_fold(long policy, long lines, long linesLen, long head, long headLen, long knownAt,
            long institution, long err);

        static native int wb_dossier_new(long dossier, long err);

        static native int wb_claims_fold(long institution, long dossier, long observed, long observedLen, long knownAt,
            long claims, long err);
    }

    /** The same signature, and nothing behind it. */
    static final class Bare {
        static native int wb_decide(long claims, long role, int verb, long purpose, long category, long recipient,
            int identifiability, int relations, long preconditions, long preconditionsLen, long record, long recordLen, long at, long decision, long err);
    }

    private static final Instant NOW = Instant.parse("2026-10-01T10:40:00Z");
    private static final long MICROS = NOW.getEpochSecond() * 1_000_000;
    private static final int CLASS = 30;
    private static final int ROWS = 10_000;
    private static final int PERSONS = 1_000;

    /** Where handles and answers stand in the memory of the calls without the binding. */
    private static final int RAW_CLAIMS = 256;
    private static final int RAW_ROWS = 1024;

    /** What was computed, so that it is not left out. */
    private static long sink;

    private interface Work {
        void run() throws Exception;
    }

    /** Something to time: how often in one turn, and how many results each run has. */
    private static final class Contender {
        final Work work;
        final int times;
        final int results;
        final List<Double> nanoseconds = new ArrayList<>();

        Contender(int times, int results, Work work) {
            this.work = work;
            this.times = times;
            this.results = results;
        }

        void turn(boolean counts) throws Exception {
            long start = System.nanoTime();
            work.run();
            double each = (System.nanoTime() - start) / ((double) times * results);
            if (counts) {
                nanoseconds.add(each);
            }
        }

        double least() {
            return nanoseconds.stream().mapToDouble(one -> one).min().orElse(0);
        }

        double median() {
            double[] sorted = nanoseconds.stream().mapToDouble(one -> one).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    private HostBench() {
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("waarborg.library.path", Path.of(arguments[0]).toAbsolutePath().toString());
        int turns = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        Native.register(Direct.class, NativeLibrary.getInstance(Path.of(arguments[0]).toAbsolutePath().toString()));
        Native.register(Bare.class, NativeLibrary.getInstance(Path.of(arguments[1]).toAbsolutePath().toString()));
        Map<String, Contender> contenders = contenders();
        for (int turn = 0; turn < turns * 3 / 2; turn++) {
            for (Contender contender : contenders.values()) {
                contender.turn(turn >= turns / 2);
            }
        }
        System.out.printf("JNA %s, Java %s, %d turns; nanoseconds: median and least%n", Native.VERSION, System.getProperty("java.version"), turns);
        contenders.forEach((name, contender) -> System.out.printf("%-52s %9.1f %9.1f%n", name, contender.median(), contender.least()));
        ratio(contenders, "wb_decide, called directly", "a call that does nothing", "at most 1.3 wanted");
        ratio(contenders, "decide", "wb_decide, called directly", "");
        ratio(contenders, "wb_decide_each of thirty, called directly", "wb_decide, called directly", "at most 3 wanted");
        ratio(contenders, "wb_decide_each of thirty, called directly", "a call that does nothing", "");
        ratio(contenders, "a class of thirty, Group.decide", "decide", "at most 3 wanted");
        ratio(contenders, "a class of thirty, Group.decide", "wb_decide_each of thirty, called directly", "");
        ratio(contenders, "a class of thirty, Group.allowed", "decide", "at most 3 wanted");
        ratio(contenders, "a class of thirty, decideEach", "decide", "");
        ratio(contenders, "a pseudonym", "Mac.doFinal", "");
        ratio(contenders, "a pseudonym, of a batch", "Mac.doFinal", "");
        if (sink == 42) {
            System.out.println();
        }
    }

    private static void ratio(Map<String, Contender> contenders, String one, String other, String wanted) {
        Contender of = contenders.get(one);
        Contender by = contenders.get(other);
        System.out.printf("%-52s %9.2f %9.2f x %s%s%n", one, of.median() / by.median(), of.least() / by.least(), other, wanted.isEmpty() ? "" : " (" + wanted + ")");
    }

    private static Map<String, Contender> contenders() throws Exception {
        Map<String, Contender> all = new LinkedHashMap<>();
        byte[] document = java.nio.file.Files.readAllBytes(Path.of("examples/policies/neo.json"));
        Policy policy = Policy.parse(new String(document, StandardCharsets.UTF_8));
        Institution institution = policy.institution(NOW);
        Id role = policy.id(Kind.ROLE, "order-desk");
        Id purpose = policy.id(Kind.PURPOSE, "orders");
        Id category = policy.id(Kind.CATEGORY, "order-contact");
        List<Claims> persons = new ArrayList<>();
        for (int i = 0; i < CLASS; i++) {
            try (Dossier dossier = Dossier.empty()) {
                persons.add(institution.claims(dossier, NOW));
            }
        }
        Claims claims = persons.get(0);
        Query query = Query.of("order-desk", Verb.VIEW, "orders", "order-contact");
        BoundQuery bound = query.bind(policy);
        Group group = Group.of(persons);
        Columns columns = Columns.rows(ROWS).role(role).purpose(purpose).category(category).verb(Verb.VIEW).build();

        // The same claims once more, for the call without the binding.
        ByteBuffer memory = ByteBuffer.allocateDirect(4096 + document.length).order(ByteOrder.nativeOrder());
        long base = Pointer.nativeValue(Native.getDirectBufferPointer(memory));
        memory.position(4096).put(document);
        long raw = claims(memory, base, document.length);
        long out = base + 64;
        memory.putInt(64, 40);
        memory.putInt(RAW_ROWS, 40);

        all.put("a call that does nothing", new Contender(2_000, 1, () -> {
            for (int i = 0; i < 2_000; i++) {
                sink += Bare.wb_decide(raw, role.number(), 1, purpose.number(), category.number(), 0, -1, 0, 0, 0, 0, 0, MICROS, out, base);
            }
        }));
        all.put("wb_decide, called directly", new Contender(2_000, 1, () -> {
            for (int i = 0; i < 2_000; i++) {
                sink += Direct.wb_decide(raw, role.number(), 1, purpose.number(), category.number(), 0, -1, 0, 0, 0, 0, 0, MICROS, out, base);
                sink += memory.getInt(68);
            }
        }));
        all.put("decide", new Contender(2_000, 1, () -> {
            for (int i = 0; i < 2_000; i++) {
                sink += claims.decide(bound, NOW).isAllowed() ? 1 : 0;
            }
        }));
        all.put("decide, with names", new Contender(500, 1, () -> {
            for (int i = 0; i < 500; i++) {
                sink += claims.decide(query, NOW).isAllowed() ? 1 : 0;
            }
        }));
        all.put("wb_decide_each of thirty, called directly", new Contender(500, 1, () -> {
            for (int i = 0; i < 500; i++) {
                sink += Direct.wb_decide_each(base + RAW_CLAIMS, CLASS, role.number(), 1, purpose.number(), category.number(), 0, -1,
                    0, 0, 0, 0, 0, MICROS, base + RAW_ROWS, base);
            }
        }));
        all.put("a class of thirty, Group.decide", new Contender(500, 1, () -> {
            for (int i = 0; i < 500; i++) {
                sink += group.decide(bound, NOW).allowed().cardinality();
            }
        }));
        all.put("a class of thirty, Group.allowed", new Contender(500, 1, () -> {
            for (int i = 0; i < 500; i++) {
                sink += group.allowed(bound, NOW).cardinality();
            }
        }));
        all.put("a class of thirty, decideEach", new Contender(500, 1, () -> {
            for (int i = 0; i < 500; i++) {
                sink += Claims.decideEach(persons, bound, NOW).allowed().cardinality();
            }
        }));
        all.put("columns, per row", new Contender(1, ROWS, () -> sink += claims.decideMany(columns, NOW).allowed().cardinality()));
        pseudonyms(all);
        if (memory.getInt(68) != 0 && !claims.decide(bound, NOW).isAllowed()) {
            throw new IllegalStateException("the answers differ");
        }
        return all;
    }

    private static void pseudonyms(Map<String, Contender> all) throws Exception {
        byte[] root = new byte[32];
        new Random(1).nextBytes(root);
        Keys keys = Keys.root(root);
        Register register = Register.empty().activate(keys, "school", 1, "research", 1, "leerlingnummer", Optional.empty(), NOW)
            .register();
        Domain domain = register.open(keys, "school", "research", NOW);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            numbers.add(String.valueOf(100_000 + i));
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(root, "HmacSHA256"));
        all.put("a pseudonym", new Contender(PERSONS, 1, () -> {
            for (String number : numbers) {
                sink += domain.pseudonym("leerlingnummer", number).charAt(31);
            }
        }));
        all.put("a pseudonym, of a batch", new Contender(1, PERSONS, () -> sink += domain.pseudonyms("leerlingnummer", numbers).refused()));
        all.put("Mac.doFinal", new Contender(PERSONS, 1, () -> {
            for (String number : numbers) {
                sink += mac.doFinal(number.getBytes(StandardCharsets.UTF_8))[0];
            }
        }));
    }

    private static long claims(ByteBuffer memory, long base, int documentLength) {
        check(Direct.wb_policy_parse(base + 4096, documentLength, base + 8, base));
        check(Direct.wb_institution_fold(memory.getLong(8), 0, 0, base + 128, 32, MICROS, base + 16, base));
        check(Direct.wb_dossier_new(base + 24, base));
        for (int i = 0; i < CLASS; i++) {
            check(Direct.wb_claims_fold(memory.getLong(16), memory.getLong(24), 0, 0, MICROS, base + RAW_CLAIMS + 8 * i, base));
        }
        return memory.getLong(RAW_CLAIMS);
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("status " + status);
        }
    }
}
