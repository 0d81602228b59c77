/* The story of Noor and Sam, told in C; what happens in it, and every line it prints, is in examples/story/README.md.
 * C11 and POSIX; SQLite keeps the dossiers, and reads JSON where a plan has to be read.
 *
 *     story DATABASE POLICY */

#include <inttypes.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host.h"

enum { NOOR = 1, SAM = 2 };
static const char ZEROES[32];
static const char ADULT[] = "ref-17";

static wb_policy *policy;

/* An entry about Noor: its kind, the moment, and its other fields, each after a comma. Its number. */
#define BODY(out, moment, kind, ...)                                                       \
    do {                                                                                   \
        char *fields;                                                                      \
        FORMAT(&fields, __VA_ARGS__);                                                      \
        FORMAT(out, "{\"kind\":\"%s\",\"happened\":\"%s\"%s}", kind, moment, fields);      \
        free(fields);                                                                      \
    } while (0)
#define TELL(seq, moment, kind, ...)                     \
    do {                                                 \
        char *body;                                      \
        BODY(&body, moment, kind, __VA_ARGS__);          \
        append(NOOR, moment, body, seq);                 \
        printf("   entry %" PRIu32 ": %s\n", *(seq), kind); \
        free(body);                                      \
    } while (0)
/* A step in a request that must be refused. */
#define REFUSED(moment, kind, ...)                                                 \
    do {                                                                           \
        char *body;                                                                \
        wb_error *why = NULL;                                                      \
        wb_claims *claims = claims_at(NOOR);                               \
        BODY(&body, moment, kind, __VA_ARGS__);                                    \
        if (wb_requests_check_append(claims, TEXT(body), &why) != WB_STATUS_BAD_STEP) {  \
            stop(kind, "was to be refused");                                       \
        }                                                                          \
        printf("   refused: %s (%s)\n", kind, wb_error_code(why, 0, NULL));        \
        wb_error_free(why);                                                        \
        wb_claims_free(claims);                                                    \
        free(body);                                                                \
    } while (0)

/* --- Questions. --- */

static uint64_t id(int32_t kind, const char *name) {
    uint64_t number = 0;
    wb_error *err = NULL;
    must(wb_policy_id(policy, kind, TEXT(name), &number, &err), &err, name);
    return number;
}

/* A number that is not known is told as such, and never taken for a yes. */
static const char *answer_word(int32_t answer) {
    return answer == WB_ANSWER_PERMIT ? "permit" : answer == WB_ANSWER_ASK ? "ask" : "deny";
}
static const char *identifiability_word(int32_t identifiability) {
    static const char *const words[] = {"nothing", "anonymised", "pseudonymised", "identifiable"};
    return identifiability >= WB_IDENTIFIABILITY_NOTHING && identifiability <= WB_IDENTIFIABILITY_IDENTIFIABLE ? words[identifiability] : "unknown";
}
static const char *due_word(int32_t state) {
    static const char *const words[] = {"no-answer", "at", "at-once", "pending-end", "pending-fact"};
    return state >= WB_DUE_NO_ANSWER && state <= WB_DUE_PENDING_FACT ? words[state] : "unknown";
}

static void asks(const char *moment) {
    wb_decision got = {.size = sizeof got};
    wb_error *err = NULL;
    wb_claims *claims = claims_at(NOOR);
    must(wb_decide(claims, id(WB_KIND_ROLE, "teacher"), WB_VERB_PUBLISH, id(WB_KIND_PURPOSE, "website"),
                   id(WB_KIND_CATEGORY, "photo"), 0, WB_IDENTIFIABILITY_ANY, 0, NULL, 0, NULL, 0, at(moment), &got, &err),
         &err, "decide");
    printf("   %s: %s, %s, until %s, %s\n", moment, answer_word(got.answer), identifiability_word(got.identifiability), shown(got.valid_until),
           wb_reason_code(got.reason));
    wb_claims_free(claims);
}

