package nl.waarborg;

/**
 * A passphrase of at least 16 characters, a salt of at least 16 bytes, which is no secret, and what it costs to try one:
 * Argon2id (RFC 9106). Both arrays are used as they are, and not copied: wipe the characters once the keys are made.
 */
public final class Passphrase {
    final char[] characters;
    final byte[] salt;
    final int memoryKib;
    final int passes;
    final int lanes;

    /** With the second choice of the RFC: 64 MiB, 3 passes, 4 lanes. */
    public Passphrase(char[] characters, byte[] salt) {
        this(characters, salt, 65_536, 3, 4);
    }

    /** With a cost of its own; at least 19456 KiB, 2 passes and 1 condition timeline. */
    public Passphrase(char[] characters, byte[] salt, int memoryKib, int passes, int lanes) {
        this.characters = characters;
        this.salt = salt;
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.lanes = lanes;
    }

    /** Only what it is. */
    @Override
    public String toString() {
        return "Passphrase";
    }
}
