/* Runs the corpus through the C ABI and compares bytes. C11 and POSIX, nothing else.
 *
 *     run_cases SCRIPT...        from the folder in which the scripts' paths begin
 *
 * The form of a script stands in examples/corpus.rs. Prints every difference, and at the end how many cases were run,
 * and: N passed, N failed. The findings and the digest of each policy count as one more. */

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WB_EXPERIMENTAL
#include "waarborg.h"

enum { MOST_FIELDS = 12 };

/* One line of a script, cut at its tabs. */
typedef struct {
    char *field[MOST_FIELDS];
    int fields;
} line;

/* The lines of a dossier as a host keeps them, and its head. */
typedef struct {
    char *lines;
    size_t len;
    char head[32];
    uint32_t seq;
} stream;

typedef struct {
    const char *word;
    int32_t number;
} word;

static const word verbs[] = {
    {"view", WB_VERB_VIEW},       {"create", WB_VERB_CREATE}, {"change", WB_VERB_CHANGE},
    {"delete", WB_VERB_DELETE},   {"share", WB_VERB_SHARE},   {"analyse", WB_VERB_ANALYSE},
    {"contact", WB_VERB_CONTACT}, {"store", WB_VERB_STORE},   {"publish", WB_VERB_PUBLISH},
    {NULL, 0},
};
static const word identifiabilities[] = {
    {"", WB_IDENTIFIABILITY_ANY},
    {"nothing", WB_IDENTIFIABILITY_NOTHING},
    {"anonymised", WB_IDENTIFIABILITY_ANONYMISED},
    {"pseudonymised", WB_IDENTIFIABILITY_PSEUDONYMISED},
    {"identifiable", WB_IDENTIFIABILITY_IDENTIFIABLE},
    {NULL, 0},
};
static const word relations[] = {
    {"self", WB_RELATION_SELF},
    {"representative", WB_RELATION_REPRESENTATIVE},
    {"own-organisation", WB_RELATION_OWN_ORGANISATION},
    {"maker", WB_RELATION_MAKER},
    {"any", WB_RELATION_ANY},
    {NULL, 0},
};
static const word answers[] = {
    {"deny", WB_ANSWER_DENY}, {"ask", WB_ANSWER_ASK}, {"permit", WB_ANSWER_PERMIT}, {NULL, 0}};
static const word whoms[] = {
    {"nobody", WB_ADDRESSEE_NOBODY}, {"self", WB_ADDRESSEE_SELF},
    {"representative", WB_ADDRESSEE_REPRESENTATIVE}, {"both", WB_ADDRESSEE_BOTH},
    {"either", WB_ADDRESSEE_EITHER}, {"institution", WB_ADDRESSEE_INSTITUTION},
    {"user", WB_ADDRESSEE_USER}, {NULL, 0},
};
static const word sources[] = {
    {"none", WB_SOURCE_NONE},         {"dossier", WB_SOURCE_DOSSIER}, {"institution", WB_SOURCE_INSTITUTION},
    {"observed", WB_SOURCE_OBSERVED}, {"record", WB_SOURCE_RECORD},   {NULL, 0},
};
static const word states[] = {
    {"at", WB_DUE_AT},
    {"at-once", WB_DUE_AT_ONCE},
    {"pending-end", WB_DUE_PENDING_END},
    {"pending-fact", WB_DUE_PENDING_FACT},
    {NULL, 0},
};

static wb_policy *policy;
/* Of the policy alone: it knows the names. */
static wb_institution *names;
static wb_institution *institution;
static wb_dossier *dossier;
static wb_claims *claims;
static stream institution, person;
static char institution_id[64];
static wb_decision decision;
static char accepted[64];
static wb_due_date date;
static wb_erasure erasure;
static int64_t next_due;
static wb_buf *answer, *retaining_claims;

static const char *script_name, *case_name = "";
static bool case_failed;
/* How much of a case was compared: one of which nothing was must not pass. */
static int compared;
static int cases, passed, failed;

static void differs(const char *what, const char *expected, const char *got) {
    printf("%s: %s: %s\n    expected  %s\n    got       %s\n", script_name, case_name, what, expected, got);
    case_failed = true;
}

