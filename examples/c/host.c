/* What every platform needs besides the library; host.h says what each is for. */

#include <time.h>

#include "host.h"

sqlite3 *db;
wb_institution *institution;

/* --- What goes wrong ends the program. --- */

_Noreturn void stop(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

void must(wb_status status, wb_error **err, const char *what) {
    if (status == WB_STATUS_OK) {
        return;
    }
    for (size_t i = 0; i < wb_error_count(*err); i++) {
        const char *help = wb_error_help(*err, i, NULL);
        fprintf(stderr, "%s %s: %s%s%s\n", wb_error_code(*err, i, NULL), wb_error_path(*err, i, NULL),
                wb_error_message(*err, i, NULL), help == NULL ? "" : "; ", help == NULL ? "" : help);
    }
    stop(what, "the library refuses");
}

void sql_must(int result, const char *what) {
    if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE) {
        stop(what, sqlite3_errmsg(db));
    }
}

/* --- Moments and texts. --- */

int64_t at(const char *moment) {
    int year, month, day, hour, minute, second;
    if (sscanf(moment, "%d-%d-%dT%d:%d:%dZ", &year, &month, &day, &hour, &minute, &second) != 6) {
        stop(moment, "no moment");
    }
    /* Days of the proleptic Gregorian calendar, counted from March. */
    int64_t y = month > 2 ? year : year - 1, m = (month + 9) % 12;
    int64_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
    return ((days * 24 + hour) * 3600 + minute * 60 + second) * 1000000;
}

const char *shown(int64_t micros) {
    static char texts[4][24];
    static int next;
    char *text = texts[next++ % 4];
    time_t seconds = (time_t)(micros / 1000000);
    struct tm parts;
    if (micros == INT64_MAX) {
        return "never";
    }
    strftime(text, sizeof *texts, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &parts));
    return text;
}

const char *hex(const char *bytes) {
    static char text[65];
    for (int i = 0; i < 32; i++) {
        snprintf(text + 2 * i, 3, "%02x", (unsigned char)bytes[i]);
    }
    return text;
}

char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        stop(path, "cannot be read");
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = calloc(size + 1, 1);
    if (fread(text, 1, size, file) != size) {
        stop(path, "cannot be read");
    }
    fclose(file);
    return text;
}

/* --- The database. --- */

const char TABLES[] =
    "create table dossier (id integer primary key, person_ref text not null, head_seq integer not null, head blob not null);"
    "create table entry (dossier integer not null, seq integer not null, line text not null, primary key (dossier, seq));"
    "create table photo (id integer primary key, dossier integer not null, made text not null, file text not null);"
    "create table result (id integer primary key, dossier integer not null, made text not null, test text not null);"
    "insert into dossier values (1, 'p-1', 0, zeroblob(32)), (2, 'p-2', 0, zeroblob(32));"
    "insert into photo values (1, 1, '2026-09-15', 'portrait.jpg'), (2, 1, '2027-02-10', 'sports-day.jpg'),"
    "                         (3, 1, '2027-03-10', 'school-play.jpg');"
    "insert into result values (1, 1, '2027-01-20', 'fractions');";

void open_database(const char *path) {
    sql_must(sqlite3_open(path, &db), path);
    sqlite3_busy_timeout(db, 10000);
}

sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement = NULL;
    sql_must(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), sql);
    return statement;
}

dossier load(int person) {
    dossier read = {NULL, {0}, 0};
    wb_error *err = NULL;
    /* One statement, so that head and lines are of one moment. */
    sqlite3_stmt *select = prepare(
        "select head, coalesce(group_concat(line, char(10)), '') from dossier left join"
        " (select dossier, line from entry order by dossier, seq) on dossier = id where id = ?");
    sqlite3_bind_int(select, 1, person);
    sql_must(sqlite3_step(select), "select a dossier");
    memcpy(read.head, sqlite3_column_blob(select, 0), 32);
    const char *lines = (const char *)sqlite3_column_text(select, 1);
    must(wb_dossier_load(lines, (size_t)sqlite3_column_bytes(select, 1), read.head, 32, &read.handle, &err), &err, "load");
    must(wb_dossier_seq(read.handle, &read.seq, &err), &err, "seq");
    sqlite3_finalize(select);
    return read;
}

wb_claims *claims_of(const dossier *read) {
    wb_claims *claims = NULL;
    wb_error *err = NULL;
    /* Everything that was written, by whatever clock. */
    must(wb_claims_fold(institution, read->handle, NULL, 0, INT64_MAX, &claims, &err), &err, "fold");
    return claims;
}

wb_claims *claims_at(int person) {
    dossier read = load(person);
    wb_claims *claims = claims_of(&read);
    wb_dossier_free(read.handle);
    return claims;
}

created_line next_line(const dossier *read, const char *moment, const char *body) {
    created_line next = {NULL, {0}, 0};
    wb_error *err = NULL;
    /* Made from the head, so that the story is the same each time. A host draws 16 random bytes. */
    char salt[16], of_head[32];
    must(wb_dossier_head(read->handle, of_head, 32, &err), &err, "head");
    for (size_t i = 0; i < sizeof salt; i++) {
        salt[i] = (char)(of_head[i] | 1);
    }
    must(wb_institution_append(institution, read->handle, NULL, 0, TEXT(body), at(moment), -1, salt, 16, &next.line, next.head, 32,
                           &next.seq, &err),
         &err, body);
    return next;
}

int store(int person, const dossier *read, const created_line *next) {
    sql_must(sqlite3_exec(db, "begin immediate", NULL, NULL, NULL), "begin");
    sqlite3_stmt *update = prepare("update dossier set head_seq = ?, head = ? where id = ? and head = ?");
    sqlite3_bind_int64(update, 1, next->seq);
    sqlite3_bind_blob(update, 2, next->head, 32, SQLITE_STATIC);
    sqlite3_bind_int(update, 3, person);
    sqlite3_bind_blob(update, 4, read->head, 32, SQLITE_STATIC);
    sql_must(sqlite3_step(update), "update a head");
    sqlite3_finalize(update);
    if (sqlite3_changes(db) == 0) {
        sql_must(sqlite3_exec(db, "rollback", NULL, NULL, NULL), "rollback");
        return 0;
    }
    sqlite3_stmt *insert = prepare("insert into entry values (?, ?, ?)");
    sqlite3_bind_int(insert, 1, person);
    sqlite3_bind_int64(insert, 2, next->seq);
    sqlite3_bind_text(insert, 3, wb_buf_data(next->line), (int)wb_buf_len(next->line), SQLITE_STATIC);
    sql_must(sqlite3_step(insert), "insert a line");
    sqlite3_finalize(insert);
    sql_must(sqlite3_exec(db, "commit", NULL, NULL, NULL), "commit");
    return 1;
}

int append(int person, const char *moment, const char *body, uint32_t *seq) {
    for (int again = 0;; again++) {
        dossier read = load(person);
        created_line next = next_line(&read, moment, body);
        int stored = store(person, &read, &next);
        *seq = next.seq;
        wb_buf_free(next.line);
        wb_dossier_free(read.handle);
        if (stored) {
            return again;
        }
    }
}
