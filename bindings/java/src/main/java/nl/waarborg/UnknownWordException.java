package nl.waarborg;

import java.util.List;

/**
 * An answer holds a word of a newer library than this binding: a kind of item, an outcome, a stage, a ground, a basis.
 * Nothing of that answer was read, since half a plan is what nobody looks at again. Its JSON can still be asked for.
 */
public final class UnknownWordException extends WaarborgException {
    private static final long serialVersionUID = 1;

    UnknownWordException(String list, String word, String expected) {
        super(0, List.of(new Diagnostic("unknown-word", "the library is newer than this binding, which has no " + list + " `"
            + word + "`", "", 0, 0, expected, null, "use the binding of that library, or read the answer as JSON")));
    }
}
