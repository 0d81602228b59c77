/* What examples/package wrote: the script of a package, followed through the C ABI, and how its bytes are compared. C11. */

#include "check.h"

/* --- The script, and what it is about. --- */

enum { MOST_LINES = 100, MOST_FIELDS = 7 };

static struct line {
    char *field[MOST_FIELDS];
} script[MOST_LINES];
static size_t line_count;
static char *script_text;

static inline const struct line *line_of(const char *word) {
    for (size_t i = 0; i < line_count; i++) {
        if (strcmp(script[i].field[0], word) == 0) {
            return &script[i];
        }
    }
    printf("no line %s\n", word);
    exit(2);
}

static inline void read_script(const char *folder) {
    char path[4096];
    size_t len;
    snprintf(path, sizeof path, "%s/script.txt", folder);
    script_text = read_file(path, &len);
    for (char *at = script_text; *at != '\0';) {
        char *end = strchr(at, '\n');
        if (end == NULL || line_count == MOST_LINES) {
            exit(2);
        }
        *end = '\0';
        struct line *line = &script[line_count++];
        for (int i = 0; i < MOST_FIELDS; i++) {
            char *tab = strchr(at, '\t');
            line->field[i] = at;
            at = tab == NULL ? end : tab + 1;
            if (tab != NULL) {
                *tab = '\0';
            }
        }
        at = end + 1;
    }
}

static wb_policy *policy;
static wb_institution *institution;
static wb_claims *claims;
static uint32_t entry;
static const char *subject, *institution;
static int64_t now;

/* A stream of lines with its head, as a host keeps it. */
struct stream {
    char lines[16384], head[32];
    size_t len;
};

/* The bytes of a salt. */
static inline const char *from_hex(const char *text) {
    static char bytes[16];
    for (size_t i = 0; i < sizeof bytes; i++) {
        unsigned byte = 0;
        sscanf(text + 2 * i, "%2x", &byte);
        bytes[i] = (char)byte;
    }
    return bytes;
}

static inline void append(struct stream *stream, const struct line *line, bool of_institution) {
    wb_dossier *dossier = NULL;
    wb_buf *next = NULL;
    uint32_t seq = 0;
    bool loaded = of_institution
                      ? wb_dossier_of_institution(L("school"), stream->lines, stream->len, stream->head, 32, &dossier, NULL) == 0
                      : wb_dossier_load(stream->lines, stream->len, stream->head, 32, &dossier, NULL) == 0;
    /* The head of an institution without entries is that of its id. */
    check(loaded && wb_dossier_head(dossier, stream->head, 32, NULL) == 0 &&
              wb_dossier_append(dossier, stream->head, 32, L(line->field[2]), strtoll(line->field[1], NULL, 10), -1,
                                from_hex(line->field[3]), 16, &next,
                                stream->head, 32, &seq, NULL) == 0,
          line->field[2]);
    memcpy(stream->lines + stream->len, wb_buf_data(next), wb_buf_len(next));
    stream->len += wb_buf_len(next);
    stream->lines[stream->len++] = '\n';
    wb_buf_free(next);
    wb_dossier_free(dossier);
}

/* Claims, folded anew from what the script says; without its last entries, the person's dossier is another. */
static inline wb_claims *folded(int without) {
    static struct stream of_institution, of_person;
    wb_dossier *dossier = NULL;
    wb_claims *created = NULL;
    memset(&of_institution, 0, sizeof of_institution);
    memset(&of_person, 0, sizeof of_person);
    int left = -without;
    for (size_t i = 0; i < line_count; i++) {
        left += strcmp(script[i].field[0], "dossier") == 0;
    }
    for (size_t i = 0; i < line_count; i++) {
        if (strcmp(script[i].field[0], "institution") == 0) {
            append(&of_institution, &script[i], true);
        } else if (strcmp(script[i].field[0], "dossier") == 0 && left-- > 0) {
            append(&of_person, &script[i], false);
        }
    }
    wb_institution_free(institution);
    check(wb_institution_fold(policy, L("school"), of_institution.lines, of_institution.len, of_institution.head, 32, INT64_MAX,
                          &institution, NULL) == 0 &&
              wb_dossier_load(of_person.lines, of_person.len, of_person.head, 32, &dossier, NULL) == 0 &&
              wb_claims_fold(institution, dossier, NULL, 0, INT64_MAX, &created, NULL) == 0,
          "claims");
    wb_dossier_free(dossier);
    return created;
}

static inline void set_up(void) {
    size_t len;
    char *document = read_file(line_of("policy")->field[1], &len);
    check(wb_policy_parse(document, len, &policy, NULL) == 0, "a policy");
    free(document);
    const struct line *begin = line_of("begin");
    entry = (uint32_t)strtoul(begin->field[1], NULL, 10);
    subject = begin->field[2], institution = begin->field[3];
    now = strtoll(begin->field[4], NULL, 10);
    claims = folded(0);
}

static inline void tear_down(void) {
    wb_policy_free(policy);
    wb_institution_free(institution);
    wb_claims_free(claims);
    free(script_text);
}

static inline wb_package *begun(void) {
    wb_package *package = NULL;
    check(wb_package_begin(claims, entry, L(subject), L(institution), now, &package, NULL) == 0, "a package");
    return package;
}

/* --- What comes out. --- */

static struct {
    char *bytes;
    size_t len, capacity;
} out;

/* Takes all there is, so many bytes at a time. */
static inline void take(wb_package *package, size_t piece) {
    size_t taken = 0, left = 1;
    while (left > 0) {
        if (out.capacity - out.len < piece) {
            out.capacity = 2 * out.capacity + piece;
            out.bytes = realloc(out.bytes, out.capacity);
        }
        size_t before = left;
        wb_status status = wb_package_take(package, out.bytes + out.len, piece, &taken, &left, NULL);
        if (status != WB_STATUS_OK || taken > piece || (left > 0 && taken != piece) || (before != 1 && left + taken != before)) {
            check(false, "what is taken and what is left");
            return;
        }
        out.len += taken;
    }
}

static inline wb_status push(wb_package *package, const struct line *line, wb_error **err) {
    char *const *f = line->field;
    return wb_package_push(package, L(f[1]), L(f[2]), L(f[3]), L(f[4]), L(f[5]), L(f[6]), err);
}

/* Follows one line of the script; tells what went wrong. */
static inline void follow(wb_package *package, const struct line *line) {
    wb_error *err = NULL;
    wb_status status = WB_STATUS_OK;
    char digest[64];
    if (strcmp(line->field[0], "push") == 0) {
        status = push(package, line, &err);
    } else if (strcmp(line->field[0], "close") == 0) {
        status = wb_package_close(package, L(line->field[1]), L(line->field[2]), &err);
    } else if (strcmp(line->field[0], "finish") == 0) {
        status = wb_package_finish(package, digest, sizeof digest, &err);
        check(memcmp(digest, line->field[1], 64) == 0, "the digest that Rust found");
    }
    check(status == WB_STATUS_OK, status == WB_STATUS_OK ? line->field[0] : wb_error_message(err, 0, NULL));
    wb_error_free(err);
}

static inline bool is_file(const char *folder, const char *name, const char *bytes, size_t len) {
    char path[4096];
    size_t expected_len;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    char *expected = read_file(path, &expected_len);
    bool same = len == expected_len && memcmp(bytes, expected, len) == 0;
    free(expected);
    return same;
}