static void explains(const char *moment) {
    wb_buf *json = NULL;
    wb_error *err = NULL;
    wb_claims *claims = claims_at(NOOR);
    must(wb_explain(claims, TEXT("teacher"), WB_VERB_PUBLISH, TEXT("website"), TEXT("photo"), NULL, 0, WB_IDENTIFIABILITY_ANY, 0, NULL, 0,
                    NULL, 0, at(moment), &json, &err),
         &err, "explain");
    printf("   %s\n", wb_buf_data(json));
    wb_buf_free(json);
    wb_claims_free(claims);
}

/* The records of Noor of one category, oldest first: when each was made, and the record itself as JSON. */
static sqlite3_stmt *records(const char *category) {
    return prepare(strcmp(category, "photo") == 0
                       ? "select made, json_object('file', file) from photo where dossier = 1 order by made"
                       : "select made, json_object('test', test) from result where dossier = 1 order by made");
}
static const char *column(sqlite3_stmt *row, int number) {
    const char *text = (const char *)sqlite3_column_text(row, number);
    return text == NULL ? "" : text;
}

/* Until when each record of Noor may be kept. */
static void keeps(void) {
    static const char *const categories[] = {"photo", "result"};
    wb_claims *claims = claims_at(NOOR);
    for (int i = 0; i < 2; i++) {
        uint64_t category = id(WB_KIND_CATEGORY, categories[i]);
        sqlite3_stmt *row = records(categories[i]);
        while (sqlite3_step(row) == SQLITE_ROW) {
            wb_due_date date = {.size = sizeof date};
            wb_error *err = NULL;
            char *record;
            FORMAT(&record, "{\"created\":\"%s\"}", column(row, 0));
            must(wb_due(claims, category, TEXT(record), &date, &err), &err, "due");
            printf("   %s of %s: %s, %s, %s\n", categories[i], column(row, 0), due_word(date.state), shown(date.at),
                   wb_reason_code(date.reason));
            free(record);
        }
        sqlite3_finalize(row);
    }
    wb_claims_free(claims);
}

/* --- Two writers. --- */

/* One of the two: reads, makes its line, waits for the word, and writes. It says how often it wrote again. */
static int writes_to_sam(const char *path, const char *name, int word, int ready) {
    static const char moment[] = "2027-03-12T12:00:00Z";
    int desk = strcmp(name, "desk") == 0, again = 0;
    char *body, signal;
    uint32_t seq;
    open_database(path); /* Its own: a connection is not carried over a fork. The institution is. */
    BODY(&body, moment, desk ? "authority" : "consent-asked", "%s",
         desk ? ",\"by\":\"ref-21\",\"authority\":\"parental\",\"may\":\"exercise\"" : ",\"purposes\":[\"website\"]");
    dossier read_before = load(SAM);
    created_line next = next_line(&read_before, moment, body);
    if (write(ready, "r", 1) != 1 || read(word, &signal, 1) != 1) {
        return 255;
    }
    if (!store(SAM, &read_before, &next)) {
        again = 1 + append(SAM, moment, body, &seq);
    }
    wb_buf_free(next.line);
    wb_dossier_free(read_before.handle);
    sqlite3_close(db);
    free(body);
    return again;
}

/* Forks twice, lets both read Sam's dossier, and only then lets them write. */
static int race(const char *path) {
    static const char *const names[] = {"desk", "app"};
    int word[2], ready[2], again = 0;
    pid_t writers[2];
    char signals[2];
    if (pipe(word) != 0 || pipe(ready) != 0) {
        stop("pipe", "cannot be made");
    }
    sqlite3_close(db);
    fflush(stdout);
    for (int i = 0; i < 2; i++) {
        writers[i] = fork();
        if (writers[i] == 0) {
            _exit(writes_to_sam(path, names[i], word[0], ready[1]));
        }
    }
    for (int got = 0; got < 2; got++) {
        if (read(ready[0], signals + got, 1) != 1) {
            stop("a writer", "is not ready");
        }
    }
    if (write(word[1], "gg", 2) != 2) {
        stop("pipe", "cannot be written");
    }
    for (int i = 0; i < 2; i++) {
        int status = -1;
        if (waitpid(writers[i], &status, 0) != writers[i] || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
            stop(names[i], "failed");
        }
        again += WEXITSTATUS(status);
    }
    for (int i = 0; i < 2; i++) {
        close(word[i]);
        close(ready[i]);
    }
    open_database(path);
    return again;
}

