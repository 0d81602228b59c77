package nl.waarborg;

import java.time.Instant;
import java.util.Optional;

/**
 * Which keys there are: their numbers, controllers, domains, epochs, states and dates, and no key. Immutable; what changes
 * it gives the next one. Store it as JSON, beside the data or in the open.
 */
public final class Register extends Handle {
    Register(long address) {
        super(address, "the register", Wb::wb_register_free);
    }

    /** A register without keys. */
    public static Register empty() {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_register_new(frame.out(), frame.err()));
            return new Register(frame.given());
        }
    }

    /**
     * Reads a register from its JSON document.
     *
     * @throws KeyException with everything that is wrong with it
     */
    public static Register parse(String document) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_register_parse(frame.text(document), frame.len(), frame.out(), frame.err()));
            return new Register(frame.given());
        }
    }

    /** As its JSON document: the same bytes for the same register. */
    public String json() {
        long register = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_register_json(register, frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** Puts a key into use, at the first epoch of its controller and domain, without an end. */
    public Activated activate(Keys keys, String controller, String domain, String kind, Instant at) {
        return activate(keys, controller, 1, domain, 1, kind, Optional.empty(), at);
    }

    /**
     * Puts a key into use, for one kind of identifier in one domain. What was active for these becomes accept-only. Epochs
     * count from 1; an epoch is used once. Store the register before you use the key.
     *
     * @param retireAfter the moment from which on it makes no new pseudonyms
     */
    public Activated activate(Keys keys, String controller, int controllerEpoch, String domain, int epoch, String kind,
                              Optional<Instant> retireAfter, Instant at) {
        long register = owned.enter();
        try {
            long with = keys.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_register_activate(register, with, frame.text(controller), frame.len(),
                    controllerEpoch, frame.text(domain), frame.len(), epoch, frame.text(kind), frame.len(),
                    retireAfter.map(Moments::of).orElse(Moments.NEVER), Moments.of(at), frame.out(), frame.out2(),
                    frame.err()));
                return new Activated(new Register(frame.given()), Integer.toUnsignedLong(frame.number2()));
            } finally {
                keys.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }

    /** Makes a key accept-only from a moment on: the next register. */
    public Register retire(long key, Instant at) {
        long register = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_register_retire(register, number(key), Moments.of(at), frame.out(), frame.err()));
            return new Register(frame.given());
        } finally {
            owned.leave();
        }
    }

    /**
     * Records that one key is destroyed. The row stays as evidence, and the library uses the key no more; to destroy your
     * own copies is up to you. It erases nothing.
     */
    public Destroyed destroy(long key, Instant at) {
        long register = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_register_destroy(register, number(key), Moments.of(at), frame.out(), frame.out2(),
                frame.err()));
            return new Destroyed(new Register(frame.given()), Frame.take(frame.given2()));
        } finally {
            owned.leave();
        }
    }

    /** Records that all keys of a domain are destroyed, of every kind and epoch. */
    public Destroyed destroyDomain(String controller, String domain, Instant at) {
        long register = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_register_destroy_domain(register, frame.text(controller), frame.len(),
                frame.text(domain), frame.len(), Moments.of(at), frame.out(), frame.out2(), frame.err()));
            return new Destroyed(new Register(frame.given()), Frame.take(frame.given2()));
        } finally {
            owned.leave();
        }
    }

    /**
     * Whose a pseudonym is: the key it names, and what that may be used for. That it names a key does not prove that the
     * key made it: only {@link Domain#matches} does.
     */
    public Recognised recognise(String pseudonym, Instant at) {
        long register = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_register_recognise(register, frame.text(pseudonym), frame.len(), Moments.of(at),
                frame.out(), frame.out2(), frame.err()));
            return new Recognised(Integer.toUnsignedLong(frame.number()), KeyState.of(frame.number2()));
        } finally {
            owned.leave();
        }
    }

    /** Opens a domain: see {@link Domain}. */
    public Domain open(Keys keys, String controller, String domain, Instant at) {
        long register = owned.enter();
        try {
            long with = keys.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_domain_open(register, with, frame.text(controller), frame.len(), frame.text(domain),
                    frame.len(), Moments.of(at), frame.out(), frame.err()));
                return new Domain(frame.given());
            } finally {
                keys.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }

    /** Opens the escrow of a domain: see {@link Escrow}. */
    public Escrow escrow(Keys keys, String controller, String domain) {
        long register = owned.enter();
        try {
            long with = keys.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_escrow_open(register, with, frame.text(controller), frame.len(), frame.text(domain),
                    frame.len(), frame.out(), frame.err()));
                return new Escrow(frame.given());
            } finally {
                keys.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }

    static int number(long key) {
        if (key != (key & 0xFFFF_FFFFL)) {
            throw Errors.of(Status.BAD_KEYS, "key-unknown", "the register has no key with such a number");
        }
        return (int) key;
    }
}
