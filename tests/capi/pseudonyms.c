/* Pseudonyms and anonymity checks from C: the published pseudonym, many against one at a time, NULL in every pointer of
 * every function, what a host does wrong, and that no error tells of an identifier or a key. C11 and POSIX.
 *
 *     pseudonyms        from the root of the repository
 *
 * Prints at the end: N passed, N failed. */

#include <pthread.h>

#define WB_EXPERIMENTAL
#include "check.h"

static const int64_t NOW = 1795435200000000; /* 2026-11-23T12:00:00Z */
static const char GOLDEN[] = "aeaaaanz4um6toixluraosui3eui2sec";
static const char SCHOOL[] = "school:00AA";

/* --- What every call below works on. --- */

static char key[32], pseudonym[33];
static wb_keys *keys;
static wb_register *reg;
static wb_domain *research, *care;
static wb_escrow *escrow;
static wb_aliases *aliases;
static wb_field_table *field_table;
static wb_policy *policy;
static wb_table *table;
static wb_buf *sealed;
static const char numbers[] = "063138219111222333123456782";
static const int32_t number_offsets[] = {0, 9, 18, 27};
static const char rules[] =
    "{\"waarborg-translations\":1,\"controller\":\"school:00AA\",\"rules\":{\"quality\":{\"requester\":\"analyst\","
    "\"from\":\"research\",\"to\":\"care\",\"purpose\":\"quality\",\"basis\":\"public-task\","
    "\"start\":\"2026-08-01T00:00:00Z\",\"end\":\"2027-08-01T00:00:00Z\"}}}";
static const char fields[] =
    "{\"waarborg-fields\":1,\"subject\":\"number\",\"fields\":{\"number\":{\"holds\":\"identifier\",\"kind\":\"pgn\"},"
    "\"born\":{\"holds\":\"birth-date\"},\"sat\":{\"holds\":\"time\"},\"remark\":{\"holds\":\"free-text\"}},"
    "\"outputs\":[{\"purpose\":\"quality\",\"identifiability\":\"pseudonymised\",\"fields\":{\"number\":{\"as\":\"pseudonym\"},"
    "\"born\":{\"as\":\"age-band\",\"width\":2},\"sat\":{\"as\":\"shift\",\"days\":30},\"remark\":{\"as\":\"tag\"}}}]}";
static const char record[] =
    "{\"number\":\"063138219\",\"born\":\"2016-03-01\",\"sat\":\"2026-05-01\",\"remark\":\"Noor belt 06-12345678\"}";
static const int32_t record_offsets[] = {0, sizeof record - 1};
static const char people[] = "[[\"Noor\"]]";
static const char cohorts[] = "201920192019202020202020";
static const int32_t cohort_offsets[] = {0, 4, 8, 12, 16, 20, 24};
static const int64_t marks[] = {5, 7, 8, 5, 7, 8};
static const uint8_t all_valid[] = {1, 1, 1, 1, 1, 1};
static const char requirements[] =
    "{\"waarborg-anonymity\":1,\"k\":3,\"rows-are-persons\":true,\"quasi-identifiers\":[\"cohort\"],\"sensitive\":[{\"column\":\"mark\","
    "\"distinct-l\":3}]}";
static const char joined[] =
    "{\"waarborg-joined\":1,\"k\":2,\"tables\":[{\"subject\":\"mark\",\"quasi-identifiers\":[\"cohort\"]}]}";
static const char holders[] = "[{\"party\":\"researcher\",\"holds\":[]},{\"party\":\"school\",\"holds\":[\"source-table\"]}]";

static wb_register *activated(wb_register *from, const char *domain, uint32_t epoch, const char *kind, uint32_t number) {
    wb_register *next = NULL;
    uint32_t made = 0;
    check(wb_register_activate(from, keys, L(SCHOOL), 1, L(domain), epoch, L(kind), INT64_MAX, NOW, &next, &made, NULL) ==
                  WB_STATUS_OK &&
              made == number,
          "a key in use");
    wb_register_free(from);
    return next;
}

static void set_up(void) {
    for (int i = 0; i < 32; i++) {
        key[i] = (char)i;
    }
    check(wb_keys_root(NULL, key, 32, &keys, NULL) == 0, "keys");
    check(wb_register_new(&reg, NULL) == 0, "a register");
    reg = activated(reg, "research", 1, "pgn", 1);
    reg = activated(reg, "care", 1, "pgn", 2);
    reg = activated(reg, "research", 1, "text/club/lower", 3);
    check(wb_domain_open(reg, keys, L(SCHOOL), L("research"), NOW, &research, NULL) == 0, "a domain");
    check(wb_domain_open(reg, keys, L(SCHOOL), L("care"), NOW, &care, NULL) == 0, "another domain");
    check(wb_escrow_open(reg, keys, L(SCHOOL), L("research"), &escrow, NULL) == 0, "an escrow");
    check(wb_pseudonym(research, L("pgn"), L("063138219"), pseudonym, 32, NULL) == 0, "a pseudonym");
    check(wb_escrow_seal(escrow, L("pgn"), L("063138219"), pseudonym, 32, &sealed, NULL) == 0, "what is sealed");
    check(wb_aliases_new(&aliases, NULL) == 0, "aliases");
    check(wb_field_table_parse(L(fields), &field_table, NULL) == 0, "a field table");
    static char document[1 << 20];
    FILE *file = fopen("examples/policies/neo.json", "rb");
    if (file == NULL) {
        perror("examples/policies/neo.json");
        exit(2);
    }
    size_t len = fread(document, 1, sizeof document, file);
    fclose(file);
    check(wb_policy_parse(document, len, &policy, NULL) == 0, "a policy");
    wb_table *first = NULL;
    check(wb_table_texts(NULL, L("cohort"), 6, L(cohorts), cohort_offsets, NULL, &first, NULL) == 0, "a column");
    check(wb_table_integers(first, L("mark"), 6, marks, all_valid, &table, NULL) == 0, "a table");
    wb_table_free(first);
}

static void tear_down(void) {
    wb_keys_free(keys);
    wb_register_free(reg);
    wb_domain_free(research);
    wb_domain_free(care);
    wb_escrow_free(escrow);
    wb_aliases_free(aliases);
    wb_field_table_free(field_table);
    wb_policy_free(policy);
    wb_table_free(table);
    wb_buf_free(sealed);
}

/* --- NULL in every pointer of every function. --- */

/* Outputs, spoiled before each call. */
static struct outputs {
    wb_keys *keys;
    wb_register *reg;
    wb_domain *domain;
    wb_escrow *escrow;
    wb_aliases *aliases;
    wb_field_table *fields;
    wb_table *table;
    wb_buf *buf;
    wb_error *refusals;
    uint32_t number, rows[6];
    int32_t state, statuses[3];
    size_t count, counts[1];
    char bytes[120];
} out;

static void spoil(void) { memset(&out, 0x5a, sizeof out); }

static void drop_outputs(void) {
    wb_keys_free(out.keys);
    wb_register_free(out.reg);
    wb_domain_free(out.domain);
    wb_escrow_free(out.escrow);
    wb_aliases_free(out.aliases);
    wb_field_table_free(out.fields);
    wb_table_free(out.table);
    wb_buf_free(out.buf);
    wb_error_free(out.refusals);
}

