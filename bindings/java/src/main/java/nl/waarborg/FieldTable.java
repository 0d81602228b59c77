package nl.waarborg;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Which fields a record has, and how each comes out, per purpose and identifiability. */
public final class FieldTable extends Handle {
    private FieldTable(long address) {
        super(address, "the field table", Wb::wb_field_table_free);
    }

    /**
     * Reads a field table from its JSON document.
     *
     * @throws FieldException with everything that is wrong with it
     */
    public static FieldTable parse(String document) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_field_table_parse(frame.text(document), frame.len(), frame.out(), frame.err()));
            return new FieldTable(frame.given());
        }
    }

    /**
     * Checks it against the policy in force at a moment: the purposes of its outputs are the policy's, and need what comes
     * out, in that form.
     *
     * @throws FieldException with all that differ
     */
    public void check(Policy policy, Instant at) {
        long table = owned.enter();
        try {
            long against = policy.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_field_table_check(table, against, Moments.of(at), frame.err()));
            } finally {
                policy.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }

    /**
     * What each field's treatment leaves for one purpose and identifiability, as JSON: whether it is keyed, whether records can be
     * joined by it, whether it can be led back, and the risk that is left.
     */
    public String properties(Domain domain, String purpose, Identifiability identifiability) {
        return properties(Optional.of(domain), purpose, identifiability);
    }

    /** The same where no field comes out as a pseudonym or is moved in time. */
    public String properties(String purpose, Identifiability identifiability) {
        return properties(Optional.empty(), purpose, identifiability);
    }

    private String properties(Optional<Domain> domain, String purpose, Identifiability identifiability) {
        long table = owned.enter();
        try {
            long with = domain.map(of -> of.owned.enter()).orElse(0L);
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_field_table_properties(table, with, frame.text(purpose), frame.len(),
                    identifiability.number, frame.out(), frame.err()));
                return frame.json();
            } finally {
                domain.ifPresent(of -> of.owned.leave());
            }
        } finally {
            owned.leave();
        }
    }

    /**
     * Lets records come out as the table declares for one purpose and identifiability, as a JSON list. All or nothing: if one is
     * refused, nothing comes out, and the path begins with its number.
     *
     * @param domain needed if a field comes out as a pseudonym or is moved in time
     * @param on the day on which ages are counted
     * @param people of each person whose name a free text may hold, a list of their names; may be empty
     * @param records each a JSON object of texts and nulls
     * @throws FieldException if a record does not fit
     */
    public String transform(Domain domain, String purpose, Identifiability identifiability, LocalDate on,
                            List<List<String>> people, List<String> records) {
        return transform(Optional.of(domain), purpose, identifiability, on, people, records);
    }

    /** The same where no field comes out as a pseudonym or is moved in time. */
    public String transform(String purpose, Identifiability identifiability, LocalDate on, List<List<String>> people,
                            List<String> records) {
        return transform(Optional.empty(), purpose, identifiability, on, people, records);
    }

    private String transform(Optional<Domain> domain, String purpose, Identifiability identifiability, LocalDate on,
                             List<List<String>> people, List<String> records) {
        Column column = Column.of(records);
        long table = owned.enter();
        try {
            long with = domain.map(of -> of.owned.enter()).orElse(0L);
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_transform(table, with, frame.text(purpose), frame.len(), identifiability.number,
                    frame.text(on.toString()), frame.len(), frame.text(people.isEmpty() ? "" : JsonText.of(people)),
                    frame.len(), records.size(), frame.bytes(column.bytes), frame.len(), frame.ints(column.offsets),
                    frame.out(), frame.err()));
                return frame.json();
            } finally {
                domain.ifPresent(of -> of.owned.leave());
            }
        } finally {
            owned.leave();
        }
    }
}
