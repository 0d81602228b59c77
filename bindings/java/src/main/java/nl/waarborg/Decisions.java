package nl.waarborg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.RandomAccess;

/** The answers to many questions, in their order: a list, of which an element is made when it is read. Immutable. */
public final class Decisions extends AbstractList<Decision> implements RandomAccess {
    private final ByteBuffer rows;
    private final int size;

    Decisions(ByteBuffer from, int at, int size) {
        byte[] copy = new byte[size * Decision.SIZE];
        from.duplicate().position(at).get(copy);
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

    /** How many of the answers are yes. */
    public int allowed() {
        int allowed = 0;
        for (int i = 0; i < size; i++) {
            allowed += isAllowed(i) ? 1 : 0;
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
