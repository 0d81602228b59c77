/* The ledger and the terms of law from C: NULL in every pointer of every function, what a host does wrong, that the same is
 * said of one record and of many, and that no error tells of a person or a key. What they should say is computed anew in
 * ledger.py. C11 and POSIX.
 *
 *     ledger        from the root of the repository
 *
 * Prints at the end: N passed, N failed. */

#include <pthread.h>

#define WB_EXPERIMENTAL
#include "check.h"

static const char SCHOOL[] = "school:00AA", WHO[] = "kanarie-4711", ZONE[] = "Europe/Amsterdam";
static char key[32], lines[4096];
static wb_ledger *ledger;

/* --- What every call below works on. --- */

static void keep(wb_buf *line) {
    strcat(lines, wb_buf_data(line));
    strcat(lines, "\n");
    wb_buf_free(line);
}

static wb_ledger *opened(void) {
    wb_ledger *created = NULL;
    check(wb_ledger_open(key, 32, L(ZONE), L(lines), &created, NULL) == 0, "a ledger");
    return created;
}

static int32_t recognises(const wb_ledger *of, const char *person, const char *category, const char *created) {
    int32_t recognised = 7;
    check(wb_ledger_recognises(of, L(SCHOOL), L(person), L(category), L(created), &recognised, NULL) == 0, "asked");
    return recognised;
}

static void set_up(void) {
    for (int i = 0; i < 32; i++) {
        key[i] = (char)(255 - i);
    }
    wb_buf *line = NULL;
    ledger = opened();
    check(recognises(ledger, WHO, "photo", "") == 0, "an empty ledger recognises nobody");
    check(wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23"), L("[\"results\",\"photo\",\"photo\"]"), &line, NULL) ==
                  0 &&
              strstr(wb_buf_data(line), "\"through\":\"2026-11-23T22:59:59.999999Z\",\"categories\":[\"photo\",\"results\"]}") &&
              strstr(wb_buf_data(line), "kanarie") == NULL,
          "a line that names nobody");
    keep(line);
    check(recognises(ledger, WHO, "photo", "") == 0, "a ledger that is open stays as it was");
    wb_ledger_free(ledger);
    ledger = opened();
}

static void what_it_says(void) {
    check(recognises(ledger, WHO, "photo", "2026-11-23") == 1 && recognises(ledger, WHO, "photo", "2026-11-24") == 0,
          "through the whole day");
    check(recognises(ledger, WHO, "photo", "2026-11-23T22:59:59.999999Z") == 1 &&
              recognises(ledger, WHO, "photo", "2026-11-24T00:00:00+01:00") == 0,
          "to the microsecond");
    check(recognises(ledger, WHO, "photo", "") == 1 && recognises(ledger, WHO, "level", "") == 0 &&
              recognises(ledger, "kanarie-4712", "photo", "") == 0,
          "of one person, in these categories");
    int32_t recognised = 7;
    check(wb_ledger_recognises(ledger, L("school:00AB"), L(WHO), L("photo"), NULL, 0, &recognised, NULL) == 0 && recognised == 0,
          "at one school");
    wb_buf *line = NULL;
    check(wb_ledger_lifted(ledger, L(SCHOOL), L(WHO), L("2027-08-01"), &line, NULL) == 0 &&
              strstr(wb_buf_data(line), "\"from\":\"2027-07-31T22:00:00.000000Z\"}") != NULL,
          "a line of who is back");
    keep(line);
    wb_ledger *lifted = opened();
    check(recognises(lifted, WHO, "photo", "") == 0 && recognises(lifted, WHO, "photo", "2026-11-23") == 1,
          "what nobody dated may be new; what was erased stays so");
    wb_ledger_free(lifted);
}

/* --- One and many. --- */

enum { MANY = 3000 };

