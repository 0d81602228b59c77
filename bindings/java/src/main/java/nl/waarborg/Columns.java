package nl.waarborg;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Many questions about one person, in columns of numbers. Immutable, ready to be asked of any claims whose policy gives
 * these numbers, by any number of threads.
 *
 * <pre>{@code
 * Columns columns = Columns.rows(3).role(teacher).verb(Verb.VIEW).purpose(marks).categories(numbers).build();
 * }</pre>
 */
public final class Columns {
    private final int size;
    private final ByteBuffer memory;
    private final long address;
    private final long[] at = new long[9];
    private final long recordsLength;
    private final long preconditionsCount;

    /** Room for the answers that nobody uses now. */
    private final AtomicReference<ByteBuffer> spare = new AtomicReference<>();

    private Columns(Builder from) {
        size = from.size;
        Column records = from.records == null ? null : Column.of(from.texts());
        recordsLength = records == null ? 0 : records.bytes.length;
        preconditionsCount = from.preconditions.length;
        long eights = 4L * size + preconditionsCount;
        long fours = 3L * size + size + 1;
        memory = Frame.direct(Math.toIntExact(eights * Long.BYTES + fours * Integer.BYTES + recordsLength));
        address = Frame.addressOf(memory);
        for (int column = 0; column < 4; column++) {
            at[column] = place();
            put(from.longs[column]);
        }
        at[4] = place();
        put(from.preconditions);
        for (int column = 0; column < 3; column++) {
            at[5 + column] = place();
            put(from.ints[column]);
        }
        at[8] = place();
        put(records == null ? new int[size + 1] : records.offsets);
        if (records != null) {
            memory.put(records.bytes);
        }
    }

    private long place() {
        return address + memory.position();
    }

    private void put(long[] column) {
        for (long one : column) {
            memory.putLong(one);
        }
    }

    private void put(int[] column) {
        for (int one : column) {
            memory.putInt(one);
        }
    }

    /** Columns of so many questions: someone who is nothing to the person, in no identifiability in particular, about no record. */
    public static Builder rows(int size) {
        return new Builder(size);
    }

    /** How many questions there are. */
    public int size() {
        return size;
    }

    Decisions decide(Frame frame, long claims, Instant now) {
        ByteBuffer rows = spare.getAndSet(null);
        if (rows == null) {
            rows = Frame.direct(Math.max(1, size) * Decision.SIZE);
        }
        rows.putInt(0, Decision.SIZE);
        long records = recordsLength == 0 ? 0 : at[8] + (size + 1L) * Integer.BYTES;
        frame.check(Wb.wb_decide_many(claims, size, at[0], at[5], at[1], at[2], at[3], at[6], at[7], records,
            recordsLength, at[8], preconditionsCount == 0 ? 0 : at[4], preconditionsCount, Moments.of(now), Frame.addressOf(rows),
            frame.err()));
        Decisions decisions = new Decisions(rows, 0, size);
        spare.set(rows);
        Reference.reachabilityFence(this);
        return decisions;
    }

    /** Makes columns: each is one number for all rows, an array, or a buffer of which the remaining numbers are taken. */
    public static final class Builder {
        private static final int ROLE = 0;
        private static final int PURPOSE = 1;
        private static final int CATEGORY = 2;
        private static final int RECIPIENT = 3;
        private static final int VERB = 0;
        private static final int IDENTIFIABILITY = 1;
        private static final int RELATIONS = 2;

        private final int size;
        private final long[][] longs = new long[4][];
        private final int[][] ints = new int[3][];
        private long[] preconditions = {};
        private List<RecordFacts> records;

        private Builder(int size) {
            this.size = size;
            longs[RECIPIENT] = new long[size];
            relations();
            identifiability(Identifiability.ANY);
        }

        /** The same role in all rows. */
        public Builder role(Id role) {
            return all(ROLE, role);
        }

        /** The numbers of the roles. */
        public Builder roles(long... numbers) {
            return each(ROLE, LongBuffer.wrap(numbers));
        }

        /** The numbers of the roles. */
        public Builder roles(LongBuffer numbers) {
            return each(ROLE, numbers);
        }

