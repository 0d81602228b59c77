package nl.waarborg;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * The pseudonyms of many identifiers, in their order; empty for one that was refused. The order tells who is who: sort by
 * pseudonym what leaves with data of another domain. Immutable.
 */
public final class Pseudonyms extends AbstractList<Optional<String>> implements RandomAccess {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

    private static final char[] ORDERED = "234567abcdefghijklmnopqrstuvwxyz".toCharArray();

    private final byte[] packed;
    private final Refused refused;

    Pseudonyms(ByteBuffer packed, ByteBuffer statuses, int size, List<Diagnostic> refusals) {
        this.packed = new byte[size * Domain.BYTES];
        packed.duplicate().position(0).get(this.packed);
        refused = new Refused(statuses, size, refusals);
    }

    /** The 32 characters of one; empty if its identifier was refused. */
    @Override
    public Optional<String> get(int index) {
        return isRefused(index) ? Optional.empty() : Optional.of(text(packed, index * Domain.BYTES));
    }

    /** The 20 bytes of one; 20 zeroes, which are nobody's pseudonym, if its identifier was refused. */
    public byte[] bytes(int index) {
        int at = Objects.checkIndex(index, size()) * Domain.BYTES;
        return Arrays.copyOfRange(packed, at, at + Domain.BYTES);
    }

    /** Whether the identifier of one was refused. */
    public boolean isRefused(int index) {
        return refused.is(index);
    }

    /** How many identifiers were refused. */
    public int refused() {
        return refused.count();
    }

    /** Why, of the first 1000: the path is the number of the row, such as {@code /2}. */
    public List<Diagnostic> refusals() {
        return refused.why();
    }

    /** Why the identifier of one was refused; empty if it was not, or if the library gives no reason for it. */
    public Optional<Diagnostic> refusal(int index) {
        return refused.why(index);
    }

    @Override
    public int size() {
        return refused.size();
    }

    /** Only how many there are. */
    @Override
    public String toString() {
        return "Pseudonyms (" + size() + ", refused " + refused() + ")";
    }

    /** Base32 (RFC 4648) in lower case: 20 bytes are 32 characters exactly. */
    static String text(byte[] packed, int at) {
        char[] text = new char[Domain.CHARACTERS];
        for (int i = 0; i < Domain.CHARACTERS; i++) {
            int bit = i * 5;
            int pair = (packed[at + bit / 8] & 0xFF) << 8 | (bit / 8 + 1 < Domain.BYTES ? packed[at + bit / 8 + 1] & 0xFF : 0);
            text[i] = ALPHABET[pair >> 11 - bit % 8 & 31];
        }
        return new String(text);
    }

    /** The 20 bytes of each of these texts, one after another. What is none gets zeroes, which are nobody's pseudonym. */
    static byte[] packed(List<String> texts) {
        byte[] packed = new byte[texts.size() * Domain.BYTES];
        for (int row = 0; row < texts.size(); row++) {
            BigInteger digits = BigInteger.ZERO;
            String text = texts.get(row);
            boolean is = text.length() == Domain.CHARACTERS;
            for (int i = 0; is && i < Domain.CHARACTERS; i++) {
                int digit = Arrays.binarySearch(ORDERED, text.charAt(i));
                is = digit >= 0;
                // In the alphabet, the letters come before the digits.
                digits = digits.shiftLeft(5).or(BigInteger.valueOf(digit < 6 ? digit + 26 : digit - 6));
            }
            if (is) {
                byte[] bytes = digits.toByteArray();
                int length = Math.min(bytes.length, Domain.BYTES);
                System.arraycopy(bytes, bytes.length - length, packed, (row + 1) * Domain.BYTES - length, length);
            }
        }
        return packed;
    }
}
