package nl.waarborg;

/** The code of a reason by its number, as the library tells it. */
final class ReasonCode {
    private ReasonCode() {
    }

    static String of(int number) {
        Reason known = Reason.of(number);
        if (known != Reason.UNKNOWN) {
            return known.code();
        }
        String code = Frame.textAt(Wb.wb_reason_code(number));
        return code == null ? Reason.UNKNOWN.code() : code;
    }
}
