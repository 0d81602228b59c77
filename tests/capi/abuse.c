/* What a host does wrong must come back as a status, and what it may do must work: NULL in every pointer of every
 * function, numbers of another policy, what is no UTF-8, no size, no moment; forking after loading; two threads on one
 * handle. C11 and POSIX.
 *
 *     abuse        from the root of the repository
 *
 * Prints at the end: N passed, N failed. */

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#define WB_EXPERIMENTAL
#include "check.h"

static const int64_t NOW = 1790856000000000; /* 2026-10-01T12:00:00Z */
static const char ZEROES[32];

/* --- What every call below works on. --- */

static char *document, *other_document;
static size_t document_len, other_document_len;
static wb_policy *policy, *other_policy;
static wb_institution *institution;
static wb_dossier *dossier;
static wb_claims *claims;
static wb_error *an_error;
static wb_buf *a_buf;
static uint64_t role, purpose, category, recipient, precondition, foreign_role;
static const char entry[] = "{\"kind\":\"occurred\",\"happened\":\"2026-09-01\",\"anchor\":\"account-opened\"}";
static const char record[] = "{\"created\":\"2026-09-02\"}";
static const char observed[] = "[{\"anchor\":\"last-activity\",\"moments\":[\"2026-09-20\"],\"at\":\"2026-09-21T00:00:00Z\"}]";
static const char opening[] =
    "{\"kind\":\"dossier-opened\",\"happened\":\"2026-09-01\",\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\","
    "\"institution\":\"school\",\"subjects\":[\"pupil\"]}";
/* Of a host they are random, and new for every entry. */
static const char FIRST_SALT[] = "first salt of it", SALT[] = "a salt to append", SCHOOL[] = "school";
static char lines[1024], head[32];
static size_t lines_len;

static uint64_t id_of(const wb_policy *of, int32_t kind, const char *name) {
    uint64_t id = 0;
    check(wb_policy_id(of, kind, name, strlen(name), &id, NULL) == WB_STATUS_OK && id != 0, name);
    return id;
}

static void set_columns(void);

static void set_up(void) {
    document = read_file("examples/policies/neo.json", &document_len);
    other_document = read_file("examples/policies/bloom.json", &other_document_len);
    check(wb_policy_parse(document, document_len, &policy, NULL) == 0, "a policy");
    check(wb_policy_parse(other_document, other_document_len, &other_policy, NULL) == 0, "another policy");
    check(wb_policy_parse("{}", 2, &(wb_policy *){NULL}, &an_error) == WB_STATUS_BAD_POLICY, "no policy");
    check(wb_policy_lint(policy, &a_buf, NULL) == 0, "findings");
    role = id_of(policy, WB_KIND_ROLE, "authorised-staff");
    purpose = id_of(policy, WB_KIND_PURPOSE, "accounts");
    category = id_of(policy, WB_KIND_CATEGORY, "user-details");
    recipient = id_of(policy, WB_KIND_RECIPIENT, "providers");
    precondition = id_of(policy, WB_KIND_PRECONDITION, "played");
    foreign_role = id_of(other_policy, WB_KIND_ROLE, "oig-website");

    wb_dossier *empty = NULL;
    wb_buf *line = NULL;
    uint32_t seq = 0;
    check(wb_dossier_new(&empty, NULL) == 0, "an empty dossier");
    check(wb_dossier_append(empty, ZEROES, 32, opening, strlen(opening), NOW, 0, SALT, 16, &line, head, 32, &seq, NULL) == 0 &&
              seq == 0,
          "it is opened");
    lines_len = wb_buf_len(line);
    memcpy(lines, wb_buf_data(line), lines_len);
    lines[lines_len++] = '\n';
    wb_buf_free(line);
    wb_dossier_free(empty);
    check(wb_dossier_load(lines, lines_len, head, 32, &empty, NULL) == 0, "an opened dossier");
    check(wb_dossier_append(empty, head, 32, entry, strlen(entry), NOW, 0, FIRST_SALT, 16, &line, head, 32, &seq, NULL) == 0 &&
              seq == 1,
          "a first entry");
    memcpy(lines + lines_len, wb_buf_data(line), wb_buf_len(line));
    lines_len += wb_buf_len(line);
    wb_buf_free(line);
    wb_dossier_free(empty);
    check(wb_dossier_load(lines, lines_len, head, 32, &dossier, NULL) == 0, "a dossier");
    check(wb_institution_fold(policy, SCHOOL, 6, NULL, 0, ZEROES, 32, NOW, &institution, NULL) == 0, "an institution");
    check(wb_claims_fold(institution, dossier, observed, strlen(observed), NOW, &claims, NULL) == 0, "claims");
    set_columns();
}

static void tear_down(void) {
    wb_policy_free(policy);
    wb_policy_free(other_policy);
    wb_institution_free(institution);
    wb_dossier_free(dossier);
    wb_claims_free(claims);
    wb_error_free(an_error);
    wb_buf_free(a_buf);
    free(document);
    free(other_document);
}

/* --- NULL in every pointer of every function. --- */

/* Outputs, spoiled before each call. */
static struct outputs {
    wb_policy *policy;
    wb_institution *institution;
    wb_dossier *dossier;
    wb_claims *claims;
    wb_buf *buf;
    uint64_t id;
    uint32_t seq;
    char bytes[32];
    wb_decision decision, decisions[2];
    wb_due_date date, dates[2];
    wb_erasure erasure;
    int64_t next;
} out;

static void spoil(void) {
    memset(&out, 0x5a, sizeof out);
    out.decision.size = out.decisions[0].size = sizeof out.decision;
    out.date.size = out.dates[0].size = sizeof out.date;
    out.erasure.size = sizeof out.erasure;
}

static void drop_outputs(void) {
    wb_policy_free(out.policy);
    wb_institution_free(out.institution);
    wb_dossier_free(out.dossier);
    wb_claims_free(out.claims);
    wb_buf_free(out.buf);
}

typedef wb_status call(wb_error **err);

