package nl.waarborg;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Instant;
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
        long pointers = owned.enter();
        try (Frame frame = Frame.open()) {
            return decide(frame, pointers, size, query, at);
        } finally {
            owned.leave();
            Reference.reachabilityFence(this);
        }
    }

    static Decisions decide(Frame frame, long pointers, int size, BoundQuery query, Instant at) {
        Frame.Room rows = frame.output(Math.max(1, size) * Decision.SIZE);
        rows.bytes.putInt(0, Decision.SIZE);
        frame.check(Wb.wb_decide_each(pointers, size, query.roleNumber, query.verbNumber, query.purposeNumber,
            query.categoryNumber, query.recipientNumber, query.formNumber, query.relations, query.gatesAddress,
            query.gatesCount, query.recordAddress, query.recordLength, Moments.of(at), rows.address, frame.err()));
        Reference.reachabilityFence(query);
        return new Decisions(rows.bytes, 0, size);
    }
}
