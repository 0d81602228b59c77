package nl.waarborg.tests;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.waarborg.Appended;
import nl.waarborg.Claims;
import nl.waarborg.Dossier;
import nl.waarborg.Entry;
import nl.waarborg.Head;
import nl.waarborg.Institution;
import nl.waarborg.Policy;

/** A pupil of whom a parent asks what there is: the policy of {@code examples/package}, and what happened. */
final class School {
    static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");
    static final LocalDate START = LocalDate.of(2024, 8, 19);
    static final Policy POLICY = policy();
    static final Claims ASKED = claims(entries("access"));
    /** The request in {@link #ASKED}. */
    static final long REQUEST = 9;

    private School() {
    }

    static Policy policy() {
        try {
            return Policy.load(Path.of("examples/package/policy.json"));
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    static List<Entry> entries(String right) {
        return List.of(
            Entry.of("born", START).with("date", LocalDate.of(2015, 5, 5)),
            Entry.of("enrolled", START).with("initial", true),
            Entry.of("contract-began", START).with("initial", true),
            Entry.of("authority", START).with("representative", "ref-17").with("authority", "parental")
                .with("may", "exercise"),
            Entry.of("consent-given", LocalDate.of(2024, 9, 1)).with("purposes", List.of("website", "yearbook"))
                .with("by", "ref-17"),
            Entry.of("option-on", LocalDate.of(2024, 9, 2)).with("option", "practice-home"),
            Entry.of("disclosed", LocalDate.of(2025, 6, 30)).with("recipient", "gemeente")
                .with("categories", List.of("attendance")).with("ground", "legal-duty"),
            Entry.of("consent-withdrawn", LocalDate.of(2026, 3, 3)).with("purposes", List.of("website"))
                .with("by", "ref-17"),
            Entry.of("requested", LocalDate.of(2026, 11, 2)).with("right", right).with("categories", List.of()).with("by", "ref-17"),
            Entry.of("request-granted", LocalDate.of(2026, 11, 10)).with("entry", REQUEST));
    }

    /** What a host keeps of a dossier. */
    static final class Kept {
        final List<String> lines = new ArrayList<>();
        Head head = Head.NONE;

        Dossier load() {
            return Dossier.load(lines, head);
        }

        void append(Entry entry, Instant recorded) {
            try (Dossier before = load()) {
                Appended next = before.append(head, entry, recorded);
                lines.add(next.line());
                head = next.head();
            }
        }
    }

    static Kept kept(List<Entry> entries) {
        Kept kept = new Kept();
        for (Entry entry : entries) {
            String happened = entry.json().replaceAll(".*\"happened\":\"([0-9-]*)\".*", "$1");
            kept.append(entry, LocalDate.parse(happened).atTime(12, 0).toInstant(ZoneOffset.UTC));
        }
        return kept;
    }

    static Institution institution() {
        Kept institution = kept(List.of(Entry.of("option-on", START).with("option", "practice-home")));
        return POLICY.institution(institution.lines, institution.head, NOW);
    }

    static Claims claims(List<Entry> entries) {
        try (Institution institution = institution(); Dossier dossier = kept(entries).load()) {
            return institution.claims(dossier, NOW);
        }
    }
}