static wb_status policy_parse(wb_error **err) {
    return wb_policy_parse(P(document), document_len, P(&out.policy), err);
}
static wb_status policy_parse_history(wb_error **err) {
    static int32_t offsets[2];
    offsets[1] = (int32_t)document_len;
    return wb_policy_parse_history(P(document), document_len, P(offsets), 1, P(&out.policy), err);
}
static wb_status policy_digest(wb_error **err) { return wb_policy_digest(P(policy), P(out.bytes), 32, err); }
static wb_status policy_id(wb_error **err) {
    return wb_policy_id(P(policy), WB_KIND_PRECONDITION, P("played"), 6, P(&out.id), err);
}
static wb_status policy_lint(wb_error **err) { return wb_policy_lint(P(policy), P(&out.buf), err); }
static wb_status institution_fold(wb_error **err) {
    static char none[32];
    return wb_institution_fold(P(policy), P(SCHOOL), 6, NULL, 0, P(none), 32, NOW, P(&out.institution), err);
}
static wb_status dossier_new(wb_error **err) { return wb_dossier_new(P(&out.dossier), err); }
static wb_status dossier_load(wb_error **err) {
    return wb_dossier_load(P(lines), lines_len, P(head), 32, P(&out.dossier), err);
}
static wb_status dossier_of_institution(wb_error **err) {
    static char none[32];
    return wb_dossier_of_institution(P(SCHOOL), 6, NULL, 0, P(none), 32, P(&out.dossier), err);
}
static wb_status dossier_head(wb_error **err) { return wb_dossier_head(P(dossier), P(out.bytes), 32, err); }
static wb_status dossier_seq(wb_error **err) { return wb_dossier_seq(P(dossier), P(&out.seq), err); }
static wb_status dossier_append(wb_error **err) {
    return wb_dossier_append(P(dossier), P(head), 32, P(entry), strlen(entry), NOW, 0, P(SALT), 16, P(&out.buf), P(out.bytes), 32,
                             P(&out.seq), err);
}
static wb_status claims_fold(wb_error **err) {
    return wb_claims_fold(P(institution), P(dossier), P(observed), strlen(observed), NOW, P(&out.claims), err);
}
static wb_status decide(wb_error **err) {
    static uint64_t preconditions[1];
    preconditions[0] = precondition;
    return wb_decide(P(claims), role, WB_VERB_SHARE, purpose, category, recipient, WB_IDENTIFIABILITY_ANY, WB_RELATION_SELF,
                     P(preconditions), 1, P(record), strlen(record), NOW, P(&out.decision), err);
}
#define NAMES_OF_ROLE P("authorised-staff"), 16
#define NAMES_OF_PURPOSE P("accounts"), 8
#define THE_REST P("providers"), 9, WB_IDENTIFIABILITY_ANY, WB_RELATION_SELF, P("played"), 6, P(record), strlen(record), NOW
static wb_status decide_named(wb_error **err) {
    return wb_decide_named(P(claims), NAMES_OF_ROLE, WB_VERB_SHARE, NAMES_OF_PURPOSE, P("user-details"), 12, THE_REST,
                           P(&out.decision), err);
}
static wb_status explain(wb_error **err) {
    return wb_explain(P(claims), NAMES_OF_ROLE, WB_VERB_SHARE, NAMES_OF_PURPOSE, P("user-details"), 12, THE_REST,
                      P(&out.buf), err);
}
static wb_status fields(wb_error **err) {
    return wb_fields(P(claims), NAMES_OF_ROLE, WB_VERB_SHARE, NAMES_OF_PURPOSE, THE_REST, P(&out.buf), err);
}
static wb_status due(wb_error **err) {
    return wb_due(P(claims), category, P(record), strlen(record), P(&out.date), err);
}
static wb_status policy_text_at(wb_error **err) {
    return wb_policy_text_at(P(policy), P("/policy"), 7, NOW, P(&out.buf), err);
}
static wb_status institution_append(wb_error **err) {
    return wb_institution_append(P(institution), P(dossier), P(observed), strlen(observed), P(entry), strlen(entry), NOW, 0,
                             P(SALT), 16, P(&out.buf), P(out.bytes), 32, P(&out.seq), err);
}
static wb_status institution_check_append(wb_error **err) {
    return wb_institution_check_append(P(institution), P(entry), strlen(entry), err);
}
static wb_status erasable(wb_error **err) {
    return wb_erasable(P(claims), category, P(record), strlen(record), NOW, P(&out.erasure), err);
}
static wb_status kept_by(wb_error **err) {
    return wb_kept_by(P(claims), P("user-details"), 12, P(record), strlen(record), NOW, P(&out.buf), err);
}
/* Two rows, the second without a record. */
static uint64_t roles[2], purposes[2], categories[2], recipients[2], preconditions[1];
static int32_t share_twice[2] = {WB_VERB_SHARE, WB_VERB_SHARE}, any_twice[2] = {WB_IDENTIFIABILITY_ANY, WB_IDENTIFIABILITY_ANY};
static uint32_t relations_twice[2] = {WB_RELATION_SELF, 0};
static int32_t offsets[3] = {0, sizeof record - 1, sizeof record - 1};
static void set_columns(void) {
    roles[0] = roles[1] = role, purposes[0] = purposes[1] = purpose, preconditions[0] = precondition;
    categories[0] = categories[1] = category, recipients[0] = recipients[1] = recipient;
}
static wb_status decide_many(wb_error **err) {
    return wb_decide_many(P(claims), 2, P(roles), P(share_twice), P(purposes), P(categories), P(recipients), P(any_twice),
                          P(relations_twice), P(record), strlen(record), P(offsets), P(preconditions), 1, NOW, P(out.decisions),
                          err);
}
static wb_status decide_each(wb_error **err) {
    const wb_claims *persons[2] = {claims, claims};
    return wb_decide_each(P(persons), 2, role, WB_VERB_SHARE, purpose, category, recipient, WB_IDENTIFIABILITY_ANY, 0, P(preconditions), 1,
                          P(record), strlen(record), NOW, P(out.decisions), err);
}
static wb_status due_many(wb_error **err) {
    return wb_due_many(P(claims), 2, P(categories), P(record), strlen(record), P(offsets), P(out.dates), err);
}
static wb_status next_due(wb_error **err) {
    return wb_next_due(P(claims), 2, P(categories), P(record), strlen(record), P(offsets), P(&out.next), err);
}
static wb_status due_json(wb_error **err) {
    return wb_due_json(P(claims), P("user-details"), 12, P(record), strlen(record), P(&out.buf), err);
}

static wb_status policy_name(wb_error **err) { return wb_policy_name(P(policy), role, P(&out.buf), err); }
static wb_status policy_names(wb_error **err) {
    return wb_policy_names(P(policy), WB_KIND_PURPOSE, P(&out.buf), err);
}
static wb_status policy_json(wb_error **err) { return wb_policy_json(P(policy), P(&out.buf), err); }
static wb_status reason_json(wb_error **err) { return wb_reason_json(WB_REASON_LEGAL_HOLD, P(&out.buf), err); }
static wb_status grounds(wb_error **err) { return wb_grounds(P(&out.buf), err); }
static wb_status claim_json(wb_error **err) {
    return wb_claim(P(claims), NAMES_OF_PURPOSE, P("user-details"), 12, P(&out.buf), err);
}

