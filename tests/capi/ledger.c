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
static char key[32], head[32], lines[4096];
static uint32_t seq;
static wb_ledger *ledger;

/* --- What every call below works on. --- */

static void keep(wb_buf *line) {
    strcat(lines, wb_buf_data(line));
    strcat(lines, "\n");
    wb_buf_free(line);
}

static wb_ledger *opened(void) {
    wb_ledger *created = NULL;
    check(wb_ledger_open(key, 32, L(ZONE), L(lines), head, sizeof head, &created, NULL) == 0, "a ledger");
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
    wb_ledger *next = NULL;
    check(wb_ledger_create(key, 32, L(ZONE), &ledger, &line, head, sizeof head, NULL) == 0 &&
              strstr(wb_buf_data(line), "{\"waarborg-ledger\":2,\"seq\":1,\"kind\":\"opened\",\"check\":\"") == wb_buf_data(line),
          "a new ledger");
    keep(line);
    check(recognises(ledger, WHO, "photo", "") == 0, "a new ledger recognises nobody");
    check(wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23"), L("[\"results\",\"photo\",\"photo\"]"), &next, &line, head,
                               sizeof head, &seq, NULL) == 0 &&
              strstr(wb_buf_data(line), "\"through\":\"2026-11-23T22:59:59.999999Z\",\"categories\":[\"photo\",\"results\"]}") &&
              strstr(wb_buf_data(line), "kanarie") == NULL && seq == 2,
          "a line that names nobody");
    keep(line);
    check(recognises(ledger, WHO, "photo", "") == 0, "a ledger that is open stays as it was");
    check(recognises(next, WHO, "photo", "") == 1, "the next has the line");
    wb_ledger_free(ledger);
    ledger = opened();
    char same[2][32];
    uint32_t seqs[2];
    check(wb_ledger_head(ledger, same[0], 32, &seqs[0], NULL) == 0 && wb_ledger_head(next, same[1], 32, &seqs[1], NULL) == 0 &&
              memcmp(same[0], head, 32) == 0 && memcmp(same[1], head, 32) == 0 && seqs[0] == 2 && seqs[1] == 2,
          "both have the head that was given");
    wb_ledger_free(next);
}

static void what_it_answers(void) {
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
    wb_ledger *next = NULL;
    char before[32], kept[sizeof lines];
    memcpy(before, head, 32), memcpy(kept, lines, sizeof lines);
    check(wb_ledger_lifted(ledger, L(SCHOOL), L(WHO), L("2027-08-01"), &next, &line, head, sizeof head, &seq, NULL) == 0 &&
              strstr(wb_buf_data(line), "\"from\":\"2027-07-31T22:00:00.000000Z\"}") != NULL && seq == 3,
          "a line of who is back");
    keep(line);
    wb_ledger_free(next);
    wb_ledger *lifted = opened();
    check(recognises(lifted, WHO, "photo", "") == 0 && recognises(lifted, WHO, "photo", "2026-11-23") == 1,
          "what nobody dated may be new; what was erased stays so");
    wb_ledger_free(lifted);
    memcpy(head, before, 32), memcpy(lines, kept, sizeof lines);
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
    uint32_t seq;
    char head[32];
} outputs;

static void spoil(int with) { memset(&outputs, with, sizeof outputs); }

static bool left_nothing(void) {
    static const void *untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    return (outputs.ledger == NULL || outputs.ledger == untouched) && (outputs.buf == NULL || outputs.buf == untouched) &&
           (outputs.recognised == 0 || outputs.recognised == 0x5a5a5a5a) && (outputs.seq == 0 || outputs.seq == 0x5a5a5a5a) &&
           (is_nothing(outputs.head, 32) || (outputs.head[0] == 0x5a && memcmp(outputs.head, outputs.head + 1, 31) == 0)) &&
           (outputs.rows[0] == 0 || outputs.rows[0] == 0x5a5a5a5a);
}

static void drop(void) {
    wb_ledger_free(outputs.ledger);
    wb_buf_free(outputs.buf);
}