static void as_many(void) {
    static char persons[MANY * 16], categories[MANY * 8], created[MANY * 12];
    static int32_t offsets[3][MANY + 1], recognised[MANY];
    int32_t ends[3] = {0, 0, 0}, ones = 0;
    static const char *const days[] = {"", "2026-11-22", "2026-11-23", "2026-11-24"};
    static const char *const of[] = {"photo", "level", "results"};
    for (int i = 0; i < MANY; i++) {
        offsets[0][i] = ends[0], offsets[1][i] = ends[1], offsets[2][i] = ends[2];
        ends[0] += sprintf(persons + ends[0], "kanarie-%d", 4710 + i / 7 % 3);
        ends[1] += sprintf(categories + ends[1], "%s", of[i % 3]);
        ends[2] += sprintf(created + ends[2], "%s", days[i % 4]);
    }
    for (int i = 0; i < 3; i++) {
        offsets[i][MANY] = ends[i];
    }
    check(wb_ledger_recognises_many(ledger, L(SCHOOL), MANY, persons, (size_t)ends[0], offsets[0], categories, (size_t)ends[1],
                                    offsets[1], created, (size_t)ends[2], offsets[2], recognised, NULL) == 0,
          "many");
    bool same = true;
    for (int i = 0; i < MANY; i++) {
        char person[16];
        snprintf(person, sizeof person, "kanarie-%d", 4710 + i / 7 % 3);
        int32_t alone = 7;
        same &= wb_ledger_recognises(ledger, L(SCHOOL), L(person), L(of[i % 3]), L(days[i % 4]), &alone, NULL) == 0 &&
                alone == recognised[i];
        ones += recognised[i];
    }
    check(same && ones > MANY / 10 && ones < MANY / 3, "each as by itself");

    /* A row that cannot be read is the whole call, and no record is called erased. */
    wb_error *err = NULL;
    created[offsets[2][2]] = 'x';
    wb_status status =
        wb_ledger_recognises_many(ledger, L(SCHOOL), 8, persons, (size_t)offsets[0][8], offsets[0], categories,
                                  (size_t)offsets[1][8], offsets[1], created, (size_t)offsets[2][8], offsets[2], recognised, &err);
    check(err != NULL && strcmp(wb_error_path(err, 0, NULL), "/2/created") == 0 && is_nothing(recognised, 8 * sizeof *recognised),
          "which row");
    fails(WB_STATUS_BAD_LEDGER, status, &err, "not-a-moment");
    const int32_t bad[] = {0, 3, 2};
    status = wb_ledger_recognises_many(ledger, L(SCHOOL), 2, L("ab"), bad, L("ab"), bad, L("ab"), bad, recognised, &err);
    fails(WB_STATUS_BAD_OFFSETS, status, &err, "bad-offsets");
    status = wb_ledger_recognises_many(ledger, L(SCHOOL), SIZE_MAX, L("ab"), bad, L("ab"), bad, L("ab"), bad, recognised, &err);
    fails(WB_STATUS_LIMIT, status, &err, "too-large");
    check(wb_ledger_recognises_many(ledger, L(SCHOOL), 0, NULL, 0, NULL, NULL, 0, NULL, NULL, 0, NULL, NULL, NULL) == 0,
          "no rows");
}

/* --- NULL in every pointer of every function. --- */

static struct outputs {
    wb_ledger *ledger;
    wb_buf *buf;
    int32_t recognised, rows[1];
} outputs;

static void spoil(int with) { memset(&outputs, with, sizeof outputs); }

static bool left_nothing(void) {
    static const void *untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    return (outputs.ledger == NULL || outputs.ledger == untouched) && (outputs.buf == NULL || outputs.buf == untouched) &&
           (outputs.recognised == 0 || outputs.recognised == 0x5a5a5a5a) &&
           (outputs.rows[0] == 0 || outputs.rows[0] == 0x5a5a5a5a);
}

static void drop(void) {
    wb_ledger_free(outputs.ledger);
    wb_buf_free(outputs.buf);
}

static wb_status ledger_open(wb_error **err) {
    return wb_ledger_open(P(key), 32, T(ZONE), T(lines), P(&outputs.ledger), err);
}
static wb_status ledger_suppressed(wb_error **err) {
    return wb_ledger_suppressed(P(ledger), T(SCHOOL), T(WHO), T("2026-11-23"), T("[]"), P(&outputs.buf), err);
}
static wb_status ledger_lifted(wb_error **err) {
    return wb_ledger_lifted(P(ledger), T(SCHOOL), T(WHO), T("2026-11-23T10:00:00Z"), P(&outputs.buf), err);
}
static wb_status ledger_recognises(wb_error **err) {
    return wb_ledger_recognises(P(ledger), T(SCHOOL), T(WHO), T("photo"), T("2026-11-23"), P(&outputs.recognised), err);
}
static wb_status ledger_recognises_many(wb_error **err) {
    static const int32_t person[] = {0, sizeof WHO - 1}, category[] = {0, 5}, created[] = {0, 10};
    return wb_ledger_recognises_many(P(ledger), T(SCHOOL), 1, T(WHO), P(person), T("photo"), P(category), T("2026-11-23"),
                                     P(created), P(outputs.rows), err);
}
static const char pauses[] = "[{\"asked\":\"2026-03-06\",\"answered\":\"2026-03-16\"}]";
static wb_status deadline(wb_error **err) {
    return wb_deadline(T("answer"), T("2026-03-05"), T(pauses), T(ZONE), P(&outputs.buf), err);
}
static wb_status terms(wb_error **err) { return wb_terms(P(&outputs.buf), err); }