static const struct {
    const char *name;
    call *call;
    /* How many pointers it has, so that none is forgotten; without the last, for the error. */
    int pointers;
} calls[] = {
    {"wb_policy_parse", policy_parse, 2},
    {"wb_policy_parse_history", policy_parse_history, 3},
    {"wb_policy_digest", policy_digest, 2},
    {"wb_policy_id", policy_id, 3},
    {"wb_policy_lint", policy_lint, 2},
    {"wb_institution_fold", institution_fold, 4},
    {"wb_dossier_new", dossier_new, 1},
    {"wb_dossier_load", dossier_load, 3},
    {"wb_dossier_of_institution", dossier_of_institution, 3},
    {"wb_dossier_head", dossier_head, 2},
    {"wb_dossier_seq", dossier_seq, 2},
    {"wb_dossier_append", dossier_append, 7},
    {"wb_claims_fold", claims_fold, 4},
    {"wb_decide", decide, 4},
    {"wb_decide_named", decide_named, 8},
    {"wb_explain", explain, 8},
    {"wb_fields", fields, 7},
    {"wb_due", due, 3},
    {"wb_due_json", due_json, 4},
    {"wb_policy_text_at", policy_text_at, 3},
    {"wb_institution_check_append", institution_check_append, 2},
    {"wb_institution_append", institution_append, 8},
    {"wb_erasable", erasable, 3},
    {"wb_kept_by", kept_by, 4},
    {"wb_decide_many", decide_many, 12},
    {"wb_decide_each", decide_each, 4},
    {"wb_due_many", due_many, 5},
    {"wb_next_due", next_due, 5},
    {"wb_policy_name", policy_name, 2},
    {"wb_policy_names", policy_names, 2},
    {"wb_policy_json", policy_json, 2},
    {"wb_reason_json", reason_json, 1},
    {"wb_grounds", grounds, 1},
    {"wb_claim", claim_json, 4},
};

/* True if a failed call left nothing: each output is as it was, not being one of the call, or zero. */
static bool left_nothing(void) {
    static const void *untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    bool handles = (out.policy == NULL || out.policy == untouched) && (out.institution == NULL || out.institution == untouched) &&
                   (out.dossier == NULL || out.dossier == untouched) && (out.claims == NULL || out.claims == untouched) &&
                   (out.buf == NULL || out.buf == untouched);
    bool numbers = (out.id == 0 || out.id == 0x5a5a5a5a5a5a5a5a) && (out.seq == 0 || out.seq == 0x5a5a5a5a) &&
                   (out.bytes[0] == 0x5a || is_nothing(out.bytes, 32));
    bool answers = (out.decision.answer == 0x5a5a5a5a || is_nothing(&out.decision.answer, sizeof out.decision - 4)) &&
                   (out.date.state == 0x5a5a5a5a || (out.date.state == 0 && out.date.at == INT64_MAX)) &&
                   (out.erasure.allowed == 0x5a5a5a5a || is_nothing(&out.erasure.allowed, sizeof out.erasure - 4)) &&
                   (out.next == 0x5a5a5a5a5a5a5a5a || out.next == INT64_MAX);
    for (int i = 0; i < 2; i++) {
        answers = answers &&
                  (out.decisions[i].answer == 0x5a5a5a5a ||
                   is_nothing(&out.decisions[i].answer, sizeof out.decision - 4)) &&
                  (out.dates[i].state == 0x5a5a5a5a || (out.dates[i].state == 0 && out.dates[i].at == INT64_MAX));
    }
    return handles && numbers && answers;
}

static void null_everywhere(void) {
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        char what[80];
        wb_error *err = (wb_error *)&err;
        spoil();
        out = (struct outputs){.decision = out.decision, .date = out.date, .erasure = out.erasure,
                               .decisions = {out.decisions[0]}, .dates = {out.dates[0]}};
        null_at = -1, pointers = 0;
        snprintf(what, sizeof what, "%s with all it needs", calls[i].name);
        check(calls[i].call(&err) == WB_STATUS_OK && err == NULL && pointers == calls[i].pointers, what);
        drop_outputs();
        for (int at = 0; at < calls[i].pointers; at++) {
            snprintf(what, sizeof what, "%s with NULL as pointer %d", calls[i].name, at);
            spoil();
            null_at = at, pointers = 0, err = NULL;
            check(calls[i].call(&err) == WB_STATUS_NULL_ARGUMENT, what);
            check(wb_error_count(err) == 1 && strcmp(wb_error_code(err, 0, NULL), "null-argument") == 0, what);
            check(left_nothing(), what);
            wb_error_free(err);
            /* And with no place for the error either. */
            spoil();
            null_at = at, pointers = 0;
            check(calls[i].call(NULL) == WB_STATUS_NULL_ARGUMENT && left_nothing(), what);
        }
    }
    null_at = -1;
}

static void null_for_accessors(void) {
    size_t len = 7;
    check(wb_error_count(NULL) == 0 && wb_error_line(NULL, 0) == 0 && wb_error_column(NULL, 0) == 0, "no error");
    const char *(*const texts[])(const wb_error *, size_t, size_t *) = {
        wb_error_code, wb_error_message, wb_error_path, wb_error_expected, wb_error_suggestion, wb_error_help,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        len = 7;
        check(texts[i](NULL, 0, &len) == NULL && len == 0 && texts[i](NULL, 0, NULL) == NULL, "no error's texts");
        len = 7;
        check(texts[i](an_error, wb_error_count(an_error), &len) == NULL && len == 0, "past the last error");
        check(texts[i](an_error, SIZE_MAX, NULL) == NULL, "far past the last error");
        for (size_t at = 0; at < wb_error_count(an_error); at++) {
            const char *text = texts[i](an_error, at, &len);
            check(text == NULL ? len == 0 : strlen(text) == len, "a text with its length and a NUL");
            check(texts[i](an_error, at, NULL) == text, "a text without its length");
        }
    }
    check(wb_error_count(an_error) > 3, "a policy with many errors");
    check(wb_error_line(an_error, 0) == 1 && wb_error_column(an_error, 0) == 1, "their place");
    check(wb_buf_data(NULL) == NULL && wb_buf_len(NULL) == 0, "no buffer");
    check(strlen(wb_buf_data(a_buf)) == wb_buf_len(a_buf), "one NUL, after a buffer");
    check(wb_policy_retain(NULL) == NULL && wb_institution_retain(NULL) == NULL, "nothing to retain");
    check(wb_dossier_retain(NULL) == NULL && wb_claims_retain(NULL) == NULL, "nothing to retain");
    check(wb_reason_code(0) == NULL && wb_reason_code(-1) == NULL && wb_reason_code(INT32_MAX) == NULL, "no reason");
    check(strcmp(wb_reason_code(WB_REASON_CONSENT_WITHDRAWN), "consent-withdrawn") == 0, "a reason");
    wb_error_free(NULL);
    wb_buf_free(NULL);
    wb_policy_free(NULL);
    wb_institution_free(NULL);
    wb_dossier_free(NULL);
    wb_claims_free(NULL);
}

/* --- What is not NULL, and wrong. --- */