static wb_status ledger_create(wb_error **err) {
    return wb_ledger_create(P(key), 32, T(ZONE), P(&outputs.ledger), P(&outputs.buf), P(outputs.head), 32, err);
}
static wb_status ledger_open(wb_error **err) {
    return wb_ledger_open(P(key), 32, T(ZONE), T(lines), P(head), 32, P(&outputs.ledger), err);
}
static wb_status ledger_head(wb_error **err) { return wb_ledger_head(P(ledger), P(outputs.head), 32, P(&outputs.seq), err); }
static wb_status ledger_suppressed(wb_error **err) {
    return wb_ledger_suppressed(P(ledger), T(SCHOOL), T(WHO), T("2026-11-23"), T("[]"), P(&outputs.ledger), P(&outputs.buf),
                                P(outputs.head), 32, P(&outputs.seq), err);
}
static wb_status ledger_lifted(wb_error **err) {
    return wb_ledger_lifted(P(ledger), T(SCHOOL), T(WHO), T("2026-11-23T10:00:00Z"), P(&outputs.ledger), P(&outputs.buf),
                            P(outputs.head), 32, P(&outputs.seq), err);
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
    {"wb_ledger_create", ledger_create, 5, NULL},
    {"wb_ledger_open", ledger_open, 5, NULL},
    {"wb_ledger_head", ledger_head, 3, NULL},
    {"wb_ledger_suppressed", ledger_suppressed, 9, NULL},
    {"wb_ledger_lifted", ledger_lifted, 8, NULL},
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
    const char *const no_head = NULL;
    for (size_t len = 0; len < 64; len++) {
        if (len != 32) {
            fails(WB_STATUS_BAD_KEYS, wb_ledger_open(zeroes, len, L(ZONE), L(lines), head, 32, &none, &err), &err,
                  "wrong-key-length");
            fails(WB_STATUS_BAD_KEYS, wb_ledger_create(zeroes, len, L(ZONE), &none, &line, zeroes + 32, 32, &err), &err,
                  "wrong-key-length");
        }
        if (len != 32 && len != 0) {
            fails(WB_STATUS_BAD_LENGTH, wb_ledger_open(key, 32, L(ZONE), L(lines), zeroes, len, &none, &err), &err, "bad-length");
        }
    }
    fails(WB_STATUS_BAD_KEYS, wb_ledger_open(zeroes, 32, L(ZONE), L(lines), head, 32, &none, &err), &err, "no-key");
    fails(bad, wb_ledger_open(key, 32, L("Europe/Amsterdm"), L(lines), head, 32, &none, &err), &err, "unknown-zone");
    fails(bad, wb_ledger_open(key, 32, NULL, 0, L(lines), head, 32, &none, &err), &err, "unknown-zone");
    fails(bad, wb_ledger_create(key, 32, NULL, 0, &none, &line, zeroes + 32, 32, &err), &err, "unknown-zone");
    fails(WB_STATUS_BUFFER_TOO_SMALL, wb_ledger_create(key, 32, L(ZONE), &none, &line, zeroes + 32, 31, &err), &err,
          "buffer-too-small");

    /* Another key, no lines, a line less at the end, another head: never a ledger that recognises less. */
    char other[32];
    memcpy(other, key, 32);
    other[31] = (char)(other[31] + 1);
    refuses(WB_STATUS_BAD_KEYS, wb_ledger_open(other, 32, L(ZONE), L(lines), head, 32, &none, &err), &err, "wrong-key");
    refuses(bad, wb_ledger_open(key, 32, L(ZONE), NULL, 0, no_head, 0, &none, &err), &err, "no-lines");
    refuses(WB_STATUS_HEAD_MISMATCH,
            wb_ledger_open(key, 32, L(ZONE), lines, (size_t)(strchr(lines, '\n') - lines), head, 32, &none, &err), &err,
            "head-mismatch");
    refuses(WB_STATUS_HEAD_MISMATCH, wb_ledger_open(key, 32, L(ZONE), L(lines), no_head, 0, &none, &err), &err, "head-mismatch");

    /* Every line that is none, by its number; the same fields in another order are not the line that was written. */
    char spoiled[2 * sizeof lines + 64];
    snprintf(spoiled, sizeof spoiled, "%s{}\n{\"kind\":\"lifted\"", lines);
    wb_status status = wb_ledger_open(key, 32, L(ZONE), L(spoiled), head, 32, &none, &err);
    check(wb_error_count(err) >= 2 && wb_error_line(err, 0) == 3, "the number of a line");
    bool last = false;
    for (size_t i = 0; i < wb_error_count(err); i++) {
        last |= wb_error_line(err, i) == 4;
    }
    check(last, "and of the last");
    refuses(bad, status, &err, "missing-field");
    snprintf(spoiled, sizeof spoiled, " %s", lines);
    refuses(bad, wb_ledger_open(key, 32, L(ZONE), L(spoiled), head, 32, &none, &err), &err, "not-canonical");
    check(none == NULL && line == NULL, "no ledger");

    char after[32];
    uint32_t number = 0;
#define OUT &none, &line, after, 32, &number, &err
    refuses(bad, wb_ledger_suppressed(ledger, NULL, 0, L(WHO), L("2026-11-23"), L("[]"), OUT), &err, "no-reference");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), NULL, 0, L("2026-11-23"), L("[]"), OUT), &err, "no-reference");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), NULL, 0, L("[]"), OUT), &err, "not-a-moment");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23T10:00:00"), L("[]"), OUT), &err, "not-a-moment");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23"), NULL, 0, OUT), &err, "not-json");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23"), L("[1]"), OUT), &err, "wrong-type");
    refuses(bad, wb_ledger_suppressed(ledger, L(SCHOOL), L(WHO), L("2026-11-23"), L("[\"kanarie x\"]"), OUT), &err, "not-an-id");
    refuses(bad, wb_ledger_lifted(ledger, L(SCHOOL), L(WHO), L("kanarie"), OUT), &err, "not-a-moment");
    refuses(bad, wb_ledger_lifted(ledger, L(SCHOOL), NULL, 0, L("2026-11-23"), OUT), &err, "no-reference");
    check(none == NULL && number == 0 && is_nothing(after, 32), "nothing to store");
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
    what_it_answers();
    null_in_each(calls, sizeof calls / sizeof *calls, spoil, left_nothing, drop);
    wrong_ledgers();
    wrong_terms();
    two_threads();
    wb_ledger_free(ledger);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