static const struct tried calls[] = {
    {"wb_ledger_open", ledger_open, 4, NULL},
    {"wb_ledger_suppressed", ledger_suppressed, 6, NULL},
    {"wb_ledger_lifted", ledger_lifted, 5, NULL},
    {"wb_ledger_recognises", ledger_recognises, 6, NULL},
    {"wb_ledger_recognises_many", ledger_recognises_many, 9, NULL},
    {"wb_deadline", deadline, 5, NULL},
    {"wb_terms", terms, 1, NULL},
};

/* --- What a host does wrong. --- */

/* No text of an error may hold who it is about, nor a byte of the key. */
static void refuses(wb_status expected, wb_status got, wb_error **err, const char *code) {
    const char *(*const texts[])(const wb_error *, size_t, size_t *) = {
        wb_error_code, wb_error_message, wb_error_path, wb_error_expected, wb_error_suggestion, wb_error_help,
    };
    bool silent = true;
    for (size_t i = 0; i < wb_error_count(*err); i++) {
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
            const char *text = texts[j](*err, i, NULL);
            silent &= text == NULL || (strstr(text, "kanarie") == NULL && strstr(text, SCHOOL) == NULL);
        }
    }
    check(silent, "an error without whom it is about");
    fails(expected, got, err, code);
}

static void wrong_ledgers(void) {
    wb_error *err = NULL;
    wb_ledger *none = NULL;
    wb_buf *line = NULL;
    static char zeroes[64];
    const wb_status bad = WB_STATUS_BAD_LEDGER;
    for (size_t len = 0; len < 64; len++) {
        if (len != 32) {
            fails(WB_STATUS_BAD_KEYS, wb_ledger_open(zeroes, len, L(ZONE), NULL, 0, &none, &err), &err, "wrong-key-length");
        }
    }
    fails(WB_STATUS_BAD_KEYS, wb_ledger_open(zeroes, 32, L(ZONE), NULL, 0, &none, &err), &err, "no-key");
    fails(bad, wb_ledger_open(key, 32, L("Europe/Amsterdm"), NULL, 0, &none, &err), &err, "unknown-zone");
    fails(bad, wb_ledger_open(key, 32, NULL, 0, NULL, 0, &none, &err), &err, "unknown-zone");

    /* Every line that is none, by its number; the same fields in another order are not the line that was written. */
    char spoiled[2 * sizeof lines + 64];
    snprintf(spoiled, sizeof spoiled, "%s{}\n%s{\"kind\":\"lifted\"", lines, lines);
    wb_status status = wb_ledger_open(key, 32, L(ZONE), L(spoiled), &none, &err);
    check(wb_error_count(err) >= 2 && wb_error_line(err, 0) == 3, "the number of a line");
    bool last = false;
    for (size_t i = 0; i < wb_error_count(err); i++) {
        last |= wb_error_line(err, i) == 6;
    }
    check(last, "and of the last");
    refuses(bad, status, &err, "missing-field");
    snprintf(spoiled, sizeof spoiled, " %s", lines);
    refuses(bad, wb_ledger_open(key, 32, L(ZONE), L(spoiled), &none, &err), &err, "not-canonical");
    check(none == NULL, "no ledger");

    refuses(bad, wb_ledger_suppressed(ledger, NULL, 0, L(WHO), L("2026-11-23"), L("[]"), &line, &err), &err, "no-reference");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), NULL, 0, L("2026-11-23"), L("[]"), &line, &err), &err, "no-reference");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), NULL, 0, L("[]"), &line, &err), &err, "not-a-moment");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23T10:00:00"), L("[]"), &line, &err), &err,
            "not-a-moment");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23"), NULL, 0, &line, &err), &err, "not-json");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23"), L("[1]"), &line, &err), &err, "wrong-type");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23"), L("[\"kanarie x\"]"), &line, &err), &err,
            "not-an-id");
    refuses(bad, wb_ledger_lifted(ledger, L(SCHOOL), L(WHO), L("kanarie"), &line, &err), &err, "not-a-moment");
    refuses(bad, wb_ledger_lifted(ledger, L(SCHOOL), NULL, 0, L("2026-11-23"), &line, &err), &err, "no-reference");
    int32_t recognised = 7;
    refuses(bad, wb_ledger_recognises(ledger, L(SCHOOL), NULL, 0, L("photo"), NULL, 0, &recognised, &err), &err, "no-reference");
    refuses(bad, wb_ledger_recognises(ledger, L(SCHOOL), L(WHO), L("photo"), L("kanarie"), &recognised, &err), &err,
            "not-a-moment");
    fails(WB_STATUS_NOT_UTF8, wb_ledger_recognises(ledger, L(SCHOOL), "\xff", 1, L("photo"), NULL, 0, &recognised, &err), &err,
          "not-utf8");
    check(line == NULL && recognised == 0, "no line, and nothing to erase");
    wb_ledger_free(NULL);
    check(wb_ledger_retain(NULL) == NULL, "nothing to retain");
}