typedef wb_status call(wb_error **err);

static wb_status keys_root(wb_error **err) { return wb_keys_root(keys, P(key), 32, P(&out.keys), err); }
static wb_status keys_passphrase(wb_error **err) {
    return wb_keys_passphrase(NULL, T("zes woorden die niemand raadt"), T("0123456789abcdef"), 19456, 2, 1, P(&out.keys),
                              err);
}
static wb_status keys_controller(wb_error **err) {
    return wb_keys_controller(keys, T(SCHOOL), 1, P(key), 32, P(&out.keys), err);
}
static wb_status keys_domain(wb_error **err) {
    return wb_keys_domain(keys, T(SCHOOL), 1, T("research"), 1, 0, P(key), 32, P(&out.keys), err);
}
static wb_status register_new(wb_error **err) { return wb_register_new(P(&out.reg), err); }
static wb_status register_parse(wb_error **err) {
    return wb_register_parse(T("{\"waarborg-keys\":1,\"keys\":[]}"), P(&out.reg), err);
}
static wb_status register_json(wb_error **err) { return wb_register_json(P(reg), P(&out.buf), err); }
static wb_status register_activate(wb_error **err) {
    return wb_register_activate(P(reg), P(keys), T(SCHOOL), 1, T("research"), 2, T("pgn"), INT64_MAX, NOW, P(&out.reg),
                                P(&out.number), err);
}
static wb_status register_retire(wb_error **err) { return wb_register_retire(P(reg), 1, NOW, P(&out.reg), err); }
static wb_status register_destroy(wb_error **err) {
    return wb_register_destroy(P(reg), 1, NOW, P(&out.reg), P(&out.buf), err);
}
static wb_status register_destroy_domain(wb_error **err) {
    return wb_register_destroy_domain(P(reg), T(SCHOOL), T("research"), NOW, P(&out.reg), P(&out.buf), err);
}
static wb_status register_recognise(wb_error **err) {
    return wb_register_recognise(P(reg), T(pseudonym), NOW, P(&out.number), P(&out.state), err);
}
static wb_status domain_open(wb_error **err) {
    return wb_domain_open(P(reg), P(keys), T(SCHOOL), T("research"), NOW, P(&out.domain), err);
}
static wb_status one(wb_error **err) {
    return wb_pseudonym(P(research), T("pgn"), T("063138219"), P(out.bytes), 32, err);
}
static wb_status all_active(wb_error **err) {
    return wb_pseudonyms_all_active(P(research), T("pgn"), T("063138219"), P(&out.buf), err);
}
static wb_status matches(wb_error **err) {
    return wb_pseudonym_matches(P(research), T("pgn"), T("063138219"), T(pseudonym), P(&out.state), err);
}
static wb_status shift(wb_error **err) {
    return wb_shift(P(research), T("pgn"), T("063138219"), 30, T("2026-05-01"), P(out.bytes), 10, err);
}
static wb_status many(wb_error **err) {
    return wb_pseudonyms(P(research), T("pgn"), 3, T(numbers), P(number_offsets), P(out.bytes), 60, NULL, 0,
                         P(out.statuses), P(&out.count), &out.refusals, err);
}
static wb_status many_texts(wb_error **err) {
    return wb_pseudonyms(P(research), T("pgn"), 3, T(numbers), P(number_offsets), NULL, 0, P(out.bytes), 96,
                         P(out.statuses), P(&out.count), NULL, err);
}
static wb_status translate(wb_error **err) {
    return wb_translate(P(research), P(care), T(rules), T("analyst"), T("quality"), T("pgn"), 3, T(numbers),
                        P(number_offsets), NOW, P(out.bytes), 120, P(&out.counts[0]), P(out.statuses), P(&out.count),
                        &out.refusals, P(&out.buf), err);
}
static wb_status aliases_new(wb_error **err) { return wb_aliases_new(P(&out.aliases), err); }
static wb_status aliases_parse(wb_error **err) {
    return wb_aliases_parse(T("{\"waarborg-aliases\":1,\"aliases\":[]}"), P(&out.aliases), err);
}
static wb_status aliases_json(wb_error **err) { return wb_aliases_json(P(aliases), P(&out.buf), err); }
static wb_status aliases_add(wb_error **err) {
    return wb_aliases_add(P(aliases), T(pseudonym), T("aeaaaaqaaaaaaaaaaaaaaaaaaaaaaaaa"), NOW, P(&out.aliases), err);
}
static wb_status aliases_resolve(wb_error **err) {
    return wb_aliases_resolve(P(aliases), T(pseudonym), NOW, P(out.bytes), 32, err);
}
static wb_status aliases_same_person(wb_error **err) {
    return wb_aliases_same_person(P(aliases), T(pseudonym), NOW, P(&out.buf), err);
}
static wb_status escrow_open(wb_error **err) {
    return wb_escrow_open(P(reg), P(keys), T(SCHOOL), T("research"), P(&out.escrow), err);
}
static wb_status escrow_seal(wb_error **err) {
    return wb_escrow_seal(P(escrow), T("pgn"), T("063138219"), T(pseudonym), P(&out.buf), err);
}
static wb_status escrow_unseal(wb_error **err) {
    return wb_escrow_unseal(P(escrow), P(wb_buf_data(sealed)), wb_buf_len(sealed), T(pseudonym), P(&out.buf), err);
}
static wb_status field_table_parse(wb_error **err) { return wb_field_table_parse(T(fields), P(&out.fields), err); }
static wb_status field_table_properties(wb_error **err) {
    return wb_field_table_properties(P(field_table), research, T("quality"), WB_IDENTIFIABILITY_PSEUDONYMISED, P(&out.buf), err);
}
static wb_status transform(wb_error **err) {
    return wb_transform(P(field_table), research, T("quality"), WB_IDENTIFIABILITY_PSEUDONYMISED, T("2026-11-23"), T(people), 1,
                        T(record), P(record_offsets), P(&out.buf), err);
}
static wb_status table_texts(wb_error **err) {
    return wb_table_texts(NULL, T("cohort"), 6, T(cohorts), P(cohort_offsets), NULL, P(&out.table), err);
}
static wb_status table_integers(wb_error **err) {
    return wb_table_integers(NULL, T("mark"), 6, P(marks), NULL, P(&out.table), err);
}
static wb_status table_check(wb_error **err) {
    return wb_table_check(P(table), NULL, T(requirements), T("marks"), T(holders), P(&out.state), P(out.rows), 6,
                          P(&out.count), P(&out.buf), err);
}
static wb_status tables_check(wb_error **err) {
    const wb_table *tables[] = {table};
    return wb_tables_check(P(tables), 1, T(joined), T("marks"), T(holders), P(&out.state), P(out.rows), 6, P(out.counts),
                           P(&out.buf), err);
}
static wb_status cells_check(wb_error **err) {
    static const uint64_t persons[] = {12, 30, 11};
    return wb_cells_check(P(persons), 3, 10, 1, 0, 1, T("means"), T(holders), P(&out.state), P(out.rows), 3,
                          P(&out.count), P(&out.buf), err);
}

