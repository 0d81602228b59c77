/* From an old key to a new one, sealed pairs, and what was sealed beside pseudonyms translated, from C: pairs are those that
 * the two keys make by themselves, in any order; NULL in every pointer of every function, and what a host does wrong. C11.
 *
 *     rekey
 *
 * Prints at the end: N passed, N failed. */

#define WB_EXPERIMENTAL
#include "check.h"

static const int64_t NOW = 1795435200000000, DAY = 86400000000; /* 2026-11-23T12:00:00Z */
static const char SCHOOL[] = "school:00AA";
/* The third is none. */
static const char numbers[] = "063138219111222333123456783101222331";
static const int32_t number_offsets[] = {0, 9, 18, 27, 36};
static const char rules[] =
    "{\"waarborg-translations\":1,\"controller\":\"school:00AA\",\"rules\":{\"quality\":{\"requester\":\"analyst\","
    "\"from\":\"research\",\"to\":\"care\",\"purpose\":\"quality\",\"basis\":\"public-task\","
    "\"start\":\"2026-08-01T00:00:00Z\",\"end\":\"2027-08-01T00:00:00Z\"}}}";

enum { GIVEN = 4, GOOD = 3 };

static wb_keys *keys;
/* As it was before the rotation, and after it; and where to translate to. */
static wb_domain *before, *research, *care;
static wb_escrow *escrow;
static wb_aliases *aliases;
static char pair_key[64], old_ones[20 * GIVEN], new_ones[20 * GIVEN], sealed_texts[1000], pairs[40 * GIVEN],
    sealed[56 * GIVEN];
static int32_t sealed_offsets[GOOD + 1];

static void made(const wb_domain *of, char *packed) {
    int32_t statuses[GIVEN];
    size_t refused = 0;
    check(wb_pseudonyms(of, L("pgn"), GIVEN, L(numbers), number_offsets, packed, 20 * GIVEN, NULL, 0, statuses, &refused, NULL,
                        NULL) == 0 &&
              refused == 1 && statuses[2] != 0,
          "pseudonyms");
    /* Without the row that is none, so that they lie one after another. */
    memmove(packed + 40, packed + 60, 20);
}

static wb_register *activated(wb_register *from, const char *domain, uint32_t epoch, uint32_t number) {
    wb_register *next = NULL;
    uint32_t key = 0;
    check(wb_register_activate(from, keys, L(SCHOOL), 1, L(domain), epoch, L("pgn"), INT64_MAX, NOW, &next, &key, NULL) == 0 &&
              key == number,
          "a key in use");
    wb_register_free(from);
    return next;
}

static void set_up(void) {
    char root[32];
    memset(root, 7, sizeof root);
    root[0] = 1;
    for (int i = 0; i < 64; i++) {
        pair_key[i] = (char)i;
    }
    wb_register *reg = NULL;
    check(wb_keys_root(NULL, root, 32, &keys, NULL) == 0 && wb_register_new(&reg, NULL) == 0, "keys");
    reg = activated(reg, "research", 1, 1);
    check(wb_domain_open(reg, keys, L(SCHOOL), L("research"), NOW, &before, NULL) == 0, "before the rotation");
    reg = activated(reg, "care", 1, 2);
    reg = activated(reg, "research", 2, 3);
    check(wb_domain_open(reg, keys, L(SCHOOL), L("research"), NOW, &research, NULL) == 0 &&
              wb_domain_open(reg, keys, L(SCHOOL), L("care"), NOW, &care, NULL) == 0 &&
              wb_escrow_open(reg, keys, L(SCHOOL), L("research"), &escrow, NULL) == 0,
          "after it");
    wb_register_free(reg);
    made(before, old_ones);
    made(research, new_ones);
    static const int rows[GOOD] = {0, 1, 3};
    for (int i = 0; i < GOOD; i++) {
        wb_buf *one = NULL;
        check(wb_escrow_seal(escrow, L("pgn"), numbers + 9 * rows[i], 9, old_ones + 20 * i, 20, &one, NULL) == 0, "sealed");
        memcpy(sealed_texts + sealed_offsets[i], wb_buf_data(one), wb_buf_len(one));
        sealed_offsets[i + 1] = sealed_offsets[i] + (int32_t)wb_buf_len(one);
        wb_buf_free(one);
    }
    wb_aliases *none = NULL;
    check(wb_aliases_new(&none, NULL) == 0 &&
              wb_aliases_add(none, old_ones, 20, old_ones + 20, 20, NOW, &aliases, NULL) == 0,
          "an alias");
    wb_aliases_free(none);
}