static wb_status decide_with(uint64_t a_role, int32_t verb, uint64_t to, int32_t identifiability, uint32_t relations,
                             const uint64_t *preconditions, size_t count, const char *about, int64_t at, uint32_t size,
                             wb_error **err) {
    spoil();
    out.decision.size = size;
    return wb_decide(claims, a_role, verb, purpose, category, to, identifiability, relations, preconditions, count, about,
                     about == NULL ? 0 : strlen(about), at, &out.decision, err);
}

static void wrong_arguments(void) {
    wb_error *err = NULL;
    const uint32_t size = sizeof(wb_decision);
    const int32_t any = WB_IDENTIFIABILITY_ANY, share = WB_VERB_SHARE;

    /* Numbers of another policy, or of another kind of name, or made up. */
    uint64_t foreign[] = {foreign_role, purpose, 0, 1, UINT64_MAX, role ^ 0xffffff};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        fails(WB_STATUS_FOREIGN_ID, decide_with(foreign[i], share, recipient, any, 0, NULL, 0, NULL, NOW, size, &err),
              &err, "foreign-id");
        check(left_nothing(), "a foreign role leaves nothing");
        if (foreign[i] != 0) {
            fails(WB_STATUS_FOREIGN_ID, decide_with(role, share, foreign[i], any, 0, NULL, 0, NULL, NOW, size, &err),
                  &err, "foreign-id");
        }
        fails(WB_STATUS_FOREIGN_ID, decide_with(role, share, recipient, any, 0, &foreign[i], 1, NULL, NOW, size, &err),
              &err, "foreign-id");
        spoil();
        fails(WB_STATUS_FOREIGN_ID, wb_due(claims, foreign[i], NULL, 0, &out.date, &err), &err, "foreign-id");
        check(left_nothing(), "a foreign category leaves nothing");
    }

    fails(WB_STATUS_UNKNOWN_VALUE, decide_with(role, 0, recipient, any, 0, NULL, 0, NULL, NOW, size, &err), &err,
          "unknown-value");
    fails(WB_STATUS_UNKNOWN_VALUE, decide_with(role, 10, recipient, any, 0, NULL, 0, NULL, NOW, size, &err), &err,
          "unknown-value");
    fails(WB_STATUS_UNKNOWN_VALUE, decide_with(role, share, recipient, 4, 0, NULL, 0, NULL, NOW, size, &err), &err,
          "unknown-value");
    fails(WB_STATUS_UNKNOWN_VALUE, decide_with(role, share, recipient, any, 32, NULL, 0, NULL, NOW, size, &err), &err,
          "unknown-value");
    fails(WB_STATUS_UNKNOWN_VALUE, wb_policy_id(policy, 9, "played", 6, &out.id, &err), &err, "unknown-value");
    fails(WB_STATUS_UNKNOWN_NAME, wb_policy_id(policy, WB_KIND_PRECONDITION, "plaid", 5, &out.id, &err), &err, "unknown-name");
    fails(WB_STATUS_BAD_SIZE, decide_with(role, share, recipient, any, 0, NULL, 0, NULL, NOW, 0, &err), &err, "bad-size");
    fails(WB_STATUS_BAD_SIZE, decide_with(role, share, recipient, any, 0, NULL, 0, NULL, NOW, size - 1, &err), &err,
          "bad-size");
    fails(WB_STATUS_BAD_RECORD, decide_with(role, share, recipient, any, 0, NULL, 0, "{\"maed\":1}", NOW, size, &err),
          &err, "unknown-field");
    fails(WB_STATUS_BAD_RECORD, decide_with(role, share, recipient, any, 0, NULL, 0, "{", NOW, size, &err), &err,
          "not-json");
    check(left_nothing(), "a spoiled record leaves nothing");

    /* A newer caller has a longer struct: what this library does not know stays as it was. */
    struct {
        wb_decision known;
        char newer[16];
    } longer;
    memset(&longer, 0x5a, sizeof longer);
    longer.known.size = sizeof longer;
    check(wb_decide(claims, role, share, purpose, category, recipient, any, 0, NULL, 0, NULL, 0, NOW, &longer.known,
                    NULL) == 0 &&
              longer.known.size == sizeof longer && longer.newer[0] == 0x5a && longer.newer[15] == 0x5a,
          "a longer struct");

    /* Seconds and milliseconds for microseconds. */
    const int64_t moments[] = {0, -1, NOW / 1000000, NOW / 1000, INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        wb_status status = decide_with(role, share, recipient, any, 0, NULL, 0, NULL, moments[i], size, &err);
        fails(WB_STATUS_BAD_TIME, status, &err, "now-out-of-range");
        /* INT64_MAX is everything loaded. */
        if (moments[i] != INT64_MAX) {
            status = wb_institution_fold(policy, SCHOOL, 6, NULL, 0, ZEROES, 32, moments[i], &out.institution, &err);
            fails(WB_STATUS_BAD_TIME, status, &err, "now-out-of-range");
            status = wb_claims_fold(institution, dossier, NULL, 0, moments[i], &out.claims, &err);
            fails(WB_STATUS_BAD_TIME, status, &err, "now-out-of-range");
        }
        status = wb_dossier_append(dossier, head, 32, entry, strlen(entry), moments[i], 0, SALT, 16, &out.buf, out.bytes, 32,
                                   &out.seq, &err);
        fails(WB_STATUS_BAD_TIME, status, &err, "now-out-of-range");
    }

    /* Bytes. */
    fails(WB_STATUS_NOT_UTF8, wb_policy_parse("\xff", 1, &out.policy, &err), &err, "not-utf8");
    fails(WB_STATUS_NOT_UTF8, wb_dossier_load("\xc3", 1, head, 32, &out.dossier, &err), &err, "not-utf8");
    fails(WB_STATUS_LIMIT, wb_policy_parse("x", SIZE_MAX, &out.policy, &err), &err, "too-large");
    fails(WB_STATUS_BAD_POLICY, wb_policy_parse(NULL, 0, &out.policy, &err), &err, "not-json");
    fails(WB_STATUS_BAD_POLICY, wb_policy_parse("a\0b", 3, &out.policy, &err), &err, "not-json");
    fails(WB_STATUS_BAD_LENGTH, wb_dossier_load(lines, lines_len, head, 31, &out.dossier, &err), &err, "bad-length");
    fails(WB_STATUS_BAD_LENGTH, wb_dossier_load(lines, lines_len, head, 0, &out.dossier, &err), &err, "bad-length");
    fails(WB_STATUS_HEAD_MISMATCH, wb_dossier_load(lines, lines_len, ZEROES, 32, &out.dossier, &err), &err,
          "head-mismatch");
    fails(WB_STATUS_HEAD_MISMATCH, wb_dossier_load(NULL, 0, head, 32, &out.dossier, &err), &err, "head-mismatch");
    fails(WB_STATUS_HEAD_MISMATCH, wb_dossier_load(lines, lines_len, NULL, 0, &out.dossier, &err), &err, "head-mismatch");
    fails(WB_STATUS_NULL_ARGUMENT, wb_dossier_load(NULL, 0, NULL, 32, &out.dossier, &err), &err, "null-argument");
    uint32_t entries = 7;
    wb_dossier *unwritten = NULL;
    check(wb_dossier_load(NULL, 0, NULL, 0, &unwritten, NULL) == WB_STATUS_OK, "no lines and no head are a dossier");
    check(wb_dossier_seq(unwritten, &entries, NULL) == WB_STATUS_OK && entries == 0, "without entries");
    wb_dossier_free(unwritten);
    fails(WB_STATUS_BAD_LINES, wb_dossier_load(lines, lines_len - 1, head, 32, &out.dossier, &err), &err, "cut-line");
    check(wb_dossier_load(lines, lines_len - 1, head, 32, &out.dossier, NULL) == WB_STATUS_BAD_LINES && out.dossier == NULL,
          "no dossier of cut lines");
    memset(out.bytes, 0x5a, 32);
    fails(WB_STATUS_BUFFER_TOO_SMALL, wb_dossier_head(dossier, out.bytes, 31, &err), &err, "buffer-too-small");
    check(is_nothing(out.bytes, 31) && out.bytes[31] == 0x5a, "nothing past the room that there is");
    fails(WB_STATUS_BUFFER_TOO_SMALL, wb_policy_digest(policy, out.bytes, 0, &err), &err, "buffer-too-small");
    fails(WB_STATUS_BAD_OBSERVATIONS, wb_claims_fold(institution, dossier, "{}", 2, NOW, &out.claims, &err), &err, "wrong-type");
    uint64_t numbers[2];
    fails(WB_STATUS_MISALIGNED, decide_with(role, share, recipient, any, 0, (uint64_t *)((char *)numbers + 1), 1, NULL, NOW, size, &err),
          &err, "misaligned");

    /* A salt is 16 bytes, not zeroes, and not that of the entry ahead; a skew is from 0 to a day, or -1. */
    wb_status status = wb_dossier_append(dossier, head, 32, entry, strlen(entry), NOW, -1, SALT, 15, &out.buf, out.bytes, 32,
                                         &out.seq, &err);
    fails(WB_STATUS_BAD_LENGTH, status, &err, "bad-length");
    status = wb_dossier_append(dossier, head, 32, entry, strlen(entry), NOW, -1, ZEROES, 16, &out.buf, out.bytes, 32, &out.seq, &err);
    fails(WB_STATUS_BAD_ENTRY, status, &err, "not-a-salt");
    status = wb_dossier_append(dossier, head, 32, entry, strlen(entry), NOW, -1, FIRST_SALT, 16, &out.buf, out.bytes, 32, &out.seq, &err);
    fails(WB_STATUS_BAD_ENTRY, status, &err, "salt-used");
    status = wb_dossier_append(dossier, head, 32, entry, strlen(entry), NOW, -2, SALT, 16, &out.buf, out.bytes, 32, &out.seq, &err);
    fails(WB_STATUS_BAD_ENTRY, status, &err, "not-a-skew");

    /* The loser of a race. */
    status = wb_dossier_append(dossier, ZEROES, 32, entry, strlen(entry), NOW, 0, SALT, 16, &out.buf, out.bytes, 32,
                                         &out.seq, &err);
    fails(WB_STATUS_HEAD_MOVED, status, &err, "head-moved");
    status = wb_dossier_append(dossier, head, 32, "{\"kind\":\"voided\",\"happened\":\"2026-09-01\",\"entry\":7,\"decision\":{\"role\":\"a\",\"article\":\"b\",\"text\":\"c\"}}", 97, NOW, 0,
                               SALT, 16, &out.buf, out.bytes, 32, &out.seq, &err);
    fails(WB_STATUS_BAD_ENTRY, status, &err, "no-such-entry");
    check(out.buf == NULL && out.seq == 0 && is_nothing(out.bytes, 32), "no line");

    /* Documents cut apart. */
    const int32_t whole = (int32_t)document_len;
    const int32_t bad[][3] = {{1, whole, whole}, {0, whole, whole - 1}, {0, -1, whole}, {0, INT32_MAX, whole}, {0, 5, 4}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        status = wb_policy_parse_history(document, document_len, bad[i], 2, &out.policy, &err);
        fails(WB_STATUS_BAD_OFFSETS, status, &err, "bad-offsets");
    }
    status = wb_policy_parse_history(document, document_len, bad[0], 0, &out.policy, &err);
    fails(WB_STATUS_BAD_OFFSETS, status, &err, "bad-offsets");
    status = wb_policy_parse_history(document, document_len, bad[0], SIZE_MAX, &out.policy, &err);
    fails(WB_STATUS_BAD_OFFSETS, status, &err, "bad-offsets");
    const int32_t split[] = {0, 1, 2};
    status = wb_policy_parse_history("\xc3\xab", 2, split, 2, &out.policy, &err);
    fails(WB_STATUS_BAD_OFFSETS, status, &err, "bad-offsets");
    const int32_t one[] = {0, whole};
    char digests[2][32];
    check(wb_policy_parse_history(document, document_len, one, 1, &out.policy, NULL) == 0, "a history of one version");
    check(wb_policy_digest(policy, digests[0], 32, NULL) == 0 && wb_policy_digest(out.policy, digests[1], 32, NULL) == 0 &&
              memcmp(digests[0], digests[1], 32) == 0 && id_of(out.policy, WB_KIND_PRECONDITION, "played") == precondition,
          "equal policies have equal digests and numbers");
    wb_policy_free(out.policy);
}

