/* A package from C: made from the script of examples/package, it has the bytes, the digest and the pages that Rust wrote;
 * so it has when it is taken up anew after every record, in pieces of any size, and on another thread each time. NULL in
 * every pointer of every function, and what a host does wrong. C11 and POSIX.
 *
 *     package FOLDER        what examples/package wrote; from the root of the repository
 *
 * Prints at the end: N passed, N failed. */

#include <pthread.h>
#include <sched.h>

#define WB_EXPERIMENTAL
#include "script.h"

static void the_same_bytes(const char *folder, size_t piece) {
    wb_package *package = begun();
    out.len = 0;
    take(package, piece);
    for (size_t i = 0; i < line_count; i++) {
        follow(package, &script[i]);
        take(package, piece);
    }
    check(is_file(folder, "package.json", out.bytes, out.len), "the package that Rust wrote");
    static const char *const pages[][2] = {{"nl", "nl.html"}, {"en", "en.html"}};
    for (int i = 0; i < 2; i++) {
        wb_buf *page = NULL;
        check(wb_package_page(package, L(pages[i][0]), &page, NULL) == 0 &&
                  is_file(folder, pages[i][1], wb_buf_data(page), wb_buf_len(page)) &&
                  strlen(wb_buf_data(page)) == wb_buf_len(page),
              pages[i][1]);
        wb_buf_free(page);
    }
    wb_buf *contents = NULL;
    char length[40], digest[80];
    snprintf(length, sizeof length, "\"bytes\":%zu,", out.len);
    snprintf(digest, sizeof digest, "\"sha256\":\"%s\"", line_of("finish")->field[1]);
    check(wb_package_contents(package, &contents, NULL) == 0 && strstr(wb_buf_data(contents), length) != NULL &&
              strstr(wb_buf_data(contents), digest) != NULL && strstr(wb_buf_data(contents), "\"outcome\":null") == NULL,
          "what a finished package holds");
    wb_buf_free(contents);
    wb_package_free(package);
}

/* Nothing taken until all is packed: a host that keeps it all in memory gets the same. */
static void all_at_the_end(const char *folder) {
    wb_package *package = begun();
    size_t taken = 7, left = 0;
    for (size_t i = 0; i < line_count; i++) {
        follow(package, &script[i]);
    }
    check(wb_package_take(package, NULL, 0, &taken, &left, NULL) == 0 && taken == 0 && left > 1000, "how much there is");
    out.len = 0;
    take(package, left);
    check(out.len == left && is_file(folder, "package.json", out.bytes, out.len), "all at the end");
    check(wb_package_take(package, NULL, 0, &taken, &left, NULL) == 0 && taken == 0 && left == 0, "no more");
    wb_package_free(package);
}

/* Every call by another handle, as another process would: what was written after the checkpoint is cut off first. */
static void taken_up_again(const char *folder) {
    wb_package *package = begun();
    wb_error *err = NULL;
    wb_buf *checkpoint = NULL;
    out.len = 0;
    fails(WB_STATUS_BAD_PACKAGE, wb_package_checkpoint(package, &checkpoint, &err), &err, "not-taken");
    check(checkpoint == NULL, "no checkpoint of what may be lost");
    take(package, 100);
    for (size_t i = 0; i < line_count; i++) {
        const char *word = script[i].field[0];
        bool adds = strcmp(word, "push") == 0 || strcmp(word, "close") == 0;
        check(wb_package_checkpoint(package, &checkpoint, NULL) == 0, "a checkpoint");
        const size_t kept = out.len;
        if (adds) {
            /* Lost: packed, taken, and cut off again. */
            follow(package, &script[i]);
            take(package, 100);
            out.len = kept;
        }
        wb_package_free(package);
        wb_claims *again = i % 10 == 0 ? folded(0) : wb_claims_retain(claims);
        package = NULL;
        check(wb_package_resume(again, entry, L(subject), L(institution_name), wb_buf_data(checkpoint), wb_buf_len(checkpoint),
                                &package, NULL) == 0,
              "taken up again");
        wb_claims_free(again);
        wb_buf_free(checkpoint);
        checkpoint = NULL;
        follow(package, &script[i]);
        take(package, 100);
    }
    check(is_file(folder, "package.json", out.bytes, out.len), "the same bytes as without interruption");
    wb_package_free(package);
}

/* --- NULL in every pointer of every function. --- */

static struct outputs {
    wb_package *package;
    wb_buf *buf;
    size_t taken, left;
    char digest[64], bytes[32];
} outputs;
static wb_package *used;
static char *saved;
static size_t saved_len;

