package nl.waarborg;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A constant and its word in documents are one name, spelled two ways. */
final class Words {
    private Words() {
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant of a word of a closed list. What another word stands for cannot be guessed, and it may not be passed
     * over.
     *
     * @throws UnknownWordException if there is none
     */
    static <T extends Enum<T> & Word> T read(Class<T> list, String word) {
        T[] known = list.getEnumConstants();
        for (T one : known) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new UnknownWordException(list.getSimpleName(), word,
            Arrays.stream(known).map(Word::word).collect(Collectors.joining(", ")));
    }
}
