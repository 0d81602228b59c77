/* Cases through the C ABI, as a test runner of another language has them: each by itself and all at once, with the sentences
 * that Rust prints; a case that is spoiled fails with its reason. NULL in every pointer, and what a host does wrong. C11 and
 * POSIX.
 *
 *     cases FILE...        files of cases, each about examples/policies/FILE; from the root of the repository
 *
 * Prints how many cases were run, and at the end: N passed, N failed. */

#include <libgen.h>
#include <pthread.h>

#define WB_EXPERIMENTAL
#include "check.h"

static wb_cases *cases;
static wb_policy *policy, *other_policy;
static char *document;
static size_t document_len, how_many;

static bool holds(const wb_buf *text, const char *part) { return text != NULL && strstr(wb_buf_data(text), part) != NULL; }

static wb_policy *policy_of(const char *file) {
    char path[4096], name[4096];
    size_t len;
    snprintf(name, sizeof name, "%s", file);
    snprintf(path, sizeof path, "examples/policies/%s", basename(name));
    char *text = read_file(path, &len);
    wb_policy *created = NULL;
    check(wb_policy_parse(text, len, &created, NULL) == 0, path);
    free(text);
    return created;
}

static void load(const char *file) {
    document = read_file(file, &document_len);
    policy = policy_of(file);
    wb_error *err = NULL;
    if (wb_cases_parse(document, document_len, &cases, &err) != WB_STATUS_OK) {
        printf("%s: %s\n", file, wb_error_message(err, 0, NULL));
        exit(1);
    }
}

static void unload(void) {
    wb_cases_free(cases);
    wb_policy_free(policy);
    free(document);
    cases = NULL, policy = NULL, document = NULL;
}

/* One test per case, as a test runner shows them. */
static void each(void) {
    for (size_t i = 0; i < wb_cases_count(cases); i++) {
        int32_t holds_true = 0;
        size_t name_len = 0, description_len = 0;
        wb_buf *report = NULL, *json = NULL;
        const char *name = wb_cases_name(cases, i, &name_len), *description = wb_cases_description(cases, i, &description_len);
        wb_status status = wb_cases_run_one(cases, policy, i, &holds_true, &report, &json, NULL);
        if (status == WB_STATUS_OK && holds_true != 1) {
            printf("%s\n", wb_buf_data(report));
        }
        check(status == WB_STATUS_OK && holds_true == 1 && wb_buf_len(report) == 0 && holds(json, name), name);
        check(holds(json, "\"passed\":1,\"failed\":0") && holds(json, "\"differences\":[]"), name);
        check(name_len == strlen(name) && description_len == strlen(description) && description_len > name_len / 2, "its name and its sentence");
        wb_buf_free(report);
        wb_buf_free(json);
        how_many++;
    }
}

static void all(void) {
    char counted[80], counted_json[80];
    const size_t count = wb_cases_count(cases);
    size_t wrong = 7;
    wb_buf *report = NULL, *json = NULL;
    snprintf(counted, sizeof counted, "%zu passed, 0 failed", count);
    snprintf(counted_json, sizeof counted_json, "\"passed\":%zu,\"failed\":0,", count);
    check(wb_cases_run(cases, policy, &wrong, &report, &json, NULL) == 0 && wrong == 0 &&
              strcmp(wb_buf_data(report), counted) == 0 && holds(json, counted_json),
          "all at once");
    /* Every case is in it, by its name and sentence. */
    bool rendered = count > 0;
    for (size_t i = 0; i < count; i++) {
        rendered &= holds(json, wb_cases_name(cases, i, NULL));
    }
    check(rendered, "each in the report");
    wb_buf_free(report);
    wb_buf_free(json);
    check(wb_cases_run(cases, policy, &wrong, NULL, NULL, NULL) == 0 && wrong == 0, "only the number");
}

/* One word of the first case that expects it is made another: that one fails, and no other. */
static void spoiled(const char *from, const char *to) {
    check(strlen(from) == strlen(to), from);
    char *at = strstr(document, from);
    if (at == NULL) {
        return;
    }
    memcpy(at, to, strlen(to));
    wb_cases *wrong = NULL;
    size_t failures = 0, which = 0;
    wb_buf *report = NULL, *json = NULL, *one = NULL;
    check(wb_cases_parse(document, document_len, &wrong, NULL) == 0 &&
              wb_cases_run(wrong, policy, &failures, &report, &json, NULL) == 0 && failures == 1,
          "one case fails");
    for (size_t i = 0; i < wb_cases_count(wrong); i++) {
        int32_t holds_true = 7;
        wb_buf *text = NULL;
        check(wb_cases_run_one(wrong, policy, i, &holds_true, &text, NULL, NULL) == 0, "run");
        if (holds_true != 1) {
            which = i, one = text, text = NULL;
        }
        wb_buf_free(text);
    }
    check(one != NULL && holds(one, wb_cases_name(wrong, which, NULL)) && holds(one, wb_cases_description(wrong, which, NULL)) &&
              holds(one, "should be «") && holds(one, "when asked at"),
          "what it should be, and what it is");
    check(one != NULL && strncmp(wb_buf_data(report), wb_buf_data(one), wb_buf_len(one)) == 0, "the same sentences");
    check(holds(json, "\"passed\":false") && holds(json, "\"expected\":") && holds(json, "\"reasons\":[{"), "as data");
    wb_buf_free(report);
    wb_buf_free(json);
    wb_buf_free(one);
    wb_cases_free(wrong);
    memcpy(at, from, strlen(from));
}

