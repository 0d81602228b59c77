/* What the C tests of the ABI share: counting, a NULL in each pointer in turn, and failures that say why. C11. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "waarborg.h"

_Static_assert(WB_VERSION_NUMBER == WB_VERSION_MAJOR * 1000000 + WB_VERSION_MINOR * 1000 + WB_VERSION_PATCH,
               "the number of the version is made of its parts");

static int passed, failed;

static inline void check(bool holds, const char *what) {
    passed += holds;
    failed += !holds;
    if (!holds) {
        printf("FAILED: %s\n", what);
    }
}

/* Which pointer of the next call is NULL, and how many it has. */
static int null_at, pointers;

static inline bool is_null(void) { return pointers++ == null_at; }

#define P(pointer) (is_null() ? NULL : (pointer))

static inline bool is_nothing(const void *bytes, size_t len) {
    const char *at = bytes;
    while (len > 0 && *at == 0) {
        at++, len--;
    }
    return len == 0;
}

/* The call fails so, and says why. */
static inline void fails(wb_status expected, wb_status got, wb_error **err, const char *code) {
    const char *rendered = wb_error_code(*err, 0, NULL);
    if (expected != got || rendered == NULL || strcmp(rendered, code) != 0) {
        printf("expected %d %s, got %d %s\n", expected, code, got, rendered == NULL ? "nothing" : rendered);
    }
    check(expected == got && rendered != NULL && strcmp(rendered, code) == 0, code);
    wb_error_free(*err);
    *err = NULL;
}

/* The bytes of a file, with a NUL after them, to be freed. */
static inline char *read_file(const char *path, size_t *len) {
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

/* A call with all it needs, whose pointers are each given by P. */
struct tried {
    const char *name;
    wb_status (*call)(wb_error **err);
    /* How many pointers it has, so that none is forgotten; without the last, for the error. */
    int pointers;
    /* Makes ready what the call works on and changes; may be NULL. */
    void (*before)(void);
};

/* Makes each call with all it needs, and then with NULL in one pointer after another: with a place for the error, and
 * without. spoil fills the outputs, and left_nothing is true if each is as it was filled, or is nothing. */
static inline void null_in_each(const struct tried *calls, size_t count, void (*spoil)(int with), bool (*left_nothing)(void),
                                void (*drop)(void)) {
    for (size_t i = 0; i < count; i++) {
        const struct tried *tried = &calls[i];
        char what[80];
        wb_error *err = (wb_error *)&err;
        spoil(0);
        null_at = -1, pointers = 0;
        snprintf(what, sizeof what, "%s with all it needs", tried->name);
        if (tried->before != NULL) {
            tried->before();
        }
        wb_status status = tried->call(&err);
        if (status != WB_STATUS_OK) {
            printf("%d %s\n", status, wb_error_message(err, 0, NULL));
            wb_error_free(err);
            err = NULL;
        }
        check(status == WB_STATUS_OK && err == NULL && pointers == tried->pointers, what);
        drop();
        if (tried->before != NULL) {
            tried->before();
        }
        for (int at = 0; at < tried->pointers; at++) {
            snprintf(what, sizeof what, "%s with NULL as pointer %d", tried->name, at);
            spoil(0x5a);
            null_at = at, pointers = 0, err = NULL;
            check(tried->call(&err) == WB_STATUS_NULL_ARGUMENT, what);
            check(wb_error_count(err) == 1 && strcmp(wb_error_code(err, 0, NULL), "null-argument") == 0, what);
            check(left_nothing(), what);
            wb_error_free(err);
            spoil(0x5a);
            null_at = at, pointers = 0;
            check(tried->call(NULL) == WB_STATUS_NULL_ARGUMENT && left_nothing(), what);
        }
        /* What was refused changed nothing: the call can still be made. */
        spoil(0);
        null_at = -1, pointers = 0;
        check(tried->call(NULL) == WB_STATUS_OK, tried->name);
        drop();
    }
    null_at = -1;
}

/* A text and its length: where no pointer is made NULL, and where one may be. */
#define L(text) text, strlen(text)
#define T(text) P(text), strlen(text)
