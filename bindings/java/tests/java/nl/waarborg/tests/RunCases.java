package nl.waarborg.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nl.waarborg.ActorRelation;
import nl.waarborg.Appended;
import nl.waarborg.BoundQuery;
import nl.waarborg.Claims;
import nl.waarborg.Columns;
import nl.waarborg.Decision;
import nl.waarborg.Dossier;
import nl.waarborg.DueDate;
import nl.waarborg.Entry;
import nl.waarborg.Erasure;
import nl.waarborg.Explanation;
import nl.waarborg.Group;
import nl.waarborg.Head;
import nl.waarborg.Id;
import nl.waarborg.Identifiability;
import nl.waarborg.Institution;
import nl.waarborg.Kind;
import nl.waarborg.Policy;
import nl.waarborg.Query;
import nl.waarborg.RecordFacts;
import nl.waarborg.Records;
import nl.waarborg.Right;
import nl.waarborg.Verb;
import nl.waarborg.WaarborgException;

/**
 * Runs the corpus through the public API and compares bytes. The form of a script stands in {@code examples/corpus.rs}; the
 * paths in it begin at the root of the repository. Every answer is compared twice: as the library wrote it, and written
 * again from the typed objects. Prints every difference, how many cases were run, and: N passed, N failed. The findings and
 * the digest of each policy count as one more.
 */
public final class RunCases {
    private static final Instant SOME_DAY = Instant.parse("2026-10-01T10:40:00Z");

    private static int cases;
    private static int passed;
    private static int failed;

    private RunCases() {
    }