static void spoil(int with) { memset(&outputs, with, sizeof outputs); }

static bool left_nothing(void) {
    static const void *untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    return (outputs.package == NULL || outputs.package == untouched) && (outputs.buf == NULL || outputs.buf == untouched) &&
           (outputs.taken == 0 || outputs.taken == (size_t)0x5a5a5a5a5a5a5a5a) &&
           (outputs.left == 0 || outputs.left == (size_t)0x5a5a5a5a5a5a5a5a) &&
           (outputs.digest[0] == 0x5a || is_nothing(outputs.digest, 64)) && outputs.bytes[0] == 0x5a;
}

static void drop(void) {
    wb_package_free(outputs.package);
    wb_buf_free(outputs.buf);
}

static void at_the_beginning(void) {
    wb_package_free(used);
    used = begun();
}
static void with_nothing_pending(void) {
    at_the_beginning();
    take(used, 4096);
}
static void with_everything_packed(void) {
    at_the_beginning();
    for (size_t i = 0; i < line_count && strcmp(script[i].field[0], "finish") != 0; i++) {
        follow(used, &script[i]);
    }
}
static void finished(void) {
    with_everything_packed();
    follow(used, line_of("finish"));
}

static wb_status package_begin(wb_error **err) {
    return wb_package_begin(P(claims), entry, T(subject), T(institution_name), now, P(&outputs.package), err);
}
static wb_status package_resume(wb_error **err) {
    return wb_package_resume(P(claims), entry, T(subject), T(institution_name), P(saved), saved_len, P(&outputs.package), err);
}
static wb_status package_push(wb_error **err) {
    return wb_package_push(P(used), T("results@las"), T("results"), T("[\"p-4711\"]"), T("[\"note\"]"), T("2026-09-01"),
                           T("{\"score\":8}"), err);
}
static wb_status package_close(wb_error **err) {
    /* The item differs each time it is called with all it needs: an item is closed once. */
    static int times;
    const char *item = null_at < 0 && times++ % 2 == 1 ? "health@las" : "results@las";
    return wb_package_close(P(used), T(item), T("nothing-found"), err);
}
static wb_status package_take(wb_error **err) {
    return wb_package_take(P(used), P(outputs.bytes), 32, P(&outputs.taken), P(&outputs.left), err);
}
static wb_status package_checkpoint(wb_error **err) { return wb_package_checkpoint(P(used), P(&outputs.buf), err); }
static wb_status package_contents(wb_error **err) { return wb_package_contents(P(used), P(&outputs.buf), err); }
static wb_status package_finish(wb_error **err) {
    return wb_package_finish(P(used), P(outputs.digest), sizeof outputs.digest, err);
}
static wb_status package_page(wb_error **err) { return wb_package_page(P(used), T("nl"), P(&outputs.buf), err); }

/* What is owed, before there is a package. */
static wb_status requests(wb_error **err) { return wb_requests(P(claims), now, P(&outputs.buf), err); }
static wb_status requests_check_append(wb_error **err) {
    return wb_requests_check_append(P(claims), T("{\"kind\":\"occurred\",\"happened\":\"2026-11-20\",\"anchor\":\"left\"}"), err);
}
static wb_status request_plan(wb_error **err) { return wb_request_plan(P(claims), entry, now, P(&outputs.buf), err); }
static wb_status withdrawal_plan(wb_error **err) {
    return wb_withdrawal_plan(P(claims), T("[\"website\"]"), now, P(&outputs.buf), err);
}
static wb_status right_applicability(wb_error **err) {
    return wb_right_applicability(P(claims), T("erasure"), now, P(&outputs.buf), err);
}

static const struct tried calls[] = {
    {"wb_requests", requests, 2, NULL},
    {"wb_requests_check_append", requests_check_append, 2, NULL},
    {"wb_request_plan", request_plan, 2, NULL},
    {"wb_withdrawal_plan", withdrawal_plan, 3, NULL},
    {"wb_right_applicability", right_applicability, 3, NULL},
    {"wb_package_begin", package_begin, 4, NULL},
    {"wb_package_resume", package_resume, 5, NULL},
    {"wb_package_push", package_push, 7, at_the_beginning},
    {"wb_package_close", package_close, 3, at_the_beginning},
    {"wb_package_take", package_take, 4, at_the_beginning},
    {"wb_package_checkpoint", package_checkpoint, 2, with_nothing_pending},
    {"wb_package_contents", package_contents, 2, at_the_beginning},
    {"wb_package_finish", package_finish, 2, with_everything_packed},
    {"wb_package_page", package_page, 3, finished},
};

