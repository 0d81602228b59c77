package nl.waarborg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.RandomAccess;

/** The answers to many questions, in their order: a list, of which an element is made when it is read. Immutable. */
public final class Decisions extends AbstractList<Decision> implements RandomAccess {
    private final ByteBuffer rows;
    private final int size;

    Decisions(ByteBuffer from, int at, int size) {
        byte[] copy = new byte[size * Decision.SIZE];
        from.position(at);
        from.get(copy);
        rows = ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
        this.size = size;
    }

    @Override
    public Decision get(int index) {
        return Decision.read(rows, Math.multiplyExact(checked(index), Decision.SIZE));
    }

    /** Whether one of the answers is yes: no object is made. */
    public boolean isAllowed(int index) {
        return Decision.isAllowed(rows, checked(index) * Decision.SIZE);
    }

    /** Which of the answers are yes: the bits of those rows. Anything else is a no, or not yet. */
    public BitSet allowed() {
        return allowed(rows, 0, size);
    }

    static BitSet allowed(ByteBuffer rows, int from, int size) {
        BitSet allowed = new BitSet(size);
        for (int i = 0; i < size; i++) {
            if (Decision.isAllowed(rows, from + i * Decision.SIZE)) {
                allowed.set(i);
            }
        }
        return allowed;
    }

    @Override
    public int size() {
        return size;
    }

    private int checked(int index) {
        return java.util.Objects.checkIndex(index, size);
    }
}