/* --- NULL in every pointer of every function. --- */

static struct outputs {
    wb_cases *cases;
    wb_buf *report, *json;
    int32_t passed;
    size_t failed;
} outputs;

static void spoil(int with) { memset(&outputs, with, sizeof outputs); }

static bool left_nothing(void) {
    static const void *untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    return (outputs.cases == NULL || outputs.cases == untouched) && (outputs.report == NULL || outputs.report == untouched) &&
           (outputs.json == NULL || outputs.json == untouched) && (outputs.passed == 0 || outputs.passed == 0x5a5a5a5a) &&
           (outputs.failed == 0 || outputs.failed == (size_t)0x5a5a5a5a5a5a5a5a);
}

static void drop(void) {
    wb_cases_free(outputs.cases);
    wb_buf_free(outputs.report);
    wb_buf_free(outputs.json);
}

static wb_status cases_parse(wb_error **err) {
    return wb_cases_parse(P(document), document_len, P(&outputs.cases), err);
}
static wb_status cases_run_one(wb_error **err) {
    return wb_cases_run_one(P(cases), P(policy), 0, P(&outputs.passed), &outputs.report, &outputs.json, err);
}
static wb_status cases_run(wb_error **err) {
    return wb_cases_run(P(cases), P(policy), P(&outputs.failed), &outputs.report, &outputs.json, err);
}

static const struct tried calls[] = {
    {"wb_cases_parse", cases_parse, 2, NULL},
    {"wb_cases_run_one", cases_run_one, 3, NULL},
    {"wb_cases_run", cases_run, 3, NULL},
};

static void misuse(void) {
    wb_error *err = NULL;
    wb_cases *none = NULL;
    int32_t holds_true = 7;
    size_t len = 7, wrong = 0;
    null_in_each(calls, sizeof calls / sizeof *calls, spoil, left_nothing, drop);

    check(wb_cases_count(NULL) == 0 && wb_cases_name(NULL, 0, &len) == NULL && len == 0, "no cases");
    len = 7;
    check(wb_cases_description(cases, wb_cases_count(cases), &len) == NULL && len == 0 &&
              wb_cases_name(cases, SIZE_MAX, NULL) == NULL && wb_cases_description(NULL, 0, NULL) == NULL,
          "past the last case");
    fails(WB_STATUS_UNKNOWN_VALUE,
          wb_cases_run_one(cases, policy, wb_cases_count(cases), &holds_true, NULL, NULL, &err), &err, "no-such-case");
    check(holds_true == 0, "it did not pass");
    wb_cases_free(NULL);
    check(wb_cases_retain(NULL) == NULL, "nothing to retain");

    fails(WB_STATUS_NOT_UTF8, wb_cases_parse("\xff", 1, &none, &err), &err, "not-utf8");
    fails(WB_STATUS_BAD_CASES, wb_cases_parse(NULL, 0, &none, &err), &err, "not-json");
    static const char two[] = "{\"waarborg-cases\":2,\"policy\":\"neo\",\"cases\":[{\"case\":\"a\",\"description\":\"b\","
                              "\"when\":\"2026-01-01T00:00:00Z\",\"ask\":{},\"then\":{}}]}";
    check(wb_cases_parse(L(two), &none, &err) == WB_STATUS_BAD_CASES && wb_error_count(err) == 3 &&
              strcmp(wb_error_path(err, 1, NULL), "/cases/0/ask") == 0 && wb_error_line(err, 0) == 1,
          "everything that is wrong with a document");
    wb_error_free(err);
    check(none == NULL, "no cases");

    /* Cases about another policy all fail, and say so. */
    check(wb_cases_run(cases, other_policy, &wrong, &outputs.report, NULL, NULL) == 0 && wrong == wb_cases_count(cases) &&
              holds(outputs.report, "these cases are about another policy"),
          "another policy");
    wb_buf_free(outputs.report);
}

static void *in_thread(void *unused) {
    bool good = true;
    wb_cases *kept = wb_cases_retain(cases);
    for (size_t i = 0; i < wb_cases_count(kept) && i < 20; i++) {
        int32_t holds_true = 0;
        good &= wb_cases_run_one(kept, policy, i, &holds_true, NULL, NULL, NULL) == WB_STATUS_OK && holds_true == 1;
    }
    wb_cases_free(kept);
    return good ? unused : NULL;
}

static void two_threads(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        check(pthread_create(&threads[i], NULL, in_thread, cases) == 0, "a thread");
    }
    for (int i = 0; i < 2; i++) {
        void *done = NULL;
        check(pthread_join(threads[i], &done) == 0 && done == cases, "cases that two threads run");
    }
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "give two files of cases or more\n");
        return 2;
    }
    other_policy = policy_of(argv[argc - 1]);
    for (int i = 1; i < argc; i++) {
        load(argv[i]);
        each();
        all();
        spoiled("\"answer\": \"permit\"", "\"answer\": \"deny\"  ");
        if (i == 1) {
            misuse();
            two_threads();
        }
        unload();
    }
    wb_policy_free(other_policy);
    printf("%zu cases\n%d passed, %d failed\n", how_many, passed, failed);
    return failed > 0;
}
