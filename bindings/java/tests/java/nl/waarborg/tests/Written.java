package nl.waarborg.tests;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.waarborg.Addressee;
import nl.waarborg.Basis;
import nl.waarborg.Clock;
import nl.waarborg.Deadline;
import nl.waarborg.Due;
import nl.waarborg.Explanation;
import nl.waarborg.FieldDecision;
import nl.waarborg.Finding;
import nl.waarborg.ItemOutcome;
import nl.waarborg.Plan;
import nl.waarborg.PlanItem;
import nl.waarborg.Reason;
import nl.waarborg.RefusalGround;
import nl.waarborg.Request;
import nl.waarborg.Requests;
import nl.waarborg.RetainingClaim;
import nl.waarborg.Right;
import nl.waarborg.RightApplicability;
import nl.waarborg.Source;

/** Typed answers, written as the library writes them: what is lost or mistaken on the way shows in the bytes. */
final class Written {
    private static final DateTimeFormatter SIX = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
        .withZone(ZoneOffset.UTC);

    private Written() {
    }

    static String findings(List<Finding> findings) {
        return object("v", 1, "findings", list(findings, one -> object("code", text(one.code()),
            "severity", text(one.severity().word()), "article", text(one.article()), "path", text(one.path()),
            "nl", text(one.dutch()), "en", text(one.english()))));
    }

    static String explanation(Explanation of) {
        return object("v", 1, "answer", text(of.answer().word()), "identifiability", text(of.identifiability().word()),
            "valid-until", instant(of.validUntil()), "addressee", texts(words(of.addressee())),
            "reasons", list(of.reasons(), Written::reason),
            "timelines", list(of.timelines(), part -> object("condition", text(part.condition()),
                "steps", list(part.steps(), step -> object("from", instant(step.from()), "value", text(step.value().word()),
                    "code", text(step.codeText()), "source", source(step.source()), "entry", entry(step.entry()))))));
    }

    static String fields(List<FieldDecision> fields) {
        return object("v", 1, "fields", list(fields, one -> object("category", text(one.category()),
            "answer", text(one.answer().word()), "identifiability", text(one.identifiability().word()),
            "valid-until", instant(one.validUntil()),
            "addressee", one.addressee() == Addressee.NOBODY ? "null" : text(one.addressee().word()), "reason", reason(one.reason()))));
    }

    static String due(Due due) {
        return object("v", 1, "state", text(due.state().word()), "at", instant(due.at()),
            "last-day", maybe(due.lastDay()), "reason", reason(due.reason()),
            "drops", list(due.drops(), drop -> object("to", text(drop.to().word()), "at", instant(drop.at()),
                "last-day", maybe(drop.lastDay()))));
    }

    static String retainingClaims(List<RetainingClaim> retainingClaims) {
        return object("v", 1, "kept-by", list(retainingClaims, one -> object("purpose", maybe(one.purpose()),
            "value", text(one.value().word()), "kept-until", instant(one.keptUntil()), "reason", reason(one.reason()))));
    }