        /** The same purpose in all rows. */
        public Builder purpose(Id purpose) {
            return all(PURPOSE, purpose);
        }

        /** The numbers of the purposes. */
        public Builder purposes(long... numbers) {
            return each(PURPOSE, LongBuffer.wrap(numbers));
        }

        /** The numbers of the purposes. */
        public Builder purposes(LongBuffer numbers) {
            return each(PURPOSE, numbers);
        }

        /** The same category in all rows. */
        public Builder category(Id category) {
            return all(CATEGORY, category);
        }

        /** The numbers of the categories. */
        public Builder categories(long... numbers) {
            return each(CATEGORY, LongBuffer.wrap(numbers));
        }

        /** The numbers of the categories. */
        public Builder categories(LongBuffer numbers) {
            return each(CATEGORY, numbers);
        }

        /** The same recipient in all rows. */
        public Builder to(Id recipient) {
            return all(RECIPIENT, recipient);
        }

        /** The numbers of the recipients; 0 for none. */
        public Builder recipients(long... numbers) {
            return each(RECIPIENT, LongBuffer.wrap(numbers));
        }

        /** The numbers of the recipients; 0 for none. */
        public Builder recipients(LongBuffer numbers) {
            return each(RECIPIENT, numbers);
        }

        /** The same verb in all rows. */
        public Builder verb(Verb verb) {
            return all(VERB, verb.number);
        }

        /** The verbs. */
        public Builder verbs(Verb... verbs) {
            int[] numbers = new int[verbs.length];
            Arrays.setAll(numbers, i -> verbs[i].number);
            return verbs(IntBuffer.wrap(numbers));
        }

        /** The numbers of the verbs, those of the C ABI. */
        public Builder verbs(IntBuffer numbers) {
            return each(VERB, numbers);
        }

        /** The same form in all rows. */
        public Builder identifiability(Identifiability identifiability) {
            return all(IDENTIFIABILITY, identifiability.number);
        }

        /** The numbers of the forms, those of the C ABI. */
        public Builder identifiabilities(IntBuffer numbers) {
            return each(IDENTIFIABILITY, numbers);
        }

        /** The same relations in all rows. */
        public Builder relations(ActorRelation... relations) {
            return all(RELATIONS, Query.sum(relations));
        }

        /** The relations of each row, as sums of the numbers of the C ABI. */
        public Builder relations(IntBuffer sums) {
            return each(RELATIONS, sums);
        }

        /** The preconditions that were passed, for all rows. */
        public Builder passed(Id... preconditions) {
            this.preconditions = Arrays.stream(preconditions).mapToLong(precondition -> precondition.number).toArray();
            return this;
        }

        /** The records that the rows are about. */
        public Builder records(List<RecordFacts> records) {
            hold(records.size());
            this.records = List.copyOf(records);
            return this;
        }

        /** The columns. Roles, verbs, purposes and categories must be there. */
        public Columns build() {
            for (int column = 0; column < 3; column++) {
                if (longs[column] == null || ints[VERB] == null) {
                    throw new IllegalStateException("give roles, verbs, purposes and categories");
                }
            }
            return new Columns(this);
        }

        private List<String> texts() {
            List<String> texts = new ArrayList<>();
            records.forEach(record -> texts.add(new String(record.raw(), java.nio.charset.StandardCharsets.UTF_8)));
            return texts;
        }

        private Builder all(int column, Id id) {
            longs[column] = new long[size];
            Arrays.fill(longs[column], id.number);
            return this;
        }

        private Builder all(int column, int number) {
            ints[column] = new int[size];
            Arrays.fill(ints[column], number);
            return this;
        }

        private Builder each(int column, LongBuffer numbers) {
            longs[column] = new long[hold(numbers.remaining())];
            numbers.duplicate().get(longs[column]);
            return this;
        }

        private Builder each(int column, IntBuffer numbers) {
            ints[column] = new int[hold(numbers.remaining())];
            numbers.duplicate().get(ints[column]);
            return this;
        }

        private int hold(int length) {
            if (length != size) {
                throw new IllegalArgumentException("a column has " + length + " rows, and not " + size);
            }
            return length;
        }
    }
}