    public static void main(String[] scripts) throws Exception {
        for (String script : scripts) {
            run(Path.of(script));
        }
        System.out.println(cases + " cases");
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed > 0 || passed == 0 ? 1 : 0);
    }

    private static void run(Path script) throws Exception {
        Policy policy = null;
        Institution names = null;
        Case one = null;
        String name = "(the policy)";
        int announced = 0;
        int before = cases;
        for (String line : Files.readString(script).split("\n")) {
            String[] fields = line.split("\t", -1);
            try {
                switch (fields[0]) {
                    case "cases":
                        announced = Integer.parseInt(fields[1]);
                        break;
                    case "policy":
                        policy = Policy.load(Path.of(fields[1]));
                        // Which names it knows does not depend on the moment.
                        names = policy.institution(SOME_DAY);
                        one = new Case(policy, names);
                        break;
                    case "case":
                        one = new Case(policy, names);
                        name = fields[1];
                        break;
                    case "findings":
                        one.same("findings", fields[1], policy.lintJson());
                        one.same("findings, typed", fields[1], Written.findings(policy.lint()));
                        one.compared++;
                        finish(script, name, one);
                        break;
                    case "end":
                        cases++;
                        finish(script, name, one);
                        break;
                    default:
                        one.line(fields);
                }
            } catch (Exception error) {
                // A case that cannot be asked fails, and the next one runs.
                one.differences.add(error.toString());
            }
        }
        if (cases - before != announced) {
            System.out.println(script + ": " + announced + " cases announced, and " + (cases - before) + " run");
            failed++;
        }
        names.close();
        policy.close();
    }

    private static void finish(Path script, String name, Case one) {
        if (one.compared == 0) {
            one.differences.add("nothing was compared");
        }
        one.differences.forEach(difference -> System.out.println(script + ": " + name + ": " + difference));
        if (one.differences.isEmpty()) {
            passed++;
        } else {
            failed++;
        }
    }

    /** The lines of a dossier as a host keeps them, and its head. */
    private static final class Stream {
        private final List<String> lines = new ArrayList<>();
        private Head head = Head.NONE;
        private long seq;
    }

    /** One case, from its name to its end. */
    private static final class Case {
        private final Policy policy;
        private final Institution names;
        private final Stream institution = new Stream();
        private final Stream dossier = new Stream();
        private final List<String> differences = new ArrayList<>();
        private int compared;
        private Instant knownAt;
        private String observed = "";
        private String answer;
        private String typed;
        private Decision decision;
        private DueDate date;
        private Erasure erasure;
        private String retainingClaims;
        private String typedRetaining;
        private Instant next;
        private String accepted;

        Case(Policy policy, Institution names) {
            this.policy = policy;
            this.names = names;
        }

        void same(String what, Object expected, Object got) {
            if (!Objects.equals(expected, got)) {
                differences.add(what + "\n    expected  " + expected + "\n    got       " + got);
            }
        }

        void line(String[] f) {
            switch (f[0]) {
                case "digest":
                    same("digest", f[1], policy.digestHex());
                    break;
                case "known":
                    knownAt = micros(f[1]);
                    break;
                case "observed":
                    observed = f[1];
                    break;
                case "institution":
                    append(institution, f);
                    break;
                case "dossier":
                    append(dossier, f);
                    break;
                case "may":
                    ask(claims -> may(claims, f));
                    break;
                case "due":
                    ask(claims -> due(claims, f));
                    break;
                case "fields":
                    ask(claims -> fields(claims, f));
                    break;
                case "text-at":
                    answer = policy.textAt(f[1], micros(f[2]));
                    typed = answer;
                    break;
                case "step":
                    ask(claims -> step(claims, f[1]));
                    break;
                case "requests":
                    ask(claims -> {
                        answer = claims.requestsJson(micros(f[1]));
                        typed = Written.requests(claims.requests(micros(f[1])));
                    });
                    break;
                case "plan":
                    ask(claims -> {
                        answer = claims.planJson(Long.parseLong(f[1]), micros(f[2]));
                        typed = Written.plan(claims.plan(Long.parseLong(f[1]), micros(f[2])));
                    });
                    break;
                case "applicability":
                    Right right = Right.valueOf(constant(f[1]));
                    ask(claims -> {
                        answer = claims.applicabilityJson(right, micros(f[2]));
                        typed = Written.applicability(right, claims.applicability(right, micros(f[2])));
                    });
                    break;
                case "answer":
                    answer(f);
                    break;
                case "date":
                    date(f);
                    break;
                case "erasable":
                    erasable(f);
                    break;
                case "kept":
                    same("kept", f[1], retainingClaims);
                    same("kept, typed", f[1], typedRetaining);
                    break;
                case "next":
                    same("next", maybe(f[1]), next);
                    break;
                case "accepted":
                    compared++;
                    same("accepted", f[1], accepted);
                    break;
                case "expect":
                case "description":
                    compared++;
                    same("answer", f[1], answer);
                    same("answer, typed", f[1], typed);
                    break;
                default:
                    differences.add("a word that is not known: " + f[0]);
            }
        }

        private void append(Stream stream, String[] f) {
            Entry entry = Entry.json(f[2]);
            names.checkAppend(entry);
            try (Dossier before = Dossier.load(stream.lines, stream.head)) {
                Appended appended = before.append(stream.head, entry, micros(f[1]));
                same("line", f[3], appended.line());
                same("head", f[4], appended.head().toString());
                stream.lines.add(appended.line());
                stream.head = appended.head();
                stream.seq = appended.seq();
            }
        }

        private interface Question {
            void of(Claims claims);
        }

        /** Folds what was given, and asks. */
        private void ask(Question question) {
            try (Institution folded = policy.institution(institution.lines, institution.head, knownAt);
                 Dossier loaded = Dossier.load(dossier.lines, dossier.head);
                 Claims claims = folded.claims(loaded, observed, knownAt)) {
                same("seq", dossier.seq, loaded.seq());
                same("head", dossier.head, loaded.head());
                question.of(claims);
            }
        }

        private void may(Claims claims, String[] f) {
            Query query = query(f[1], f[2], f[3], f[4], f[5], f[7], f[8], f[9]);
            query = f[6].isEmpty() ? query : query.in(Identifiability.valueOf(constant(f[6])));
            Instant at = micros(f[10]);
            answer = claims.explainJson(query, at);
            Explanation explanation = claims.explain(query, at);
            typed = Written.explanation(explanation);
            BoundQuery bound = query.bind(policy);
            decision = claims.decide(bound, at);
            same("by names and by numbers", claims.decide(query, at), decision);
            same("decided and explained", decision.isAllowed(), explanation.isAllowed());
            many(claims, bound, f, at);
        }

        /** The same in columns, and about a class in which everyone is this person. */
        private void many(Claims claims, BoundQuery bound, String[] f, Instant at) {
            List<Decision> thrice = Collections.nCopies(3, decision);
            List<Claims> group = Collections.nCopies(3, claims);
            Columns.Builder columns = Columns.rows(3).role(policy.id(Kind.ROLE, f[1]))
                .verb(Verb.valueOf(constant(f[2]))).purpose(policy.id(Kind.PURPOSE, f[3]))
                .category(policy.id(Kind.CATEGORY, f[4])).relations(relations(f[7]))
                .passed(Arrays.stream(words(f[8])).map(precondition -> policy.id(Kind.PRECONDITION, precondition)).toArray(Id[]::new))
                .records(Collections.nCopies(3, RecordFacts.json(f[9])));
            if (!f[5].isEmpty()) {
                columns.to(policy.id(Kind.RECIPIENT, f[5]));
            }
            if (!f[6].isEmpty()) {
                columns.identifiability(Identifiability.valueOf(constant(f[6])));
            }
            same("in columns", thrice, claims.decideMany(columns.build(), at));
            same("a class", thrice, Claims.decideEach(group, bound, at));
            try (Group kept = Group.of(group)) {
                same("a group", thrice, kept.decide(bound, at));
                same("who of a group", decision.isAllowed() ? 3 : 0, kept.allowed(bound, at).cardinality());
            }
        }

        private void due(Claims claims, String[] f) {
            Id category = policy.id(Kind.CATEGORY, f[1]);
            RecordFacts record = RecordFacts.json(f[2]);
            Instant at = micros(f[3]);
            date = claims.due(category, record);
            answer = claims.dueJson(f[1], record);
            typed = Written.due(claims.due(f[1], record));
            erasure = claims.erasable(category, record, at);
            retainingClaims = claims.keptByJson(f[1], record, at);
            typedRetaining = Written.retainingClaims(claims.keptBy(f[1], record, at));
            Records twice = Records.of(category, List.of(record)).and(category, record);
            same("many due", List.of(date, date), claims.dueMany(twice));
            next = claims.nextDue(twice).orElse(null);
        }

        private void fields(Claims claims, String[] f) {
            Query query = query(f[1], f[2], f[3], "", f[4], f[5], f[6], f[7]);
            answer = claims.fieldsJson(query, micros(f[8]));
            typed = Written.fields(claims.fields(query, micros(f[8])));
        }

        private void step(Claims claims, String body) {
            try {
                claims.checkAppend(Entry.json(body));
                accepted = "accepted";
            } catch (WaarborgException refused) {
                accepted = refused.code();
            }
        }

        private void answer(String[] f) {
            same("answer", f[1], decision.answer().word());
            same("identifiability", f[2], decision.identifiability().word());
            same("addressee", f[3], decision.addressee().word());
            same("valid-until", maybe(f[4]), decision.validUntil().orElse(null));
            same("reason", f[5], decision.codeText());
            same("reason", f[5], decision.reason().code());
            same("source", f[6], decision.source().word());
            same("entry", Long.valueOf(f[7]), decision.entry());
        }

        private void date(String[] f) {
            same("state", f[1], date.state().word());
            same("at", maybe(f[2]), date.at().orElse(null));
            same("reason", f[3], date.codeText());
            same("source", f[4], date.source().word());
            same("entry", Long.valueOf(f[5]), date.entry());
        }

        private void erasable(String[] f) {
            same("erasable", f[1].equals("1"), erasure.isAllowed());
            same("reason", f[2], erasure.codeText());
            same("source", f[3], erasure.source().word());
            same("entry", Long.valueOf(f[4]), erasure.entry());
        }
    }

    private static Query query(String role, String verb, String purpose, String category, String recipient,
                               String relations, String preconditions, String record) {
        Query query = Query.of(role, Verb.valueOf(constant(verb)), purpose, category).as(relations(relations))
            .passed(words(preconditions)).about(RecordFacts.json(record));
        return recipient.isEmpty() ? query : query.to(recipient);
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String[] words(String list) {
        return list.isEmpty() ? new String[0] : list.split(",");
    }

    private static ActorRelation[] relations(String list) {
        return Arrays.stream(words(list)).map(word -> ActorRelation.valueOf(constant(word))).toArray(ActorRelation[]::new);
    }

    private static Instant micros(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    private static Instant maybe(String micros) {
        return Long.parseLong(micros) == Long.MAX_VALUE ? null : micros(micros);
    }
}