/* Batches: one row that fails is the whole call. */
static void wrong_rows(void) {
    wb_error *err = NULL;
    const size_t len = strlen(record);
    const wb_claims *persons[2] = {claims, NULL};
    static const char two_records[] = "{\"created\":\"2026-09-02\"}{\"maed\":1}";
    const int32_t cut[] = {0, sizeof record - 1, sizeof two_records - 1};

    spoil();
    wb_status status = wb_decide_each(persons, 2, role, WB_VERB_SHARE, purpose, category, recipient, WB_IDENTIFIABILITY_ANY, 0, NULL,
                                      0, NULL, 0, NOW, out.decisions, &err);
    check(err != NULL && strcmp(wb_error_path(err, 0, NULL), "/1") == 0 && left_nothing(), "no claims in a row");
    fails(WB_STATUS_NULL_ARGUMENT, status, &err, "null-argument");

    wb_policy *other = other_policy;
    wb_institution *other_institution = NULL;
    wb_claims *others = NULL;
    check(wb_institution_fold(other, SCHOOL, 6, NULL, 0, ZEROES, 32, NOW, &other_institution, NULL) == 0 &&
              wb_claims_fold(other_institution, dossier, NULL, 0, NOW, &others, NULL) == 0,
          "claims of another policy");
    persons[1] = others;
    spoil();
    status = wb_decide_each(persons, 2, role, WB_VERB_SHARE, purpose, category, recipient, WB_IDENTIFIABILITY_ANY, 0, NULL, 0, NULL,
                            0, NOW, out.decisions, &err);
    check(err != NULL && strcmp(wb_error_path(err, 0, NULL), "/1") == 0 && left_nothing(), "foreign claims in a row");
    fails(WB_STATUS_FOREIGN_ID, status, &err, "foreign-id");
    wb_claims_free(others);
    wb_institution_free(other_institution);

    spoil();
    status = wb_due_many(claims, 2, categories, two_records, sizeof two_records - 1, cut, out.dates, &err);
    check(err != NULL && strncmp(wb_error_path(err, 0, NULL), "/1", 2) == 0 && left_nothing(), "a spoiled record in a row");
    fails(WB_STATUS_BAD_RECORD, status, &err, "unknown-field");
    spoil();
    status = wb_next_due(claims, 2, categories, two_records, sizeof two_records - 1, cut, &out.next, &err);
    check(out.next == INT64_MAX, "a failed call leaves no date");
    fails(WB_STATUS_BAD_RECORD, status, &err, "unknown-field");

    /* Offsets that do not cut, numbers of rows that cannot be. */
    const int32_t bad[][3] = {{1, 2, (int32_t)len}, {0, 2, (int32_t)len - 1}, {0, -1, (int32_t)len},
                              {0, INT32_MAX, (int32_t)len}, {0, (int32_t)len, 1}, {0, 0, INT32_MIN}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        spoil();
        status = wb_due_many(claims, 2, categories, record, len, bad[i], out.dates, &err);
        fails(WB_STATUS_BAD_OFFSETS, status, &err, "bad-offsets");
        check(left_nothing(), "bad offsets leave nothing");
    }
    spoil();
    status = wb_due_many(claims, SIZE_MAX, categories, record, len, offsets, out.dates, &err);
    fails(WB_STATUS_LIMIT, status, &err, "too-large");
    spoil();
    out.dates[0].size = sizeof out.date + 1;
    status = wb_due_many(claims, 2, categories, record, len, offsets, out.dates, &err);
    fails(WB_STATUS_BAD_SIZE, status, &err, "bad-size");
    out.dates[0].size = 4;
    status = wb_due_many(claims, 2, categories, record, len, offsets, out.dates, &err);
    fails(WB_STATUS_BAD_SIZE, status, &err, "bad-size");

    /* No rows need nothing; a newer caller's structs lie further apart. */
    check(wb_decide_many(claims, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, 0, NOW, NULL, NULL) == 0 &&
              wb_decide_each(NULL, 0, role, WB_VERB_SHARE, purpose, category, 0, WB_IDENTIFIABILITY_ANY, 0, NULL, 0, NULL, 0, NOW,
                             NULL, NULL) == 0 &&
              wb_due_many(claims, 0, NULL, NULL, 0, NULL, NULL, NULL) == 0 &&
              wb_next_due(claims, 0, NULL, NULL, 0, NULL, &out.next, NULL) == 0 && out.next == INT64_MAX,
          "no rows");
    struct {
        wb_due_date known;
        char newer[16];
    } longer[2];
    memset(longer, 0x5a, sizeof longer);
    longer[0].known.size = sizeof *longer;
    check(wb_due_many(claims, 2, categories, record, len, offsets, &longer[0].known, NULL) == 0 &&
              longer[0].known.size == sizeof *longer && longer[1].known.size == sizeof *longer &&
              longer[0].known.state != 0 && longer[1].known.state == WB_DUE_PENDING_FACT && longer[0].newer[0] == 0x5a &&
              longer[1].newer[15] == 0x5a,
          "longer structs in a row");
}