static wb_status table_measure(wb_error **err) {
    return wb_table_measure(P(table), T(requirements), P(&out.buf), err);
}
static wb_status requirements_arx(wb_error **err) { return wb_requirements_arx(T(requirements), P(&out.buf), err); }

static const struct {
    const char *name;
    call *call;
    /* How many pointers it has that may not be NULL, so that none is forgotten. */
    int pointers;
} calls[] = {
    {"wb_keys_root", keys_root, 2},
    {"wb_keys_passphrase", keys_passphrase, 3},
    {"wb_keys_controller", keys_controller, 3},
    {"wb_keys_domain", keys_domain, 4},
    {"wb_register_new", register_new, 1},
    {"wb_register_parse", register_parse, 2},
    {"wb_register_json", register_json, 2},
    {"wb_register_activate", register_activate, 7},
    {"wb_register_retire", register_retire, 2},
    {"wb_register_destroy", register_destroy, 3},
    {"wb_register_destroy_domain", register_destroy_domain, 5},
    {"wb_register_recognise", register_recognise, 4},
    {"wb_domain_open", domain_open, 5},
    {"wb_pseudonym", one, 4},
    {"wb_pseudonyms_all_active", all_active, 4},
    {"wb_pseudonym_matches", matches, 5},
    {"wb_shift", shift, 5},
    {"wb_pseudonyms", many, 7},
    {"wb_pseudonyms, as texts", many_texts, 7},
    {"wb_translate", translate, 13},
    {"wb_aliases_new", aliases_new, 1},
    {"wb_aliases_parse", aliases_parse, 2},
    {"wb_aliases_json", aliases_json, 2},
    {"wb_aliases_add", aliases_add, 4},
    {"wb_aliases_resolve", aliases_resolve, 3},
    {"wb_aliases_same_person", aliases_same_person, 3},
    {"wb_escrow_open", escrow_open, 5},
    {"wb_escrow_seal", escrow_seal, 5},
    {"wb_escrow_unseal", escrow_unseal, 4},
    {"wb_field_table_parse", field_table_parse, 2},
    {"wb_field_table_properties", field_table_properties, 3},
    {"wb_transform", transform, 7},
    {"wb_table_texts", table_texts, 4},
    {"wb_table_integers", table_integers, 3},
    {"wb_table_check", table_check, 8},
    {"wb_tables_check", tables_check, 8},
    {"wb_cells_check", cells_check, 7},
    {"wb_table_measure", table_measure, 3},
    {"wb_requirements_arx", requirements_arx, 2},
};

/* True if a failed call left nothing: each output is as it was, not being one of the call, or nothing. A row of a batch is
 * then refused. */
static bool left_nothing(void) {
    static const void *untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    const void *handles[] = {out.keys,    out.reg,    out.domain, out.escrow,  out.aliases,
                             out.fields, out.table, out.buf,    out.refusals};
    bool nothing = true;
    for (size_t i = 0; i < sizeof handles / sizeof *handles; i++) {
        nothing &= handles[i] == NULL || handles[i] == untouched;
    }
    for (int i = 0; i < 3; i++) {
        nothing &= out.statuses[i] != WB_STATUS_OK;
    }
    const size_t some = SIZE_MAX / 255 * 0x5a;
    nothing &= out.number == 0 || out.number == 0x5a5a5a5a;
    nothing &= out.state == 0 || out.state == 0x5a5a5a5a;
    nothing &= out.count == 0 || out.count == some;
    nothing &= out.counts[0] == 0 || out.counts[0] == some;
    return nothing && (out.bytes[0] == 0x5a || is_nothing(out.bytes, 10));
}

static void null_everywhere(void) {
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        char what[80];
        wb_error *err = (wb_error *)&err;
        out = (struct outputs){0};
        null_at = -1, pointers = 0;
        snprintf(what, sizeof what, "%s with all it needs", calls[i].name);
        wb_status status = calls[i].call(&err);
        if (status != WB_STATUS_OK) {
            printf("%s: %d %s\n", calls[i].name, status, wb_error_message(err, 0, NULL));
        }
        check(status == WB_STATUS_OK && err == NULL && pointers == calls[i].pointers, what);
        drop_outputs();
        for (int at = 0; at < calls[i].pointers; at++) {
            snprintf(what, sizeof what, "%s with NULL as pointer %d", calls[i].name, at);
            spoil();
            null_at = at, pointers = 0, err = NULL;
            check(calls[i].call(&err) == WB_STATUS_NULL_ARGUMENT, what);
            check(wb_error_count(err) == 1 && strcmp(wb_error_code(err, 0, NULL), "null-argument") == 0, what);
            check(left_nothing(), what);
            wb_error_free(err);
            spoil();
            null_at = at, pointers = 0;
            check(calls[i].call(NULL) == WB_STATUS_NULL_ARGUMENT && left_nothing(), what);
        }
    }
    null_at = -1;
    check(wb_keys_retain(NULL) == NULL && wb_register_retain(NULL) == NULL && wb_domain_retain(NULL) == NULL &&
              wb_escrow_retain(NULL) == NULL && wb_aliases_retain(NULL) == NULL && wb_field_table_retain(NULL) == NULL &&
              wb_table_retain(NULL) == NULL,
          "nothing to retain");
    wb_keys_free(NULL);
    wb_register_free(NULL);
    wb_domain_free(NULL);
    wb_escrow_free(NULL);
    wb_aliases_free(NULL);
    wb_field_table_free(NULL);
    wb_table_free(NULL);
}

/* --- What comes out. --- */

static bool is(wb_buf *buf, const char *expected) {
    bool same = buf != NULL && strcmp(wb_buf_data(buf), expected) == 0;
    if (!same) {
        printf("expected %s\ngot      %s\n", expected, buf == NULL ? "nothing" : wb_buf_data(buf));
    }
    wb_buf_free(buf);
    return same;
}

static bool holds(wb_buf *buf, const char *part) {
    bool found = buf != NULL && strstr(wb_buf_data(buf), part) != NULL;
    if (!found) {
        printf("not in it: %s\n%s\n", part, buf == NULL ? "nothing" : wb_buf_data(buf));
    }
    wb_buf_free(buf);
    return found;
}