static void same_number(const char *what, int64_t expected, int64_t got) {
    if (expected != got) {
        char texts[2][24];
        snprintf(texts[0], sizeof texts[0], "%" PRId64, expected);
        snprintf(texts[1], sizeof texts[1], "%" PRId64, got);
        differs(what, texts[0], texts[1]);
    }
}

static void finish(void) {
    if (compared == 0) {
        differs("the case", "an answer to compare", "none");
    }
    passed += !case_failed;
    failed += case_failed;
}

static void same_bytes(const char *what, const char *expected, const char *got, size_t got_len) {
    if (strlen(expected) != got_len || memcmp(expected, got, got_len) != 0) {
        differs(what, expected, got);
    }
}

/* A call must succeed; if it does not, every error is told. */
static bool done(const char *call, wb_status status, wb_error *err) {
    if (status == WB_STATUS_OK) {
        if (err != NULL) {
            differs(call, "no error object", "one");
            wb_error_free(err);
        }
        return true;
    }
    for (size_t i = 0; i < wb_error_count(err); i++) {
        printf("%s(%d) %s: %s\n", call, status, wb_error_code(err, i, NULL), wb_error_message(err, i, NULL));
    }
    differs(call, "success", "an error");
    wb_error_free(err);
    return false;
}

static int32_t number_of(const word *words, const char *text) {
    for (; words->word != NULL; words++) {
        if (strcmp(words->word, text) == 0) {
            return words->number;
        }
    }
    differs("a word", "a known one", text);
    return INT32_MIN;
}

static uint32_t bits_of(char *list) {
    uint32_t bits = 0;
    for (char *text = strtok(list, ","); text != NULL; text = strtok(NULL, ",")) {
        bits |= (uint32_t)number_of(relations, text);
    }
    return bits;
}

static int64_t micros(const char *text) { return strtoll(text, NULL, 10); }

static char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    *len = fread(bytes, 1, (size_t)size, file);
    bytes[*len] = '\0';
    fclose(file);
    return bytes;
}

static void from_hex(const char *hex, char bytes[32]) {
    for (int i = 0; i < 32; i++) {
        unsigned byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        bytes[i] = (char)byte;
    }
}

static uint64_t id_of(int32_t kind, const char *name) {
    wb_error *err = NULL;
    uint64_t id = 0;
    done("wb_policy_id", wb_policy_id(policy, kind, name, strlen(name), &id, &err), err);
    return id;
}

/* What a host does for one entry: ask whether it is accepted, load, append, store the line and the head. */
static void append(stream *to, const line *from) {
    wb_error *err = NULL;
    wb_dossier *before = NULL;
    wb_buf *created = NULL;
    char expected[32];
    const char *body = from->field[2];
    done("wb_institution_check_append", wb_institution_check_append(names, body, strlen(body), &err), err);
    bool loaded =
        to == &institution
            ? done("wb_dossier_of_institution",
                   wb_dossier_of_institution(institution_id, strlen(institution_id), to->lines, to->len, to->head, 32, &before, &err),
                   err)
            : done("wb_dossier_load", wb_dossier_load(to->lines, to->len, to->head, 32, &before, &err), err);
    if (!loaded) {
        return;
    }
    /* The new head is written over the expected one, which is allowed. */
    /* The head of an institution without entries is that of its id. */
    done("wb_dossier_head", wb_dossier_head(before, to->head, 32, &err), err);
    char salt[32];
    from_hex(from->field[5], salt);
    wb_status status = wb_dossier_append(before, to->head, 32, body, strlen(body), micros(from->field[1]), -1, salt, 16, &created,
                                         to->head, 32, &to->seq, &err);
    if (done("wb_dossier_append", status, err)) {
        same_bytes("line", from->field[3], wb_buf_data(created), wb_buf_len(created));
        from_hex(from->field[4], expected);
        same_number("head", 0, memcmp(expected, to->head, 32));
        to->lines = realloc(to->lines, to->len + wb_buf_len(created) + 1);
        memcpy(to->lines + to->len, wb_buf_data(created), wb_buf_len(created));
        to->len += wb_buf_len(created);
        to->lines[to->len++] = '\n';
    }
    wb_buf_free(created);
    wb_dossier_free(before);
}