static void null_everywhere(void) {
    with_nothing_pending();
    wb_buf *checkpoint = NULL;
    check(wb_package_checkpoint(used, &checkpoint, NULL) == 0, "a checkpoint");
    saved_len = wb_buf_len(checkpoint);
    saved = malloc(saved_len + 1);
    memcpy(saved, wb_buf_data(checkpoint), saved_len + 1);
    wb_buf_free(checkpoint);
    null_in_each(calls, sizeof calls / sizeof *calls, spoil, left_nothing, drop);
    wb_package_free(NULL);
    wb_package_free(used);
    used = NULL;
    free(saved);
    saved = NULL;
}

/* --- What a host does wrong. --- */

/* Pushes what is refused, so that nothing comes out. */
static void refuses(const char *code, wb_status expected, const char *item, const char *category, const char *subjects,
                    const char *redacted, const char *created, const char *record) {
    wb_error *err = NULL;
    size_t taken, before, after;
    wb_package_take(used, NULL, 0, &taken, &before, NULL);
    wb_status status = wb_package_push(used, L(item), L(category), L(subjects), L(redacted), L(created), L(record), &err);
    for (size_t i = 0; i < wb_error_count(err); i++) {
        const char *message = wb_error_message(err, i, NULL);
        check(strstr(message, "kanarie") == NULL && strstr(message, "4711") == NULL, "no personal data in a message");
    }
    fails(expected, status, &err, code);
    wb_package_take(used, NULL, 0, &taken, &after, NULL);
    check(before == after, "nothing comes out of what is refused");
}

static void wrong_records(void) {
    static const char item[] = "results@las", of[] = "results", me[] = "[\"p-4711\"]", us[] = "[\"p-4711\",\"kanarie\"]";
    static const char record[] = "{\"kanarie\":1,\"a\":{\"b\":2}}";
    char deep[200];
    memset(deep, 0, sizeof deep);
    for (int i = 0; i < 33; i++) {
        memcpy(deep + 5 * i, "{\"a\":", 5);
    }
    at_the_beginning();
    const wb_status bad = WB_STATUS_BAD_PACKAGE, unread = WB_STATUS_BAD_RECORD;
    refuses("unknown-item", bad, "resluts@las", of, me, "", "", record);
    refuses("unknown-item", bad, "", of, me, "", "", record);
    refuses("other-category", bad, item, "photo", me, "", "", record);
    refuses("no-subjects", bad, item, of, "[]", "", "", record);
    refuses("about-another", bad, item, of, "[\"kanarie\"]", "", "", record);
    refuses("not-redacted", bad, item, of, us, "", "", record);
    refuses("still-there", bad, item, of, us, "[\"kanarie\"]", "", record);
    refuses("still-there", bad, item, of, us, "[\"/a/b\"]", "", record);
    refuses("empty-field", bad, item, of, us, "[\" \"]", "", record);
    refuses("not-an-object", bad, item, of, me, "", "", "[1]");
    refuses("not-json", bad, item, of, me, "", "", "{\"kanarie\":}");
    refuses("not-json", bad, item, of, me, "", "", "");
    refuses("not-utf8", bad, item, of, me, "", "", "{\"a\":\"\xff\"}");
    refuses("not-a-moment", unread, item, of, me, "", "2026-13-01", record);
    refuses("not-a-moment", unread, item, of, me, "", "2026-11-23T10:00:00", record);
    refuses("wrong-type", unread, item, of, "{}", "", "", record);
    refuses("wrong-type", unread, item, of, "[1]", "", "", record);
    refuses("not-json", unread, item, of, "p-4711", "", "", record);
    refuses("not-json", unread, item, of, "", "", "", record);
    refuses("wrong-type", unread, item, of, me, "null", "", record);
    wb_error *err = NULL;
    fails(WB_STATUS_NOT_UTF8, wb_package_push(used, "\xff", 1, L(of), L(me), NULL, 0, NULL, 0, L(record), &err), &err,
          "not-utf8");
    /* 64 levels are allowed. */
    char nested[512] = {0};
    for (int i = 0; i < 64; i++) {
        strcat(nested, "{\"a\":");
    }
    strcat(nested, "1");
    memset(nested + strlen(nested), '}', 64);
    check(wb_package_push(used, L(item), L(of), L(me), NULL, 0, NULL, 0, L(nested), NULL) == 0, "64 levels");
    memmove(nested + 5, nested, strlen(nested));
    memcpy(nested, "{\"a\":", 5);
    strcat(nested, "}");
    refuses("too-deep", WB_STATUS_LIMIT, item, of, me, "", "", nested);

    /* Of one item at a time, which is closed as it is, once. */
    refuses("item-open", bad, "photo@las", "photo", me, "", "", record);
    fails(bad, wb_package_close(used, L(item), L("nothing-found"), &err), &err, "has-records");
    fails(bad, wb_package_close(used, L("photo@las"), L("nothing-found"), &err), &err, "item-open");
    fails(bad, wb_package_close(used, L(item), L("failed"), &err), &err, "not-given");
    fails(WB_STATUS_UNKNOWN_VALUE, wb_package_close(used, L(item), L("doen"), &err), &err, "unknown-value");
    check(wb_package_close(used, L(item), L("done"), NULL) == 0, "closed");
    refuses("item-closed", bad, item, of, me, "", "", record);
    fails(bad, wb_package_close(used, L("photo@las"), L("done"), &err), &err, "no-records");

    /* Not finished while an item is not closed, and no page of it. */
    char digest[65] = "x";
    check(wb_package_finish(used, digest, 64, &err) == bad && wb_error_count(err) == 7 &&
              strstr(wb_error_message(err, 0, NULL), "attendance@las") != NULL && is_nothing(digest, 64),
          "every item that is not closed");
    wb_error_free(err);
    err = NULL;
    wb_buf *buf = NULL;
    fails(bad, wb_package_page(used, L("nl"), &buf, &err), &err, "not-finished");
    fails(WB_STATUS_UNKNOWN_VALUE, wb_package_page(used, L("de"), &buf, &err), &err, "unknown-value");

    with_everything_packed();
    fails(WB_STATUS_BUFFER_TOO_SMALL, wb_package_finish(used, digest, 63, &err), &err, "buffer-too-small");
    check(wb_package_finish(used, digest, 64, NULL) == 0, "room enough, and it was not finished yet");
    fails(bad, wb_package_finish(used, digest, 64, &err), &err, "finished");
    check(is_nothing(digest, 64), "no second digest");
    refuses("finished", bad, item, of, me, "", "", record);
    check(buf == NULL, "no page");
    wb_package_free(used);
    used = NULL;
}

