package nl.waarborg;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/** One thing that was wrong. It repeats no value that was passed in. */
public final class Diagnostic implements Serializable {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String message;
    private final String path;
    private final int line;
    private final int column;
    private final String expected;
    private final String suggestion;
    private final String help;

    Diagnostic(String code, String message, String path, int line, int column, String expected, String suggestion,
          String help) {
        this.code = Objects.requireNonNullElse(code, "");
        this.message = Objects.requireNonNullElse(message, "");
        this.path = Objects.requireNonNullElse(path, "");
        this.line = line;
        this.column = column;
        this.expected = expected;
        this.suggestion = suggestion;
        this.help = help;
    }

    /** A stable code in lower case, such as {@code unknown-field}. */
    public String code() {
        return code;
    }

    /** One sentence in English. */
    public String message() {
        return message;
    }

    /** Where in the document, as a JSON Pointer (RFC 6901); empty for the document as a whole. */
    public String path() {
        return path;
    }

    /** The line, from 1; 0 where there is no document. For lines of a dossier, the number of the line. */
    public int line() {
        return line;
    }

    /** The column in characters, from 1; 0 where there is no document. */
    public int column() {
        return column;
    }

    /** What was expected there. */
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }

    /** The known word nearest to the one that was given. */
    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }

    /** What to do about it. */
    public Optional<String> help() {
        return Optional.ofNullable(help);
    }

    /** All of it in one line, as a compiler would say it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (line > 0) {
            text.append("line ").append(line);
            text.append(column > 0 ? ", column " + column : "").append(": ");
        }
        text.append(path.isEmpty() ? "" : path + ": ").append(message);
        text.append(expected == null ? "" : "; expected " + expected);
        text.append(suggestion == null ? "" : "; did you mean " + suggestion + "?");
        text.append(help == null ? "" : "; " + help);
        return text.append(" [").append(code).append(']').toString();
    }
}
