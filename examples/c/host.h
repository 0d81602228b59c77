/* What every platform needs besides the library: errors told, moments and texts, dossiers in SQLite. */

#ifndef HOST_H
#define HOST_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#define WB_EXPERIMENTAL
#include "waarborg.h"

/* The database, and the institution of the school: opened and folded once, before anything else is called. */
extern sqlite3 *db;
extern wb_institution *institution;

/* --- What goes wrong ends the program. --- */

_Noreturn void stop(const char *what, const char *why);
/* Tells everything that is wrong, with what to do about it, and stops. */
void must(wb_status status, wb_error **err, const char *what);
void sql_must(int result, const char *what);

/* --- Moments and texts. --- */

/* Microseconds of UTC of a moment such as 2026-08-20T12:00:00Z. */
int64_t at(const char *moment);
/* The other way round, in one of a few static places; INT64_MAX is never. */
const char *shown(int64_t micros);
/* 32 bytes in hexadecimal, in a static place. */
const char *hex(const char *bytes);
/* All of a file, to be freed. */
char *read_file(const char *path);

/* A text made as printf does, to be freed. */
#define FORMAT(out, ...)                                     \
    do {                                                     \
        int size = snprintf(NULL, 0, __VA_ARGS__);           \
        *(out) = malloc((size_t)size + 1);                   \
        snprintf(*(out), (size_t)size + 1, __VA_ARGS__);     \
    } while (0)

#define TEXT(text) (text), strlen(text)

/* --- Dossiers. --- */

/* A dossier as it was read: with the head that the next line is made for. */
typedef struct {
    wb_dossier *handle;
    char head[32];
    uint32_t seq;
} dossier;

/* A line that was made and not stored yet. */
typedef struct {
    wb_buf *line;
    char head[32];
    uint32_t seq;
} created_line;

/* The tables, empty but for what the story begins with. */
extern const char TABLES[];
void open_database(const char *path);
sqlite3_stmt *prepare(const char *sql);
/* Reads a dossier back: its lines in order, checked against the head that was stored with the last of them. */
dossier load(int person);
wb_claims *claims_of(const dossier *read);
wb_claims *claims_at(int person);
/* The next line of a dossier as it was read, if policy and requests allow it. */
created_line next_line(const dossier *read, const char *moment, const char *body);
/* Stores a line in one transaction, if the head is still the one it was made for. */
int store(int person, const dossier *read, const created_line *next);
/* Appends an entry. How often it was written again because another writer was first. */
int append(int person, const char *moment, const char *body, uint32_t *seq);

#endif