/* --- Requests. --- */

static wb_buf *plan_of(const char *moment, uint32_t entry) {
    wb_buf *json = NULL;
    wb_error *err = NULL;
    wb_claims *claims = claims_at(NOOR);
    must(wb_request_plan(claims, entry, at(moment), &json, &err), &err, "plan");
    wb_claims_free(claims);
    return json;
}

/* The items of a plan, one a row: name, kind, category, system; and the reasons to keep each, one a row. */
static sqlite3_stmt *items(const wb_buf *plan, const char *sql) {
    sqlite3_stmt *row = prepare(sql);
    sqlite3_bind_text(row, 1, wb_buf_data(plan), (int)wb_buf_len(plan), SQLITE_STATIC);
    return row;
}
static const char ITEMS[] =
    "select value->>'item', value->>'kind', value->>'category', value->>'system' from json_each(?, '$.items')";
static const char ITEMS_AND_KEPT[] =
    "select item.value->>'item', item.value->>'kind', kept.value->>'purpose', kept.value->>'ground', kept.value->>'because',"
    " coalesce(kept.key, 0) from json_each(?, '$.items') item left join json_each(item.value, '$.kept') kept";

static void shows(const wb_buf *plan) {
    sqlite3_stmt *row = items(plan, ITEMS_AND_KEPT);
    while (sqlite3_step(row) == SQLITE_ROW) {
        if (sqlite3_column_int(row, 5) == 0) {
            printf("   %s: %s\n", column(row, 0), column(row, 1));
        }
        if (sqlite3_column_type(row, 4) != SQLITE_NULL) {
            printf("   kept for %s on %s (%s)\n", column(row, 2), column(row, 3), column(row, 4));
        }
    }
    sqlite3_finalize(row);
}

/* Writes what the package has to give so far behind what was written of it before. */
static size_t takes(wb_package *package, FILE *file) {
    char bytes[65536];
    size_t taken, left, all = 0;
    do {
        wb_error *err = NULL;
        must(wb_package_take(package, bytes, sizeof bytes, &taken, &left, &err), &err, "take");
        if (fwrite(bytes, 1, taken, file) != taken) {
            stop("the package", "cannot be written");
        }
        all += taken;
    } while (left > 0);
    return all;
}

/* Packs what the plan gives, and writes it beside the database: all of it as JSON, and a page for the parent. */
static void packs(const char *moment, uint32_t entry, const char *database) {
    wb_buf *plan = plan_of(moment, entry), *page = NULL;
    wb_claims *claims = claims_at(NOOR);
    wb_package *package = NULL;
    wb_error *err = NULL;
    char *path, digest[64];
    uint32_t seq;
    shows(plan);
    FORMAT(&path, "%s.package.json", database);
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        stop(path, "cannot be made");
    }
    must(wb_package_begin(claims, entry, TEXT("p-1"), NULL, 0, at(moment), &package, &err), &err, "begin");
    size_t bytes = takes(package, file);
    sqlite3_stmt *item = items(plan, ITEMS);
    while (sqlite3_step(item) == SQLITE_ROW) {
        sqlite3_stmt *row = records(column(item, 2));
        while (sqlite3_step(row) == SQLITE_ROW) {
            must(wb_package_push(package, TEXT(column(item, 0)), TEXT(column(item, 2)), TEXT("[\"p-1\"]"), NULL, 0,
                                 TEXT(column(row, 0)), TEXT(column(row, 1)), &err),
                 &err, "push");
            bytes += takes(package, file);
        }
        sqlite3_finalize(row);
        must(wb_package_close(package, TEXT(column(item, 0)), TEXT("done"), &err), &err, "close");
        bytes += takes(package, file);
    }
    must(wb_package_finish(package, digest, sizeof digest, &err), &err, "finish");
    bytes += takes(package, file);
    fclose(file);
    free(path);
    must(wb_package_page(package, TEXT("en"), &page, &err), &err, "page");
    FORMAT(&path, "%s.package.html", database);
    file = fopen(path, "wb");
    if (file == NULL || fwrite(wb_buf_data(page), 1, wb_buf_len(page), file) != wb_buf_len(page)) {
        stop(path, "cannot be written");
    }
    fclose(file);
    free(path);
    printf("   package: %zu bytes, page: %zu bytes\n   digest %.64s\n", bytes, wb_buf_len(page), digest);
    sqlite3_reset(item);
    while (sqlite3_step(item) == SQLITE_ROW) {
        TELL(&seq, moment, "request-item", ",\"entry\":%" PRIu32 ",\"item\":\"%s\",\"outcome\":\"done\"", entry, column(item, 0));
    }
    sqlite3_finalize(item);
    TELL(&seq, moment, "package-ready", ",\"entry\":%" PRIu32 ",\"digest\":\"%.64s\"", entry, digest);
    wb_buf_free(page);
    wb_buf_free(plan);
    wb_package_free(package);
    wb_claims_free(claims);
}

