package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.waarborg.Activated;
import nl.waarborg.Aliases;
import nl.waarborg.Destroyed;
import nl.waarborg.Domain;
import nl.waarborg.Escrow;
import nl.waarborg.FieldException;
import nl.waarborg.FieldTable;
import nl.waarborg.Hpgn;
import nl.waarborg.HpgnCost;
import nl.waarborg.Identifiability;
import nl.waarborg.IdentifierException;
import nl.waarborg.KeyException;
import nl.waarborg.KeyState;
import nl.waarborg.Keys;
import nl.waarborg.NotAllowedException;
import nl.waarborg.NotBuiltException;
import nl.waarborg.Pairs;
import nl.waarborg.Passphrase;
import nl.waarborg.Pseudonyms;
import nl.waarborg.Recognised;
import nl.waarborg.Register;
import nl.waarborg.Translation;
import org.junit.jupiter.api.Test;

/** Every pseudonym is what the JDK's own HMAC computes, from the description of the key tree alone. */
class PseudonymsTest {
    static final String SCHOOL = "school:00AA";
    static final String GOLDEN = "aeaaaanz4um6toixluraosui3eui2sec";
    private static final String GOLDEN_NUMBER = "063138219";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String RULES = "{\"waarborg-translations\":1,\"controller\":\"school:00AA\",\"rules\":{\"quality\":{"
        + "\"requester\":\"analyst\",\"from\":\"research\",\"to\":\"care\",\"purpose\":\"quality\","
        + "\"basis\":\"public-task\",\"start\":\"2026-08-01T00:00:00Z\",\"end\":\"2027-08-01T00:00:00Z\"}}}";
    private static final byte[] ROOT = new byte[32];

    static {
        for (int i = 0; i < ROOT.length; i++) {
            ROOT[i] = (byte) i;
        }
    }

    // --- The key tree, computed here. ---

