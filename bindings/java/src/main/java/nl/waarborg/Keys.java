package nl.waarborg;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys: roots, keys of controllers, keys of domains. None is ever given out. They are wiped from memory when they are
 * closed and no domain needs them; the arrays that you pass in are yours to wipe. Keep keys apart from the data (GDPR,
 * article 4(5)). Each method with one key more gives other keys, which hold these too.
 */
public final class Keys extends Handle {
    private Keys(long address) {
        super(address, "the keys", Wb::wb_keys_free);
    }

    /** Keys with a root, from which the keys of all controllers and domains come: exactly 32 random bytes. */
    public static Keys root(byte[] bytes) {
        return root(0, bytes);
    }

    /** Keys with a root from a passphrase; see {@link Passphrase}. It takes a good part of a second: once, at start-up. */
    public static Keys passphrase(Passphrase passphrase) {
        return passphrase(0, passphrase);
    }

    /** Keys with the key of one controller at one epoch (from 1): what a processor for it needs, and no more. 32 bytes. */
    public static Keys controller(String controller, int epoch, byte[] bytes) {
        return controller(0, controller, epoch, bytes);
    }

    /**
     * Keys with the key of one domain of one controller, each at one epoch (from 1). Exactly 32 bytes.
     *
     * @param own true for random bytes that no other key derives, so that destroying them ends the domain; false for
     *     those that were derived
     */
    public static Keys domain(String controller, int controllerEpoch, String domain, int epoch, boolean own,
                              byte[] bytes) {
        return domain(0, controller, controllerEpoch, domain, epoch, own, bytes);
    }

    /** These keys, and a root. */
    public Keys andRoot(byte[] bytes) {
        long besides = owned.enter();
        try {
            return root(besides, bytes);
        } finally {
            owned.leave();
        }
    }

    /** These keys, and a root from a passphrase. */
    public Keys andPassphrase(Passphrase passphrase) {
        long besides = owned.enter();
        try {
            return passphrase(besides, passphrase);
        } finally {
            owned.leave();
        }
    }

    /** These keys, and the key of one controller. */
    public Keys andController(String controller, int epoch, byte[] bytes) {
        long besides = owned.enter();
        try {
            return controller(besides, controller, epoch, bytes);
        } finally {
            owned.leave();
        }
    }

    /** These keys, and the key of one domain. */
    public Keys andDomain(String controller, int controllerEpoch, String domain, int epoch, boolean own,
                          byte[] bytes) {
        long besides = owned.enter();
        try {
            return domain(besides, controller, controllerEpoch, domain, epoch, own, bytes);
        } finally {
            owned.leave();
        }
    }

    private static Keys root(long besides, byte[] bytes) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_keys_root(besides, frame.bytes(bytes), frame.len(), frame.out(), frame.err()));
            return new Keys(frame.given());
        }
    }

    private static Keys passphrase(long besides, Passphrase passphrase) {
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase.characters));
        byte[] bytes = Arrays.copyOf(utf8.array(), utf8.limit());
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_keys_passphrase(besides, frame.bytes(bytes), frame.len(), frame.bytes(passphrase.salt),
                frame.len(), passphrase.memoryKib, passphrase.passes, passphrase.lanes, frame.out(), frame.err()));
            return new Keys(frame.given());
        } finally {
            Arrays.fill(utf8.array(), (byte) 0);
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Keys controller(long besides, String controller, int epoch, byte[] bytes) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_keys_controller(besides, frame.text(controller), frame.len(), epoch, frame.bytes(bytes),
                frame.len(), frame.out(), frame.err()));
            return new Keys(frame.given());
        }
    }

    private static Keys domain(long besides, String controller, int controllerEpoch, String domain, int epoch,
                               boolean own, byte[] bytes) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_keys_domain(besides, frame.text(controller), frame.len(), controllerEpoch,
                frame.text(domain), frame.len(), epoch, own ? 1 : 0, frame.bytes(bytes), frame.len(), frame.out(),
                frame.err()));
            return new Keys(frame.given());
        }
    }
}