static void tear_down(void) {
    wb_keys_free(keys);
    wb_domain_free(before);
    wb_domain_free(research);
    wb_domain_free(care);
    wb_escrow_free(escrow);
    wb_aliases_free(aliases);
}

/* True if each good row is one of the pairs, and no pair is twice. */
static bool are_pairs(const char *got, const char *from, const char *to) {
    for (int i = 0; i < GOOD; i++) {
        int found = 0;
        for (int j = 0; j < GOOD; j++) {
            found += memcmp(got + 40 * j, from + 20 * i, 20) == 0 && memcmp(got + 40 * j + 20, to + 20 * i, 20) == 0;
        }
        if (found != 1) {
            return false;
        }
    }
    return memcmp(got + 20, got + 60, 20) < 0 && memcmp(got + 60, got + 100, 20) < 0;
}

static bool holds(wb_buf *buf, const char *part) {
    bool found = buf != NULL && strstr(wb_buf_data(buf), part) != NULL;
    wb_buf_free(buf);
    return found;
}

static wb_status rekey(uint32_t from, uint32_t to, const char *by, int64_t expires, size_t *count, int32_t *statuses,
                       size_t *refused, wb_error **refusals, wb_buf **entry, wb_error **err) {
    return wb_rekey(research, L("pgn"), from, to, L(by), NOW, expires, GIVEN, L(numbers), number_offsets, pairs, sizeof pairs,
                    count, statuses, refused, refusals, entry, err);
}

