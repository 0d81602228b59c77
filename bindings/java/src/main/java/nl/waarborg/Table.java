package nl.waarborg;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** Columns of one table that is to be released. Immutable; what adds a column gives another table. */
public final class Table extends Handle {
    private final int rows;

    private Table(long address, int rows) {
        super(address, "the table", Wb::wb_table_free);
        this.rows = rows;
    }

    /** A table with one column of texts, null where one is missing. They are compared byte by byte. */
    public static Table texts(String name, List<String> values) {
        return texts(0, name, values);
    }

    /** A table with one column of whole numbers, which have an order, null where one is missing. */
    public static Table integers(String name, List<Long> values) {
        return integers(0, name, values);
    }

    /** This table and a column of texts, null where one is missing. */
    public Table andTexts(String name, List<String> values) {
        long besides = owned.enter();
        try {
            return texts(besides, name, values);
        } finally {
            owned.leave();
        }
    }

    /** This table and a column of whole numbers, null where one is missing. */
    public Table andIntegers(String name, List<Long> values) {
        long besides = owned.enter();
        try {
            return integers(besides, name, values);
        } finally {
            owned.leave();
        }
    }

    /** How many rows it has. */
    public int rows() {
        return rows;
    }

    /** As {@link #check(Table, String, String, List)}, where nothing is asked of the population. */
    public Checked check(String requirements, String release, List<Adversary> adversaries) {
        return check(null, requirements, release, adversaries);
    }

    /**
     * Holds requirements (a JSON document) against the table, and against the population from which it was drawn. A check
     * that fails is no failed call.
     *
     * @param population null if the requirements ask nothing of one
     * @param release a name for the report
     * @param adversaries who has the release, and who holds what leads back from it
     * @throws TableException if it cannot be checked
     */
    public Checked check(Table population, String requirements, String release, List<Adversary> adversaries) {
        long table = owned.enter();
        try {
            long drawnFrom = population == null ? 0 : population.owned.enter();
            try (Frame frame = Frame.open()) {
                Frame.Room failing = frame.output(Math.max(1, rows) * Integer.BYTES);
                Frame.Room outs = frame.room(2 * Long.BYTES);
                frame.check(Wb.wb_table_check(table, drawnFrom, frame.text(requirements), frame.len(),
                    frame.text(release), frame.len(), frame.text(Adversary.json(adversaries)), frame.len(), outs.address,
                    failing.address, rows, outs.address + Long.BYTES, frame.out(), frame.err()));
                return new Checked(outs.bytes.getInt(0) == 1,
                    List.of(failing.numbers(0, Math.toIntExact(outs.bytes.getLong(Long.BYTES)))), frame.json());
            } finally {
                if (population != null) {
                    population.owned.leave();
                }
            }
        } finally {
            owned.leave();
        }
    }

    /**
     * Holds requirements against tables that can be linked by a column that says whom a row is about, counted in persons.
     *
     * @throws TableException if they cannot be checked
     */
    public static Checked checkLinked(List<Table> tables, String requirements, String release, List<Adversary> adversaries) {
        Table[] all = tables.toArray(new Table[0]);
        int capacity = 0;
        int entered = 0;
        try (Frame frame = Frame.open()) {
            Frame.Room pointers = frame.room(all.length * Long.BYTES);
            for (; entered < all.length; entered++) {
                pointers.bytes.putLong(all[entered].owned.enter());
                capacity = Math.addExact(capacity, all[entered].rows);
            }
            Frame.Room failing = frame.output(Math.multiplyExact(Math.max(1, capacity), Integer.BYTES));
            Frame.Room counts = frame.room(all.length * Long.BYTES);
            frame.check(Wb.wb_tables_check(pointers.address, all.length, frame.text(requirements), frame.len(),
                frame.text(release), frame.len(), frame.text(Adversary.json(adversaries)), frame.len(), frame.out2(),
                failing.address, capacity, counts.address, frame.out(), frame.err()));
            List<int[]> rows = new ArrayList<>();
            int at = 0;
            for (int i = 0; i < all.length; i++) {
                int count = Math.toIntExact(counts.bytes.getLong(i * Long.BYTES));
                rows.add(failing.numbers(at, count));
                at += count;
            }
            return new Checked(frame.number2() == 1, rows, frame.json());
        } finally {
            while (entered > 0) {
                all[--entered].owned.leave();
            }
            Reference.reachabilityFence(all);
        }
    }

    /**
     * What it measures, as JSON, whatever is required of it: the roles of its columns are those of the requirements, of
     * which none needs to hold. For who looks for what to require; it is no check.
     */
    public String measureJson(String requirements) {
        long table = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_table_measure(table, frame.text(requirements), frame.len(), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** Requirements as Java statements for ARX, which looks for a generalisation where a table fails. */
    public static String arx(String requirements) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_requirements_arx(frame.text(requirements), frame.len(), frame.out(), frame.err()));
            return frame.json();
        }
    }

    private static Table texts(long besides, String name, List<String> values) {
        List<String> present = new ArrayList<>(values.size());
        byte[] valid = new byte[values.size()];
        for (int i = 0; i < valid.length; i++) {
            String value = values.get(i);
            valid[i] = (byte) (value == null ? 0 : 1);
            present.add(value == null ? "" : value);
        }
        Column column = Column.of(present);
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_table_texts(besides, frame.text(name), frame.len(), valid.length,
                frame.bytes(column.bytes), frame.len(), frame.ints(column.offsets), frame.bytes(valid), frame.out(),
                frame.err()));
            return new Table(frame.given(), valid.length);
        }
    }

    private static Table integers(long besides, String name, List<Long> values) {
        long[] numbers = new long[values.size()];
        byte[] valid = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            Long value = values.get(i);
            valid[i] = (byte) (value == null ? 0 : 1);
            numbers[i] = value == null ? 0 : value;
        }
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_table_integers(besides, frame.text(name), frame.len(), numbers.length,
                frame.longs(numbers), frame.bytes(valid), frame.out(), frame.err()));
            return new Table(frame.given(), numbers.length);
        }
    }
}