/* Folds what the case has given so far. */
static void fold(int64_t known_at, const char *observed) {
    wb_error *err = NULL;
    char head[32];
    uint32_t seq = 0;
    done("wb_institution_fold",
         wb_institution_fold(policy, institution_id, strlen(institution_id), institution.lines, institution.len, institution.head, 32, known_at, &institution, &err),
         err);
    done("wb_dossier_load", wb_dossier_load(person.lines, person.len, person.head, 32, &dossier, &err), err);
    done("wb_dossier_head", wb_dossier_head(dossier, head, sizeof head, &err), err);
    same_number("wb_dossier_head", 0, memcmp(head, person.head, sizeof head));
    done("wb_dossier_seq", wb_dossier_seq(dossier, &seq, &err), err);
    same_number("wb_dossier_seq", person.seq, seq);
    done("wb_claims_fold",
         wb_claims_fold(institution, dossier, observed, observed == NULL ? 0 : strlen(observed), known_at, &claims, &err),
         err);
}

static void forget(void) {
    wb_buf_free(answer);
    wb_buf_free(retaining_claims);
    wb_policy_free(policy);
    /* In any order: what needs the policy keeps it. */
    wb_dossier_free(dossier);
    wb_institution_free(institution);
    wb_claims_free(claims);
    policy = NULL, answer = NULL, retaining_claims = NULL, dossier = NULL, institution = NULL, claims = NULL;
    free(institution.lines);
    free(person.lines);
    institution = person = (stream){0};
}

#define TEXT(text) (text), strlen(text)

/* A question in numbers. */
typedef struct {
    uint64_t role, purpose, category, recipient;
    int64_t at;
    int32_t verb, identifiability;
    uint32_t relations;
} question;

enum { ROWS = 20, PERSONS = 3 };

/* The same in columns: every verb, in the form asked for and in any, each as if it were asked by itself; and the question
 * itself about a class in which everyone is this person. */
static void many(question q, const uint64_t *preconditions, size_t count, const char *record) {
    uint64_t roles[ROWS], purposes[ROWS], categories[ROWS], recipients[ROWS];
    int32_t column_of_verbs[ROWS], column_of_identifiabilities[ROWS], offsets[ROWS + 1] = {0};
    uint32_t relations_of[ROWS];
    wb_decision rows[ROWS] = {{.size = sizeof *rows}}, class[PERSONS] = {{.size = sizeof *class}};
    const wb_claims *persons[PERSONS];
    size_t len = strlen(record), n = 0;
    char *records = malloc(ROWS * len + 1);
    wb_error *err = NULL;
    for (const word *verb = verbs; verb->word != NULL; verb++) {
        for (int any = 0; any < 2; any++, n++) {
            roles[n] = q.role, purposes[n] = q.purpose, categories[n] = q.category, recipients[n] = q.recipient;
            column_of_verbs[n] = verb->number, column_of_identifiabilities[n] = any ? WB_IDENTIFIABILITY_ANY : q.identifiability;
            relations_of[n] = q.relations;
            memcpy(records + offsets[n], record, len);
            offsets[n + 1] = offsets[n] + (int32_t)len;
        }
    }
    done("wb_decide_many",
         wb_decide_many(claims, n, roles, column_of_verbs, purposes, categories, recipients, column_of_identifiabilities,
                        relations_of, records, n * len, offsets, preconditions, count, q.at, rows, &err),
         err);
    for (size_t i = 0; i < n; i++) {
        wb_decision one = {.size = sizeof one};
        done("wb_decide",
             wb_decide(claims, q.role, column_of_verbs[i], q.purpose, q.category, q.recipient, column_of_identifiabilities[i],
                       q.relations, preconditions, count, record, len, q.at, &one, &err),
             err);
        same_number("wb_decide_many and wb_decide", 0, memcmp(&one, &rows[i], sizeof one));
    }
    for (size_t i = 0; i < PERSONS; i++) {
        persons[i] = claims;
    }
    done("wb_decide_each",
         wb_decide_each(persons, PERSONS, q.role, q.verb, q.purpose, q.category, q.recipient, q.identifiability, q.relations, preconditions,
                        count, record, len, q.at, class, &err),
         err);
    for (size_t i = 0; i < PERSONS; i++) {
        same_number("wb_decide_each and wb_decide", 0, memcmp(&decision, &class[i], sizeof decision));
    }
    free(records);
}

