package nl.waarborg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is bound is what the header declares: every function with its parameters, every constant with its number. */
class HeaderTest {
    /** What the binding has no use for: every call has its own owner, except those of a group. */
    private static final Set<String> UNUSED = Set.of("wb_version_number", "wb_policy_retain", "wb_institution_retain",
        "wb_dossier_retain", "wb_keys_retain", "wb_register_retain", "wb_domain_retain", "wb_aliases_retain",
        "wb_escrow_retain", "wb_field_table_retain", "wb_table_retain", "wb_ledger_retain", "wb_cases_retain");

    private static final String HEADER = read(Path.of("include/waarborg_ffi.h")).replaceAll("(?s)/\\*.*?\\*/", "");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Stream<MatchResult> found(String regex) {
        return Pattern.compile(regex, Pattern.MULTILINE | Pattern.DOTALL).matcher(HEADER).results();
    }

    /** {@code long}, {@code int} or {@code void}, for a declaration such as {@code const wb_policy *policy}. */
    private static String type(String declaration) {
        if (declaration.contains("*")) {
            return "long";
        }
        String name = declaration.replace("const", "").trim().split("\\s+")[0];
        switch (name) {
            case "size_t":
            case "int64_t":
            case "uint64_t":
                return "long";
            case "int32_t":
            case "uint32_t":
            case "wb_status":
                return "int";
            default:
                return name;
        }
    }

    @Test
    void everyFunctionIsBoundAsDeclared() {
        Map<String, String> declared = new TreeMap<>();
        found("^([\\w ]+?[ *]+)(wb_\\w+)\\(([^)]*)\\);").forEach(of -> {
            List<String> types = new ArrayList<>(List.of(type(of.group(1))));
            if (!of.group(3).trim().equals("void")) {
                Arrays.stream(of.group(3).split(",")).map(HeaderTest::type).forEach(types::add);
            }
            declared.put(of.group(2), String.join(" ", types));
        });
        Map<String, String> bound = new TreeMap<>();
        for (Method method : Wb.class.getDeclaredMethods()) {
            if (Modifier.isNative(method.getModifiers())) {
                bound.put(method.getName(), Stream.concat(Stream.of(method.getReturnType()),
                    Arrays.stream(method.getParameterTypes())).map(Class::getName).collect(Collectors.joining(" ")));
            }
        }
        assertTrue(declared.size() > 100);
        assertEquals(declared, bound);
    }

    @Test
    void everyFunctionIsUsedButThoseThatAreListed() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("bindings/java/src/main"))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> Pattern
                .compile("Wb(?:\\.|::)(wb_\\w+)").matcher(read(file)).results().forEach(of -> used.add(of.group(1))));
        }
        // Asked before anything is bound.
        used.add("wb_abi_version");
        Set<String> unused = Arrays.stream(Wb.class.getDeclaredMethods()).map(Method::getName)
            .filter(name -> name.startsWith("wb_") && !used.contains(name)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(UNUSED), unused);
    }

    private static Map<String, Integer> constants(String prefix) {
        return found("\\bWB_" + prefix + "_(\\w+) = (-?\\d+)")
            .collect(Collectors.toMap(of -> of.group(1), of -> Integer.valueOf(of.group(2)), (a, b) -> a, TreeMap::new));
    }

    private static <T extends Enum<T>> void same(String prefix, T[] values, Function<T, Integer> number) {
        Map<String, Integer> ours = Arrays.stream(values).filter(one -> !one.name().equals("UNKNOWN"))
            .collect(Collectors.toMap(Enum::name, number, (a, b) -> a, TreeMap::new));
        assertEquals(constants(prefix), ours, prefix);
    }

    @Test
    void everyConstantHasTheNumberOfTheHeader() {
        same("KIND", Kind.values(), one -> one.number);
        same("VERB", Verb.values(), one -> one.number);
        same("IDENTIFIABILITY", Identifiability.values(), one -> one.number);
        same("RELATION", ActorRelation.values(), one -> one.number);
        same("ANSWER", Answer.values(), one -> one.number);
        same("ADDRESSEE", Addressee.values(), one -> one.number);
        same("SOURCE", Source.values(), one -> one.number);
        same("DUE", DueState.values(), one -> one.number);
        same("KEY", KeyState.values(), one -> one.number);
        same("HPGN", HpgnCost.values(), one -> one.number);
        same("REASON", ReasonCode.values(), one -> one.number);
        assertEquals(Map.of("VERSION", Library.ABI_VERSION), constants("ABI"));
    }

    @Test
    void everyStatusHasTheNumberOfTheHeader() throws IllegalAccessException {
        Map<String, Integer> ours = new TreeMap<>();
        for (java.lang.reflect.Field field : Status.class.getDeclaredFields()) {
            if (field.getType() == int.class) {
                ours.put(field.getName(), field.getInt(null));
            }
        }
        assertEquals(constants("STATUS"), ours);
    }

    @Test
    void everyStructHasTheSizeOfTheHeader() {
        Map<String, Integer> sizes = new TreeMap<>();
        found("typedef struct \\{([^}]*)\\} (wb_\\w+);").forEach(of -> sizes.put(of.group(2),
            Arrays.stream(of.group(1).split(";")).map(String::trim).filter(field -> !field.isEmpty())
                .mapToInt(field -> type(field).equals("long") ? 8 : 4).sum()));
        assertEquals(Map.of("wb_decision", Decision.SIZE, "wb_due_date", DueDate.SIZE, "wb_erasure", Erasure.SIZE), sizes);
    }

    @Test
    void everyReasonHasTheCodeThatTheLibraryTells() {
        for (ReasonCode reason : ReasonCode.values()) {
            if (reason != ReasonCode.UNKNOWN && reason != ReasonCode.NONE) {
                assertEquals(Frame.textAt(Wb.wb_reason_code(reason.number)), reason.code());
                assertEquals(reason, ReasonCode.of(reason.code()));
                assertTrue(!reason.dutch().isEmpty() && !reason.english().isEmpty(), reason.code());
            }
        }
        assertEquals("7(3)", ReasonCode.CONSENT_WITHDRAWN.article());
    }

    @Test
    void whatANewerLibraryGivesIsUnknownAndANo() {
        java.nio.ByteBuffer row = java.nio.ByteBuffer.allocate(Decision.SIZE).order(java.nio.ByteOrder.nativeOrder());
        for (int at = 4; at < Decision.SIZE; at += 4) {
            row.putInt(at, 9_999);
        }
        Decision decision = Decision.read(row, 0);
        assertEquals(List.of(Answer.UNKNOWN, Identifiability.UNKNOWN, Addressee.UNKNOWN, ReasonCode.UNKNOWN, Source.UNKNOWN), List.of(
            decision.answer(), decision.identifiability(), decision.addressee(), decision.reason(), decision.source()));
        assertEquals(false, decision.isAllowed());
        assertEquals("unknown", decision.codeText());
        assertEquals(false, new Erasure(row, 0).isAllowed());
        DueDate date = new DueDate(row, 0);
        assertEquals(DueState.UNKNOWN, date.state());
        assertEquals(java.util.Optional.empty(), date.at());
        assertEquals("UNKNOWN".toLowerCase(Locale.ROOT), Right.of("a right to be sung to").word());
    }
}