static void a_map(void) {
    size_t count = 7, refused = 7;
    int32_t statuses[GIVEN];
    wb_error *refusals = NULL, *err = NULL;
    wb_buf *entry = NULL;
    check(rekey(1, 3, "privacy-officer", NOW + DAY, &count, statuses, &refused, &refusals, &entry, NULL) == 0 && count == GOOD &&
              refused == 1 && statuses[0] == 0 && statuses[2] == WB_STATUS_BAD_IDENTIFIER && statuses[3] == 0,
          "a map");
    check(are_pairs(pairs, old_ones, new_ones) && is_nothing(pairs + 120, 40), "what each key makes, sorted by the new one");
    check(wb_error_count(refusals) == 1 && strcmp(wb_error_path(refusals, 0, NULL), "/2") == 0, "the row that is none");
    wb_error_free(refusals);
    check(holds(entry, "\"by\":\"privacy-officer\",\"at\":\"2026-11-23T12:00:00.000000Z\",\"expires\":"
                       "\"2026-11-24T12:00:00.000000Z\",\"from\":1,\"to\":3,\"pairs\":3,\"refused\":1}"),
          "an entry for the log");

    char kept[sizeof pairs];
    memcpy(kept, pairs, sizeof pairs);
    entry = NULL;
    const struct {
        uint32_t from, to;
        const char *by;
        int64_t expires;
        wb_status status;
        const char *code;
    } wrong[] = {
        {1, 1, "me", NOW + DAY, WB_STATUS_BAD_KEYS, "same-key"},     {2, 3, "me", NOW + DAY, WB_STATUS_BAD_KEYS, "unknown-key"},
        {1, 9, "me", NOW + DAY, WB_STATUS_BAD_KEYS, "unknown-key"},  {0, 3, "me", NOW + DAY, WB_STATUS_BAD_KEYS, "not-a-key-number"},
        {1, 3, "", NOW + DAY, WB_STATUS_BAD_KEYS, "not-an-id"},      {1, 3, "me", NOW, WB_STATUS_BAD_KEYS, "expires-before"},
        {1, 3, "me", 1, WB_STATUS_BAD_TIME, "now-out-of-range"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        refusals = NULL;
        wb_status status = rekey(wrong[i].from, wrong[i].to, wrong[i].by, wrong[i].expires, &count, statuses, &refused,
                                 &refusals, &entry, &err);
        check(count == 0 && refused == 0 && refusals == NULL && entry == NULL && statuses[0] != 0 &&
                  is_nothing(pairs, sizeof pairs),
              "no map");
        fails(wrong[i].status, status, &err, wrong[i].code);
    }
    memcpy(pairs, kept, sizeof pairs);
}

static void sealed_pairs(void) {
    char opened[40 * GOOD], spoiled[56 * GOOD], other_key[64];
    wb_error *err = NULL;
    check(wb_pairs_seal(pair_key, 64, GOOD, pairs, 40 * GOOD, NOW + DAY, sealed, 56 * GOOD, NULL) == 0, "sealed");
    for (int i = 0; i < GOOD; i++) {
        check(memcmp(sealed + 56 * i, pairs + 40 * i, 20) == 0, "found by its first half");
    }
    check(wb_pairs_open(pair_key, 64, GOOD, sealed, 56 * GOOD, NOW + DAY, NOW, opened, sizeof opened, NULL) == 0 &&
              memcmp(opened, pairs, sizeof opened) == 0,
          "opened");
    fails(WB_STATUS_NOT_ALLOWED,
          wb_pairs_open(pair_key, 64, GOOD, sealed, 56 * GOOD, NOW + DAY, NOW + DAY, opened, sizeof opened, &err), &err,
          "pair-expired");
    check(is_nothing(opened, sizeof opened), "not after it expired");
    fails(WB_STATUS_BAD_IDENTIFIER,
          wb_pairs_open(pair_key, 64, GOOD, sealed, 56 * GOOD, NOW + 2 * DAY, NOW, opened, sizeof opened, &err), &err,
          "not-opened");
    memcpy(other_key, pair_key, 64);
    other_key[63] ^= 1;
    fails(WB_STATUS_BAD_IDENTIFIER,
          wb_pairs_open(other_key, 64, GOOD, sealed, 56 * GOOD, NOW + DAY, NOW, opened, sizeof opened, &err), &err, "not-opened");
    for (int at = 20; at < 56; at++) {
        memcpy(spoiled, sealed, sizeof spoiled);
        spoiled[56 + at] ^= 1;
        wb_status status = wb_pairs_open(pair_key, 64, GOOD, spoiled, 56 * GOOD, NOW + DAY, NOW, opened, sizeof opened, &err);
        check(err != NULL && strcmp(wb_error_path(err, 0, NULL), "/1") == 0, "which one");
        fails(WB_STATUS_BAD_IDENTIFIER, status, &err, "not-opened");
    }
    /* One person's second half beside another's first. */
    memcpy(spoiled, sealed, sizeof spoiled);
    memcpy(spoiled, sealed + 56, 20);
    fails(WB_STATUS_BAD_IDENTIFIER,
          wb_pairs_open(pair_key, 64, GOOD, spoiled, 56 * GOOD, NOW + DAY, NOW, opened, sizeof opened, &err), &err, "not-opened");

    fails(WB_STATUS_BAD_KEYS, wb_pairs_seal(pair_key, 63, GOOD, pairs, 40 * GOOD, NOW + DAY, sealed, 56 * GOOD, &err), &err,
          "key-length");
    check(is_nothing(sealed, 56 * GOOD), "nothing without a key");
    fails(WB_STATUS_BAD_LENGTH, wb_pairs_seal(pair_key, 64, GOOD, pairs, 40 * GOOD - 1, NOW + DAY, sealed, 56 * GOOD, &err),
          &err, "bad-length");
    fails(WB_STATUS_BAD_LENGTH, wb_pairs_seal(pair_key, 64, 2, pairs, 40 * GOOD, NOW + DAY, sealed, 56 * GOOD, &err), &err,
          "bad-length");
    fails(WB_STATUS_BUFFER_TOO_SMALL,
          wb_pairs_seal(pair_key, 64, GOOD, pairs, 40 * GOOD, NOW + DAY, sealed, 56 * GOOD - 1, &err), &err, "buffer-too-small");
    fails(WB_STATUS_LIMIT, wb_pairs_seal(pair_key, 64, SIZE_MAX, pairs, 40 * GOOD, NOW + DAY, sealed, 56 * GOOD, &err), &err,
          "too-large");
    fails(WB_STATUS_BAD_IDENTIFIER, wb_pairs_seal(pair_key, 64, 1, pairs + 120, 40, NOW + DAY, sealed, 56, &err), &err,
          "pseudonym-version");
    check(wb_pairs_seal(pair_key, 64, 0, NULL, 0, NOW + DAY, NULL, 0, NULL) == 0 &&
              wb_pairs_open(pair_key, 64, 0, NULL, 0, NOW + DAY, NOW, NULL, 0, NULL) == 0,
          "no rows");
    check(wb_pairs_seal(pair_key, 64, GOOD, pairs, 40 * GOOD, NOW + DAY, sealed, 56 * GOOD, NULL) == 0, "sealed again");
}

static void rekeyed_aliases(void) {
    wb_error *err = NULL;
    wb_aliases *next = NULL;
    char found[33] = {0}, expected[33] = {0};
    check(wb_aliases_rekey(aliases, GOOD, pairs, 40 * GOOD, &next, NULL) == 0 &&
              wb_aliases_resolve(next, new_ones, 20, NOW, found, 32, NULL) == 0 &&
              wb_pseudonym(research, L("pgn"), L("111222333"), expected, 32, NULL) == 0 && strcmp(found, expected) == 0,
          "the same alias under the new key");
    wb_aliases_free(next);
    next = NULL;
    fails(WB_STATUS_BAD_IDENTIFIER, wb_aliases_rekey(aliases, 0, NULL, 0, &next, &err), &err, "alias-unmapped");
    check(next == NULL, "nothing is left out");
}

static void translated_both_ways(void) {
    char by_number[40 * GIVEN], by_seal[40 * GOOD];
    int32_t statuses[GIVEN];
    size_t count = 0, refused = 0;
    wb_error *refusals = NULL;
    wb_buf *entry = NULL;
    check(wb_translate(before, care, L(rules), L("analyst"), L("quality"), L("pgn"), GIVEN, L(numbers), number_offsets, NOW,
                       by_number, sizeof by_number, &count, statuses, &refused, NULL, &entry, NULL) == 0 &&
              count == GOOD && holds(entry, "\"way\":\"identifiers\""),
          "by number");
    check(wb_translate_sealed(escrow, care, L(rules), L("analyst"), L("quality"), L("pgn"), GOOD, old_ones, 20 * GOOD,
                              sealed_texts, (size_t)sealed_offsets[GOOD], sealed_offsets, NOW, by_seal, sizeof by_seal, &count,
                              statuses, &refused, &refusals, &entry, NULL) == 0 &&
              count == GOOD && refused == 0 && refusals == NULL && holds(entry, "\"way\":\"escrow\""),
          "by what was sealed");
    check(memcmp(by_number, by_seal, sizeof by_seal) == 0, "the same pairs");

    /* The seal of another, and one that was cut off, are refused by their rows; the third is given. */
    char mixed[1000];
    const int32_t len = sealed_offsets[1];
    memcpy(mixed, sealed_texts, sizeof mixed);
    memcpy(mixed, sealed_texts + len, (size_t)len);
    const int32_t cut[] = {0, len, 2 * len - 1, 3 * len};
    check(wb_translate_sealed(escrow, care, L(rules), L("analyst"), L("quality"), L("pgn"), GOOD, old_ones, 20 * GOOD, mixed,
                              3 * (size_t)len, cut, NOW, by_seal, sizeof by_seal, &count, statuses, &refused, &refusals, &entry,
                              NULL) == 0 &&
              count == 0 && refused == 3,
          "none of them opens");
    check(wb_error_count(refusals) == 3 && strcmp(wb_error_path(refusals, 2, NULL), "/2") == 0 &&
              strcmp(wb_error_code(refusals, 0, NULL), "not-opened") == 0 &&
              strcmp(wb_error_code(refusals, 1, NULL), "not-hexadecimal") == 0,
          "each by its row");
    check(holds(entry, "\"given\":0,\"refused\":3}") && is_nothing(by_seal, sizeof by_seal), "and the log says so");
    wb_error_free(refusals);
}

/* --- NULL in every pointer of every function. --- */

static struct outputs {
    wb_buf *buf;
    wb_aliases *aliases;
    size_t count, refused;
    int32_t statuses[GIVEN];
    char bytes[56 * GIVEN];
} outputs;

static void spoil(int with) { memset(&outputs, with, sizeof outputs); }

static bool left_nothing(void) {
    static const void *untouched;
    memset(&untouched, 0x5a, sizeof untouched);
    const size_t some = SIZE_MAX / 255 * 0x5a;
    return (outputs.buf == NULL || outputs.buf == untouched) && (outputs.aliases == NULL || outputs.aliases == untouched) &&
           (outputs.count == 0 || outputs.count == some) && (outputs.refused == 0 || outputs.refused == some) &&
           outputs.statuses[0] != 0 && (outputs.bytes[0] == 0x5a || is_nothing(outputs.bytes, 40 * GOOD));
}

static void drop(void) {
    wb_buf_free(outputs.buf);
    wb_aliases_free(outputs.aliases);
}

static wb_status a_rekey(wb_error **err) {
    return wb_rekey(P(research), T("pgn"), 1, 3, T("me"), NOW, NOW + DAY, GIVEN, T(numbers), P(number_offsets),
                    P(outputs.bytes), 40 * GIVEN, P(&outputs.count), P(outputs.statuses), P(&outputs.refused), NULL,
                    P(&outputs.buf), err);
}
static wb_status pairs_seal(wb_error **err) {
    return wb_pairs_seal(P(pair_key), 64, GOOD, P(pairs), 40 * GOOD, NOW + DAY, P(outputs.bytes), sizeof outputs.bytes, err);
}
static wb_status pairs_open(wb_error **err) {
    return wb_pairs_open(P(pair_key), 64, GOOD, P(sealed), 56 * GOOD, NOW + DAY, NOW, P(outputs.bytes), sizeof outputs.bytes,
                         err);
}
static wb_status aliases_rekey(wb_error **err) {
    return wb_aliases_rekey(P(aliases), GOOD, P(pairs), 40 * GOOD, P(&outputs.aliases), err);
}
static wb_status translate_sealed(wb_error **err) {
    return wb_translate_sealed(P(escrow), P(care), T(rules), T("analyst"), T("quality"), T("pgn"), GOOD, P(old_ones), 20 * GOOD,
                               P(sealed_texts), (size_t)sealed_offsets[GOOD], P(sealed_offsets), NOW, P(outputs.bytes),
                               40 * GOOD, P(&outputs.count), P(outputs.statuses), P(&outputs.refused), NULL, P(&outputs.buf),
                               err);
}

static const struct tried calls[] = {
    {"wb_rekey", a_rekey, 10, NULL},
    {"wb_pairs_seal", pairs_seal, 3, NULL},
    {"wb_pairs_open", pairs_open, 3, NULL},
    {"wb_aliases_rekey", aliases_rekey, 3, NULL},
    {"wb_translate_sealed", translate_sealed, 14, NULL},
};

int main(void) {
    set_up();
    a_map();
    sealed_pairs();
    rekeyed_aliases();
    translated_both_ways();
    null_in_each(calls, sizeof calls / sizeof *calls, spoil, left_nothing, drop);
    tear_down();
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
