/* What the C tests of the ABI share: counting, a NULL in each pointer in turn, and failures that say why. C11. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "waarborg.h"

static int passed, failed;

static void check(bool holds, const char *what) {
    passed += holds;
    failed += !holds;
    if (!holds) {
        printf("FAILED: %s\n", what);
    }
}

/* Which pointer of the next call is NULL, and how many it has. */
static int null_at, pointers;

static bool is_null(void) { return pointers++ == null_at; }

#define P(pointer) (is_null() ? NULL : (pointer))

static bool is_nothing(const void *bytes, size_t len) {
    const char *at = bytes;
    while (len > 0 && *at == 0) {
        at++, len--;
    }
    return len == 0;
}

/* The call fails so, and says why. */
static void fails(wb_status expected, wb_status got, wb_error **err, const char *code) {
    const char *told = wb_error_code(*err, 0, NULL);
    if (expected != got || told == NULL || strcmp(told, code) != 0) {
        printf("expected %d %s, got %d %s\n", expected, code, got, told == NULL ? "nothing" : told);
    }
    check(expected == got && told != NULL && strcmp(told, code) == 0, code);
    wb_error_free(*err);
    *err = NULL;
}