    static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] named(String name) {
        return ByteBuffer.allocate(2 + utf8(name).length).putShort((short) utf8(name).length).put(utf8(name)).array();
    }

    static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    /** The first 32 bytes of HKDF-Expand (RFC 5869). */
    static byte[] expand(byte[] key, byte[]... info) {
        return mac(key, joined(info), new byte[] {1});
    }

    static byte[] domainKey(String domain, int epoch) {
        byte[] controller = expand(mac(utf8("waarborg-pseudonym/v1"), ROOT), utf8("controller\0"), named(SCHOOL), number(1));
        return expand(controller, utf8("domain\0"), named(domain), number(epoch));
    }

    static byte[] pseudonym(byte[] domainKey, long key, String kind, byte[] canonical) {
        byte[] tag = mac(expand(domainKey, utf8("type\0"), named(kind)), canonical);
        byte[] number = Arrays.copyOfRange(number((int) key), 1, 4);
        return joined(new byte[] {1}, number, Arrays.copyOf(tag, 16));
    }

    /** Base32 by division: 160 bits are 32 digits. */
    static String text(byte[] packed) {
        StringBuilder digits = new StringBuilder(new BigInteger(1, packed).toString(32));
        while (digits.length() < 32) {
            digits.insert(0, '0');
        }
        StringBuilder text = new StringBuilder();
        for (char digit : digits.toString().toCharArray()) {
            text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(Character.digit(digit, 32)));
        }
        return text.toString();
    }

    private static boolean passes(String digits) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (digits.charAt(i) - '0') * (i == 8 ? -1 : 9 - i);
        }
        int rest = Math.floorMod(sum, 11);
        return rest == 0 || rest == 5 && digits.startsWith("10");
    }

    // --- What a host has. ---

    private static final class Host implements AutoCloseable {
        final Keys keys = Keys.root(ROOT);
        Register register = Register.empty();

        long activate(String domain, int epoch, String kind) {
            Activated next = register.activate(keys, SCHOOL, 1, domain, epoch, kind, Optional.empty(), NOW);
            register.close();
            register = next.register();
            return next.key();
        }

        Domain open(String domain) {
            return register.open(keys, SCHOOL, domain, NOW);
        }

        @Override
        public void close() {
            keys.close();
            register.close();
        }
    }

    @Test
    void thePublishedPseudonym() {
        try (Host host = new Host()) {
            long key = host.activate("research", 1, "pgn");
            try (Domain domain = host.open("research")) {
                assertEquals(GOLDEN, domain.pseudonym("pgn", "0631.38.219"));
                assertEquals(GOLDEN, text(pseudonym(domainKey("research", 1), key, "pgn", utf8(GOLDEN_NUMBER))));
                assertTrue(domain.matches("pgn", GOLDEN_NUMBER, GOLDEN));
                assertFalse(domain.matches("pgn", "111222333", GOLDEN));
            }
        }
    }

    @Test
    void tenThousandOfEachAreWhatTheJdkComputes() {
        Random chance = new Random(20261123);
        List<String> pgns = new ArrayList<>();
        List<byte[]> canonical = new ArrayList<>();
        while (pgns.size() < 10_000) {
            String digits = String.format("%09d", chance.nextInt(1_000_000_000));
            if (passes(digits)) {
                pgns.add(chance.nextInt(10) == 0 ? digits.replaceFirst("^0+", "") : digits);
                canonical.add(utf8(digits));
            }
        }
        List<String> mails = new ArrayList<>();
        List<byte[]> lower = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            mails.add(" J." + i + "@School.NL");
            lower.add(utf8("j." + i + "@school.nl"));
        }
        try (Host host = new Host()) {
            for (String domain : List.of("research", "care")) {
                long pgn = host.activate(domain, 1, "pgn");
                long mail = host.activate(domain, 1, "mail/lower");
                try (Domain open = host.open(domain)) {
                    recomputed(open, domain, pgn, "pgn", pgns, canonical);
                    recomputed(open, domain, mail, "mail/lower", mails, lower);
                }
            }
        }
    }

    private static void recomputed(Domain open, String domain, long key, String kind, List<String> given, List<byte[]> canonical) {
        byte[] domainKey = domainKey(domain, 1);
        Pseudonyms batch = open.pseudonyms(kind, given);
        assertEquals(given.size(), batch.size());
        assertEquals(0, batch.refused());
        for (int i = 0; i < given.size(); i++) {
            byte[] expected = pseudonym(domainKey, key, kind, canonical.get(i));
            assertArrayEquals(expected, batch.bytes(i));
            assertEquals(Optional.of(text(expected)), batch.get(i));
            if (i % 10 == 0) {
                assertEquals(text(expected), open.pseudonym(kind, given.get(i)));
            }
        }
    }

    @Test
    void aRowThatIsRefusedStopsNoOther() {
        try (Host host = new Host()) {
            host.activate("research", 1, "pgn");
            try (Domain domain = host.open("research")) {
                Pseudonyms batch = domain.pseudonyms("pgn", List.of(GOLDEN_NUMBER, "063138218", "", "111222333", GOLDEN, "kanarie"));
                assertEquals(Optional.of(GOLDEN), batch.get(0));
                assertEquals(4, batch.refused());
                List<String> rendered = new ArrayList<>();
                batch.refusals().forEach(diagnostic -> rendered.add(diagnostic.path() + " " + diagnostic.code()));
                for (int row = 0; row < batch.size(); row++) {
                    assertEquals(batch.isRefused(row), batch.refusal(row).isPresent());
                }
                batch.refusals().forEach(
                    diagnostic -> assertEquals(diagnostic, batch.refusal(Integer.parseInt(diagnostic.path().substring(1))).orElseThrow()));
                assertEquals(List.of("/1 pgn-check", "/2 pgn-missing", "/4 already-a-pseudonym", "/5 pgn-character"), rendered);
                for (int row : new int[] {1, 2, 4, 5}) {
                    assertTrue(batch.isRefused(row));
                    assertEquals(Optional.empty(), batch.get(row));
                    assertArrayEquals(new byte[20], batch.bytes(row));
                }
                assertThrows(IndexOutOfBoundsException.class, () -> batch.bytes(6));
                assertEquals(0, domain.pseudonyms("pgn", List.of()).size());
                assertEquals("pgn-check", assertThrows(IdentifierException.class, () -> domain.pseudonym("pgn", "063138218")).code());
            }
        }
    }

    @Test
    void afterARotationBothAreFoundAndTheMapIsSealed() {
        try (Host host = new Host()) {
            long old = host.activate("research", 1, "pgn");
            long key = host.activate("research", 2, "pgn");
            byte[] newer = pseudonym(domainKey("research", 2), key, "pgn", utf8(GOLDEN_NUMBER));
            try (Domain domain = host.open("research")) {
                assertEquals(List.of(text(newer), GOLDEN), domain.allActive("pgn", GOLDEN_NUMBER));
                Recognised recognised = host.register.recognise(GOLDEN, NOW);
                assertEquals(old, recognised.key());
                assertEquals(KeyState.ACCEPT_ONLY, recognised.state());
                Instant expires = NOW.plus(30, ChronoUnit.DAYS);
                Translation map = domain.rekey("pgn", old, key, "beheer", NOW, expires, List.of(GOLDEN_NUMBER, "1"));
                assertEquals(1, map.pairs().size());
                assertEquals(GOLDEN, map.pairs().get(0).had());
                assertEquals(text(newer), map.pairs().get(0).becomes());
                assertTrue(map.isRefused(1) && map.refused() == 1 && map.refusals().get(0).path().equals("/1"));
                assertTrue(map.refusal(1).isPresent() && map.refusal(0).isEmpty());
                assertFalse(map.entry().contains(GOLDEN));
                byte[] secret = new byte[64];
                new Random(7).nextBytes(secret);
                byte[] another = secret.clone();
                another[0]++;
                byte[] sealed = Pairs.seal(secret, map.bytes(), expires);
                assertArrayEquals(map.bytes(), Pairs.open(secret, sealed, expires, NOW));
                assertThrows(NotAllowedException.class, () -> Pairs.open(secret, sealed, expires, expires));
                assertThrows(IdentifierException.class, () -> Pairs.open(another, sealed, expires, NOW));
                String other = domain.pseudonym("pgn", "111222333");
                try (Aliases none = Aliases.empty(); Aliases one = none.add(text(newer), GOLDEN, NOW)) {
                    assertEquals(GOLDEN, one.resolve(text(newer), NOW));
                    assertEquals(other, one.resolve(other, NOW));
                    assertEquals(2, one.samePerson(GOLDEN, NOW).size());
                    try (Aliases read = Aliases.parse(one.json())) {
                        assertEquals(one.json(), read.json());
                    }
                    assertThrows(IdentifierException.class, () -> one.rekey(new byte[0]));
                }
            }
            try (Register retired = host.register.retire(key, NOW)) {
                assertEquals(KeyState.ACCEPT_ONLY, retired.recognise(text(newer), NOW).state());
            }
            Destroyed destroyed = host.register.destroyDomain(SCHOOL, "research", NOW);
            assertTrue(destroyed.json().contains("\"leaves-personal-data\":true"));
            assertEquals(KeyState.DESTROYED, destroyed.register().recognise(GOLDEN, NOW).state());
            destroyed.register().close();
            Destroyed one = host.register.destroy(old, NOW);
            assertEquals(KeyState.DESTROYED, one.register().recognise(GOLDEN, NOW).state());
            one.register().close();
            assertThrows(KeyException.class, () -> host.register.destroy(1L << 32, NOW));
            try (Register empty = Register.empty()) {
                assertEquals(KeyState.FOREIGN, empty.recognise(GOLDEN, NOW).state());
            }
            try (Register read = Register.parse(host.register.json())) {
                assertEquals(host.register.json(), read.json());
            }
        }
    }

    @Test
    void daysAreMovedByOneConstantOfAPerson() {
        Random chance = new Random(7);
        try (Host host = new Host()) {
            host.activate("care", 1, "leerlingnummer");
            byte[] key = expand(domainKey("care", 1), utf8("date\0"));
            try (Domain domain = host.open("care")) {
                for (int i = 0; i < 500; i++) {
                    String person = "leerling " + i;
                    LocalDate day = LocalDate.of(2000, 1, 1).plusDays(chance.nextInt(36_500));
                    int days = new int[] {1, 30, 3650}[chance.nextInt(3)];
                    byte[] tag = mac(key, named("leerlingnummer"), utf8(person));
                    long moved = new BigInteger(1, Arrays.copyOf(tag, 8)).mod(BigInteger.valueOf(2L * days + 1)).longValue() - days;
                    assertEquals(day.plusDays(moved), domain.shift("leerlingnummer", person, days, day));
                }
            }
        }
    }

    @Test
    void aDomainOfItsOwnAndAControllersKey() {
        byte[] random = new byte[32];
        new Random(3).nextBytes(random);
        try (Keys keys = Keys.domain(SCHOOL, 1, "research", 1, true, random); Keys more = keys.andRoot(ROOT);
             Register empty = Register.empty();
             Register register = empty.activate(keys, SCHOOL, "research", "pgn", NOW).register();
             Domain domain = register.open(more, SCHOOL, "research", NOW)) {
            assertEquals(text(pseudonym(random, 1, "pgn", utf8(GOLDEN_NUMBER))), domain.pseudonym("pgn", GOLDEN_NUMBER));
        }
        byte[] controller = expand(mac(utf8("waarborg-pseudonym/v1"), ROOT), utf8("controller\0"), named(SCHOOL), number(1));
        try (Keys keys = Keys.controller(SCHOOL, 1, controller); Keys other = Keys.root(random);
             Keys both = other.andController(SCHOOL, 1, controller);
             Keys all = both.andDomain(SCHOOL, 1, "care", 1, false, random); Register empty = Register.empty();
             Register register = empty.activate(keys, SCHOOL, "research", "pgn", NOW).register();
             Domain domain = register.open(keys, SCHOOL, "research", NOW)) {
            assertEquals(GOLDEN, domain.pseudonym("pgn", GOLDEN_NUMBER));
            assertThrows(KeyException.class, () -> register.open(other, SCHOOL, "research", NOW));
            assertFalse(all.isClosed());
        }
    }

    @Test
    void aPassphraseMakesARootAgain() {
        char[] characters = "een lange zin die niemand raadt é".toCharArray();
        byte[] salt = utf8("zestien bytes zout");
        try (Keys keys = Keys.passphrase(new Passphrase(characters, salt, 19_456, 2, 1));
             Keys again = Keys.root(ROOT).andPassphrase(new Passphrase(characters, salt, 19_456, 2, 1));
             Register empty = Register.empty();
             Register register = empty.activate(keys, SCHOOL, "research", "pgn", NOW).register();
             Domain domain = register.open(keys, SCHOOL, "research", NOW)) {
            assertNotEquals(GOLDEN, domain.pseudonym("pgn", GOLDEN_NUMBER));
            assertFalse(again.isClosed());
        }
    }

    @Test
    void onlyARuleTranslates() {
        try (Host host = new Host()) {
            host.activate("research", 1, "pgn");
            long care = host.activate("care", 1, "pgn");
            List<String> given = List.of("111222333", GOLDEN_NUMBER, "063138218");
            try (Domain from = host.open("research"); Domain to = host.open("care")) {
                Translation map = from.translate(to, RULES, "analyst", "quality", "pgn", given, NOW);
                byte[] becomes = pseudonym(domainKey("care", 1), care, "pgn", utf8(GOLDEN_NUMBER));
                assertEquals(2, map.pairs().size());
                assertTrue(map.pairs().stream().anyMatch(
                    pair -> pair.had().equals(GOLDEN) && pair.becomes().equals(text(becomes))));
                assertTrue(map.isRefused(2) && !map.isRefused(0) && map.refused() == 1);
                assertFalse(map.entry().contains(GOLDEN));
                assertThrows(NotAllowedException.class,
                    () -> to.translate(from, RULES, "analyst", "quality", "pgn", given, NOW));
                assertThrows(NotAllowedException.class, () -> from.translate(
                    to, RULES, "analyst", "quality", "pgn", given, Instant.parse("2027-08-01T00:00:00Z")));
            }
        }
    }

    @Test
    void fieldsComeOutAsTheTableTextAt() {
        String document = "{\"waarborg-fields\":1,\"subject\":\"number\",\"fields\":{"
            + "\"number\":{\"holds\":\"identifier\",\"kind\":\"pgn\"},\"born\":{\"holds\":\"birth-date\"},"
            + "\"remark\":{\"holds\":\"free-text\"}},\"outputs\":[{\"purpose\":\"quality\",\"identifiability\":\"pseudonymised\","
            + "\"fields\":{\"number\":{\"as\":\"pseudonym\"},\"born\":{\"as\":\"age-band\",\"width\":2},"
            + "\"remark\":{\"as\":\"tag\"}}}]}";
        String record = "{\"number\":\"063138219\",\"born\":\"2016-03-01\",\"remark\":\"Noor belt 06-12345678\"}";
        LocalDate today = LocalDate.of(2026, 11, 23);
        try (Host host = new Host()) {
            host.activate("research", 1, "pgn");
            try (Domain domain = host.open("research"); FieldTable table = FieldTable.parse(document)) {
                String out = table.transform(
                    domain, "quality", Identifiability.PSEUDONYMISED, today, List.of(List.of("Noor")), List.of(record, record));
                assertEquals(3, out.split(GOLDEN, -1).length);
                assertFalse(out.contains("Noor") || out.contains("12345678") || out.contains("2016"));
                assertTrue(table.properties(domain, "quality", Identifiability.PSEUDONYMISED).contains("\"keyed\":true"));
                assertThrows(NullPointerException.class, () -> table.properties(null, "quality", Identifiability.PSEUDONYMISED));
                assertThrows(FieldException.class, () -> table.check(School.POLICY, NOW));
                FieldException refused = assertThrows(FieldException.class, () -> table.transform(
                    domain, "quality", Identifiability.PSEUDONYMISED, today, List.of(), List.of(record, "{\"age\":\"10\"}")));
                assertTrue(refused.path().startsWith("/1"));
            }
        }
        assertThrows(FieldException.class, () -> FieldTable.parse("{}"));
        String keyless = document.replace("\"as\":\"pseudonym\"", "\"as\":\"drop\"");
        try (FieldTable table = FieldTable.parse(keyless)) {
            String out = table.transform("quality", Identifiability.PSEUDONYMISED, today, List.of(), List.of(record));
            assertTrue(out.contains("\"born\"") && !out.contains("063138219"));
            assertTrue(table.properties("quality", Identifiability.PSEUDONYMISED).contains("\"keyed\":false"));
        }
    }

    @Test
    void theControllerHasAWayBack() {
        try (Host host = new Host()) {
            host.activate("research", 1, "pgn");
            try (Escrow escrow = host.register.escrow(host.keys, SCHOOL, "research"); Domain domain = host.open("research")) {
                String sealed = escrow.seal("pgn", GOLDEN_NUMBER, GOLDEN);
                assertEquals(sealed, escrow.seal("pgn", GOLDEN_NUMBER, GOLDEN));
                assertEquals(GOLDEN_NUMBER, escrow.unseal(sealed, GOLDEN));
                String other = domain.pseudonym("pgn", "111222333");
                assertThrows(IdentifierException.class, () -> escrow.unseal(sealed, other));
                long care = host.activate("care", 1, "pgn");
                try (Domain to = host.open("care")) {
                    Translation map = escrow.translate(to, RULES, "analyst", "quality", "pgn",
                        List.of(GOLDEN, other, "none"), List.of(sealed, sealed, sealed), NOW);
                    assertEquals(1, map.pairs().size());
                    assertEquals(GOLDEN, map.pairs().get(0).had());
                    assertEquals(text(pseudonym(domainKey("care", 1), care, "pgn", utf8(GOLDEN_NUMBER))), map.pairs().get(0).becomes());
                    assertTrue(!map.isRefused(0) && map.isRefused(1) && map.isRefused(2));
                }
            }
        }
    }

    @Test
    void hpgnIsThereOrSaysThatItIsNot() {
        try {
            assertEquals(64, Hpgn.of(GOLDEN_NUMBER, new byte[16], HpgnCost.UNTIL_2016).length());
        } catch (NotBuiltException rendered) {
            assertEquals(301, rendered.status());
        }
    }
}
