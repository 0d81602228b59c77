/* What becomes of a defect, with a library that was built to have one (feature capi-panic): the call returns a status, the
 * process lives, what never changes answers on, and a package that was in the call is poisoned, and nothing else is. C11 and
 * POSIX.
 *
 *     panic FOLDER        what examples/package wrote; from the root of the repository
 *
 * Prints at the end: N passed, N failed. */

#include <pthread.h>

#define WB_EXPERIMENTAL
#include "script.h"

/* In no header: only this library has them. */
wb_status wb_panic_policy(const wb_policy *policy, wb_error **err);
wb_status wb_panic_package(wb_package *package, wb_error **err);

static char digest[32];

static bool answers_on(void) {
    char again[32];
    wb_buf *found = NULL, *requests = NULL;
    bool same = wb_policy_digest(policy, again, 32, NULL) == WB_STATUS_OK && memcmp(again, digest, 32) == 0 &&
                wb_policy_lint(policy, &found, NULL) == WB_STATUS_OK &&
                wb_requests(claims, now, &requests, NULL) == WB_STATUS_OK &&
                strstr(wb_buf_data(requests), "\"stage\":\"granted\"") != NULL;
    wb_buf_free(found);
    wb_buf_free(requests);
    return same;
}

static void in_what_never_changes(void) {
    wb_error *err = NULL;
    check(answers_on(), "before");
    for (int i = 0; i < 20; i++) {
        fails(WB_STATUS_PANIC, wb_panic_policy(policy, &err), &err, "panic");
        check(wb_panic_policy(policy, NULL) == WB_STATUS_PANIC, "without a place for the error");
        check(answers_on(), "a policy answers on after a defect");
    }
    check(wb_panic_policy(NULL, NULL) == WB_STATUS_NULL_ARGUMENT, "the call looks at its arguments first");
}

/* Every function that takes a package, given one that is poisoned. */
static void is_poisoned(wb_package *package) {
    const wb_status expected = WB_STATUS_POISONED;
    wb_error *err = NULL;
    wb_buf *buf = NULL;
    char bytes[64] = "x";
    size_t taken = 7, left = 7;
    fails(expected, push(package, line_of("push"), &err), &err, "poisoned");
    fails(expected, wb_package_close(package, L("health@las"), L("nothing-found"), &err), &err, "poisoned");
    fails(expected, wb_package_take(package, bytes, 64, &taken, &left, &err), &err, "poisoned");
    check(taken == 0 && left == 0 && bytes[0] == 'x', "nothing is taken of it");
    fails(expected, wb_package_checkpoint(package, &buf, &err), &err, "poisoned");
    fails(expected, wb_package_contents(package, &buf, &err), &err, "poisoned");
    fails(expected, wb_package_finish(package, bytes, 64, &err), &err, "poisoned");
    fails(expected, wb_package_page(package, L("nl"), &buf, &err), &err, "poisoned");
    fails(expected, wb_panic_package(package, &err), &err, "poisoned");
    check(buf == NULL, "nothing comes out of it");
}

static void in_what_changes(const char *folder) {
    wb_error *err = NULL;
    wb_package *one = begun(), *other = begun();
    out.len = 0;
    take(other, 4096);
    for (size_t i = 0; i < line_count; i++) {
        follow(other, &script[i]);
        take(other, 4096);
        if (i == line_count / 2) {
            follow(one, line_of("push"));
            fails(WB_STATUS_PANIC, wb_panic_package(one, &err), &err, "panic");
            is_poisoned(one);
            check(answers_on(), "claims that a poisoned package keeps answer on");
        }
    }
    check(is_file(folder, "package.json", out.bytes, out.len), "another package is none the worse");
    is_poisoned(one);
    wb_package_free(one);
    wb_package_free(other);
    other = begun();
    follow(other, line_of("push"));
    check(answers_on(), "and a new one can be begun");
    wb_package_free(other);
}

static void *panics(void *unused) {
    bool all = true;
    for (int i = 0; i < 20; i++) {
        wb_package *package = NULL;
        all &= wb_panic_policy(policy, NULL) == WB_STATUS_PANIC && answers_on();
        all &= wb_package_begin(claims, entry, L(subject), L(institution_name), now, &package, NULL) == WB_STATUS_OK;
        all &= wb_panic_package(package, NULL) == WB_STATUS_PANIC;
        all &= wb_package_contents(package, &(wb_buf *){NULL}, NULL) == WB_STATUS_POISONED;
        wb_package_free(package);
    }
    return all ? unused : NULL;
}

static void in_two_threads(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        check(pthread_create(&threads[i], NULL, panics, policy) == 0, "a thread");
    }
    for (int i = 0; i < 2; i++) {
        void *done = NULL;
        check(pthread_join(threads[i], &done) == 0 && done == policy, "a thread with defects");
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "give the folder in which examples/package wrote\n");
        return 2;
    }
    read_script(argv[1]);
    set_up();
    check(wb_policy_digest(policy, digest, 32, NULL) == 0, "a digest");
    in_what_never_changes();
    in_what_changes(argv[1]);
    in_two_threads();
    check(answers_on(), "after all");
    tear_down();
    free(out.bytes);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
