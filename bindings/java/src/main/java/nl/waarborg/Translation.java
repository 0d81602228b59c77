package nl.waarborg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of a translation, or of a new key: pairs sorted by the pseudonym they become, so that the order says nothing. */
public final class Translation {
    private final byte[] packed;
    private final List<Pair> pairs;
    private final Refused refused;
    private final String entry;

    Translation(ByteBuffer from, int count, ByteBuffer statuses, int size, List<Diagnostic> refusals, String entry) {
        packed = new byte[count * 2 * Domain.BYTES];
        from.duplicate().position(0).get(packed);
        List<Pair> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = i * 2 * Domain.BYTES;
            read.add(new Pair(Pseudonyms.text(packed, at), Pseudonyms.text(packed, at + Domain.BYTES)));
        }
        pairs = List.copyOf(read);
        refused = new Refused(statuses, size, refusals);
        this.entry = entry;
    }

    /** The pseudonym that is had, and the one it becomes. */
    public static final class Pair {
        private final String had;
        private final String becomes;

        Pair(String had, String becomes) {
            this.had = had;
            this.becomes = becomes;
        }

        /** The pseudonym that was had: in the other domain, or under the old key. */
        public String had() {
            return had;
        }

        /** The pseudonym it becomes. */
        public String becomes() {
            return becomes;
        }

        /** Only what it is. */
        @Override
        public String toString() {
            return "Pair";
        }
    }

    /** The pairs. */
    public List<Pair> pairs() {
        return pairs;
    }

    /** The same as bytes, 40 of each: for {@link Pairs#seal} and {@link Aliases#rekey}. */
    public byte[] bytes() {
        return packed.clone();
    }

    /** Whether the identifier of a row that was given was refused. */
    public boolean isRefused(int row) {
        return refused.is(row);
    }

    /** How many identifiers were refused. */
    public int refused() {
        return refused.count();
    }

    /** Why, of the first 1000: the path is the number of the row. */
    public List<Diagnostic> refusals() {
        return refused.why();
    }

    /** Why the identifier of one was refused; empty if it was not, or if the library gives no reason for it. */
    public Optional<Diagnostic> refusal(int row) {
        return refused.why(row);
    }

    /** One line of JSON for your log, without anyone's pseudonym: keep it. */
    public String entry() {
        return entry;
    }
}