static void may(const line *asked) {
    wb_error *err = NULL;
    char *const *f = asked->field;
    int32_t verb = number_of(verbs, f[2]), identifiability = number_of(identifiabilities, f[6]);
    uint32_t held = bits_of(f[7]);
    int64_t at = micros(f[10]);
    uint64_t preconditions[16];
    size_t count = 0;
    wb_decision named = {.size = sizeof named};

    wb_status status =
        wb_decide_named(claims, TEXT(f[1]), verb, TEXT(f[3]), TEXT(f[4]), TEXT(f[5]), identifiability, held, TEXT(f[8]),
                        TEXT(f[9]), at, &named, &err);
    done("wb_decide_named", status, err);
    status = wb_explain(claims, TEXT(f[1]), verb, TEXT(f[3]), TEXT(f[4]), TEXT(f[5]), identifiability, held, TEXT(f[8]),
                        TEXT(f[9]), at, &answer, &err);
    done("wb_explain", status, err);
    for (char *precondition = strtok(f[8], ","); precondition != NULL && count < 16; precondition = strtok(NULL, ",")) {
        preconditions[count++] = id_of(WB_KIND_PRECONDITION, precondition);
    }
    uint64_t role = id_of(WB_KIND_ROLE, f[1]), purpose = id_of(WB_KIND_PURPOSE, f[3]);
    uint64_t category = id_of(WB_KIND_CATEGORY, f[4]);
    uint64_t recipient = *f[5] == '\0' ? 0 : id_of(WB_KIND_RECIPIENT, f[5]);
    decision = (wb_decision){.size = sizeof decision};
    status = wb_decide(claims, role, verb, purpose, category, recipient, identifiability, held, preconditions, count, TEXT(f[9]), at,
                       &decision, &err);
    done("wb_decide", status, err);
    same_number("wb_decide and wb_decide_named", 0, memcmp(&decision, &named, sizeof named));
    many((question){role, purpose, category, recipient, at, verb, identifiability, held}, preconditions, count, f[9]);
}

static void compare_decision(const line *expected) {
    char *const *f = expected->field;
    const char *code = wb_reason_code(decision.reason);
    same_number("answer", number_of(answers, f[1]), decision.answer);
    same_number("identifiability", number_of(identifiabilities, f[2]), decision.identifiability);
    same_number("addressee", number_of(whoms, f[3]), decision.addressee);
    same_number("until", micros(f[4]), decision.valid_until);
    same_bytes("reason", f[5], code == NULL ? "none" : code, code == NULL ? 4 : strlen(code));
    same_number("source", number_of(sources, f[6]), decision.source);
    same_number("entry", micros(f[7]), decision.entry);
}

static void due(const line *asked) {
    wb_error *err = NULL;
    char *const *f = asked->field;
    date = (wb_due_date){.size = sizeof date};
    uint64_t category = id_of(WB_KIND_CATEGORY, f[1]);
    int64_t at = micros(f[3]);
    done("wb_due", wb_due(claims, category, TEXT(f[2]), &date, &err), err);
    done("wb_due_json", wb_due_json(claims, TEXT(f[1]), TEXT(f[2]), &answer, &err), err);
    erasure = (wb_erasure){.size = sizeof erasure};
    done("wb_erasable", wb_erasable(claims, category, TEXT(f[2]), at, &erasure, &err), err);
    done("wb_kept_by", wb_kept_by(claims, TEXT(f[1]), TEXT(f[2]), at, &retaining_claims, &err), err);

    /* The same in columns, once with the record and once without one. */
    size_t len = strlen(f[2]);
    uint64_t categories[] = {category, category};
    int32_t offsets[] = {0, 0, (int32_t)len};
    wb_due_date dates[2] = {{.size = sizeof *dates}}, without = {.size = sizeof without};
    done("wb_due", wb_due(claims, category, NULL, 0, &without, &err), err);
    done("wb_due_many", wb_due_many(claims, 2, categories, f[2], len, offsets, dates, &err), err);
    same_number("wb_due_many and wb_due", 0, memcmp(&dates[0], &without, sizeof without));
    same_number("wb_due_many and wb_due", 0, memcmp(&dates[1], &date, sizeof date));
    done("wb_next_due", wb_next_due(claims, 1, categories, f[2], len, offsets + 1, &next_due, &err), err);
}

