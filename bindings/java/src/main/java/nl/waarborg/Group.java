package nl.waarborg;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/** Many persons about whom the same is asked, such as a class: their claims, ready to be asked in one call. */
public final class Group extends Handle {
    private final int size;

    private Group(long address, ByteBuffer pointers) {
        super(address, "the group", ignored -> free(pointers));
        size = pointers.capacity() / Long.BYTES;
    }

    /** A group of claims, which may be closed while the group is used on. */
    public static Group of(List<Claims> each) {
        Library.ensure();
        ByteBuffer pointers = Frame.direct(each.size() * Long.BYTES);
        try {
            int at = 0;
            for (Claims one : each) {
                long claims = one.owned.enter();
                try {
                    pointers.putLong(at, Wb.wb_claims_retain(claims));
                } finally {
                    one.owned.leave();
                }
                at += Long.BYTES;
            }
            return new Group(Frame.addressOf(pointers), pointers);
        } catch (RuntimeException failure) {
            free(pointers);
            throw failure;
        }
    }

    /** What is not there yet is zero, and freeing that is nothing. */
    private static void free(ByteBuffer pointers) {
        for (int at = 0; at < pointers.capacity(); at += Long.BYTES) {
            Wb.wb_claims_free(pointers.getLong(at));
        }
    }

    /** How many persons there are. */
    public int size() {
        return size;
    }

    /** Asks the same about each; all or nothing. The answers are in the order of the claims. */
    public Decisions decide(BoundQuery query, Instant at) {
        Rows rows = ask(query, at);
        return new Decisions(rows.bytes, rows.from, size);
    }

    /**
     * Asks the same about each, and keeps of the answers only of whom it is yes: the bits of those claims, by their order.
     * Anything else is a no, or not yet.
     */
    public BitSet allowed(BoundQuery query, Instant at) {
        Rows rows = ask(query, at);
        return Decisions.allowed(rows.bytes, rows.from, size);
    }

    private Rows ask(BoundQuery query, Instant at) {
        long pointers = owned.enter();
        try {
            return ask(pointers, size, query, at);
        } finally {
            owned.leave();
            Reference.reachabilityFence(this);
        }
    }

    /** Answers where the library wrote them, until the next call of this thread. */
    static final class Rows {
        final ByteBuffer bytes;
        final int from;

        Rows(ByteBuffer bytes, int from) {
            this.bytes = bytes;
            this.from = from;
        }
    }

    /** Has the answers written after what stands in the thread's buffer, without a frame: they need no wiping. */
    static Rows ask(long pointers, int size, BoundQuery query, Instant at) {
        ByteBuffer outputs = Frame.outputs();
        long base = Frame.address(outputs);
        Rows rows = new Rows(outputs, Frame.used(outputs));
        long address = base + rows.from;
        int length = Math.multiplyExact(Math.max(1, size), Decision.SIZE);
        if (length > outputs.capacity() - rows.from) {
            rows = new Rows(Frame.direct(length), 0);
            address = Frame.addressOf(rows.bytes);
        }
        rows.bytes.putInt(rows.from, Decision.SIZE);
        int status = Wb.wb_decide_each(pointers, size, query.roleNumber, query.verbNumber, query.purposeNumber,
            query.categoryNumber, query.recipientNumber, query.identifiabilityNumber, query.relations, query.preconditionsAddress,
            query.preconditionsCount, query.recordAddress, query.recordLength, Moments.of(at), address, base + Frame.ERR);
        Reference.reachabilityFence(query);
        if (status != Status.OK) {
            throw Errors.of(status, outputs.getLong(Frame.ERR));
        }
        return rows;
    }
}