    static String requests(Requests of) {
        return object("waarborg-requests", 1, "requests", list(of.requests(), Written::request), "ignored", of.ignored()
            .stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")));
    }

    private static String request(Request of) {
        return object("entry", of.entry(), "right", text(of.right().word()), "received", text(of.received()),
            "stage", text(of.stage().word()), "authority", text(of.authority().word()), "categories", some(of.categories()),
            "purposes", some(of.purposes()), "joined", of.joined().orElse(null), "earlier", of.earlier(),
            "extended", given(of.extended()), "forwarded-to", given(of.forwardedTo()),
            "refused", of.refused().isEmpty() ? null : list(of.refused(), one -> object("entry", one.entry(),
                "ground", maybe(one.ground().map(RefusalGround::word)), "categories", texts(one.categories()))),
            "outcomes", outcomes(of.outcomes()), "clock", of.clock().map(Written::clock).orElse("null"),
            "next", texts(of.next()));
    }

    private static String outcomes(Map<String, ItemOutcome> outcomes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        outcomes.forEach((item, outcome) -> fields.put(item, text(outcome.word())));
        return object(fields);
    }

    private static String clock(Clock of) {
        return object("answer", deadline(of.answer()), "promised", given(of.promised()),
            "extension-notice", of.extensionNotice().map(Written::deadline).orElse(null),
            "stands-still", of.standsStill());
    }

    static String deadline(Deadline of) {
        return object("safe", text(of.safe()), "legal", text(of.legal()), "provisional", of.provisional(),
            "steps", list(of.steps(), step -> object("rule", text(step.rule()), "article", text(step.article()),
                "end", text(step.end()))));
    }

    static String plan(Plan of) {
        return object("waarborg-plan", 1, "entry", of.entry().orElse(null), "right", text(of.right().word()),
            "at", text(SIX.format(of.at())), "policy", text(of.policy()), "institution", text(of.institution()),
            "dossier", text(of.dossier()), "ends", some(of.ends()), "ends-on", some(of.endsOn()),
            "items", list(of.items(), Written::item));
    }

    private static String item(PlanItem of) {
        return object("item", text(of.item()), "kind", text(of.kind().word()), "category", given(of.category()),
            "system", given(of.system()), "recipient", given(of.recipient()), "categories", some(of.categories()),
            "purposes", some(of.purposes()),
            "kept", of.kept().isEmpty() ? null : list(of.kept(), one -> object("purpose", given(one.purpose()),
                "ground", given(one.ground().map(RefusalGround::word)), "kept-until", six(one.keptUntil()),
                "reason", text(one.codeText()))),
            "ground", given(of.ground().map(RefusalGround::word)), "article", text(of.article()),
            "gone-from-backups", six(of.goneFromBackups()));
    }

    static String applicability(Right right, List<RightApplicability> of) {
        return object("waarborg-applicability", 1, "right", text(right.word()), "claims", list(of, one -> object(
            "purpose", text(one.purpose()), "category", text(one.category()),
            "basis", maybe(one.basis().map(Basis::word)), "applicability", text(one.applicability().word()),
            "article", text(one.article()), "nl", text(one.dutch()), "en", text(one.english()),
            "value", text(one.value().word()), "ends", one.ends())));
    }

    private static String reason(Reason of) {
        return object("code", text(of.codeText()), "article", text(of.article()), "nl", text(of.dutch()),
            "en", text(of.english()), "source", source(of.source()), "entry", entry(of.entry()));
    }

    private static String source(Source source) {
        return source == Source.NONE ? "null" : text(source.word());
    }

    private static Object entry(long entry) {
        return entry == 0 ? "null" : (Object) entry;
    }

    private static List<String> words(Collection<Addressee> addressee) {
        return addressee.stream().map(Addressee::word).collect(Collectors.toList());
    }

    /** Names and values in turns; a value of null is left out. */
    private static String object(Object... fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        return object(map);
    }

    private static String object(Map<String, Object> fields) {
        return fields.entrySet().stream().filter(field -> field.getValue() != null)
            .map(field -> text(field.getKey()) + ":" + field.getValue()).collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> String list(List<T> list, Function<T, String> written) {
        return list.stream().map(written).collect(Collectors.joining(",", "[", "]"));
    }

    private static String texts(List<String> list) {
        return list(list, Written::text);
    }

    private static String some(List<String> list) {
        return list.isEmpty() ? null : texts(list);
    }

    private static String maybe(Optional<?> value) {
        return value.map(Written::text).orElse("null");
    }

    private static String given(Optional<?> value) {
        return value.map(Written::text).orElse(null);
    }

    private static String instant(Optional<Instant> at) {
        return at.map(one -> text(SIX.format(one))).orElse("null");
    }

    private static String six(Optional<Instant> at) {
        return at.map(one -> text(SIX.format(one))).orElse(null);
    }

    private static String text(Object value) {
        return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
