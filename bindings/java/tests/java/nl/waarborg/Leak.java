package nl.waarborg;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Asks for 1,000,000 decisions and pseudonyms, and for 2,000 of each document, and watches the memory of the process. It
 * must not grow over the second half: by no more than {@link #TOLERANCE_KB}, which is what a running JVM makes of itself.
 * With the argument {@code lose}, the findings of each round are never freed, and the same check must fail.
 *
 * <p>The heap is to be of a fixed size, and touched at the start; see {@code bindings/java/tests/run}.
 */
public final class Leak {
    private static final int TOLERANCE_KB = 384;
    private static final int ROUNDS = 2_000;
    private static final int PER_ROUND = 500;
    private static final int REQUEST = 3;
    private static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

    private final boolean lose;
    private final Policy policy;
    private final String document;
    private final String cases;
    private final Institution institution;
    private final Dossier dossier;
    private final Claims claims;
    private final Group group;
    private final BoundQuery bound;
    private final Query query = Query.of("teacher", Verb.PUBLISH, "website", "photo")
        .about(RecordFacts.created(LocalDate.of(2026, 9, 1)));
    private final Columns columns;
    private final Keys keys;
    private final Register register;
    private final Domain domain;

    private Leak(boolean lose) throws IOException {
        this.lose = lose;
        document = Files.readString(Path.of("examples/package/policy.json"));
        cases = Files.readString(Path.of("tests/cases/neo.json"));
        policy = Policy.parse(document);
        institution = policy.institution(NOW);
        dossier = asked();
        claims = institution.claims(dossier, NOW);
        group = Group.of(Collections.nCopies(30, claims));
        bound = query.bind(policy);
        columns = Columns.rows(10).role(policy.id(Kind.ROLE, "teacher")).purpose(policy.id(Kind.PURPOSE, "website"))
            .category(policy.id(Kind.CATEGORY, "photo")).verb(Verb.PUBLISH).build();
        byte[] root = new byte[32];
        new java.util.Random(1).nextBytes(root);
        keys = Keys.root(root);
        register = Register.empty().activate(keys, "school", 1, "research", 1, "pgn", Optional.empty(), NOW).register();
        domain = register.open(keys, "school", "research", NOW);
    }

    /** A parent asked what there is, and was granted it. */
    private static Dossier asked() {
        LocalDate start = LocalDate.of(2024, 8, 19);
        LocalDate asked = LocalDate.of(2026, 11, 2);
        Dossier dossier = Dossier.empty();
        StringBuilder lines = new StringBuilder();
        for (Entry entry : List.of(
            Entry.of("born", start).with("date", LocalDate.of(2015, 5, 5)),
            Entry.of("authority", start).with("representative", "ref-17").with("authority", "parental")
                .with("may", "exercise"),
            Entry.of("requested", asked).with("right", "access").with("categories", List.of()).with("by", "ref-17"),
            Entry.of("request-granted", asked).with("entry", REQUEST))) {
            Appended next = dossier.append(dossier.head(), entry, NOW);
            lines.append(next.line()).append('\n');
            dossier = Dossier.load(lines.toString(), next.head());
        }
        return dossier;
    }

    public static void main(String[] arguments) throws Exception {
        Leak leak = new Leak(arguments.length > 0);
        // What is compiled, loaded and touched once is there before the first half is over.
        for (int round = 0; round < ROUNDS / 2; round++) {
            leak.round(round);
        }
        long half = resident();
        for (int round = ROUNDS / 2; round < ROUNDS; round++) {
            leak.round(round);
        }
        long grown = resident() - half;
        System.out.println("grown by " + grown + " KB over the second half; " + TOLERANCE_KB + " KB are let through");
        System.exit(grown > TOLERANCE_KB ? 1 : 0);
    }

    private void round(int round) throws Exception {
        for (int i = 0; i < PER_ROUND; i++) {
            claims.decide(bound, NOW);
            domain.pseudonym("pgn", "063138219");
        }
        claims.decide(query, NOW);
        group.decide(bound, NOW);
        group.allowed(bound, NOW);
        claims.decideMany(columns, NOW);
        claims.explain(query, NOW);
        claims.fields(Query.of("teacher", Verb.VIEW, "website"), NOW);
        claims.due("photo", RecordFacts.NONE);
        claims.keptBy("photo", RecordFacts.NONE, NOW);
        claims.erasable(policy.id(Kind.CATEGORY, "photo"), RecordFacts.NONE, NOW);
        claims.dueMany(Records.of(policy.id(Kind.CATEGORY, "photo"), List.of(RecordFacts.NONE)));
        institution.append(dossier, Entry.of("born", NOW).with("date", LocalDate.of(2015, 5, 5)), NOW);
        claims.requests(NOW);
        List<PlanItem> items = claims.plan(REQUEST, NOW).items();
        claims.applicability(Right.ERASURE, NOW);
        policy.lint();
        policy.names(Kind.ROLE);
        Deadline.of("answer", LocalDate.of(2026, 3, 5), policy.zone());
        domain.pseudonyms("pgn", List.of("063138219", "1"));
        domain.allActive("pgn", "063138219");
        register.json();
        try (Policy parsed = Policy.parse(document); Institution folded = parsed.institution(NOW);
             Claims made = folded.claims(dossier, NOW); Group some = Group.of(List.of(made));
             Keys more = keys.andController("school", 1, secret()); Domain opened = register.open(more, "school", "research", NOW)) {
            made.decide(bound, NOW);
            some.decide(bound, NOW);
            opened.pseudonym("pgn", "063138219");
        }
        try (CaseDocument read = CaseDocument.parse(cases)) {
            read.run(round % 10, policy);
        }
        try (PackageWriter writer = PackageWriter.begin(claims, REQUEST, "p", "school", NOW, OutputStream.nullOutputStream())) {
            for (PlanItem item : items) {
                if (item.kind().isGiven()) {
                    writer.closeItem(item.item(), ItemOutcome.NOTHING_FOUND);
                }
            }
            writer.finish();
            writer.page("nl");
        }
        try (Ledger ledger = Ledger.create(secret(), policy.zone()).ledger();
             Ledger next = ledger.suppressed("school", "p", LocalDate.of(2026, 9, 1), List.of()).ledger()) {
            next.recognises("school", "p", "photo");
        }
        refused(() -> Policy.parse("{\"waarborg\":1,\"polici\":2}"));
        refused(() -> CaseDocument.parse("{}"));
        refused(() -> domain.pseudonym("pgn", "1"));
        refused(() -> PackageWriter.begin(claims, 1, "p", NOW, OutputStream.nullOutputStream()));
        if (lose) {
            lost();
        }
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new java.util.Random(2).nextBytes(secret);
        return secret;
    }

    private interface Call {
        void call() throws IOException;
    }

    private static void refused(Call call) throws IOException {
        try {
            call.call();
        } catch (WaarborgException rendered) {
            return;
        }
        throw new AssertionError("it was not refused");
    }

    /** Findings that nobody frees. */
    private void lost() {
        long address = policy.owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_lint(address, frame.out(), frame.err()));
        } finally {
            policy.owned.leave();
        }
    }

    /** The resident memory of this process in KB, after everything that can be collected was. */
    private static long resident() throws Exception {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(100);
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/self/status tells no VmRSS");
    }
}