static void compare_date(const line *expected) {
    char *const *f = expected->field;
    const char *code = wb_reason_code(date.reason);
    same_number("state", number_of(states, f[1]), date.state);
    same_number("at", micros(f[2]), date.at);
    same_bytes("reason", f[3], code == NULL ? "none" : code, code == NULL ? 4 : strlen(code));
    same_number("source", number_of(sources, f[4]), date.source);
    same_number("entry", micros(f[5]), date.entry);
}

static void compare_erasure(const line *expected) {
    char *const *f = expected->field;
    const char *code = wb_reason_code(erasure.reason);
    same_number("erasable", micros(f[1]), erasure.allowed);
    same_bytes("reason", f[2], code == NULL ? "none" : code, code == NULL ? 4 : strlen(code));
    same_number("source", number_of(sources, f[3]), erasure.source);
    same_number("entry", micros(f[4]), erasure.entry);
}

static void text_at(const line *asked) {
    wb_error *err = NULL;
    char *const *f = asked->field;
    done("wb_policy_text_at", wb_policy_text_at(policy, TEXT(f[1]), micros(f[2]), &answer, &err), err);
}

static void step(const line *asked) {
    wb_error *err = NULL;
    char *const *f = asked->field;
    wb_status status = wb_requests_check_append(claims, TEXT(f[1]), &err);
    const char *code = status == WB_STATUS_OK ? "accepted" : wb_error_code(err, 0, NULL);
    snprintf(accepted, sizeof accepted, "%s", code);
    wb_error_free(err);
}

static void requests(const line *asked) {
    wb_error *err = NULL;
    done("wb_requests", wb_requests(claims, micros(asked->field[1]), &answer, &err), err);
}

static void plan(const line *asked) {
    wb_error *err = NULL;
    char *const *f = asked->field;
    done("wb_request_plan", wb_request_plan(claims, (uint32_t)micros(f[1]), micros(f[2]), &answer, &err), err);
}

static void applicability(const line *asked) {
    wb_error *err = NULL;
    char *const *f = asked->field;
    done("wb_right_applicability", wb_right_applicability(claims, TEXT(f[1]), micros(f[2]), &answer, &err), err);
}

static void fields(const line *asked) {
    wb_error *err = NULL;
    char *const *f = asked->field;
    wb_status status =
        wb_fields(claims, TEXT(f[1]), number_of(verbs, f[2]), TEXT(f[3]), TEXT(f[4]), WB_IDENTIFIABILITY_ANY, bits_of(f[5]),
                  TEXT(f[6]), TEXT(f[7]), micros(f[8]), &answer, &err);
    done("wb_fields", status, err);
}

static void load_policy(const char *path) {
    wb_error *err = NULL;
    size_t len;
    char *document = read_file(path, &len);
    wb_policy_free(policy);
    policy = NULL;
    done("wb_policy_parse", wb_policy_parse(document, len, &policy, &err), err);
    free(document);
    wb_institution_free(names);
    names = NULL;
    /* Which names it knows does not depend on the moment. */
    done("wb_institution_fold", wb_institution_fold(policy, "names", 5, NULL, 0, (char[32]){0}, 32, INT64_MAX, &names, &err),
         err);
}

static line cut(char *text) {
    line cut = {{text}, 1};
    for (char *at = text; *at != '\0'; at++) {
        if (*at == '\t' && cut.fields < MOST_FIELDS) {
            *at = '\0';
            cut.field[cut.fields++] = at + 1;
        }
    }
    /* Fields that are not there are empty. */
    for (int i = cut.fields; i < MOST_FIELDS; i++) {
        cut.field[i] = (char *)"";
    }
    return cut;
}

