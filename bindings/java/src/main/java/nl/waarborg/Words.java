package nl.waarborg;

import java.util.Locale;

/** A constant and its word in documents are one name, spelled two ways. */
final class Words {
    private Words() {
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
