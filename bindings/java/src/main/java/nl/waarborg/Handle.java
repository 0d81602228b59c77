package nl.waarborg;

import java.lang.ref.Cleaner;
import java.util.function.LongConsumer;

/**
 * Something of the library, freed by {@link #close}, or by the garbage collector where that is forgotten. Closing twice
 * is fine, using it afterwards is an {@link IllegalStateException}, and a call that is under way on another thread ends
 * as if nothing happened. What was made from it can be used on. Any number of threads may use one at once.
 */
public abstract class Handle implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    final Owned owned;
    private final Cleaner.Cleanable cleanable;

    Handle(long address, String noun, LongConsumer free) {
        owned = new Owned(address, noun, free);
        cleanable = CLEANER.register(this, owned);
    }

    /** Frees it, once no call is inside it any more. */
    @Override
    public final void close() {
        cleanable.clean();
    }

    /** Whether it was closed. */
    public final boolean isClosed() {
        return owned.isClosed();
    }

    /** Only what it is: nothing of what is in it. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + (isClosed() ? " (closed)" : "");
    }
}