static void the_published_pseudonym(void) {
    static const char *const written[] = {"063138219", "63138219", "0631.38.219"};
    for (int i = 0; i < 3; i++) {
        char text[33] = {0};
        check(wb_pseudonym(research, L("pgn"), L(written[i]), text, 32, NULL) == 0 && strcmp(text, GOLDEN) == 0, written[i]);
    }
    char text[34];
    memset(text, 0x5a, sizeof text);
    check(wb_pseudonym(research, L("pgn"), L("063138219"), text, sizeof text, NULL) == 0 && text[32] == 0x5a,
          "nothing past its 32 characters");

    char bytes[20];
    int32_t status = -1, yes = -1, state = -1;
    size_t refused = 7;
    uint32_t number = 0;
    const int32_t offsets[] = {0, 9};
    check(wb_pseudonyms(research, L("pgn"), 1, L("063138219"), offsets, bytes, 20, text, 32, &status, &refused, NULL, NULL) ==
                  0 &&
              status == 0 && refused == 0 && memcmp(text, GOLDEN, 32) == 0,
          "one in a batch");
    check(memcmp(bytes, "\x01\x00\x00\x01", 4) == 0, "version 1, key 1");
    /* As text and as bytes. */
    for (int i = 0; i < 2; i++) {
        const char *had = i ? bytes : GOLDEN;
        size_t len = i ? 20 : 32;
        check(wb_pseudonym_matches(research, L("pgn"), L("063138219"), had, len, &yes, NULL) == 0 && yes == 1, "matches");
        check(wb_pseudonym_matches(research, L("pgn"), L("111222333"), had, len, &yes, NULL) == 0 && yes == 0, "does not");
        check(wb_register_recognise(reg, had, len, NOW, &number, &state, NULL) == 0 && number == 1 && state == WB_KEY_ACTIVE,
              "ours");
    }
    check(wb_register_recognise(reg, L("aeaaa7yaaaaaaaaaaaaaaaaaaaaaaaaa"), NOW, &number, &state, NULL) == 0 &&
              state == WB_KEY_FOREIGN && number > 3,
          "foreign");

    /* Rotated, retired and destroyed: each in a register of its own. */
    wb_register *rotated = activated(wb_register_retain(reg), "research", 2, "pgn", 4), *next = NULL;
    wb_domain *later = NULL;
    wb_buf *buf = NULL;
    check(wb_domain_open(rotated, keys, L(SCHOOL), L("research"), NOW, &later, NULL) == 0 &&
              wb_pseudonyms_all_active(later, L("pgn"), L("063138219"), &buf, NULL) == 0,
          "after a rotation");
    check(wb_buf_len(buf) == 71 && strncmp(wb_buf_data(buf), "[\"aeaaab", 8) == 0, "the new one first");
    check(holds(buf, GOLDEN), "and the old one");
    check(wb_register_recognise(rotated, L(GOLDEN), NOW, &number, &state, NULL) == 0 && state == WB_KEY_ACCEPT_ONLY,
          "accept-only");
    check(wb_register_destroy(rotated, 1, NOW, &next, &buf, NULL) == 0 && holds(buf, "\"effect\":\"refused-here\""),
          "a derived key, destroyed");
    check(wb_register_recognise(next, L(GOLDEN), NOW, &number, &state, NULL) == 0 && state == WB_KEY_DESTROYED, "destroyed");
    wb_domain_free(later);
    wb_register_free(rotated);
    check(wb_register_json(next, &buf, NULL) == 0, "a register as JSON");
    check(wb_register_parse(wb_buf_data(buf), wb_buf_len(buf), &rotated, NULL) == 0, "and back");
    wb_register_free(next);
    wb_buf *again = NULL;
    check(wb_register_json(rotated, &again, NULL) == 0 && is(again, wb_buf_data(buf)), "the same bytes");
    wb_buf_free(buf);
    wb_error *err = NULL;
    check(wb_register_destroy_domain(rotated, L(SCHOOL), L("research"), NOW, &next, &buf, NULL) == 0 &&
              holds(buf, "\"leaves-personal-data\":true"),
          "a domain, destroyed");
    fails(WB_STATUS_BAD_KEYS, wb_domain_open(next, keys, L(SCHOOL), L("research"), NOW, &later, &err), &err, "key-destroyed");
    wb_register_free(next);
    wb_register_free(rotated);
}

static void what_links(void) {
    char newer[33] = {0}, older[33] = {0}, found[33] = {0};
    wb_aliases *more = NULL;
    wb_buf *buf = NULL;
    wb_error *err = NULL;
    check(wb_pseudonym(research, L("pgn"), L("111222333"), newer, 32, NULL) == 0 &&
              wb_pseudonym(research, L("pgn"), L("101222331"), older, 32, NULL) == 0,
          "two pseudonyms");
    check(wb_aliases_add(aliases, newer, 32, older, 32, NOW, &more, NULL) == 0 &&
              wb_aliases_resolve(more, newer, 32, NOW, found, 32, NULL) == 0 && strcmp(found, older) == 0,
          "an alias");
    check(wb_aliases_resolve(more, newer, 32, NOW - 1, found, 32, NULL) == 0 && strcmp(found, newer) == 0, "not before");
    check(wb_aliases_resolve(aliases, newer, 32, NOW, found, 32, NULL) == 0 && strcmp(found, newer) == 0,
          "the old aliases are as they were");
    wb_aliases *none = NULL;
    fails(WB_STATUS_BAD_IDENTIFIER, wb_aliases_add(more, older, 32, newer, 32, NOW, &none, &err), &err, "alias-cycle");
    check(wb_aliases_same_person(more, older, 32, NOW, &buf, NULL) == 0 && holds(buf, newer), "the same person");
    wb_aliases_free(more);

    check(wb_escrow_unseal(escrow, wb_buf_data(sealed), wb_buf_len(sealed), pseudonym, 32, &buf, NULL) == 0 &&
              is(buf, "063138219"),
          "the way back");
    buf = NULL;
    fails(WB_STATUS_BAD_IDENTIFIER,
          wb_escrow_unseal(escrow, wb_buf_data(sealed), wb_buf_len(sealed), newer, 32, &buf, &err), &err, "not-opened");
    fails(WB_STATUS_BAD_IDENTIFIER, wb_escrow_unseal(escrow, L("0g"), pseudonym, 32, &buf, &err), &err, "not-hexadecimal");
    fails(WB_STATUS_BAD_IDENTIFIER, wb_escrow_seal(escrow, L("pgn"), L("111222333"), pseudonym, 32, &buf, &err), &err,
          "other-identifier");
    check(buf == NULL, "nobody's number beside another's pseudonym");

    /* The third number is none: it is refused, by its row. */
    static const char given[] = "063138219111222333123456783";
    char pairs[120], of_care[32];
    size_t count = 0, refused = 0;
    int32_t statuses[3];
    wb_error *refusals = NULL;
    check(wb_translate(research, care, L(rules), L("analyst"), L("quality"), L("pgn"), 3, L(given), number_offsets, NOW,
                       pairs, 120, &count, statuses, &refused, &refusals, &buf, NULL) == 0,
          "a translation");
    check(count == 2 && refused == 1 && statuses[0] == 0 && statuses[1] == 0 && statuses[2] == WB_STATUS_BAD_IDENTIFIER,
          "two of three");
    check(memcmp(pairs + 20, pairs + 60, 20) < 0 && is_nothing(pairs + 80, 40), "sorted by what they became");
    check(wb_error_count(refusals) == 1 && strcmp(wb_error_path(refusals, 0, NULL), "/2") == 0 &&
              strcmp(wb_error_code(refusals, 0, NULL), "pgn-check") == 0,
          "the third row");
    wb_error_free(refusals);
    check(holds(buf, "\"given\":2,\"refused\":1}"), "an entry for the log");
    check(wb_pseudonym(care, L("pgn"), L("063138219"), of_care, 32, NULL) == 0 && memcmp(of_care, GOLDEN, 32) != 0,
          "another domain has another pseudonym");
    buf = NULL;
    fails(WB_STATUS_NOT_ALLOWED,
          wb_translate(care, research, L(rules), L("analyst"), L("quality"), L("pgn"), 3, L(given), number_offsets, NOW, pairs,
                       120, &count, statuses, &refused, NULL, &buf, &err),
          &err, "translation-denied");
    check(count == 0 && buf == NULL && statuses[0] != 0 && is_nothing(pairs, 120), "nothing without a rule");
    fails(WB_STATUS_NOT_ALLOWED,
          wb_translate(research, care, L(rules), L("analyst"), L("quality"), L("pgn"), 3, L(given), number_offsets,
                       NOW + INT64_C(86400000000) * 365, pairs, 120, &count, statuses, &refused, NULL, &buf, &err),
          &err, "translation-window");
}