/* What is read of a policy, and of an entry before it is appended. */
static void asked_of_a_policy(void) {
    wb_error *err = NULL;
    const char *const nowhere[] = {"", "policy", "/nowhere", "/purposes", "/roles/authorised-staff/may/0"};
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
        spoil();
        wb_status status = wb_policy_text_at(policy, nowhere[i], strlen(nowhere[i]), NOW, &out.buf, &err);
        fails(WB_STATUS_NOT_DECLARED, status, &err, "not-declared");
        check(out.buf == NULL, "nothing declared is no text");
    }
    fails(WB_STATUS_BAD_TIME, wb_policy_text_at(policy, "/policy", 7, 1, &out.buf, &err), &err, "now-out-of-range");
    const int64_t long_before = INT64_C(978307200000000); /* 2001-01-01 */
    fails(WB_STATUS_NOT_DECLARED, wb_policy_text_at(policy, "/policy", 7, long_before, &out.buf, &err), &err,
          "not-declared");

    static const char unknown[] = "{\"kind\":\"consent-given\",\"happened\":\"2026-09-01\",\"purposes\":[\"acounts\"],\"by\":\"self\"}";
    static const char none[] = "{\"kind\":\"consent-given\",\"happened\":\"2026-09-01\",\"purposes\":[],\"by\":\"self\"}";
    wb_status status = wb_institution_check_append(institution, unknown, strlen(unknown), &err);
    check(err != NULL && strcmp(wb_error_suggestion(err, 0, NULL), "accounts") == 0, "what was meant");
    fails(WB_STATUS_UNKNOWN_NAME, status, &err, "unknown-name");
    fails(WB_STATUS_BAD_ENTRY, wb_institution_check_append(institution, none, strlen(none), &err), &err, "no-purpose");
    fails(WB_STATUS_BAD_ENTRY, wb_institution_check_append(institution, "{}", 2, &err), &err, "missing-field");

    /* What the three checks refuse one by one, the one call that appends refuses too, and gives out nothing. */
    static const char grants[] = "{\"kind\":\"request-granted\",\"happened\":\"2026-09-01\",\"entry\":1}";
    static const char voids[] = "{\"kind\":\"voided\",\"happened\":\"2026-09-01\",\"entry\":70,\"decision\":{\"role\":\"a\",\"article\":\"b\",\"text\":\"c\"}}";
    const struct { const char *body, *code; wb_status status; } refused[] = {
        {unknown, "unknown-name", WB_STATUS_UNKNOWN_NAME}, {none, "no-purpose", WB_STATUS_BAD_ENTRY},
        {"{}", "missing-field", WB_STATUS_BAD_ENTRY},      {grants, "unknown-request", WB_STATUS_BAD_STEP},
        {voids, "no-such-entry", WB_STATUS_BAD_ENTRY},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        spoil();
        const char *body = refused[i].body;
        status = wb_institution_append(institution, dossier, NULL, 0, body, strlen(body), NOW, 0, SALT, 16, &out.buf, out.bytes, 32, &out.seq, &err);
        fails(refused[i].status, status, &err, refused[i].code);
        check(out.buf == NULL && out.seq == 0 && memcmp(out.bytes, ZEROES, 32) == 0, "a refused entry gives nothing");
    }
    /* What it lets through is what wb_dossier_append makes of it. */
    wb_buf *line = NULL, *same = NULL;
    char after[32], same_after[32];
    uint32_t seq = 0, same_seq = 0;
    status = wb_institution_append(institution, dossier, NULL, 0, entry, strlen(entry), NOW, 0, SALT, 16, &line, after, 32, &seq, &err);
    check(status == WB_STATUS_OK, "appended");
    status = wb_dossier_append(dossier, head, 32, entry, strlen(entry), NOW, 0, SALT, 16, &same, same_after, 32, &same_seq, &err);
    check(status == WB_STATUS_OK && seq == same_seq && memcmp(after, same_after, 32) == 0, "the same number and head");
    check(strcmp(wb_buf_data(line), wb_buf_data(same)) == 0, "the same line");
    wb_buf_free(line);
    wb_buf_free(same);
}

