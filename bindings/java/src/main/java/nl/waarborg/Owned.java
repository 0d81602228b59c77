package nl.waarborg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;

/**
 * One native handle, freed exactly once: when it was closed and no call is inside it any more. A call enters before it
 * and leaves after it, which are two atomic additions; who closes while others are inside leaves the freeing to the last
 * of them.
 */
final class Owned implements Runnable {
    private static final int CLOSED = Integer.MIN_VALUE;
    private static final int FREED = CLOSED | 1 << 30;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Owned.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final long address;
    private final String noun;
    private final LongConsumer free;

    /** How many calls are inside; with CLOSED once nobody may enter, and FREED once it is gone. */
    @SuppressWarnings("unused")
    private volatile int state;

    Owned(long address, String noun, LongConsumer free) {
        this.address = address;
        this.noun = noun;
        this.free = free;
    }

    /** The address, which stays valid until the same caller leaves. */
    long enter() {
        if ((int) STATE.getAndAdd(this, 1) < 0) {
            leave();
            throw new IllegalStateException(noun + " is closed");
        }
        return address;
    }

    void leave() {
        if ((int) STATE.getAndAdd(this, -1) - 1 == CLOSED) {
            free();
        }
    }

    boolean isClosed() {
        return state < 0;
    }

    /** Closes it; what the cleaner runs too. */
    @Override
    public void run() {
        if ((int) STATE.getAndBitwiseOr(this, CLOSED) == 0) {
            free();
        }
    }

    private void free() {
        // Somebody who entered too late may be leaving: whoever leaves last gets here again.
        if (STATE.compareAndSet(this, CLOSED, FREED)) {
            free.accept(address);
        }
    }
}
