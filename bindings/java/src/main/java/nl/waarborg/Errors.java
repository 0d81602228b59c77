package nl.waarborg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What a failed call becomes: the exception of its status, with everything that was wrong. */
final class Errors {
    private static final Map<Integer, BiFunction<Integer, List<Diagnostic>, WaarborgException>> BY_STATUS = Map.ofEntries(
        Map.entry(Status.BAD_HANDLE, HandleException::new),
        Map.entry(Status.BAD_POLICY, PolicyException::new),
        Map.entry(Status.BAD_LINES, DossierException::new),
        Map.entry(Status.HEAD_MISMATCH, DossierException::new),
        Map.entry(Status.BAD_ENTRY, EntryException::new),
        Map.entry(Status.BAD_OBSERVATIONS, ObservationException::new),
        Map.entry(Status.BAD_RECORD, RecordException::new),
        Map.entry(Status.UNKNOWN_NAME, UnknownNameException::new),
        Map.entry(Status.HEAD_MOVED, HeadMovedException::new),
        Map.entry(Status.NOT_DECLARED, NotDeclaredException::new),
        Map.entry(Status.BAD_STEP, StepException::new),
        Map.entry(Status.BAD_KEYS, KeyException::new),
        Map.entry(Status.BAD_IDENTIFIER, IdentifierException::new),
        Map.entry(Status.BAD_FIELDS, FieldException::new),
        Map.entry(Status.NOT_ALLOWED, NotAllowedException::new),
        Map.entry(Status.BAD_TABLE, TableException::new),
        Map.entry(Status.BAD_PACKAGE, PackageException::new),
        Map.entry(Status.BAD_LEDGER, LedgerException::new),
        Map.entry(Status.BAD_TERM, TermException::new),
        Map.entry(Status.BAD_CASES, CasesException::new),
        Map.entry(Status.LIMIT, LimitException::new),
        Map.entry(Status.NOT_BUILT, NotBuiltException::new),
        Map.entry(Status.PANIC, DefectException::new),
        Map.entry(Status.POISONED, DefectException::new));

    private Errors() {
    }

    /** Takes the error of a call, and frees it. */
    static WaarborgException of(int status, long error) {
        return of(status, take(error));
    }

    /** Something that is refused before the library sees it. */
    static WaarborgException of(int status, String code, String message) {
        return of(status, List.of(new Diagnostic(code, message, "", 0, 0, null, null, null)));
    }

    /** The exception of a status. A status of a newer library is a failure like any other. */
    static WaarborgException of(int status, List<Diagnostic> diagnostics) {
        List<Diagnostic> rendered = diagnostics.isEmpty()
            ? List.of(new Diagnostic("status-" + status, "the call failed", "", 0, 0, null, null, null)) : diagnostics;
        BiFunction<Integer, List<Diagnostic>, WaarborgException> made = BY_STATUS.get(status);
        if (made == null && status >= 100 && status < 200) {
            made = CallException::new;
        }
        return made == null ? new WaarborgException(status, rendered) : made.apply(status, rendered);
    }

    /** All that an error tells; it is freed. */
    static List<Diagnostic> take(long error) {
        if (error == 0) {
            return List.of();
        }
        try {
            int count = Math.toIntExact(Wb.wb_error_count(error));
            List<Diagnostic> diagnostics = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                diagnostics.add(new Diagnostic(
                    Frame.textAt(Wb.wb_error_code(error, i, 0)), Frame.textAt(Wb.wb_error_message(error, i, 0)),
                    Frame.textAt(Wb.wb_error_path(error, i, 0)), Wb.wb_error_line(error, i),
                    Wb.wb_error_column(error, i), Frame.textAt(Wb.wb_error_expected(error, i, 0)),
                    Frame.textAt(Wb.wb_error_suggestion(error, i, 0)), Frame.textAt(Wb.wb_error_help(error, i, 0))));
            }
            return List.copyOf(diagnostics);
        } finally {
            Wb.wb_error_free(error);
        }
    }
}