/* A buffer that holds a part, to be freed. */
static bool holds(wb_buf *buf, const char *part) {
    bool found = buf != NULL && strstr(wb_buf_data(buf), part) != NULL;
    if (!found) {
        printf("not in it: %s\n%s\n", part, buf == NULL ? "nothing" : wb_buf_data(buf));
    }
    wb_buf_free(buf);
    return found;
}

/* What policies, reasons and claims are called. */
static void names(void) {
    wb_error *err = NULL;
    wb_buf *buf = NULL, *all = NULL;
    const int32_t kinds[] = {WB_KIND_ROLE, WB_KIND_PURPOSE, WB_KIND_CATEGORY, WB_KIND_RECIPIENT, WB_KIND_PRECONDITION};
    const uint64_t ids[] = {role, purpose, category, recipient, precondition};
    for (int i = 0; i < 5; i++) {
        /* The name of a number has that number, and is among the names of its kind. */
        check(wb_policy_name(policy, ids[i], &buf, NULL) == 0 && id_of(policy, kinds[i], wb_buf_data(buf)) == ids[i] &&
                  wb_policy_names(policy, kinds[i], &all, NULL) == 0 && holds(all, wb_buf_data(buf)),
              "a name and its number");
        wb_buf_free(buf);
        buf = NULL;
    }
    const uint64_t foreign[] = {0, 1, foreign_role, UINT64_MAX};
    for (int i = 0; i < 4; i++) {
        fails(WB_STATUS_FOREIGN_ID, wb_policy_name(policy, foreign[i], &buf, &err), &err, "foreign-id");
    }
    fails(WB_STATUS_UNKNOWN_VALUE, wb_policy_names(policy, 0, &buf, &err), &err, "unknown-value");
    check(buf == NULL, "no name");
    check(wb_policy_json(policy, &buf, NULL) == 0 && strncmp(wb_buf_data(buf), "{\"v\":1,\"policy\":\"", 17) == 0 &&
              holds(buf, "\"zone\":\"Europe/Amsterdam\""),
          "what a policy is");
    buf = NULL;

    /* Every reason has its code, here and there; past the last there is none. */
    for (int32_t reason = 1; wb_reason_code(reason) != NULL; reason++) {
        char code[80];
        snprintf(code, sizeof code, "{\"v\":1,\"reason\":%d,\"code\":\"%s\",\"article\":\"", reason, wb_reason_code(reason));
        check(wb_reason_json(reason, &buf, NULL) == 0 && strncmp(wb_buf_data(buf), code, strlen(code)) == 0, code);
        check(strstr(wb_buf_data(buf), "\"nl\":\"\"") == NULL && holds(buf, "\"en\":\""), "in two languages");
        check(reason < 1000, "an end");
    }
    buf = NULL;
    const int32_t none[] = {0, -1, INT32_MAX, INT32_MIN};
    for (int i = 0; i < 4; i++) {
        fails(WB_STATUS_UNKNOWN_VALUE, wb_reason_json(none[i], &buf, &err), &err, "unknown-value");
    }
    check(buf == NULL, "no reason");
    check(wb_grounds(&buf, NULL) == 0 &&
              holds(buf, "{\"ground\":\"rights-of-others\",\"article\":\"15(4)\",\"rights\":[\"access\"]"),
          "grounds to refuse on");
    buf = NULL;
    check(wb_claim(claims, L("accounts"), L("user-details"), &buf, NULL) == 0 &&
              holds(buf, "{\"v\":1,\"steps\":[{\"from\":null,\"value\":\""),
          "a claim at every moment");
    buf = NULL;
    fails(WB_STATUS_UNKNOWN_NAME, wb_claim(claims, L("acounts"), L("user-details"), &buf, &err), &err, "unknown-name");
    check(buf == NULL, "no claim");
}

/* Two versions of one policy, the second a year later: one text, cut by its offsets. */
static void two_versions(void) {
    char *both = malloc(2 * document_len + 1), digests[2][32];
    memcpy(both, document, document_len);
    memcpy(both + document_len, document, document_len + 1);
    const char *from = "\"applies-from\": \"", *version = "\"version\": \"";
    strstr(both + document_len, from)[strlen(from) + 3]++;
    strstr(both + document_len, version)[strlen(version)]++;
    const int32_t offsets[] = {0, (int32_t)document_len, 2 * (int32_t)document_len};
    wb_policy *history = NULL;
    wb_error *err = NULL;
    wb_status status = wb_policy_parse_history(both, 2 * document_len, offsets, 2, &history, &err);
    check(status == WB_STATUS_OK, status == WB_STATUS_OK ? "two versions" : wb_error_message(err, 0, NULL));
    check(wb_policy_digest(policy, digests[0], 32, NULL) == 0 && wb_policy_digest(history, digests[1], 32, NULL) == 0 &&
              memcmp(digests[0], digests[1], 32) != 0 && id_of(history, WB_KIND_PRECONDITION, "played") != precondition,
          "another history has another digest and other numbers");
    wb_error_free(err);
    wb_policy_free(history);
    free(both);
}

/* --- What is allowed. --- */

/* The bytes of one explanation, to be freed. */
static wb_buf *explained(const wb_claims *of) {
    wb_buf *buf = NULL;
    wb_explain(of, "authorised-staff", 16, WB_VERB_SHARE, "accounts", 8, "user-details", 12, "providers", 9, WB_IDENTIFIABILITY_ANY, 0,
               NULL, 0, record, strlen(record), NOW, &buf, NULL);
    return buf;
}

static bool same_answer(const wb_claims *of, const wb_buf *expected) {
    wb_buf *got = explained(of);
    bool same = got != NULL && wb_buf_len(got) == wb_buf_len(expected) &&
                memcmp(wb_buf_data(got), wb_buf_data(expected), wb_buf_len(got)) == 0;
    wb_buf_free(got);
    return same;
}