static void records(void) {
    wb_buf *buf = NULL;
    wb_error *err = NULL;
    char moved[11] = {0};
    check(wb_shift(research, L("pgn"), L("063138219"), 30, L("2026-05-01"), moved, 10, NULL) == 0 && strlen(moved) == 10,
          "a day moved");
    char expected[400];
    snprintf(expected, sizeof expected,
             "[{\"waarborg-record\":1,\"identifiability\":\"pseudonymised\",\"fields\":{\"born\":\"10-11\",\"number\":\"%s\",\"remark\":"
             "\"[PERSOON-1] belt [TELEFOON-1]\",\"sat\":\"%s\"},\"found\":{\"PERSOON\":1,\"TELEFOON\":1}}]",
             GOLDEN, moved);
    check(wb_transform(field_table, research, L("quality"), WB_IDENTIFIABILITY_PSEUDONYMISED, L("2026-11-23"), L(people), 1, L(record),
                       record_offsets, &buf, NULL) == 0 &&
              is(buf, expected),
          "a record");
    check(wb_field_table_properties(field_table, research, L("quality"), WB_IDENTIFIABILITY_PSEUDONYMISED, &buf, NULL) == 0 &&
              holds(buf, "\"number\":{\"as\":\"pseudonym\",\"keyed\":true,\"joinable\":true,\"reversible\":true,"),
          "what a treatment leaves");
    fails(WB_STATUS_BAD_KEYS,
          wb_transform(field_table, NULL, L("quality"), WB_IDENTIFIABILITY_PSEUDONYMISED, L("2026-11-23"), NULL, 0, 1, L(record),
                       record_offsets, &buf, &err),
          &err, "domain-missing");
    fails(WB_STATUS_BAD_FIELDS,
          wb_transform(field_table, research, L("qualty"), WB_IDENTIFIABILITY_PSEUDONYMISED, L("2026-11-23"), NULL, 0, 1, L(record),
                       record_offsets, &buf, &err),
          &err, "unknown-output");
    fails(WB_STATUS_UNKNOWN_VALUE,
          wb_transform(field_table, research, L("quality"), WB_IDENTIFIABILITY_ANY, L("2026-11-23"), NULL, 0, 1, L(record),
                       record_offsets, &buf, &err),
          &err, "unknown-value");
    /* The second of two: nothing comes out, and the path says where. */
    static const char two[] = "{\"number\":\"063138219\"}{\"number\":\"123456783\"}";
    const int32_t offsets[] = {0, 22, 44};
    buf = NULL;
    wb_status status = wb_transform(field_table, research, L("quality"), WB_IDENTIFIABILITY_PSEUDONYMISED, L("2026-11-23"), NULL, 0, 2,
                                    L(two), offsets, &buf, &err);
    check(buf == NULL && err != NULL && strcmp(wb_error_path(err, 0, NULL), "/1/number") == 0, "where it went wrong");
    fails(WB_STATUS_BAD_FIELDS, status, &err, "pgn-check");
    static const char number[] = "{\"number\":63138219}";
    const int32_t whole[] = {0, sizeof number - 1};
    fails(WB_STATUS_BAD_FIELDS,
          wb_transform(field_table, research, L("quality"), WB_IDENTIFIABILITY_PSEUDONYMISED, L("2026-11-23"), NULL, 0, 1, L(number),
                       whole, &buf, &err),
          &err, "wrong-type");
    fails(WB_STATUS_BAD_FIELDS, wb_field_table_check(field_table, policy, NOW, &err), &err, "unknown-purpose");
    check(wb_field_table_check(NULL, policy, NOW, NULL) == WB_STATUS_NULL_ARGUMENT &&
              wb_field_table_check(field_table, NULL, NOW, NULL) == WB_STATUS_NULL_ARGUMENT,
          "nothing to check");
}