static void wrong_beginnings(void) {
    wb_error *err = NULL;
    wb_package *none = NULL;
    wb_buf *checkpoint = NULL;
    const wb_status bad = WB_STATUS_BAD_PACKAGE;
    fails(bad, wb_package_begin(claims, entry, L(" "), L(institution_name), now, &none, &err), &err, "no-reference");
    fails(WB_STATUS_BAD_STEP, wb_package_begin(claims, entry + 1, L(subject), NULL, 0, now, &none, &err), &err,
          "unknown-request");
    fails(WB_STATUS_BAD_STEP, wb_package_begin(claims, 0, L(subject), NULL, 0, now, &none, &err), &err, "unknown-request");
    fails(WB_STATUS_BAD_TIME, wb_package_begin(claims, entry, L(subject), NULL, 0, now / 1000, &none, &err), &err,
          "now-out-of-range");
    /* Without its last entry, the request was not granted. */
    wb_claims *before = folded(1);
    fails(bad, wb_package_begin(before, entry, L(subject), NULL, 0, now, &none, &err), &err, "not-granted");

    with_nothing_pending();
    check(wb_package_checkpoint(used, &checkpoint, NULL) == 0, "a checkpoint");
    const char *text = wb_buf_data(checkpoint);
    const size_t len = wb_buf_len(checkpoint);
    fails(bad, wb_package_resume(claims, entry, L("p-4712"), L(institution_name), text, len, &none, &err), &err, "other-package");
    fails(bad, wb_package_resume(claims, entry, L(subject), NULL, 0, text, len, &none, &err), &err, "other-package");
    fails(bad, wb_package_resume(before, entry, L(subject), L(institution_name), text, len, &none, &err), &err, "not-granted");
    fails(bad, wb_package_resume(claims, entry, L(subject), L(institution_name), text, len - 1, &none, &err), &err, "not-json");
    fails(bad, wb_package_resume(claims, entry, L(subject), L(institution_name), NULL, 0, &none, &err), &err, "not-json");
    fails(bad, wb_package_resume(claims, entry, L(subject), L(institution_name), L("{}"), &none, &err), &err, "missing-field");
    check(none == NULL, "no package");
    wb_buf_free(checkpoint);
    wb_claims_free(before);
    wb_package_free(used);
    used = NULL;
}

