package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.waarborg.Appended;
import nl.waarborg.Dossier;
import nl.waarborg.Entry;
import nl.waarborg.EntryException;
import nl.waarborg.Institution;
import nl.waarborg.Observation;
import nl.waarborg.ObservationException;
import nl.waarborg.StepException;
import nl.waarborg.UnknownNameException;
import org.junit.jupiter.api.Test;

/** Appending with every check that there is. */
class AppendTest {
    private static final Institution INSTITUTION = School.institution();
    private static final School.Kept KEPT = School.kept(School.entries("access"));

    private static Entry consent(String purpose) {
        return Entry.of("consent-given", LocalDate.of(2026, 11, 20)).with("purposes", List.of(purpose)).with("by", "ref-17");
    }

    private static Entry done(String item) {
        return Entry.of("request-item", School.NOW).with("entry", School.REQUEST).with("item", item)
            .with("outcome", "nothing-found");
    }

    @Test
    void whatMayBeWrittenGivesTheLineThatTheDossierGives() {
        String item = School.ASKED.plan(School.REQUEST, School.NOW).items().get(0).item();
        try (Dossier dossier = KEPT.load()) {
            for (Entry entry : List.of(consent("yearbook"), done(item))) {
                Appended checked = INSTITUTION.append(dossier, entry, School.NOW);
                Appended plain = dossier.append(KEPT.head, entry, School.NOW);
                assertEquals(plain.line(), checked.line());
                assertEquals(plain.head(), checked.head());
                assertEquals(plain.seq(), checked.seq());
                assertEquals(KEPT.lines.size() + 1, checked.seq());
            }
            assertEquals(KEPT.head, dossier.head());
        }
    }

    @Test
    void aNameThatThePolicyDoesNotKnowIsRefused() {
        try (Dossier dossier = KEPT.load()) {
            UnknownNameException unknown = assertThrows(
                UnknownNameException.class, () -> INSTITUTION.append(dossier, consent("yearbok"), School.NOW));
            assertEquals("yearbook", unknown.suggestion().orElseThrow());
            assertThrows(EntryException.class, () -> INSTITUTION.append(dossier, Entry.json("{}"), School.NOW));
            // What checks nothing lets it through.
            dossier.append(KEPT.head, consent("yearbok"), School.NOW);
        }
    }

    @Test
    void aStepThatIsNotLegalIsRefused() {
        Entry again = Entry.of("request-granted", School.NOW).with("entry", School.REQUEST);
        try (Dossier dossier = KEPT.load()) {
            StepException refused = assertThrows(
                StepException.class, () -> INSTITUTION.append(dossier, again, School.NOW));
            assertEquals(assertThrows(StepException.class, () -> School.ASKED.checkAppend(again)).getMessage(), refused.getMessage());
            assertThrows(StepException.class, () -> INSTITUTION.append(dossier, done("to:nobody"), School.NOW));
            dossier.append(KEPT.head, again, School.NOW);
        }
    }

    @Test
    void clocksMayDifferAndObservationsAreHeard() {
        School.Kept kept = School.kept(School.entries("access"));
        Entry yes = Entry.of("consent-given", School.NOW).with("purposes", List.of("yearbook")).with("by", "ref-17");
        Entry no = Entry.of("consent-withdrawn", School.NOW.minusSeconds(1)).with("purposes", List.of("yearbook")).with("by", "ref-17");
        kept.append(yes, School.NOW);
        try (Dossier dossier = kept.load()) {
            Instant now = School.NOW.plusSeconds(1);
            Appended moved = INSTITUTION.append(dossier, List.of(), no, now, Duration.ofSeconds(1));
            assertEquals(dossier.append(kept.head, no, now, Duration.ofSeconds(1)).line(), moved.line());
            assertTrue(moved.line().contains("\"stated\""));
            assertFalse(INSTITUTION.append(dossier, no, now).line().contains("\"stated\""));
            List<Observation> none = List.of(new Observation("No anchor", List.of(), School.NOW));
            assertThrows(ObservationException.class,
                () -> INSTITUTION.append(dossier, none, done("x"), now, Duration.ZERO));
        }
    }

    @Test
    void whatIsClosedIsNotAppendedTo() {
        Dossier dossier = KEPT.load();
        Institution institution = School.institution();
        institution.close();
        assertThrows(IllegalStateException.class, () -> institution.append(dossier, consent("yearbook"), School.NOW));
        dossier.close();
        assertThrows(IllegalStateException.class, () -> INSTITUTION.append(dossier, consent("yearbook"), School.NOW));
    }
}