static void anonymity(void) {
    int32_t yes = -1;
    uint32_t rows[13] = {9};
    size_t count = 9, counts[2];
    wb_buf *report = NULL;
    wb_error *err = NULL;
    check(wb_table_check(table, NULL, L(requirements), L("marks"), L(holders), &yes, rows, 6, &count, &report, NULL) == 0 &&
              yes == 1 && count == 0 && holds(report, "\"passed\":true"),
          "a table that passes");
    check(wb_table_measure(table, L(requirements), &report, NULL) == 0 &&
              holds(report, "{\"v\":1,\"measures\":{\"rows\":6,\"persons\":6,\"suppressed\":0,\"k\":3,\"classes\":2,\"unique\":0,"),
          "what it measures");
    check(wb_requirements_arx(L(requirements), &report, NULL) == 0 &&
              holds(report, "config.addPrivacyModel(new KAnonymity(3));"),
          "the statements for ARX");

    /* A seventh row, alone in its class. */
    static const char more[] = "2019201920192020202020202021";
    const int32_t offsets[] = {0, 4, 8, 12, 16, 20, 24, 28};
    static const int64_t seven[] = {5, 7, 8, 5, 7, 8, 9};
    static const uint8_t valid[] = {1, 1, 1, 1, 1, 1, 0};
    wb_table *first = NULL, *second = NULL;
    check(wb_table_texts(NULL, L("cohort"), 7, L(more), offsets, NULL, &first, NULL) == 0 &&
              wb_table_integers(first, L("mark"), 7, seven, NULL, &second, NULL) == 0,
          "a longer table");
    check(wb_table_check(second, NULL, L(requirements), L("marks"), L(holders), &yes, rows, 7, &count, &report, NULL) == 0 &&
              yes == 0 && count == 1 && rows[0] == 6 && holds(report, "\"passed\":false"),
          "a check that fails is no failed call");
    report = NULL;
    fails(WB_STATUS_BUFFER_TOO_SMALL,
          wb_table_check(second, NULL, L(requirements), L("marks"), L(holders), &yes, rows, 6, &count, &report, &err), &err,
          "buffer-too-small");
    check(yes == 0 && count == 0 && report == NULL, "and nothing of it");
    fails(WB_STATUS_BAD_TABLE,
          wb_table_check(second, NULL, L(requirements), L("marks"), L("[]"), &yes, rows, 7, &count, &report, &err), &err,
          "no-holders");
    fails(WB_STATUS_BAD_TABLE,
          wb_table_check(second, NULL, L(requirements), L("marks"), L("[{\"party\":\"x\"}]"), &yes, rows, 7, &count, &report,
                         &err),
          &err, "missing-field");
    fails(WB_STATUS_BAD_TABLE,
          wb_table_check(first, NULL, L(requirements), L("marks"), L(holders), &yes, rows, 7, &count, &report, &err), &err,
          "unknown-column");
    wb_table *third = NULL;
    fails(WB_STATUS_BAD_TABLE, wb_table_integers(first, L("mark"), 6, marks, NULL, &third, &err), &err, "unequal-columns");
    fails(WB_STATUS_BAD_TABLE, wb_table_integers(first, L("cohort"), 7, seven, NULL, &third, &err), &err,
          "duplicate-column");
    check(wb_table_integers(first, L("mark"), 7, seven, valid, &third, NULL) == 0, "a value that is missing");
    fails(WB_STATUS_BAD_TABLE,
          wb_table_check(third, NULL, L(requirements), L("marks"), L(holders), &yes, rows, 7, &count, &report, &err), &err,
          "missing-policy");
    wb_table_free(third);
    third = NULL;
    const int32_t bad[] = {0, 4, 8, 12, 16, 20, 24, 27};
    fails(WB_STATUS_BAD_OFFSETS, wb_table_texts(NULL, L("c"), 7, L(more), bad, NULL, &third, &err), &err, "bad-offsets");
    fails(WB_STATUS_LIMIT, wb_table_integers(NULL, L("m"), SIZE_MAX, marks, NULL, &third, &err), &err, "too-large");

    const wb_table *both[] = {table, second};
    static const char of_both[] =
        "{\"waarborg-joined\":1,\"k\":2,\"tables\":[{\"subject\":\"mark\",\"quasi-identifiers\":[\"cohort\"]},"
        "{\"subject\":\"mark\",\"quasi-identifiers\":[\"cohort\"]}]}";
    check(wb_tables_check(both, 2, L(of_both), L("both"), L(holders), &yes, rows, 13, counts, &report, NULL) == 0 && yes == 0 &&
              counts[0] == 0 && counts[1] == 1 && rows[0] == 6 && holds(report, "\"view\":\"joined\""),
          "two tables as one");
    both[1] = NULL;
    report = NULL;
    wb_status status =
        wb_tables_check(both, 2, L(of_both), L("both"), L(holders), &yes, rows, 13, counts, &report, &err);
    check(err != NULL && strcmp(wb_error_path(err, 0, NULL), "/1") == 0, "which table is none");
    fails(WB_STATUS_NULL_ARGUMENT, status, &err, "null-argument");
    fails(WB_STATUS_BAD_TABLE,
          wb_tables_check(both, 1, L(of_both), L("both"), L(holders), &yes, rows, 13, counts, &report, &err), &err,
          "table-count");
    wb_table_free(first);
    wb_table_free(second);

    static const uint64_t persons[] = {12, 3, 30, 11};
    check(wb_cells_check(persons, 4, 10, 1, 0, 1, L("means"), L(holders), &yes, rows, 4, &count, &report, NULL) == 0 &&
              yes == 1 && count == 2 && rows[0] == 1 && rows[1] == 3 && holds(report, "\"view\":\"cells\""),
          "a small cell, and another so that it cannot be computed");
    check(wb_cells_check(persons, 4, 10, 1, 0, 0, L("means"), L(holders), &yes, rows, 4, &count, &report, NULL) == 0 &&
              yes == 0 && count == 1 && rows[0] == 1 && holds(report, "\"passed\":false"),
          "a small cell that is shown");
    report = NULL;
    fails(WB_STATUS_BAD_TABLE,
          wb_cells_check(persons, 4, 4, 1, 0, 1, L("means"), L(holders), &yes, rows, 4, &count, &report, &err), &err,
          "out-of-range");
    fails(WB_STATUS_UNKNOWN_VALUE,
          wb_cells_check(persons, 4, 10, 2, 0, 1, L("means"), L(holders), &yes, rows, 4, &count, &report, &err), &err,
          "unknown-value");
}

/* --- What a host does wrong. --- */

static void wrong_keys(void) {
    wb_error *err = NULL;
    wb_keys *none = NULL;
    wb_register *next = NULL;
    wb_domain *opened = NULL;
    uint32_t number = 0;
    static const char zeroes[33];
    for (size_t len = 0; len < 34; len++) {
        if (len != 32) {
            fails(WB_STATUS_BAD_KEYS, wb_keys_root(NULL, zeroes, len, &none, &err), &err, "key-length");
        }
    }
    fails(WB_STATUS_BAD_KEYS, wb_keys_root(NULL, zeroes, 32, &none, &err), &err, "weak-key");
    fails(WB_STATUS_BAD_KEYS, wb_keys_controller(NULL, L(""), 1, key, 32, &none, &err), &err, "controller-missing");
    fails(WB_STATUS_BAD_KEYS, wb_keys_controller(NULL, L(SCHOOL), 0, key, 32, &none, &err), &err, "epoch-zero");
    fails(WB_STATUS_BAD_KEYS, wb_keys_domain(NULL, L(SCHOOL), 1, L(""), 1, 1, key, 32, &none, &err), &err, "domain-missing");
    fails(WB_STATUS_UNKNOWN_VALUE, wb_keys_domain(NULL, L(SCHOOL), 1, L("d"), 1, 2, key, 32, &none, &err), &err,
          "unknown-value");
    fails(WB_STATUS_BAD_KEYS, wb_keys_passphrase(NULL, L("short"), L("0123456789abcdef"), 19456, 2, 1, &none, &err), &err,
          "passphrase-short");
    fails(WB_STATUS_BAD_KEYS, wb_keys_passphrase(NULL, L("zes woorden die niemand raadt"), L("0123456789abcdef"), 1, 1, 1,
                                                 &none, &err),
          &err, "passphrase-cost");
    check(none == NULL, "no keys");

    /* Another root is noticed at once: it would give everyone another pseudonym. Beside it, the right one is found. */
    char other[32];
    memcpy(other, key, 32);
    other[0] = 99;
    wb_keys *wrong = NULL, *both = NULL;
    check(wb_keys_root(NULL, other, 32, &wrong, NULL) == 0 && wb_keys_root(wrong, key, 32, &both, NULL) == 0, "two roots");
    fails(WB_STATUS_BAD_KEYS, wb_domain_open(reg, wrong, L(SCHOOL), L("research"), NOW, &opened, &err), &err, "wrong-key");
    wb_keys_free(wrong);
    check(wb_domain_open(reg, both, L(SCHOOL), L("research"), NOW, &opened, NULL) == 0, "the right one of two");
    wb_keys_free(both);
    char text[33] = {0};
    check(wb_pseudonym(opened, L("pgn"), L("063138219"), text, 32, NULL) == 0 && strcmp(text, GOLDEN) == 0,
          "a domain needs its keys no more");
    wb_domain_free(opened);
    opened = NULL;

    fails(WB_STATUS_BAD_KEYS, wb_domain_open(reg, keys, L(SCHOOL), L(""), NOW, &opened, &err), &err, "domain-missing");
    fails(WB_STATUS_BAD_KEYS, wb_domain_open(reg, keys, L(SCHOOL), L("reserch"), NOW, &opened, &err), &err, "unknown-domain");
    fails(WB_STATUS_BAD_TIME, wb_domain_open(reg, keys, L(SCHOOL), L("research"), NOW / 1000000, &opened, &err), &err,
          "now-out-of-range");
    fails(WB_STATUS_BAD_KEYS,
          wb_register_activate(reg, keys, L(SCHOOL), 1, L("research"), 1, L("pgn"), INT64_MAX, NOW, &next, &number, &err),
          &err, "key-exists");
    fails(WB_STATUS_UNKNOWN_VALUE,
          wb_register_activate(reg, keys, L(SCHOOL), 1, L("research"), 2, L("pgm"), INT64_MAX, NOW, &next, &number, &err),
          &err, "unknown-kind");
    fails(WB_STATUS_BAD_TIME,
          wb_register_activate(reg, keys, L(SCHOOL), 1, L("research"), 2, L("pgn"), 5, NOW, &next, &number, &err), &err,
          "now-out-of-range");
    fails(WB_STATUS_BAD_KEYS,
          wb_register_activate(reg, keys, L(SCHOOL), 1, L("research"), 2, L("pgn"), NOW - 1, NOW, &next, &number, &err), &err,
          "dates-out-of-order");
    fails(WB_STATUS_BAD_KEYS, wb_register_retire(reg, 0, NOW, &next, &err), &err, "not-a-key-number");
    fails(WB_STATUS_BAD_KEYS, wb_register_retire(reg, UINT32_MAX, NOW, &next, &err), &err, "not-a-key-number");
    fails(WB_STATUS_BAD_KEYS, wb_register_retire(reg, 9, NOW, &next, &err), &err, "unknown-key");
    fails(WB_STATUS_BAD_KEYS, wb_register_parse(L("{\"waarborg-keys\":2,\"keys\":[]}"), &next, &err), &err,
          "unknown-version");
    check(next == NULL && number == 0 && opened == NULL, "no register and no domain");

    /* An accept-only key makes no new ones. */
    check(wb_register_retire(reg, 1, NOW, &next, NULL) == 0 &&
              wb_domain_open(next, keys, L(SCHOOL), L("research"), NOW, &opened, NULL) == 0,
          "a key that was retired");
    fails(WB_STATUS_BAD_KEYS, wb_pseudonym(opened, L("pgn"), L("063138219"), text, 32, &err), &err, "no-active-key");
    check(is_nothing(text, 32), "no pseudonym");
    wb_domain_free(opened);
    wb_register_free(next);
}

