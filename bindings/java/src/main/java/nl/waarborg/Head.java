package nl.waarborg;

import java.util.Arrays;

/** The head of a dossier: 32 bytes, stored with its last line. */
public final class Head {
    static final int LENGTH = 32;

    /** The head of a dossier without entries: 32 zeroes. */
    public static final Head NONE = new Head(new byte[LENGTH]);

    private final byte[] bytes;

    private Head(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A head as it was stored. Another length than 32 bytes is refused where it is used. */
    public static Head of(byte[] bytes) {
        return new Head(bytes.clone());
    }

    /** The bytes, to be stored. */
    public byte[] bytes() {
        return bytes.clone();
    }

    byte[] raw() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Head && Arrays.equals(bytes, ((Head) other).bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hexadecimal digits, as {@link Plan#dossier} has it. */
    @Override
    public String toString() {
        return Hex.of(bytes);
    }
}