/* Carries out what the plan of an erasure says. */
static void erases(const char *moment, uint32_t entry) {
    wb_buf *plan = plan_of(moment, entry);
    uint32_t seq;
    shows(plan);
    sqlite3_stmt *item = items(plan, ITEMS);
    while (sqlite3_step(item) == SQLITE_ROW) {
        if (strcmp(column(item, 1), "erase") != 0) {
            continue;
        }
        int photo = strcmp(column(item, 2), "photo") == 0;
        const char *sql = photo ? "delete from photo where dossier = 1" : "delete from result where dossier = 1";
        sql_must(sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
        printf("   %d of %s deleted\n", sqlite3_changes(db), column(item, 2));
        TELL(&seq, moment, "erased", ",\"category\":\"%s\",\"system\":\"%s\",\"through\":\"%s\"", column(item, 2),
             column(item, 3), moment);
        TELL(&seq, moment, "request-item", ",\"entry\":%" PRIu32 ",\"item\":\"%s\",\"outcome\":\"done\"", entry, column(item, 0));
    }
    sqlite3_finalize(item);
    wb_buf_free(plan);
}

/* The line to keep elsewhere, and what it says when a backup comes back. */
static void suppresses(void) {
    static const char *const created[] = {"2026-09-15", "2027-09-15"};
    char key[32], head[32], lines[512];
    wb_ledger *created = NULL, *next = NULL, *ledger = NULL;
    wb_buf *opened = NULL, *erased = NULL;
    uint32_t seq = 0;
    wb_error *err = NULL;
    for (int i = 0; i < 32; i++) {
        key[i] = (char)(64 + i);
    }
    must(wb_ledger_create(key, 32, TEXT("Europe/Amsterdam"), &created, &opened, head, sizeof head, &err), &err, "ledger");
    must(wb_ledger_suppressed(created, TEXT("school"), TEXT("p-1"), TEXT("2027-03-22T12:00:00Z"), TEXT("[\"photo\"]"), &next, &erased,
                              head, sizeof head, &seq, &err),
         &err, "suppressed");
    printf("   %s\n   %s\n", wb_buf_data(opened), wb_buf_data(erased));
    snprintf(lines, sizeof lines, "%s\n%s", wb_buf_data(opened), wb_buf_data(erased));
    must(wb_ledger_open(key, 32, TEXT("Europe/Amsterdam"), TEXT(lines), head, sizeof head, &ledger, &err), &err, "ledger");
    for (int i = 0; i < 2; i++) {
        int32_t recognised = 0;
        must(wb_ledger_recognises(ledger, TEXT("school"), TEXT("p-1"), TEXT("photo"), TEXT(created[i]), &recognised, &err), &err,
             "recognises");
        printf("   a photo of %s in a backup was %s\n", created[i], recognised == 1 ? "erased" : "not erased");
    }
    wb_buf_free(opened);
    wb_buf_free(erased);
    wb_ledger_free(created);
    wb_ledger_free(next);
    wb_ledger_free(ledger);
}

/* --- Pseudonyms, under a key that is no secret. --- */

static void pseudonyms(void) {
    static const char numbers[] = "063138219" "999990019" "999990020" "999990021" "999990032"
                                  "999990044" "999990056" "999990068" "999990081" "999990093";
    const int64_t now = at("2027-03-23T12:00:00Z");
    char root[32], one[32], texts[10][32];
    int32_t offsets[11], statuses[10];
    uint32_t number;
    size_t refused;
    wb_keys *keys = NULL;
    wb_register *empty = NULL, *of_keys = NULL;
    wb_domain *research = NULL;
    wb_error *err = NULL, *refusals = NULL;
    for (int i = 0; i < 32; i++) {
        root[i] = (char)i;
    }
    must(wb_keys_root(NULL, root, 32, &keys, &err), &err, "root");
    must(wb_register_new(&empty, &err), &err, "register");
    must(wb_register_activate(empty, keys, TEXT("school:00AA"), 1, TEXT("research"), 1, TEXT("pgn"), INT64_MAX, now, &of_keys,
                              &number, &err),
         &err, "activate");
    must(wb_domain_open(of_keys, keys, TEXT("school:00AA"), TEXT("research"), now, &research, &err), &err, "open");
    must(wb_pseudonym(research, TEXT("pgn"), TEXT("063138219"), one, sizeof one, &err), &err, "pseudonym");
    printf("   %.32s\n", one);
    for (int i = 0; i <= 10; i++) {
        offsets[i] = 9 * i;
    }
    must(wb_pseudonyms(research, TEXT("pgn"), 10, TEXT(numbers), offsets, NULL, 0, texts[0], sizeof texts, statuses, &refused,
                       &refusals, &err),
         &err, "pseudonyms");
    for (size_t row = 0, rendered = 0; row < 10; row++) {
        if (statuses[row] == WB_STATUS_OK) {
            printf("   %zu: %.32s\n", row, texts[row]);
        } else {
            printf("   %zu: refused (%s)\n", row, wb_error_code(refusals, rendered++, NULL));
        }
    }
    wb_error_free(refusals);
    wb_domain_free(research);
    wb_register_free(of_keys);
    wb_register_free(empty);
    wb_keys_free(keys);
}

/* --- The story. --- */

static void begins(const char *database, const char *policy_path) {
    wb_error *err = NULL;
    wb_buf *findings = NULL;
    char digest[32];
    remove(database);
    open_database(database);
    sql_must(sqlite3_exec(db, TABLES, NULL, NULL, NULL), "tables");

    puts("1. The policy");
    char *document = read_file(policy_path);
    must(wb_policy_parse(TEXT(document), &policy, &err), &err, policy_path);
    free(document);
    must(wb_policy_digest(policy, digest, 32, &err), &err, "digest");
    printf("   digest %s\n", hex(digest));
    must(wb_policy_lint(policy, &findings, &err), &err, "lint");
    sqlite3_stmt *count = items(findings, "select json_array_length(?, '$.findings')");
    sqlite3_step(count);
    printf("   findings %s\n", column(count, 0));
    sqlite3_finalize(count);
    wb_buf_free(findings);
    must(wb_institution_fold(policy, TEXT("school"), NULL, 0, ZEROES, 32, INT64_MAX, &institution, &err), &err, "setting");
}

/* Begins a dossier: for whom, at which institution, under an id that the host drew at random. */
static void opens(int person, const char *id) {
    char body[256];
    uint32_t seq;
    snprintf(body, sizeof body,
             "{\"kind\":\"dossier-opened\",\"happened\":\"2026-08-20T12:00:00Z\",\"id\":\"%s\",\"institution\":\"school\","
             "\"subjects\":[\"pupil\"]}",
             id);
    append(person, "2026-08-20T12:00:00Z", body, &seq);
}

static void two_children(const char *database) {
    uint32_t seq;
    opens(NOOR, "7d9f0c52-6f0b-4a35-9a37-1b8f5a5d7c01");
    opens(SAM, "7d9f0c52-6f0b-4a35-9a37-1b8f5a5d7c02");
    puts("2. What has happened to Noor");
    TELL(&seq, "2026-08-20T12:00:00Z", "born", ",\"date\":\"2015-05-05\"");
    TELL(&seq, "2026-08-20T12:00:00Z", "enrolled", ",\"initial\":true");
    TELL(&seq, "2026-08-20T12:00:00Z", "authority", ",\"by\":\"%s\",\"authority\":\"parental\",\"may\":\"exercise\"", ADULT);
    TELL(&seq, "2026-09-01T12:00:00Z", "consent-given", ",\"purposes\":[\"website\"],\"by\":\"%s\"", ADULT);
    dossier noor = load(NOOR);
    printf("   head %s\n", hex(noor.head));
    wb_dossier_free(noor.handle);

    puts("3. May a teacher publish her photo on the website?");
    asks("2026-10-01T12:00:00Z");

    puts("4. Her parent withdraws");
    TELL(&seq, "2027-03-03T12:00:00Z", "consent-withdrawn", ",\"purposes\":[\"website\"],\"by\":\"%s\"", ADULT);
    asks("2027-03-04T12:00:00Z");
    explains("2027-03-04T12:00:00Z");

    puts("5. Until when may each record be kept?");
    keeps();

    puts("6. Two writers, one dossier");
    append(SAM, "2026-08-20T12:00:00Z", "{\"kind\":\"born\",\"happened\":\"2026-08-20T12:00:00Z\",\"date\":\"2016-02-29\"}", &seq);
    append(SAM, "2026-08-20T12:00:00Z", "{\"kind\":\"enrolled\",\"happened\":\"2026-08-20T12:00:00Z\",\"initial\":true}", &seq);
    printf("   Sam has %" PRIu32 " entries\n", seq);
    int again = race(database);
    dossier sam = load(SAM);
    printf("   Sam has %" PRIu32 " entries; written again %d\n", sam.seq, again);
    wb_dossier_free(sam.handle);
}

static void two_requests(const char *database) {
    uint32_t asked, seq;
    puts("7. Her parent asks for everything");
    TELL(&asked, "2027-03-15T12:00:00Z", "requested", ",\"right\":\"access\",\"categories\":[],\"by\":\"%s\"", ADULT);
    REFUSED("2027-03-15T13:00:00Z", "package-ready", ",\"entry\":%" PRIu32, asked);
    TELL(&seq, "2027-03-16T12:00:00Z", "request-granted", ",\"entry\":%" PRIu32, asked);
    REFUSED("2027-03-16T13:00:00Z", "package-ready", ",\"entry\":%" PRIu32, asked);
    packs("2027-03-17T12:00:00Z", asked, database);
    REFUSED("2027-03-18T12:00:00Z", "package-collected", ",\"entry\":%" PRIu32 ",\"by\":\"ref-99\"", asked);
    TELL(&seq, "2027-03-18T12:00:00Z", "package-collected", ",\"entry\":%" PRIu32 ",\"by\":\"%s\"", asked, ADULT);
    TELL(&seq, "2027-03-18T12:00:00Z", "request-closed", ",\"entry\":%" PRIu32, asked);

    puts("8. And asks for everything to be erased");
    TELL(&asked, "2027-03-20T12:00:00Z", "requested", ",\"right\":\"erasure\",\"categories\":[],\"by\":\"%s\"", ADULT);
    TELL(&seq, "2027-03-22T12:00:00Z", "request-granted", ",\"entry\":%" PRIu32, asked);
    erases("2027-03-22T12:00:00Z", asked);
    TELL(&seq, "2027-03-22T12:00:00Z", "request-closed", ",\"entry\":%" PRIu32, asked);
    keeps();
    suppresses();
}

int main(int argc, char **argv) {
    if (argc != 3) {
        stop("story", "give a database to make, and the policy");
    }
    if (wb_abi_version() != WB_ABI_VERSION) {
        stop("libwaarborg", "speaks another ABI than this program was compiled for");
    }
    begins(argv[1], argv[2]);
    two_children(argv[1]);
    two_requests(argv[1]);
    puts("9. Under another name");
    pseudonyms();
    wb_institution_free(institution);
    wb_policy_free(policy);
    sqlite3_close(db);
    return 0;
}
