package nl.waarborg;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Records of one person, each of a category, about which is asked at once. Immutable; each that is added makes another. */
public final class Records {
    /** None. */
    public static final Records NONE = new Records(new long[0], new byte[0], new int[1]);

    private final long[] categories;
    private final byte[] facts;
    private final int[] offsets;

    private Records(long[] categories, byte[] facts, int[] offsets) {
        this.categories = categories;
        this.facts = facts;
        this.offsets = offsets;
    }

    /** Records of one category. */
    public static Records of(Id category, List<RecordFacts> each) {
        return NONE.and(category, each);
    }

    /** One record more. */
    public Records and(Id category, RecordFacts one) {
        return and(category, List.of(one));
    }

    /** More records of one category. */
    public Records and(Id category, List<RecordFacts> each) {
        int before = categories.length;
        long[] more = Arrays.copyOf(categories, before + each.size());
        int[] ends = Arrays.copyOf(offsets, before + each.size() + 1);
        int row = before;
        for (RecordFacts one : each) {
            more[row] = category.number;
            ends[row + 1] = Math.addExact(ends[row], one.raw().length);
            row++;
        }
        byte[] bytes = Arrays.copyOf(facts, ends[row]);
        for (int i = 0; i < each.size(); i++) {
            byte[] one = each.get(i).raw();
            System.arraycopy(one, 0, bytes, ends[before + i], one.length);
        }
        return new Records(more, bytes, ends);
    }

    /** How many there are. */
    public int size() {
        return categories.length;
    }

    List<DueDate> due(Frame frame, long claims) {
        Frame.Room rows = frame.output(Math.max(1, size()) * DueDate.SIZE);
        rows.bytes.putInt(0, DueDate.SIZE);
        frame.check(Wb.wb_due_many(claims, size(), frame.longs(categories), frame.bytes(facts), frame.len(),
            frame.ints(offsets), rows.address, frame.err()));
        List<DueDate> dates = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            dates.add(new DueDate(rows.bytes, i * DueDate.SIZE));
        }
        return List.copyOf(dates);
    }

    Optional<Instant> next(Frame frame, long claims) {
        frame.check(Wb.wb_next_due(claims, size(), frame.longs(categories), frame.bytes(facts), frame.len(),
            frame.ints(offsets), frame.out(), frame.err()));
        return Moments.maybe(frame.given());
    }

    /** Only how many. */
    @Override
    public String toString() {
        return "Records (" + size() + ")";
    }
}