static void run(const char *path) {
    size_t len;
    char *script = read_file(path, &len), *next = script;
    const char *policy_path = "";
    const char *observed = NULL;
    int64_t known_at = 0, announced = 0;
    int before = cases;
    script_name = path;
    case_name = "(the policy)";
    while (next < script + len) {
        char *end = strchr(next, '\n');
        if (end == NULL) {
            differs("the script", "whole lines", next);
            break;
        }
        *end = '\0';
        line now = cut(next);
        const char *what = now.field[0];
        next = end + 1;
        if (strcmp(what, "cases") == 0) {
            announced = micros(now.field[1]);
        } else if (strcmp(what, "policy") == 0) {
            policy_path = now.field[1];
            load_policy(policy_path);
        } else if (strcmp(what, "digest") == 0) {
            wb_error *err = NULL;
            char expected[32], digest[32];
            from_hex(now.field[1], expected);
            done("wb_policy_digest", wb_policy_digest(policy, digest, sizeof digest, &err), err);
            same_number("digest", 0, memcmp(expected, digest, sizeof digest));
        } else if (strcmp(what, "findings") == 0) {
            wb_error *err = NULL;
            wb_buf *found = NULL;
            done("wb_policy_lint", wb_policy_lint(policy, &found, &err), err);
            same_bytes("findings", now.field[1], wb_buf_data(found), wb_buf_len(found));
            wb_buf_free(found);
            compared = 1;
            finish();
        } else if (strcmp(what, "case") == 0) {
            case_name = now.field[1];
            case_failed = false;
            compared = 0;
            observed = NULL;
            if (policy == NULL) {
                load_policy(policy_path);
            }
        } else if (strcmp(what, "institution-id") == 0) {
            snprintf(institution_id, sizeof institution_id, "%s", now.field[1]);
        } else if (strcmp(what, "known") == 0) {
            known_at = micros(now.field[1]);
        } else if (strcmp(what, "institution") == 0) {
            append(&institution, &now);
        } else if (strcmp(what, "dossier") == 0) {
            append(&person, &now);
        } else if (strcmp(what, "observed") == 0) {
            observed = now.field[1];
        } else if (strcmp(what, "may") == 0) {
            fold(known_at, observed);
            may(&now);
        } else if (strcmp(what, "due") == 0) {
            fold(known_at, observed);
            due(&now);
        } else if (strcmp(what, "fields") == 0) {
            fold(known_at, observed);
            fields(&now);
        } else if (strcmp(what, "text-at") == 0) {
            text_at(&now);
        } else if (strcmp(what, "step") == 0) {
            fold(known_at, observed);
            step(&now);
        } else if (strcmp(what, "requests") == 0) {
            fold(known_at, observed);
            requests(&now);
        } else if (strcmp(what, "plan") == 0) {
            fold(known_at, observed);
            plan(&now);
        } else if (strcmp(what, "applicability") == 0) {
            fold(known_at, observed);
            applicability(&now);
        } else if (strcmp(what, "accepted") == 0) {
            compared++;
            same_bytes("accepted", now.field[1], accepted, strlen(accepted));
        } else if (strcmp(what, "answer") == 0) {
            compare_decision(&now);
        } else if (strcmp(what, "date") == 0) {
            compare_date(&now);
        } else if (strcmp(what, "erasable") == 0) {
            compare_erasure(&now);
        } else if (strcmp(what, "next") == 0) {
            same_number("next", micros(now.field[1]), next_due);
        } else if (strcmp(what, "kept") == 0) {
            same_bytes("kept", now.field[1], wb_buf_data(retaining_claims), wb_buf_len(retaining_claims));
        } else if (strcmp(what, "expect") == 0 || strcmp(what, "description") == 0) {
            compared++;
            same_bytes("answer", now.field[1], wb_buf_data(answer), wb_buf_len(answer));
        } else if (strcmp(what, "end") == 0) {
            wb_policy *kept = wb_policy_retain(policy);
            forget();
            policy = kept;
            cases++;
            finish();
        } else {
            differs("the script", "a known word", what);
        }
    }
    case_failed = false;
    case_name = "(the number of cases)";
    same_number("cases", announced, cases - before);
    failed += case_failed;
    case_failed = false;
    forget();
    wb_institution_free(names);
    names = NULL;
    free(script);
}

int main(int argc, char **argv) {
    if (wb_abi_version() != WB_ABI_VERSION || wb_version_number() != WB_VERSION_NUMBER ||
        strcmp(wb_version_string(), WB_VERSION_STRING) != 0) {
        printf("this program was compiled for another library\n");
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        run(argv[i]);
    }
    printf("%d cases\n%d passed, %d failed\n", cases, passed, failed);
    return failed > 0 || passed == 0;
}
