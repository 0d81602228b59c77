package nl.waarborg;

import java.time.Instant;

/** Pairs of pseudonyms, sealed until they expire: for who may follow a translation or a new key, and for nobody else. */
public final class Pairs {
    private static final int PAIR = 2 * Domain.BYTES;
    private static final int SEALED = 56;

    private Pairs() {
    }

    /**
     * Seals pairs of 40 bytes each ({@link Translation#bytes}); 56 bytes of each come out.
     *
     * @param key exactly 64 random bytes: hand it to who may follow the pairs, and destroy it with them
     */
    public static byte[] seal(byte[] key, byte[] pairs, Instant expires) {
        int count = pairs.length / PAIR;
        try (Frame frame = Frame.open()) {
            Frame.Room sealed = frame.room(Math.max(1, count) * SEALED);
            frame.check(Wb.wb_pairs_seal(frame.bytes(key), frame.len(), count, frame.bytes(pairs), frame.len(),
                Moments.of(expires), sealed.address, (long) count * SEALED, frame.err()));
            return Frame.read(sealed.address, (long) count * SEALED);
        }
    }

    /**
     * Opens sealed pairs with their key, and the same moment at which they expire.
     *
     * @throws NotAllowedException from that moment on
     * @throws IdentifierException if this is not their key, or one was changed; the path begins with its number
     */
    public static byte[] open(byte[] key, byte[] sealed, Instant expires, Instant at) {
        int count = sealed.length / SEALED;
        try (Frame frame = Frame.open()) {
            Frame.Room pairs = frame.room(Math.max(1, count) * PAIR);
            frame.check(Wb.wb_pairs_open(frame.bytes(key), frame.len(), count, frame.bytes(sealed), frame.len(),
                Moments.of(expires), Moments.of(at), pairs.address, (long) count * PAIR, frame.err()));
            return Frame.read(pairs.address, (long) count * PAIR);
        }
    }
}
