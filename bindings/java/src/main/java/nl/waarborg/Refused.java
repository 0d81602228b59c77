package nl.waarborg;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which rows of a batch of identifiers were refused, and why. */
final class Refused {
    private final BitSet rows = new BitSet();
    private final int size;
    private final List<Diagnostic> why;

    Refused(ByteBuffer statuses, int size, List<Diagnostic> why) {
        for (int row = 0; row < size; row++) {
            rows.set(row, statuses.getInt(row * Integer.BYTES) != Status.OK);
        }
        this.size = size;
        this.why = why;
    }

    boolean is(int row) {
        return rows.get(Objects.checkIndex(row, size));
    }

    int count() {
        return rows.cardinality();
    }

    int size() {
        return size;
    }

    List<Diagnostic> why() {
        return why;
    }

    Optional<Diagnostic> why(int row) {
        if (!is(row)) {
            return Optional.empty();
        }
        String path = "/" + row;
        return why.stream().filter(diagnostic -> diagnostic.path().equals(path)).findFirst();
    }
}
