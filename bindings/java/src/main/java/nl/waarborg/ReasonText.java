package nl.waarborg;

/** The text of a reason code by its number: also that of a code which a newer library added. */
final class ReasonText {
    private ReasonText() {
    }

    static String of(int number) {
        ReasonCode known = ReasonCode.of(number);
        if (known != ReasonCode.UNKNOWN) {
            return known.code();
        }
        String code = Frame.textAt(Wb.wb_reason_code(number));
        return code == null ? ReasonCode.UNKNOWN.code() : code;
    }
}
