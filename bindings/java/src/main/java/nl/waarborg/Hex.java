package nl.waarborg;

/** Bytes in hexadecimal digits, in lower case, as documents have digests and heads. */
final class Hex {
    private Hex() {
    }

    static String of(byte[] bytes) {
        StringBuilder hex = new StringBuilder(2 * bytes.length);
        for (byte one : bytes) {
            hex.append(Character.forDigit(one >> 4 & 15, 16)).append(Character.forDigit(one & 15, 16));
        }
        return hex.toString();
    }
}
