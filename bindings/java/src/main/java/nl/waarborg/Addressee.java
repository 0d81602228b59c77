package nl.waarborg;

import java.util.List;
import java.util.stream.Collectors;

/** Whom to ask, where the answer is to ask. */
public enum Addressee {
    /** Nobody. */
    NOBODY(0),
    /** For consent: the data subject. */
    SELF(1),
    /** For consent: the legal representative. */
    REPRESENTATIVE(2),
    /** For consent: both must give it. */
    BOTH(3),
    /** For consent: one of both is enough. */
    EITHER(4),
    /** For an option: the institution. */
    INSTITUTION(5),
    /** For an option: the user. */
    USER(6),
    /** A value of a newer library than this binding: treat it as a no. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final Addressee[] VALUES = values();
    final int number;

    Addressee(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }

    static Addressee of(int number) {
        for (Addressee one : VALUES) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }

    static List<Addressee> all(List<String> words) {
        return words.stream().map(Addressee::of).collect(Collectors.toUnmodifiableList());
    }

    static Addressee of(String word) {
        for (Addressee one : VALUES) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