/* Looks names up in the shared policy, decides with shared handles, and folds with them. */
static bool works(const wb_buf *expected) {
    bool all = true;
    for (int i = 0; i < 20; i++) {
        wb_decision decision = {.size = sizeof decision};
        wb_institution *own_institution = NULL;
        wb_claims *own = NULL;
        uint64_t id = 0;
        all &= wb_policy_id(policy, WB_KIND_ROLE, "authorised-staff", 16, &id, NULL) == WB_STATUS_OK && id == role;
        all &= wb_decide(claims, role, WB_VERB_SHARE, purpose, category, recipient, WB_IDENTIFIABILITY_ANY, 0, NULL, 0, NULL, 0, NOW,
                         &decision, NULL) == WB_STATUS_OK;
        all &= same_answer(claims, expected);
        all &= wb_institution_fold(policy, SCHOOL, 6, NULL, 0, ZEROES, 32, NOW, &own_institution, NULL) == WB_STATUS_OK;
        all &= wb_claims_fold(i % 2 == 0 ? institution : own_institution, dossier, observed, strlen(observed), NOW, &own, NULL) ==
               WB_STATUS_OK;
        wb_institution_free(own_institution);
        all &= same_answer(own, expected);
        wb_claims_free(own);
    }
    return all;
}

static void *in_thread(void *expected) {
    wb_policy *kept = wb_policy_retain(policy);
    wb_claims *kept_claims = wb_claims_retain(claims);
    bool all = works(expected);
    wb_claims_free(kept_claims);
    wb_policy_free(kept);
    return all ? expected : NULL;
}

static void fork_after_loading(void) {
    wb_buf *expected = explained(claims);
    pid_t children[10];
    fflush(stdout);
    for (int i = 0; i < 10; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            bool all = works(expected);
            wb_buf_free(expected);
            tear_down();
            exit(all ? 0 : 1);
        }
    }
    for (int i = 0; i < 10; i++) {
        int status = -1;
        check(waitpid(children[i], &status, 0) == children[i] && status == 0, "a child");
    }
    wb_buf_free(expected);
}

static void two_threads(void) {
    /* Claims that nobody has read yet, so that both threads compute them. */
    wb_buf *expected = explained(claims);
    wb_claims_free(claims);
    check(wb_claims_fold(institution, dossier, observed, strlen(observed), NOW, &claims, NULL) == 0, "fresh claims");
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        check(pthread_create(&threads[i], NULL, in_thread, expected) == 0, "a thread");
    }
    for (int i = 0; i < 2; i++) {
        void *done = NULL;
        check(pthread_join(threads[i], &done) == 0 && done == expected, "the work of a thread");
    }
    wb_buf_free(expected);
}

static void in_any_order(void) {
    wb_buf *expected = explained(claims);
    /* What claims need, they keep. */
    wb_policy_free(policy);
    wb_institution_free(institution);
    wb_dossier_free(dossier);
    policy = NULL, institution = NULL, dossier = NULL;
    check(same_answer(claims, expected), "claims without what they were made from");
    wb_claims *kept = wb_claims_retain(claims);
    check(kept == claims, "the same claims");
    wb_claims_free(claims);
    claims = kept;
    check(same_answer(claims, expected), "claims with one owner left");
    wb_buf_free(expected);
}

/* --- What is no handle of its type: no answer, no crash, and a status that is not 0. --- */

/* A handle of another type, and memory of zeroes, in every place where each function here takes a handle. What was freed is not
 * passed in again: that would be undefined behaviour, also where this library would see it. */
static void no_handles(void) {
    static uint64_t zeroes[16], ones[16];
    memset(ones, 0xff, sizeof ones);
    const wb_status bad = WB_STATUS_BAD_HANDLE;
    wb_error *err = NULL;
    const void *const never[] = {zeroes, ones, (const char *)zeroes + 1, a_buf};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        char bytes[32];
        uint32_t seq = 7;
        wb_buf *buf = NULL;
        wb_claims *none = NULL;
        fails(bad, wb_policy_digest(never[i], bytes, 32, &err), &err, "bad-handle");
        fails(bad, wb_policy_lint(never[i], &buf, &err), &err, "bad-handle");
        fails(bad, wb_dossier_seq(never[i], &seq, &err), &err, "bad-handle");
        fails(bad, wb_dossier_head(never[i], bytes, 32, &err), &err, "bad-handle");
        fails(bad, wb_claims_fold(never[i], dossier, NULL, 0, NOW, &none, &err), &err, "bad-handle");
        fails(bad, wb_claims_fold(institution, never[i], NULL, 0, NOW, &none, &err), &err, "bad-handle");
        check(seq == 0 && buf == NULL && none == NULL && is_nothing(bytes, 32), "nothing came out");
        check(wb_policy_retain(never[i]) == NULL && wb_claims_retain(never[i]) == NULL && wb_institution_retain(never[i]) == NULL &&
                  wb_dossier_retain(never[i]) == NULL,
              "nothing to retain");
        check(wb_error_count(never[i]) == 0 && wb_error_code(never[i], 0, NULL) == NULL, "no error");
        wb_policy_free((wb_policy *)(uintptr_t)never[i]);
        wb_error_free((wb_error *)(uintptr_t)never[i]);
    }
    check(wb_buf_len((const wb_buf *)policy) == 0 && wb_buf_data((const wb_buf *)claims) == NULL, "no buffer");
    /* Each as each other; freed as another type, it is as it was. */
    const void *const handles[] = {policy, institution, dossier, claims, an_error, a_buf};
    for (size_t i = 0; i < sizeof handles / sizeof *handles; i++) {
        uint32_t seq = 7;
        wb_status status = wb_dossier_seq(handles[i], &seq, &err);
        check(handles[i] == dossier ? status == 0 : status == bad && seq == 0, "a dossier, or none");
        wb_error_free(err);
        err = NULL;
        if (handles[i] != an_error) {
            wb_error_free((wb_error *)(uintptr_t)handles[i]);
        }
        if (handles[i] != a_buf) {
            wb_buf_free((wb_buf *)(uintptr_t)handles[i]);
        }
        if (handles[i] != dossier) {
            wb_dossier_free((wb_dossier *)(uintptr_t)handles[i]);
        }
    }
    uint32_t seq = 0;
    char bytes[32];
    check(wb_dossier_seq(dossier, &seq, NULL) == 0 && wb_policy_digest(policy, bytes, 32, NULL) == 0 && wb_buf_len(a_buf) > 0 &&
              wb_error_count(an_error) > 0,
          "all is as it was");
}

int main(void) {
    set_up();
    no_handles();
    null_everywhere();
    null_for_accessors();
    wrong_arguments();
    wrong_rows();
    asked_of_a_policy();
    names();
    two_versions();
    fork_after_loading();
    two_threads();
    in_any_order();
    tear_down();
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
