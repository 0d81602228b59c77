package nl.waarborg;

/** The code of a reason by its number, as the library tells it. */
final class ReasonCode {
    private ReasonCode() {
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
