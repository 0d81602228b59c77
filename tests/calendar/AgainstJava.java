import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;

/**
 * Compares the calendar with java.time.
 *
 * <pre>java tests/calendar/AgainstJava.java target/release/examples/dates</pre>
 *
 * Periods are added by {@link LocalDate#plus}, local days are cut by {@link LocalDate#atStartOfDay(ZoneId)}, with the
 * zone rules that come with the Java runtime.
 */
public class AgainstJava {
    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2150, 12, 31);
    /** Kathmandu's only clock change since 1920 skips the midnight of 1 January 1986. */
    private static final LocalDate ZONES_FIRST = LocalDate.of(1980, 1, 1);
    private static final LocalDate BIRTHS_LAST = LocalDate.of(2012, 12, 31);
    private static final LocalDate CALENDAR_LAST = LocalDate.of(2399, 12, 31);

    /** The last one leaves the calendar for days after 1 January 2150, of which there is then no answer. */
    private static final String[] PERIODS = {
        "P1D", "P30D", "P90D", "P365D", "P3W", "P52W", "P1M", "P2M", "P6M", "P12M", "P13M", "P18M", "P120M", "P1Y",
        "P2Y", "P3Y", "P5Y", "P7Y", "P10Y", "P50Y", "P1Y6M", "P1M30D", "P1Y2M3D", "P250Y",
    };

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    /**
     * Amsterdam is what policies count in. The others changed their clocks at midnight (Sao Paulo, Kathmandu), skipped
     * a whole day (Apia), went back for a month each year (Casablanca), or went back over a midnight (St John's).
     */
    private static final String[] ZONES = {
        "Europe/Amsterdam", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca",
        "America/St_Johns",
    };

    private record Pair(String question, String answer) {}

    private static final String RULES = ZoneRulesProvider.getVersions("Europe/Amsterdam").lastKey();

    /**
     * What a release of the IANA database changed, which an older Java runtime cannot know: from {@code day} on,
     * {@code zone} keeps {@code offset}. A difference is explained only if our answer is what that change makes of it;
     * it is then counted, not failed.
     */
    private record Changed(String zone, LocalDate day, ZoneOffset offset, String release, String why) {
        boolean explains(String question, String given) {
            String[] words = question.split(" ");
            if (RULES.compareTo(release) >= 0 || !words[1].equals(zone)) {
                return false;
            }
            boolean start = words[0].equals("start");
            LocalDate about = LocalDate.parse(start ? words[2] : given);
            Object changed = start
                ? micros(about.atStartOfDay(offset).toInstant())
                : LocalDate.ofInstant(Instant.EPOCH.plus(Long.parseLong(words[2]), ChronoUnit.MICROS), offset);
            return !about.isBefore(day) && given.equals(changed.toString());
        }
    }

    private static final List<Changed> CHANGED = List.of(
        new Changed(
            "Africa/Casablanca", LocalDate.of(2026, 9, 20), ZoneOffset.UTC, "2026c",
            "Morocco keeps UTC all year from 20 September 2026, which tzdata knows since 2026c"));

    /** Every question, with the answer expected. */
    private static void questions(BiConsumer<String, Object> ask) {
        for (String period : PERIODS) {
            Period added = Period.parse(period);
            FIRST.datesUntil(LAST.plusDays(1)).forEach(day -> {
                LocalDate last = day.plus(added);
                ask.accept("plus " + day + " " + period, last.isAfter(CALENDAR_LAST) ? "-" : last);
                // There is no first instant after the last day of the calendar, so nothing is ever due then.
                ask.accept("due " + day + " " + period, last.isBefore(CALENDAR_LAST) ? last : "-");
            });
        }
        for (String name : ZONES) {
            ZoneId zone = ZoneId.of(name);
            ZONES_FIRST.datesUntil(LAST.plusDays(1)).forEach(day -> {
                Instant start = day.atStartOfDay(zone).toInstant();
                ask.accept("start " + name + " " + day, micros(start));
                for (Instant at : aroundMidnight(start)) {
                    ask.accept("day " + name + " " + micros(at), LocalDate.ofInstant(at, zone));
                }
            });
        }
        // A record made at an instant, on either side of each midnight: the term counts from the local day.
        FIRST.datesUntil(LAST.plusDays(1)).forEach(day -> {
            for (Instant at : aroundMidnight(day.atStartOfDay(AMSTERDAM).toInstant())) {
                ask.accept("due " + at + " P13M", LocalDate.ofInstant(at, AMSTERDAM).plus(Period.ofMonths(13)));
            }
        });
        FIRST.datesUntil(BIRTHS_LAST.plusDays(1)).forEach(born -> {
            for (int years : new int[] {16, 18}) {
                LocalDate birthday = born.plusYears(years);
                boolean moved = born.getDayOfYear() == 60 && born.isLeapYear() && !Year.isLeap(birthday.getYear());
                ask.accept("birthday " + born + " " + years, birthday);
                ask.accept("birthday " + born + " " + years + " march", moved ? birthday.plusDays(1) : birthday);
            }
        });
    }

    private static List<Instant> aroundMidnight(Instant midnight) {
        return List.of(midnight.minus(1, ChronoUnit.MICROS), midnight);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** Feeds the questions while the answers are read; the pipe sets the pace. An empty chunk is the end. */
    private static void ask(BufferedWriter stdin, BlockingQueue<List<Pair>> expected) {
        List<Pair> chunk = new ArrayList<>();
        try (stdin) {
            questions((question, answer) -> {
                chunk.add(new Pair(question, answer.toString()));
                if (chunk.size() == 10_000) {
                    flush(stdin, chunk, expected);
                }
            });
            flush(stdin, chunk, expected);
            expected.put(List.of());
        } catch (IOException | InterruptedException | IllegalStateException ended) {
            // The program has ended early: whoever reads its answers says so.
        }
    }

    private static void flush(BufferedWriter stdin, List<Pair> chunk, BlockingQueue<List<Pair>> expected) {
        if (chunk.isEmpty()) {
            return;
        }
        try {
            expected.put(List.copyOf(chunk));
            for (Pair pair : chunk) {
                stdin.write(pair.question);
                stdin.write('\n');
            }
            stdin.flush();
            chunk.clear();
        } catch (IOException | InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Process program =
            new ProcessBuilder(arguments[0]).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var stdin = new BufferedWriter(new OutputStreamWriter(program.getOutputStream(), US_ASCII));
        var stdout = new BufferedReader(new InputStreamReader(program.getInputStream(), US_ASCII));
        BlockingQueue<List<Pair>> expected = new ArrayBlockingQueue<>(100);
        Thread asking = new Thread(() -> ask(stdin, expected));
        asking.setDaemon(true);
        asking.start();

        Map<String, Integer> compared = new TreeMap<>();
        Map<String, Integer> explained = new TreeMap<>();
        List<String> differ = new ArrayList<>();
        int total = 0;
        for (List<Pair> chunk = expected.take(); !chunk.isEmpty(); chunk = expected.take()) {
            for (Pair pair : chunk) {
                String given = stdout.readLine();
                if (given == null) {
                    // What follows would only repeat this.
                    differ.add(pair.question + ": no answer, expected " + pair.answer);
                    differ.stream().limit(10).forEach(System.out::println);
                    System.exit(1);
                }
                total++;
                compared.merge(pair.question.substring(0, pair.question.indexOf(' ')), 1, Integer::sum);
                if (!given.equals(pair.answer)) {
                    var reason = CHANGED.stream().filter(c -> c.explains(pair.question, given)).findFirst();
                    if (reason.isPresent()) {
                        explained.merge(reason.get().why, 1, Integer::sum);
                    } else {
                        differ.add(pair.question + ": " + given + ", expected " + pair.answer);
                    }
                }
            }
        }
        boolean failed = stdout.readLine() != null | program.waitFor() != 0;
        compared.forEach((kind, count) -> System.out.println("  " + kind + ": " + count));
        explained.forEach((why, count) -> System.out.println("  " + count + " explained: " + why));
        differ.stream().limit(10).forEach(System.out::println);
        System.out.printf(
            "Java %s, tzdata %s: %d compared, %d differ, %d explained%n", Runtime.version(), RULES, total,
            differ.size(), explained.values().stream().mapToInt(Integer::intValue).sum());
        if (failed) {
            System.out.println("the program answered more than was asked, or failed at its end");
        }
        System.exit(differ.isEmpty() && !failed ? 0 : 1);
    }
}