static void wrong_terms(void) {
    wb_error *err = NULL;
    wb_buf *json = NULL;
    const wb_status bad = WB_STATUS_BAD_TERM;
    wb_status status = wb_deadline(L("anser"), L("2026-03-05"), NULL, 0, L(ZONE), &json, &err);
    check(err != NULL && strcmp(wb_error_suggestion(err, 0, NULL), "answer") == 0, "what was meant");
    fails(WB_STATUS_UNKNOWN_VALUE, status, &err, "unknown-value");
    fails(bad, wb_deadline(L("answer"), NULL, 0, NULL, 0, L(ZONE), &json, &err), &err, "not-a-moment");
    fails(bad, wb_deadline(L("answer"), L("2026-03-05T10:00:00"), NULL, 0, L(ZONE), &json, &err), &err, "not-a-moment");
    fails(bad, wb_deadline(L("answer"), L("2026-03-05"), NULL, 0, L("Mars"), &json, &err), &err, "unknown-zone");
    fails(bad, wb_deadline(L("answer"), L("2018-05-24"), NULL, 0, L(ZONE), &json, &err), &err, "not-law-then");
    fails(bad, wb_deadline(L("breach-notification"), L("2026-03-05"), NULL, 0, L(ZONE), &json, &err), &err, "needs-a-time");
    fails(bad, wb_deadline(L("breach-notification"), L("2026-03-05T10:00:00Z"), L(pauses), L(ZONE), &json, &err), &err,
          "no-pause");
    fails(bad, wb_deadline(L("answer"), L("2026-03-07"), L(pauses), L(ZONE), &json, &err), &err, "pause-before-event");
    static const char backwards[] = "[{\"asked\":\"2026-03-06\",\"answered\":\"2026-03-16\"},"
                                    "{\"asked\":\"2026-03-20\",\"answered\":\"2026-03-19\"}]";
    status = wb_deadline(L("answer"), L("2026-03-05"), L(backwards), L(ZONE), &json, &err);
    check(err != NULL && strcmp(wb_error_path(err, 0, NULL), "/pauses/1") == 0, "which pause");
    fails(bad, status, &err, "pause-backwards");
    fails(bad, wb_deadline(L("answer"), L("2026-03-05"), L("{}"), L(ZONE), &json, &err), &err, "wrong-type");
    fails(bad, wb_deadline(L("answer"), L("2026-03-05"), L("[{\"asked\":\"2026-03-06\"}]"), L(ZONE), &json, &err), &err,
          "missing-field");
    check(json == NULL, "no deadline");
}

static void *in_thread(void *of) {
    bool all = true;
    for (int i = 0; i < 500; i++) {
        wb_ledger *kept = wb_ledger_retain(of);
        int32_t recognised = 0;
        all &= wb_ledger_recognises(kept, L(SCHOOL), L(WHO), L("photo"), NULL, 0, &recognised, NULL) == 0 && recognised == 1;
        wb_ledger_free(kept);
    }
    return all ? of : NULL;
}

static void two_threads(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        check(pthread_create(&threads[i], NULL, in_thread, ledger) == 0, "a thread");
    }
    for (int i = 0; i < 2; i++) {
        void *done = NULL;
        check(pthread_join(threads[i], &done) == 0 && done == ledger, "the work of a thread");
    }
}

int main(void) {
    set_up();
    as_many();
    what_it_says();
    null_in_each(calls, sizeof calls / sizeof *calls, spoil, left_nothing, drop);
    wrong_ledgers();
    wrong_terms();
    two_threads();
    wb_ledger_free(ledger);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
