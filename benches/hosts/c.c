/* What a decision costs from C, beside the same questions in Rust: in one process, with the contenders taking turns. C11.
 *
 *     benches/hosts/run_c       builds what it needs, and runs it
 *
 * By itself: c LIBNOOP. Prints medians per call, or per row, and what C costs more than Rust. */

#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WB_EXPERIMENTAL
#include "waarborg.h"

enum { ROWS = 4096, CALLS = 20 * ROWS, ROUNDS = 51 };

/* How many questions there are: few, so that the processor knows them by heart and what is left is instructions; or so many
 * that it guesses wrong, as it does in a platform. */
static size_t rows = ROWS;

/* Of rust.rs. */
const char *bench_text(int32_t which, size_t *len);
int64_t bench_now(void);
size_t bench_name(size_t row, size_t which, char *name);
uint64_t bench_rust_decide(size_t rows, size_t times);
uint64_t bench_rust_many(size_t rows, size_t times);

static const wb_claims *claims;
static int64_t now;
static uint64_t roles[ROWS], purposes[ROWS], categories[ROWS], recipients[ROWS];
static int32_t verbs[ROWS], identifiabilities[ROWS], offsets[ROWS + 1];
static uint32_t relations[ROWS];
static wb_decision decisions[ROWS];
static __typeof__(wb_decide) *noop;

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "failed: %s\n", what);
        exit(1);
    }
}

static uint64_t c_decide(__typeof__(wb_decide) *decide) {
    uint64_t sum = 0;
    wb_decision decision = {.size = sizeof decision};
    for (size_t time = 0; time < CALLS / rows; time++) {
        for (size_t row = 0; row < rows; row++) {
            wb_status status = decide(claims, roles[row], WB_VERB_SHARE, purposes[row], categories[row], recipients[0],
                                      WB_IDENTIFIABILITY_ANY, 0, NULL, 0, NULL, 0, now, &decision, NULL);
            sum += (uint64_t)decision.valid_until + (uint64_t)decision.answer + (uint64_t)status;
        }
    }
    return sum;
}

static uint64_t c_one(void) { return c_decide(wb_decide); }
static uint64_t c_noop(void) { return c_decide(noop); }
static uint64_t rust_one(void) { return bench_rust_decide(rows, CALLS / rows); }
static uint64_t rust_many(void) { return bench_rust_many(rows, CALLS / rows); }

static uint64_t c_many(void) {
    uint64_t sum = 0;
    for (size_t time = 0; time < CALLS / rows; time++) {
        wb_status status = wb_decide_many(claims, rows, roles, verbs, purposes, categories, recipients, identifiabilities, relations, NULL,
                                          0, offsets, NULL, 0, now, decisions, NULL);
        must(status == WB_STATUS_OK, "columns");
        for (size_t row = 0; row < rows; row++) {
            sum += (uint64_t)decisions[row].valid_until + (uint64_t)decisions[row].answer;
        }
    }
    return sum;
}

static double nanoseconds(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static uint64_t id(const wb_policy *policy, int32_t kind, const char *name, size_t len) {
    uint64_t number = 0;
    must(wb_policy_id(policy, kind, name, len, &number, NULL) == WB_STATUS_OK, "a name");
    return number;
}

/* The same person as in rust.rs, and the same questions. */
static void set_up(void) {
    size_t policy_len, lens[2], head_len;
    const char *document = bench_text(0, &policy_len);
    const char *lines[2] = {bench_text(1, &lens[0]), bench_text(2, &lens[1])};
    const char *heads[2] = {bench_text(3, &head_len), bench_text(4, &head_len)};
    wb_policy *policy = NULL;
    wb_institution *institution = NULL;
    wb_dossier *dossier = NULL;
    wb_claims *folded = NULL;
    now = bench_now();
    must(wb_policy_parse(document, policy_len, &policy, NULL) == 0, "the policy");
    must(wb_institution_fold(policy, "school", 6, lines[0], lens[0], heads[0], 32, INT64_MAX, &institution, NULL) == 0, "the institution");
    must(wb_dossier_load(lines[1], lens[1], heads[1], 32, &dossier, NULL) == 0, "the dossier");
    must(wb_claims_fold(institution, dossier, NULL, 0, INT64_MAX, &folded, NULL) == 0, "the claims");
    claims = folded;
    for (size_t row = 0; row < ROWS; row++) {
        char name[3][16];
        size_t len[3];
        for (size_t which = 0; which < 3; which++) {
            len[which] = bench_name(row, which, name[which]);
        }
        roles[row] = id(policy, WB_KIND_ROLE, name[0], len[0]);
        purposes[row] = id(policy, WB_KIND_PURPOSE, name[1], len[1]);
        categories[row] = id(policy, WB_KIND_CATEGORY, name[2], len[2]);
        recipients[row] = id(policy, WB_KIND_RECIPIENT, "supplier", 8);
        verbs[row] = WB_VERB_SHARE, identifiabilities[row] = WB_IDENTIFIABILITY_ANY;
    }
    decisions[0].size = sizeof *decisions;
    wb_dossier_free(dossier);
    wb_institution_free(institution);
    wb_policy_free(policy);
}

static const struct {
    const char *name;
    uint64_t (*run)(void);
} contenders[] = {
    {"a call that does nothing, from C", c_noop}, {"decide_by_id, in Rust", rust_one}, {"wb_decide, from C", c_one},
    {"a column, in Rust", rust_many},             {"wb_decide_many, from C", c_many},
};
enum { CONTENDERS = sizeof contenders / sizeof *contenders };

static void measure(void) {
    static double took[CONTENDERS][ROUNDS];
    double median[CONTENDERS];
    uint64_t expected = rust_one();
    must(expected != 0 && c_one() == expected && c_many() == expected && rust_many() == expected,
         "the same answers in C and in Rust");
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < CONTENDERS; i++) {
            double from = nanoseconds();
            volatile uint64_t sum = contenders[i].run();
            (void)sum;
            took[i][round] = (nanoseconds() - from) / CALLS;
        }
    }
    printf("%zu questions\n", rows);
    for (int i = 0; i < CONTENDERS; i++) {
        qsort(took[i], ROUNDS, sizeof **took, by_size);
        median[i] = took[i][ROUNDS / 2];
        printf("  %-36s %6.1f ns (least %.1f)\n", contenders[i].name, median[i], took[i][0]);
    }
    printf("  C costs more than Rust: a call %.1f ns (least %.1f), a row of columns %.1f ns (least %.1f)\n",
           median[2] - median[1], took[2][0] - took[1][0], median[4] - median[3], took[4][0] - took[3][0]);
}

int main(int argc, char **argv) {
    must(argc == 2, "give the library that does nothing");
    void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    must(library != NULL, "the library that does nothing");
    *(void **)&noop = dlsym(library, "wb_decide");
    must(noop != NULL && noop != wb_decide, "the call that does nothing");
    set_up();
    static const size_t counts[] = {16, ROWS};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        rows = counts[i];
        measure();
    }
    return 0;
}