/* No text of an error may hold what identifies someone, in any form in which it was given. */
static void says_nothing(wb_error *err, const char *about) {
    const char *(*const texts[])(const wb_error *, size_t, size_t *) = {
        wb_error_code, wb_error_message, wb_error_path, wb_error_expected, wb_error_suggestion, wb_error_help,
    };
    bool silent = wb_error_count(err) > 0;
    for (size_t i = 0; i < wb_error_count(err); i++) {
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
            const char *text = texts[j](err, i, NULL);
            silent &= text == NULL || strstr(text, about) == NULL;
        }
    }
    check(silent, "an error without what it is about");
    wb_error_free(err);
}

static void wrong_identifiers(void) {
    wb_error *err = NULL;
    char text[32];
    static const char canary[] = "kanarie-123456783-x";
    static const char *const kinds[] = {"pgn", "text/club/lower"};
    static const char *const texts[] = {"kanarie-123456783-x", "kanarie-123456783-x\x01"};
    for (int i = 0; i < 2; i++) {
        err = NULL;
        check(wb_pseudonym(research, L(kinds[i]), L(texts[i]), text, 32, &err) == WB_STATUS_BAD_IDENTIFIER, kinds[i]);
        check(is_nothing(text, 32), "no pseudonym");
        says_nothing(err, canary);
        wb_error *refusals = NULL;
        int32_t status = 0;
        size_t refused = 0;
        const int32_t offsets[] = {0, (int32_t)strlen(texts[i])};
        check(wb_pseudonyms(research, L(kinds[i]), 1, L(texts[i]), offsets, NULL, 0, text, 32, &status, &refused, &refusals,
                            NULL) == 0 &&
                  refused == 1 && status == WB_STATUS_BAD_IDENTIFIER && is_nothing(text, 32),
              "a batch of one that is refused");
        says_nothing(refusals, canary);
        wb_buf *buf = NULL;
        err = NULL;
        check(wb_escrow_seal(escrow, L(kinds[i]), L(texts[i]), pseudonym, 32, &buf, &err) != 0 && buf == NULL, "not sealed");
        says_nothing(err, canary);
    }
    err = NULL;
    check(wb_pseudonym(research, L(canary), L(canary), text, 32, &err) == WB_STATUS_UNKNOWN_VALUE, "no kind");
    says_nothing(err, canary);
    err = NULL;
    wb_buf *buf = NULL;
    static const char spoiled[] = "{\"kanarie-123456783-x\":\"x\"}";
    const int32_t offsets[] = {0, sizeof spoiled - 1};
    check(wb_transform(field_table, research, L("quality"), WB_IDENTIFIABILITY_PSEUDONYMISED, L("2026-11-23"), NULL, 0, 1, L(spoiled),
                       offsets, &buf, &err) == WB_STATUS_BAD_FIELDS,
          "a field that is not there");
    says_nothing(err, canary);
    err = NULL;
    check(wb_shift(research, L("pgn"), L("063138219"), 30, L("kanarie-123456783-x"), text, 10, &err) == WB_STATUS_BAD_FIELDS,
          "no day");
    says_nothing(err, canary);

    err = NULL;
    int32_t yes = 0;
    fails(WB_STATUS_BAD_KEYS, wb_pseudonym(research, L("mail"), L("jan@school.nl"), text, 32, &err), &err, "no-key-for-kind");
    fails(WB_STATUS_NOT_UTF8, wb_pseudonym(research, L("pgn"), "\xff", 1, text, 32, &err), &err, "not-utf8");
    fails(WB_STATUS_BUFFER_TOO_SMALL, wb_pseudonym(research, L("pgn"), L("063138219"), text, 31, &err), &err,
          "buffer-too-small");
    check(is_nothing(text, 31), "not a part of one");
    fails(WB_STATUS_BAD_IDENTIFIER, wb_pseudonym(research, L("text/club/lower"), L(GOLDEN), text, 32, &err), &err,
          "already-a-pseudonym");
    fails(WB_STATUS_BAD_IDENTIFIER,
          wb_pseudonym_matches(research, L("pgn"), L("063138219"), GOLDEN, 31, &yes, &err), &err, "pseudonym-length");
    fails(WB_STATUS_BAD_IDENTIFIER, wb_shift(research, L("pgn"), L("063138219"), 0, L("2026-05-01"), text, 10, &err), &err,
          "shift-days");
    fails(WB_STATUS_BUFFER_TOO_SMALL, wb_shift(research, L("pgn"), L("063138219"), 30, L("2026-05-01"), text, 9, &err), &err,
          "buffer-too-small");
}