/* A package keeps what it was begun with; the claims may be freed at once. */
static void freed_in_any_order(void) {
    wb_claims *again = folded(0);
    wb_package *package = NULL;
    check(wb_package_begin(again, entry, L(subject), L(institution_name), now, &package, NULL) == 0, "a package");
    wb_claims_free(again);
    for (size_t i = 0; i < line_count; i++) {
        follow(package, &script[i]);
    }
    wb_buf *page = NULL;
    check(wb_package_page(package, L("en"), &page, NULL) == 0 && wb_buf_len(page) > 10000, "a page without its claims");
    wb_package_free(package);
    wb_buf_free(page);
}

/* --- Threads. --- */

static void *follows_one(void *line) {
    follow(used, line);
    take(used, 1000);
    return line;
}

/* Every call on a thread of its own, one after another. */
static void on_other_threads(const char *folder) {
    with_nothing_pending();
    out.len = 0;
    wb_package_free(used);
    used = begun();
    take(used, 1000);
    for (size_t i = 0; i < line_count; i++) {
        pthread_t thread;
        void *done = NULL;
        check(pthread_create(&thread, NULL, follows_one, &script[i]) == 0 && pthread_join(thread, &done) == 0 &&
                  done == &script[i],
              "a call on another thread");
    }
    check(is_file(folder, "package.json", out.bytes, out.len), "the same bytes from many threads");
    wb_package_free(used);
    used = NULL;
}

enum { EACH = 300 };
static char large[40000];

/* Pushes until each record is in; whoever comes while another is in a call gets that status. */
static void *pushes(void *in_use) {
    for (int i = 0; i < EACH;) {
        wb_status status = wb_package_push(used, L("results@las"), L("results"), L("[\"p-4711\"]"), NULL, 0, NULL, 0, L(large), NULL);
        if (status == WB_STATUS_IN_USE) {
            ++*(int *)in_use;
            sched_yield();
        } else if (status == WB_STATUS_OK) {
            i++;
        } else {
            return NULL;
        }
    }
    return in_use;
}

/* What is not allowed breaks nothing: two threads at once get their turn or a status. */
static void at_the_same_time(void) {
    int in_use[2] = {0, 0};
    pthread_t threads[2];
    memset(large, 'x', sizeof large - 1);
    memcpy(large, "{\"a\":\"", 6);
    memcpy(large + sizeof large - 3, "\"}", 2);
    with_nothing_pending();
    for (int i = 0; i < 2; i++) {
        check(pthread_create(&threads[i], NULL, pushes, &in_use[i]) == 0, "a thread");
    }
    for (int i = 0; i < 2; i++) {
        void *done = NULL;
        check(pthread_join(threads[i], &done) == 0 && done == &in_use[i], "a thread that had its turns");
    }
    wb_buf *contents = NULL;
    char count[40];
    snprintf(count, sizeof count, "\"records\":%d,", 2 * EACH);
    check(wb_package_contents(used, &contents, NULL) == 0 && strstr(wb_buf_data(contents), count) != NULL, "each record, once");
    wb_buf_free(contents);
    wb_package_free(used);
    used = NULL;
}

/* The most memory that this process has had, in kB. */
static long peak(void) {
    FILE *file = fopen("/proc/self/status", "r");
    char line[200];
    long found = -1;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            found = strtol(line + 6, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return found;
}

/* What was taken is in memory no more: 24 MB pass through room for 64 kB. */
static void as_it_comes(void) {
    static char room[65536];
    size_t taken = 0, left = 0, bytes = 0;
    with_nothing_pending();
    bool good = true;
    long before = 0;
    for (int i = 0; i < 610; i++) {
        good &= wb_package_push(used, L("results@las"), L("results"), L("[\"p-4711\"]"), NULL, 0, NULL, 0, L(large), NULL) == 0;
        good &= wb_package_take(used, room, sizeof room, &taken, &left, NULL) == 0 && left == 0;
        bytes += taken;
        before = i == 9 ? peak() : before;
    }
    const long grown = peak() - before;
    if (grown > 4096) {
        printf("%ld kB more\n", grown);
    }
    check(good && bytes > 24000000 && before > 0 && grown <= 4096, "memory stays as it is");
    wb_package_free(used);
    used = NULL;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "give the folder in which examples/package wrote\n");
        return 2;
    }
    read_script(argv[1]);
    set_up();
    static const size_t pieces[] = {1, 7, 4096, 65536};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        the_same_bytes(argv[1], pieces[i]);
    }
    all_at_the_end(argv[1]);
    taken_up_again(argv[1]);
    null_everywhere();
    wrong_records();
    wrong_beginnings();
    freed_in_any_order();
    on_other_threads(argv[1]);
    at_the_same_time();
    as_it_comes();
    tear_down();
    free(out.bytes);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
