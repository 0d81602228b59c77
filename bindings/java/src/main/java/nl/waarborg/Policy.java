package nl.waarborg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** A policy: the history of its versions, checked and compiled. Make it once; what is made from it keeps what it needs. */
public final class Policy extends Handle {
    private Policy(long address) {
        super(address, "the policy", Wb::wb_policy_free);
    }

    /**
     * Reads a policy of one version from its JSON document.
     *
     * @throws PolicyException with everything that is wrong with it, with the line and the column
     */
    public static Policy parse(String document) {
        return parse(Frame.utf8(document));
    }

    private static Policy parse(byte[] document) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_parse(frame.bytes(document), frame.len(), frame.out(), frame.err()));
            return new Policy(frame.given());
        }
    }

    /**
     * Reads a policy of one version from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws PolicyException as {@link #parse}
     */
    public static Policy load(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    /**
     * Reads a policy of several versions from their documents, oldest first.
     *
     * @throws PolicyException as {@link #parse}
     */
    public static Policy history(List<String> documents) {
        Column column = Column.of(documents);
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_parse_history(frame.bytes(column.bytes), frame.len(),
                frame.ints(column.offsets), documents.size(), frame.out(), frame.err()));
            return new Policy(frame.given());
        }
    }

    /** The 32 bytes of its digest: policies that differ only in notes and layout have the same. */
    public byte[] digest() {
        long policy = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_digest(policy, frame.small(), Head.LENGTH, frame.err()));
            return frame.small(Head.LENGTH);
        } finally {
            owned.leave();
        }
    }

    /** Its digest in hexadecimal digits, as {@link Plan#policy} has it. */
    public String digestHex() {
        return Hex.of(digest());
    }

    /**
     * The number of a name, for questions that are asked often.
     *
     * @throws UnknownNameException if it never had such a name
     */
    public Id id(Kind kind, String name) {
        long policy = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(
                Wb.wb_policy_id(policy, kind.number, frame.text(name), frame.len(), frame.out(), frame.err()));
            return new Id(kind, name, frame.given());
        } finally {
            owned.leave();
        }
    }

    /**
     * The name that a number stands for.
     *
     * @throws CallException if it is none of this policy
     */
    public String name(long number) {
        long policy = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_name(policy, number, frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** Every name of a kind, over all versions, in order. */
    public List<String> names(Kind kind) {
        long policy = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_names(policy, kind.number, frame.out(), frame.err()));
            return Doc.of(frame.json()).texts("names");
        } finally {
            owned.leave();
        }
    }

    /** What it is, as JSON: its name, its zone, its digest, and its versions, oldest first. */
    public String json() {
        long policy = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_json(policy, frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** Its name. */
    public String name() {
        return Doc.of(json()).text("policy");
    }

    /** The zone in which its days are counted. */
    public ZoneId zone() {
        return ZoneId.of(Doc.of(json()).text("zone"));
    }

    /** Everything doubtful about it, worst first within a version. */
    public List<Finding> lint() {
        return Doc.of(lintJson()).list("findings", Finding::new);
    }

    /** The findings as JSON. */
    public String lintJson() {
        long policy = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_lint(policy, frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /**
     * The text that the version in force at a moment declares at a path of its document: a JSON Pointer (RFC 6901), such
     * as {@code /purposes/website/description}. For people and for tests: it writes the whole document to look it up.
     *
     * @throws NotDeclaredException where nothing stands, or no text
     */
    public String textAt(String path, Instant at) {
        long policy = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_policy_text_at(policy, frame.text(path), frame.len(), Moments.of(at), frame.out(),
                frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** The institution of an institution that has no entries of its own. */
    public Institution institution(Instant knownAt) {
        return institution("", Head.NONE, knownAt);
    }

    /**
     * Folds the institution's own entries with the policy, as known at a moment: once for all its people. Fold it again
     * when the policy or an entry of the institution changes.
     *
     * @throws DossierException if the lines are not all the lines of the head
     */
    public Institution institution(Iterable<String> lines, Head head, Instant knownAt) {
        return institution(String.join("\n", lines), head, knownAt);
    }

    /** As with lines one by one; here they have a line feed between them. */
    public Institution institution(String lines, Head head, Instant knownAt) {
        long policy = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_institution_fold(policy, frame.text(lines), frame.len(), frame.bytes(head.raw()), frame.len(),
                Moments.of(knownAt), frame.out(), frame.err()));
            return new Institution(frame.given());
        } finally {
            owned.leave();
        }
    }
}