static void wrong_rows(void) {
    wb_error *err = NULL;
    char bytes[60];
    int32_t statuses[3];
    size_t refused = 7;
    const int32_t bad[][4] = {{1, 9, 18, 27}, {0, 9, 18, 26}, {0, -1, 18, 27}, {0, INT32_MAX, 18, 27}, {0, 18, 9, 27}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        memset(statuses, 0, sizeof statuses);
        fails(WB_STATUS_BAD_OFFSETS,
              wb_pseudonyms(research, L("pgn"), 3, L(numbers), bad[i], bytes, 60, NULL, 0, statuses, &refused, NULL, &err),
              &err, "bad-offsets");
        check(statuses[0] != 0 && statuses[2] != 0 && refused == 0 && is_nothing(bytes, 60), "all rows are refused");
    }
    const int32_t split[] = {0, 1, 2, 2};
    fails(WB_STATUS_BAD_OFFSETS,
          wb_pseudonyms(research, L("pgn"), 3, "\xc3\xab", 2, split, bytes, 60, NULL, 0, statuses, &refused, NULL, &err),
          &err, "bad-offsets");
    fails(WB_STATUS_BUFFER_TOO_SMALL,
          wb_pseudonyms(research, L("pgn"), 3, L(numbers), number_offsets, bytes, 59, NULL, 0, statuses, &refused, NULL, &err),
          &err, "buffer-too-small");
    check(is_nothing(bytes, 59), "no part of it");
    fails(WB_STATUS_NULL_ARGUMENT,
          wb_pseudonyms(research, L("pgn"), 3, L(numbers), number_offsets, NULL, 0, NULL, 0, statuses, &refused, NULL, &err),
          &err, "null-argument");
    fails(WB_STATUS_LIMIT,
          wb_pseudonyms(research, L("pgn"), SIZE_MAX, L(numbers), number_offsets, bytes, 60, NULL, 0, statuses, &refused, NULL,
                        &err),
          &err, "too-large");
    check(wb_pseudonyms(research, L("pgn"), 0, NULL, 0, NULL, NULL, 0, NULL, 0, NULL, &refused, NULL, NULL) == 0 &&
              refused == 0,
          "no rows");
}

static void hpgn(void) {
    char text[65] = {0};
    wb_error *err = NULL;
    wb_status status =
        wb_hpgn(L("063138219"), L("0123456789abcdef"), WB_HPGN_UNTIL_2016, text, 64, &err);
    if (status == WB_STATUS_NOT_BUILT) {
        fails(WB_STATUS_NOT_BUILT, status, &err, "not-built");
        check(is_nothing(text, 64), "no HPgn");
    } else {
        check(status == 0 && strspn(text, "0123456789abcdef") == 64, "an HPgn");
        fails(WB_STATUS_UNKNOWN_VALUE, wb_hpgn(L("063138219"), L("0123456789abcdef"), 3, text, 64, &err), &err,
              "unknown-value");
    }
    fails(WB_STATUS_BUFFER_TOO_SMALL, wb_hpgn(L("063138219"), L("0123456789abcdef"), WB_HPGN_CURRENT, text, 63, &err), &err,
          "buffer-too-small");
    check(wb_hpgn(NULL, 1, L("0123456789abcdef"), 1, text, 64, NULL) == WB_STATUS_NULL_ARGUMENT &&
              wb_hpgn(L("063138219"), NULL, 1, 1, text, 64, NULL) == WB_STATUS_NULL_ARGUMENT &&
              wb_hpgn(L("063138219"), L("0123456789abcdef"), 1, NULL, 64, NULL) == WB_STATUS_NULL_ARGUMENT,
          "wb_hpgn with NULL");
}

/* --- Many against one at a time. --- */

enum { MANY = 100000 };

/* Whether nine digits pass the 11-test, so that it is known here which rows are refused. */
static bool passes(const char *digits) {
    static const int weights[] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
    int sum = 0;
    for (int i = 0; i < 9; i++) {
        sum += (digits[i] - '0') * weights[i];
    }
    int rest = ((sum % 11) + 11) % 11;
    return rest == 0 || (rest == 5 && strncmp(digits, "10", 2) == 0);
}

static void one_hundred_thousand(void) {
    char *texts = malloc(9 * MANY + 1), *packed = malloc(20 * MANY), *words = malloc(32 * MANY);
    int32_t *offsets = malloc((MANY + 1) * sizeof *offsets), *statuses = malloc(MANY * sizeof *statuses);
    wb_error *refusals = NULL;
    size_t refused = 0, expected = 0;
    bool same = true;
    offsets[0] = 0;
    /* Nearly every one with the last digit that fits, every hundredth as it comes. */
    for (int i = 0; i < MANY; i++) {
        char number[16];
        int digit = 0;
        snprintf(number, sizeof number, "%08d0", 20000000 + 613 * i % 79999999);
        for (; digit < 10 && i % 100 != 0; digit++) {
            number[8] = (char)('0' + digit);
            if (passes(number)) {
                break;
            }
        }
        memcpy(texts + 9 * i, number, 9);
        offsets[i + 1] = 9 * (i + 1);
        expected += !passes(number);
    }
    check(expected > MANY / 200 && expected < MANY / 5, "some are refused");
    check(wb_pseudonyms(research, L("pgn"), MANY, texts, 9 * MANY, offsets, packed, 20 * MANY, words, 32 * MANY, statuses,
                        &refused, &refusals, NULL) == 0 &&
              refused == expected,
          "a hundred thousand");
    for (int i = 0; i < MANY; i++) {
        char single[32];
        wb_status status = wb_pseudonym(research, "pgn", 3, texts + 9 * i, 9, single, 32, NULL);
        same &= (status == WB_STATUS_OK) == passes(texts + 9 * i) && status == statuses[i];
        same &= memcmp(single, words + 32 * i, 32) == 0;
        same &= status == WB_STATUS_OK || is_nothing(packed + 20 * i, 20);
    }
    check(same, "each as by itself");
    check(wb_error_count(refusals) == 1001 && strcmp(wb_error_code(refusals, 1000, NULL), "more-errors") == 0,
          "no more than a person reads");
    bool named = true;
    for (size_t i = 0; i < 1000; i++) {
        named &= statuses[atoi(wb_error_path(refusals, i, NULL) + 1)] != WB_STATUS_OK;
    }
    check(named, "each by its row");
    wb_error_free(refusals);
    free(texts);
    free(packed);
    free(words);
    free(offsets);
    free(statuses);
}

static void *in_thread(void *domain) {
    bool all = true;
    for (int i = 0; i < 2000; i++) {
        char text[32];
        wb_domain *kept = wb_domain_retain(domain);
        all &= wb_pseudonym(kept, "pgn", 3, "063138219", 9, text, 32, NULL) == 0 && memcmp(text, GOLDEN, 32) == 0;
        wb_domain_free(kept);
    }
    return all ? domain : NULL;
}

static void two_threads(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        check(pthread_create(&threads[i], NULL, in_thread, research) == 0, "a thread");
    }
    for (int i = 0; i < 2; i++) {
        void *done = NULL;
        check(pthread_join(threads[i], &done) == 0 && done == research, "the work of a thread");
    }
}

int main(void) {
    set_up();
    null_everywhere();
    the_published_pseudonym();
    what_links();
    records();
    anonymity();
    wrong_keys();
    wrong_identifiers();
    wrong_rows();
    hpgn();
    one_hundred_thousand();
    two_threads();
    tear_down();
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
