/*
 * waarborg: what an education platform may do with personal data, until when it may keep it, and what it owes a person
 * who asks. This is its C ABI. Licence: MIT or Apache-2.0, at your choice.
 *
 * Made from src/capi/ by tests/docs/header.rs; do not edit.
 *
 *
 * In one screen
 * -------------
 *
 *     wb_policy *policy; wb_institution *institution; wb_dossier *noor; wb_claims *claims; wb_error *err;
 *     uint64_t teacher, website, photo;
 *
 *     wb_policy_parse(document, document_len, &policy, &err);                              once, for all
 *     wb_policy_id(policy, WB_KIND_ROLE, "teacher", 7, &teacher, &err);                    … and so the other names
 *     wb_institution_fold(policy, "school-1", 8, school_lines, school_len, school_head, 32, INT64_MAX, &institution, &err);
 *     wb_dossier_load(noor_lines, noor_len, noor_head, 32, &noor, &err);                   once per person
 *     wb_claims_fold(institution, noor, NULL, 0, INT64_MAX, &claims, &err);                    once per person
 *
 *     wb_decision decision = {0};
 *     decision.size = sizeof decision;
 *     wb_decide(claims, teacher, WB_VERB_VIEW, website, photo, 0, WB_FORM_ANY, 0, NULL, 0, NULL, 0, now,
 *               &decision, &err);                                                          as often as you like
 *     if (decision.answer == WB_ANSWER_PERMIT) ...
 *
 * Each call returns a wb_status: WB_STATUS_OK, or why not, with the error to read and to free.
 *
 * wb_explain gives the same answer with every reason; wb_due says until when a record may be kept; wb_institution_append
 * makes the next line. What is called often takes numbers and gives numbers; what people read takes names and gives
 * JSON.
 *
 *
 * Threads
 * -------
 *
 * Every function may be called from any thread at any time. What a handle stands for never changes, so any number of
 * threads may use one handle at once, without a lock. The one rule: free a handle only after the last call with it has
 * returned; retain it for each owner that cannot know that.
 *
 * One type is another: a wb_package changes with every call, and its functions take it without const. One thread at a time
 * may use it, which may be another thread each time; who comes while a call is running gets WB_STATUS_IN_USE, at once.
 *
 * A defect in the library ends no process: the call returns WB_STATUS_PANIC. Handles that never change answer on as before.
 * A package that was in the call is poisoned: every later call with it returns WB_STATUS_POISONED, and it can be freed.
 *
 * The library starts no thread, opens no file, reads no clock, locale or environment, holds no state of its own, calls
 * nothing back, and prints nothing but, after a defect in itself, a line of the Rust runtime on standard error. A process
 * may load it, make a policy, and fork: each child uses what it inherited. Do not fork while another thread is inside a
 * call.
 *
 *
 * Ownership
 * ---------
 *
 * Inputs are borrowed for the time of the call. They are a pointer and a length in bytes; text is UTF-8 and needs no NUL.
 * (NULL, 0) is empty. No input may be changed during the call, and no output may overlap an input, unless its function
 * says so.
 *
 * A handle that a call gives out is yours, until you pass it to the free function of its type; every free function takes
 * NULL. A pointer that an accessor returns is borrowed from its handle. Never pass either to free() of the C library.
 *
 * Every handle begins with a word of its type, which is overwritten when it is freed. So a call refuses most pointers that are
 * no handle of its type, also one that was freed, with WB_STATUS_BAD_HANDLE; accessors give their zero, retain functions NULL,
 * and free functions do nothing. That helps to find a mistake, and is no promise: to pass such a pointer is undefined
 * behaviour, since freed memory may be used again or be gone.
 *
 * Outputs are written if the call returns WB_STATUS_OK. Else they hold what means no: zeroes, INT64_MAX for a date, a refused
 * status for each row; a struct whose size is too small is not touched. The last argument of a call that can
 * fail is where an error goes; it may be NULL, and is set to NULL where nothing is wrong. Do not leave an error there that
 * you have not freed.
 *
 *
 * Life cycle
 * ----------
 *
 * policy -> institution -> claims -> package keep what they are made from alive, so free them in any order. A dossier is needed
 * by nothing that is made from it. Errors and buffers depend on nothing; a ledger and cases need no policy until one is
 * passed in beside them.
 *
 * A package, for one request: wb_package_begin; then for each item of its plan wb_package_push for every record and
 * wb_package_close; then wb_package_finish and wb_package_page. After each of them wb_package_take gives the bytes that came
 * out, which the host writes where they go, so that only what was not taken yet is in memory. wb_package_checkpoint says
 * where it is, and wb_package_resume goes on from there, in another process if need be.
 *
 * A ledger, for all erasures: wb_ledger_create makes it, once; wb_ledger_suppressed makes the line to keep after an erasure,
 * wb_ledger_lifted the line to keep when somebody is back. The host stores every line under its number, and the head of the
 * last. When a backup was restored, wb_ledger_open reads all lines with that head, and wb_ledger_recognises_many says which
 * records must be erased again.
 *
 * Cases, for tests: wb_cases_parse a document, and wb_cases_run_one for each index below wb_cases_count: one test of the
 * host's test runner each.
 *
 * keys + register -> domain, escrow need neither once they are made: free the keys as soon as the domains are open. What
 * changes a register, keys, aliases or a table gives a new one and leaves the old one as it was. Keys, also that of a ledger,
 * are wiped from memory when their last handle is freed; no function gives one out, and no error tells of an identifier.
 *
 * Moments are microseconds of UTC since 1970. Those you pass are refused outside 2000 to 2200, so that seconds passed by
 * mistake cannot make the records of a school look overdue. In an answer, INT64_MAX is never.
 *
 *
 * Promise
 * -------
 *
 * Functions and constants are added, not changed; a number is never used again for something else. Before 1.0, only
 * within one version. A closed list may grow: treat a value that you do not know as a no.
 *
 * What is stable, 1.0 will keep. What is experimental may change or go in any version, and is declared only where
 * WB_EXPERIMENTAL is defined before this file is included. Every function, the version it is in since, and which of the
 * two it is:
 *
 *     wb_version_string             0.1   stable
 *     wb_version_number             0.1   stable
 *     wb_abi_version                0.1   stable
 *     wb_error_count                0.1   stable
 *     wb_error_code                 0.1   stable
 *     wb_error_message              0.1   stable
 *     wb_error_path                 0.1   stable
 *     wb_error_line                 0.1   stable
 *     wb_error_column               0.1   stable
 *     wb_error_expected             0.1   stable
 *     wb_error_suggestion           0.1   stable
 *     wb_error_help                 0.1   stable
 *     wb_error_free                 0.1   stable
 *     wb_buf_data                   0.1   stable
 *     wb_buf_len                    0.1   stable
 *     wb_buf_free                   0.1   stable
 *     wb_reason_code                0.1   stable
 *     wb_reason_json                0.1   experimental
 *     wb_policy_parse               0.1   stable
 *     wb_policy_parse_history       0.1   stable
 *     wb_policy_digest              0.1   stable
 *     wb_policy_id                  0.1   stable
 *     wb_policy_name                0.1   experimental
 *     wb_policy_names               0.1   experimental
 *     wb_policy_json                0.1   experimental
 *     wb_policy_lint                0.1   stable
 *     wb_policy_text_at             0.1   experimental
 *     wb_policy_retain              0.1   stable
 *     wb_policy_free                0.1   stable
 *     wb_institution_fold           0.1   stable
 *     wb_institution_check_append   0.1   stable
 *     wb_institution_retain         0.1   stable
 *     wb_institution_free           0.1   stable
 *     wb_dossier_new                0.1   stable
 *     wb_dossier_load               0.1   stable
 *     wb_dossier_of_institution     0.1   stable
 *     wb_dossier_head               0.1   stable
 *     wb_dossier_seq                0.1   stable
 *     wb_institution_append         0.1   stable
 *     wb_dossier_append             0.1   stable
 *     wb_dossier_retain             0.1   stable
 *     wb_dossier_free               0.1   stable
 *     wb_claims_fold                0.1   stable
 *     wb_claim                      0.1   experimental
 *     wb_claims_retain              0.1   stable
 *     wb_claims_free                0.1   stable
 *     wb_decide                     0.1   stable
 *     wb_decide_named               0.1   stable
 *     wb_explain                    0.1   stable
 *     wb_fields                     0.1   stable
 *     wb_due                        0.1   stable
 *     wb_due_json                   0.1   stable
 *     wb_erasable                   0.1   stable
 *     wb_kept_by                    0.1   experimental
 *     wb_decide_many                0.1   experimental
 *     wb_decide_each                0.1   experimental
 *     wb_due_many                   0.1   experimental
 *     wb_next_due                   0.1   experimental
 *     wb_requests                   0.1   experimental
 *     wb_requests_check_append      0.1   experimental
 *     wb_request_plan               0.1   experimental
 *     wb_withdrawal_plan            0.1   experimental
 *     wb_right_applicability        0.1   experimental
 *     wb_grounds                    0.1   experimental
 *     wb_package_begin              0.1   experimental
 *     wb_package_resume             0.1   experimental
 *     wb_package_push               0.1   experimental
 *     wb_package_close              0.1   experimental
 *     wb_package_take               0.1   experimental
 *     wb_package_checkpoint         0.1   experimental
 *     wb_package_contents           0.1   experimental
 *     wb_package_finish             0.1   experimental
 *     wb_package_page               0.1   experimental
 *     wb_package_free               0.1   experimental
 *     wb_ledger_create              0.1   experimental
 *     wb_ledger_open                0.1   experimental
 *     wb_ledger_head                0.1   experimental
 *     wb_ledger_suppressed          0.1   experimental
 *     wb_ledger_lifted              0.1   experimental
 *     wb_ledger_recognises          0.1   experimental
 *     wb_ledger_recognises_many     0.1   experimental
 *     wb_ledger_retain              0.1   experimental
 *     wb_ledger_free                0.1   experimental
 *     wb_deadline                   0.1   experimental
 *     wb_terms                      0.1   experimental
 *     wb_keys_root                  0.1   experimental
 *     wb_keys_passphrase            0.1   experimental
 *     wb_keys_controller            0.1   experimental
 *     wb_keys_domain                0.1   experimental
 *     wb_keys_retain                0.1   experimental
 *     wb_keys_free                  0.1   experimental
 *     wb_register_new               0.1   experimental
 *     wb_register_parse             0.1   experimental
 *     wb_register_json              0.1   experimental
 *     wb_register_activate          0.1   experimental
 *     wb_register_retire            0.1   experimental
 *     wb_register_destroy           0.1   experimental
 *     wb_register_destroy_domain    0.1   experimental
 *     wb_register_recognise         0.1   experimental
 *     wb_register_retain            0.1   experimental
 *     wb_register_free              0.1   experimental
 *     wb_domain_open                0.1   experimental
 *     wb_pseudonym                  0.1   experimental
 *     wb_pseudonyms_all_active      0.1   experimental
 *     wb_pseudonym_matches          0.1   experimental
 *     wb_shift                      0.1   experimental
 *     wb_domain_retain              0.1   experimental
 *     wb_domain_free                0.1   experimental
 *     wb_pseudonyms                 0.1   experimental
 *     wb_aliases_new                0.1   experimental
 *     wb_aliases_parse              0.1   experimental
 *     wb_aliases_json               0.1   experimental
 *     wb_aliases_add                0.1   experimental
 *     wb_aliases_resolve            0.1   experimental
 *     wb_aliases_same_person        0.1   experimental
 *     wb_aliases_retain             0.1   experimental
 *     wb_aliases_free               0.1   experimental
 *     wb_rekey                      0.1   experimental
 *     wb_pairs_seal                 0.1   experimental
 *     wb_pairs_open                 0.1   experimental
 *     wb_aliases_rekey              0.1   experimental
 *     wb_escrow_open                0.1   experimental
 *     wb_escrow_seal                0.1   experimental
 *     wb_escrow_unseal              0.1   experimental
 *     wb_escrow_retain              0.1   experimental
 *     wb_escrow_free                0.1   experimental
 *     wb_translate                  0.1   experimental
 *     wb_translate_sealed           0.1   experimental
 *     wb_field_table_parse          0.1   experimental
 *     wb_field_table_check          0.1   experimental
 *     wb_field_table_properties     0.1   experimental
 *     wb_transform                  0.1   experimental
 *     wb_field_table_retain         0.1   experimental
 *     wb_field_table_free           0.1   experimental
 *     wb_hpgn                       0.1   experimental
 *     wb_table_texts                0.1   experimental
 *     wb_table_integers             0.1   experimental
 *     wb_table_retain               0.1   experimental
 *     wb_table_free                 0.1   experimental
 *     wb_table_check                0.1   experimental
 *     wb_tables_check               0.1   experimental
 *     wb_cells_check                0.1   experimental
 *     wb_table_measure              0.1   experimental
 *     wb_requirements_arx           0.1   experimental
 *     wb_cases_parse                0.1   experimental
 *     wb_cases_count                0.1   experimental
 *     wb_cases_name                 0.1   experimental
 *     wb_cases_says                 0.1   experimental
 *     wb_cases_run_one              0.1   experimental
 *     wb_cases_run                  0.1   experimental
 *     wb_cases_retain               0.1   experimental
 *     wb_cases_free                 0.1   experimental
 */

#ifndef WAARBORG_H
#define WAARBORG_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library that this header belongs to; see wb_version_string and wb_version_number. */
#define WB_VERSION_MAJOR 0
#define WB_VERSION_MINOR 1
#define WB_VERSION_PATCH 0
#define WB_VERSION_NUMBER 1000
#define WB_VERSION_STRING "0.1.0"

/* --- Which library this is --- */

// The version of the ABI that this header describes. A library with another one is another library: refuse to use it.
#define WB_ABI_VERSION 1

// The version of the library as a text that is never freed, such as "0.1.0".
//
// @since 0.1, stable
const char *wb_version_string(void);

// The version of the library as a number: major x 1 000 000 + minor x 1 000 + patch. Compare it with
// WB_VERSION_NUMBER, which is what the program was compiled with.
//
// @since 0.1, stable
uint32_t wb_version_number(void);

// The version of the ABI that the library speaks. It must equal WB_ABI_VERSION.
//
// @since 0.1, stable
uint32_t wb_abi_version(void);

/* --- What came of a call --- */

// The values of wb_status. A value is never used again for something else. 100 to 199: the call was wrong. 200 to 299:
// what was passed in is not what it should be. 300 to 399: a limit. 900 to 999: this library failed.
typedef enum {
    // Done; the outputs are written.
    WB_STATUS_OK = 0,
    // A pointer that must not be NULL is.
    WB_STATUS_NULL_ARGUMENT = 100,
    // A text is not UTF-8.
    WB_STATUS_NOT_UTF8 = 101,
    // The room for an output is too small, such as 31 bytes for a digest; the error says how much is needed.
    WB_STATUS_BUFFER_TOO_SMALL = 102,
    // A head that is passed in is not 32 bytes long.
    WB_STATUS_BAD_LENGTH = 103,
    // A number is none of those that are asked for, such as a verb.
    WB_STATUS_UNKNOWN_VALUE = 104,
    // The size of a struct is smaller than the first version of it: set its field size before the call.
    WB_STATUS_BAD_SIZE = 105,
    // A moment is outside 2000 to 2200: pass microseconds of UTC since 1970.
    WB_STATUS_BAD_TIME = 106,
    // A number of a name belongs to another policy or to another kind of name.
    WB_STATUS_FOREIGN_ID = 107,
    // Offsets do not increase, or point past the end.
    WB_STATUS_BAD_OFFSETS = 108,
    // A pointer is not aligned for what it points to.
    WB_STATUS_MISALIGNED = 109,
    // Another thread is inside a call on a handle that changes; see Threads.
    WB_STATUS_IN_USE = 110,
    // A pointer is no handle of its type: it was freed, is of another type, or never was one. What can be seen is refused;
    // what cannot is undefined behaviour still.
    WB_STATUS_BAD_HANDLE = 111,
    // The policy cannot work; the error lists everything that is wrong with it.
    WB_STATUS_BAD_POLICY = 200,
    // The lines are not a dossier.
    WB_STATUS_BAD_LINES = 201,
    // The entry cannot be appended.
    WB_STATUS_BAD_ENTRY = 202,
    // The observations cannot be read.
    WB_STATUS_BAD_OBSERVATIONS = 203,
    // The record cannot be read.
    WB_STATUS_BAD_RECORD = 204,
    // The policy has never known such a name.
    WB_STATUS_UNKNOWN_NAME = 205,
    // These are not all the lines of the head.
    WB_STATUS_HEAD_MISMATCH = 206,
    // The dossier has another head than expected: another writer was first. Load it again, and append again.
    WB_STATUS_HEAD_MOVED = 207,
    // The policy in force declares no text at such a path.
    WB_STATUS_NOT_DECLARED = 208,
    // The step in a request may not be taken, or there is no such request; the error says why, and which may.
    WB_STATUS_BAD_STEP = 209,
    // The keys, the register, the domain or the rules cannot be used like this; the error says what to do.
    WB_STATUS_BAD_KEYS = 210,
    // An identifier, a pseudonym or what was sealed beside one is refused: it has no pseudonym, or is none.
    WB_STATUS_BAD_IDENTIFIER = 211,
    // The field table cannot work, or a record does not fit it.
    WB_STATUS_BAD_FIELDS = 212,
    // No rule allows this translation now.
    WB_STATUS_NOT_ALLOWED = 213,
    // The table, the requirements or the parties cannot be checked. Not the same as a check that failed.
    WB_STATUS_BAD_TABLE = 214,
    // The package cannot be begun, resumed, added to or finished like this. Nothing of it was changed.
    WB_STATUS_BAD_PACKAGE = 215,
    // The lines are not those of a ledger, or no line can be made of this.
    WB_STATUS_BAD_LEDGER = 216,
    // The term has no deadline, counted from this.
    WB_STATUS_BAD_TERM = 217,
    // The document is none of cases. Not the same as a case that fails.
    WB_STATUS_BAD_CASES = 218,
    // What was passed in is too large, too deep or too long.
    WB_STATUS_LIMIT = 300,
    // This library was built without what is asked.
    WB_STATUS_NOT_BUILT = 301,
    // A defect in this library. Every handle can still be used, but for a handle that changes (wb_package): if it was in
    // the call, it can only be freed.
    WB_STATUS_PANIC = 900,
    // An earlier call on this handle returned WB_STATUS_PANIC: free it.
    WB_STATUS_POISONED = 901,
} wb_status_value;

// What came of a call: WB_STATUS_OK (0), or one of the other WB_STATUS_ values. A plain number, so that a library newer
// than this header may return a value that this header does not name: treat it as a failure.
typedef int32_t wb_status;

/* --- What went wrong --- */

// Everything that was wrong with one call: a list, never empty, since a document can have many errors at once. It
// belongs to whoever made the call, until wb_error_free. No message repeats a value that was passed in.
typedef struct wb_error wb_error;

// How many things were wrong; 0 for NULL. The other functions take an index below this.
//
// @since 0.1, stable
size_t wb_error_count(const wb_error *error);

// A stable code in lower case, such as "unknown-field". Like every text of an error, it is borrowed until the error is
// freed and has a NUL after it; its length goes to len, which may be NULL. NULL if there is no such text.
//
// @since 0.1, stable
const char *wb_error_code(const wb_error *error,
                          size_t index,
                          size_t *len);

// One sentence in English.
//
// @since 0.1, stable
const char *wb_error_message(const wb_error *error, size_t index, size_t *len);

// Where in the document, as a JSON Pointer (RFC 6901); empty for the document as a whole.
//
// @since 0.1, stable
const char *wb_error_path(const wb_error *error, size_t index, size_t *len);

// The line, from 1; 0 where there is no document. For lines of a dossier, the number of the line.
//
// @since 0.1, stable
uint32_t wb_error_line(const wb_error *error, size_t index);

// The column in characters, from 1; 0 where there is no document.
//
// @since 0.1, stable
uint32_t wb_error_column(const wb_error *error, size_t index);

// What was expected there, or NULL.
//
// @since 0.1, stable
const char *wb_error_expected(const wb_error *error, size_t index, size_t *len);

// The known word nearest to the one that was given, or NULL.
//
// @since 0.1, stable
const char *wb_error_suggestion(const wb_error *error, size_t index, size_t *len);

// What to do about it, or NULL.
//
// @since 0.1, stable
const char *wb_error_help(const wb_error *error, size_t index, size_t *len);

// Frees an error. NULL is allowed.
//
// @since 0.1, stable
void wb_error_free(wb_error *error);

/* --- Bytes that are given out --- */

// Bytes that a call gave out, always UTF-8: a line to store, or a JSON document. It never changes, belongs to whoever
// made the call until wb_buf_free, and depends on nothing else.
typedef struct wb_buf wb_buf;

// The bytes, borrowed until the buffer is freed. A NUL follows them, which is not counted, and none is among them. NULL
// for NULL.
//
// @since 0.1, stable
const char *wb_buf_data(const wb_buf *buf);

// How many bytes there are; 0 for NULL.
//
// @since 0.1, stable
size_t wb_buf_len(const wb_buf *buf);

// Frees a buffer. NULL is allowed.
//
// @since 0.1, stable
void wb_buf_free(wb_buf *buf);

/* --- Words as numbers --- */

// What a name is the name of: the kind of wb_policy_id.
typedef enum {
    WB_KIND_ROLE = 1,
    WB_KIND_PURPOSE = 2,
    WB_KIND_CATEGORY = 3,
    WB_KIND_RECIPIENT = 4,
    WB_KIND_PRECONDITION = 5,
} wb_kind;

// What is done with the data.
typedef enum {
    WB_VERB_VIEW = 1,
    WB_VERB_CREATE = 2,
    WB_VERB_CHANGE = 3,
    WB_VERB_DELETE = 4,
    // Gives it to a recipient, which must then be named.
    WB_VERB_SHARE = 5,
    WB_VERB_ANALYSE = 6,
    WB_VERB_CONTACT = 7,
    WB_VERB_STORE = 8,
    WB_VERB_PUBLISH = 9,
} wb_verb;

// How far data can be led back to a person.
typedef enum {
    // In a question: no form in particular, so the most identifiable one that is allowed.
    WB_IDENTIFIABILITY_ANY = -1,
    // In an answer: not at all.
    WB_IDENTIFIABILITY_NOTHING = 0,
    WB_IDENTIFIABILITY_ANONYMISED = 1,
    WB_IDENTIFIABILITY_PSEUDONYMISED = 2,
    WB_IDENTIFIABILITY_IDENTIFIABLE = 3,
} wb_identifiability;

// What the one who acts is to the person: add up all that hold, 0 if none does.
typedef enum {
    WB_RELATION_SELF = 1,
    WB_RELATION_REPRESENTATIVE = 2,
    WB_RELATION_OWN_ORGANISATION = 4,
    WB_RELATION_MAKER = 8,
    WB_RELATION_ANY = 16,
} wb_relation;

// Yes, no, or ask first. A failed call leaves WB_ANSWER_DENY.
typedef enum {
    WB_ANSWER_DENY = 0,
    WB_ANSWER_ASK = 1,
    WB_ANSWER_PERMIT = 2,
} wb_answer;

// Whom to ask, for WB_ANSWER_ASK.
typedef enum {
    WB_ADDRESSEE_NOBODY = 0,
    // For consent: the data subject.
    WB_ADDRESSEE_SELF = 1,
    // For consent: the legal representative.
    WB_ADDRESSEE_REPRESENTATIVE = 2,
    // For consent: both must give it.
    WB_ADDRESSEE_BOTH = 3,
    // For consent: one of both is enough.
    WB_ADDRESSEE_EITHER = 4,
    // For an option: the institution.
    WB_ADDRESSEE_INSTITUTION = 5,
    // For an option: the user.
    WB_ADDRESSEE_USER = 6,
} wb_addressee;

// Where the deciding fact stands.
typedef enum {
    // In no entry: the policy, the law, or the absence of an entry.
    WB_SOURCE_NONE = 0,
    // In the person's dossier.
    WB_SOURCE_DOSSIER = 1,
    // Among the institution's own entries.
    WB_SOURCE_INSTITUTION = 2,
    // In the observations that were passed in.
    WB_SOURCE_OBSERVED = 3,
    // In the record that was passed in.
    WB_SOURCE_RECORD = 4,
} wb_source;

/* --- Reasons as numbers --- */

// Why: the values of the field reason of an answer. A value is never used again for something else; a newer library
// may give one that this header does not name, whose code it tells all the same.
typedef enum {
    WB_REASON_NONE = 0,
    WB_REASON_NOTHING_DECLARED = 1,
    WB_REASON_VERSION_APPLIES = 2,
    WB_REASON_BEFORE_POLICY = 3,
    WB_REASON_UNKNOWN_TO_VERSION = 4,
    WB_REASON_RETIRED = 5,
    WB_REASON_UNREADABLE_ENTRY = 6,
    WB_REASON_AGE_FITS = 7,
    WB_REASON_AGE_OUTSIDE = 8,
    WB_REASON_AGE_UNKNOWN = 9,
    WB_REASON_AGE_CONTRADICTORY = 10,
    WB_REASON_BASIS_HOLDS = 11,
    WB_REASON_BASIS_NOT_BEGUN = 12,
    WB_REASON_BASIS_OVER = 13,
    WB_REASON_BASIS_OVER_USE_THROUGH_TERM = 14,
    WB_REASON_BASIS_UNKNOWN = 15,
    WB_REASON_BASIS_CONTRADICTORY = 16,
    WB_REASON_BASIS_NOT_BOUND = 17,
    WB_REASON_CONSENT_GIVEN = 18,
    WB_REASON_CONSENT_GIVER_GONE = 20,
    WB_REASON_CONSENT_NEVER_ASKED = 21,
    WB_REASON_CONSENT_REFUSED = 22,
    WB_REASON_CONSENT_WITHDRAWN = 23,
    WB_REASON_CONSENT_EXPIRED = 24,
    WB_REASON_CONSENT_SUPERSEDED = 25,
    WB_REASON_CONSENT_SUPERSEDED_OVER = 26,
    WB_REASON_CONSENT_CONTESTED = 27,
    WB_REASON_CONSENT_CONTESTED_OVER = 28,
    WB_REASON_CONSENT_INVALID = 29,
    WB_REASON_CONSENT_NO_AUTHORITY = 30,
    WB_REASON_CONSENT_AUTHORITY_UNKNOWN = 31,
    WB_REASON_CONSENT_HALF = 32,
    WB_REASON_CONSENT_NOT_CARRIED_OVER = 33,
    WB_REASON_AGREEMENT_IN_FORCE = 34,
    WB_REASON_AGREEMENT_TRIAL = 35,
    WB_REASON_AGREEMENT_TRIAL_OVER = 36,
    WB_REASON_AGREEMENT_ENDED = 37,
    WB_REASON_AGREEMENT_OVER = 38,
    WB_REASON_AGREEMENT_NEVER = 39,
    WB_REASON_AGREEMENT_UNNEEDED = 40,
    WB_REASON_OPTION_ON = 41,
    WB_REASON_OPTION_OFF = 42,
    WB_REASON_OPTION_OVER = 43,
    WB_REASON_OPTION_NEVER = 44,
    WB_REASON_OPTION_INSEPARABLE = 45,
    WB_REASON_NOT_OBJECTED = 46,
    WB_REASON_OBJECTION_PENDING = 47,
    WB_REASON_OBJECTION_UPHELD = 48,
    WB_REASON_OBJECTION_REJECTED = 49,
    WB_REASON_OBJECTION_TO_MARKETING = 50,
    WB_REASON_NOT_RESTRICTED = 51,
    WB_REASON_RESTRICTED = 52,
    WB_REASON_RESTRICTED_WITH_GROUND = 53,
    WB_REASON_RESTRICTED_WITH_CONSENT = 54,
    WB_REASON_NOT_ERASED = 55,
    WB_REASON_ERASURE_GRANTED = 56,
    WB_REASON_WITHIN_TERM = 57,
    WB_REASON_TERM_OVER = 58,
    WB_REASON_TERM_OPEN = 59,
    WB_REASON_TERM_UNKNOWN = 60,
    WB_REASON_TERM_UNBOUNDED = 61,
    WB_REASON_TERM_NOT_SUPPLIED = 62,
    WB_REASON_MINIMUM_HOLDS = 63,
    WB_REASON_LEGAL_HOLD = 64,
    WB_REASON_HELD_RESTRICTED = 65,
    WB_REASON_HELD_OPEN_REQUEST = 66,
    WB_REASON_HELD_NEEDED = 67,
    WB_REASON_PURPOSE_NOT_FOR_CATEGORY = 68,
    WB_REASON_ROLE_NOT_PERMITTED = 69,
    WB_REASON_ROLE_NEVER = 70,
    WB_REASON_RELATION_MISSING = 71,
    WB_REASON_TOO_IDENTIFIABLE = 72,
    WB_REASON_PRECONDITION_NOT_MET = 73,
    WB_REASON_RECIPIENT_NOT_NAMED = 74,
    WB_REASON_RECIPIENT_MISSING = 75,
    WB_REASON_TRANSFER_NO_TOOL = 76,
    WB_REASON_TRANSFER_CLAIMED = 77,
    WB_REASON_TRANSFER_LAPSED = 78,
    WB_REASON_TRANSFER_COUNTRY_UNKNOWN = 79,
    WB_REASON_ALREADY_ERASED = 80,
    WB_REASON_CREATED_UNKNOWN = 81,
    WB_REASON_CREATED_WITHOUT_CLAIM = 82,
    WB_REASON_CONSENT_UNANSWERED = 83,
    WB_REASON_CONSENT_UNSETTLED = 84,
    WB_REASON_NOT_OPENED = 85,
    WB_REASON_BODY_ERASED = 86,
    WB_REASON_NO_BACKSTOP = 87,
    WB_REASON_CREATED_BEFORE_CLAIM = 101,
    WB_REASON_NEVER_SETTLED = 102,
    WB_REASON_ERASED_YET_CLAIMED = 103,
    WB_REASON_RECORD_UNSETTLED = 104,
    WB_REASON_CONSENT_ASK_ANEW = 130,
    WB_REASON_CONSENT_OVER_WITHDRAWAL = 131,
    WB_REASON_LAWFUL_AS_DECLARED = 140,
    WB_REASON_UNLAWFUL_AS_DECLARED = 141,
    WB_REASON_FINDING_ACCEPTED = 142,
    WB_REASON_LAW_ROW_UNCONFIRMED = 143,
    WB_REASON_TRANSFER_CONDITION_UNSAID = 144,
} wb_reason;

// The stable code of a reason, such as "consent-withdrawn": a text with a NUL after it, which is never freed. NULL for
// a number that is no reason.
//
// @since 0.1, stable
const char *wb_reason_code(int32_t reason);

#ifdef WB_EXPERIMENTAL
// What a reason says, as JSON: its code, the article of law it rests on (empty where it rests on a fact alone), and a
// sentence in Dutch and in English. WB_STATUS_UNKNOWN_VALUE for a number that is no reason.
//
// {"v":1,"reason","code","article","nl","en"}
//
// @since 0.1, experimental
wb_status wb_reason_json(int32_t reason,
                         wb_buf **json,
                         wb_error **err);
#endif

/* --- The policy: what was declared --- */

// A policy: the history of its versions, checked and compiled. Immutable: any number of threads may use one at once.
// What is made from it keeps what it needs, so it may be freed before them.
typedef struct wb_policy wb_policy;

// Reads a policy of one version from its JSON document. The error lists everything that is wrong with it, with the
// line and the column.
//
// @since 0.1, stable
wb_status wb_policy_parse(const char *document,
                          size_t document_len,
                          wb_policy **policy,
                          wb_error **err);

// Reads a policy of several versions, oldest first. The documents stand one after another in one text; document i runs
// from offsets[i] to offsets[i + 1], so there are count + 1 offsets, the first of them 0 and the last the length.
//
// @since 0.1, stable
wb_status wb_policy_parse_history(const char *documents,
                                  size_t documents_len,
                                  const int32_t *offsets,
                                  size_t count,
                                  wb_policy **policy,
                                  wb_error **err);

// Writes the 32 bytes of the policy's digest (SHA-256 over its versions in canonical form). Two policies that differ
// only in notes and layout have the same.
//
// @since 0.1, stable
wb_status wb_policy_digest(const wb_policy *policy,
                           char *digest,
                           size_t digest_capacity,
                           wb_error **err);

// Looks up the number of a name, for calls that are made often. kind is one of the WB_KIND_ values. Equal policies give
// equal numbers, so keep them beside the policy; no name has the number 0.
//
// @since 0.1, stable
wb_status wb_policy_id(const wb_policy *policy,
                       int32_t kind,
                       const char *name,
                       size_t name_len,
                       uint64_t *id,
                       wb_error **err);

#ifdef WB_EXPERIMENTAL
// The name that a number of wb_policy_id stands for. WB_STATUS_FOREIGN_ID if it is not one of this policy.
//
// @since 0.1, experimental
wb_status wb_policy_name(const wb_policy *policy, uint64_t id, wb_buf **name, wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Every name of a kind, one of the WB_KIND_ values, over all versions, in order, as JSON: {"v":1,"kind","names":[...]}.
//
// @since 0.1, experimental
wb_status wb_policy_names(const wb_policy *policy,
                          int32_t kind,
                          wb_buf **json,
                          wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// What the policy is, as JSON: its name, the zone in which its days are counted, its digest in hexadecimal digits, and its
// versions, oldest first: {"v":1,"policy","zone","digest","law","versions":[{"version","applies-from"}...]}.
//
// @since 0.1, experimental
wb_status wb_policy_json(const wb_policy *policy,
                         wb_buf **json,
                         wb_error **err);
#endif

// Everything doubtful about the policy, as JSON, worst first within a version:
// {"v":1,"findings":[{"code","severity","about","article","path","nl","en"}]}.
//
// @since 0.1, stable
wb_status wb_policy_lint(const wb_policy *policy, wb_buf **json, wb_error **err);

#ifdef WB_EXPERIMENTAL
// Gives the text that the version in force at a moment (microseconds of UTC since 1970, from 2000 to 2200) declares at a
// path of its document: a JSON Pointer (RFC 6901), such as /purposes/website/says. Where nothing stands, or no text,
// WB_STATUS_NOT_DECLARED. For people and for tests: it writes the whole document to look it up.
//
// @since 0.1, experimental
wb_status wb_policy_text_at(const wb_policy *policy,
                            const char *path,
                            size_t path_len,
                            int64_t at,
                            wb_buf **declared,
                            wb_error **err);
#endif

// One more owner of the same policy, to be freed once more. NULL for NULL.
//
// @since 0.1, stable
wb_policy *wb_policy_retain(const wb_policy *policy);

// Frees a policy, if no other owner is left. NULL is allowed.
//
// @since 0.1, stable
void wb_policy_free(wb_policy *policy);

/* --- The institution: what all people of an institution share --- */

// A policy and the institution's own entries, folded once for all its people. Immutable: any number of threads may use
// one at once. It keeps its policy alive.
typedef struct wb_institution wb_institution;

// Folds the institution's entries with the policy. id is the institution's, in the host's own words: the heads of its entries
// and the dossiers of its people are bound to it. lines and head are as of wb_dossier_load; an institution without entries
// has no lines and no head. known_at is INT64_MAX for everything loaded; a moment (microseconds of UTC since 1970, from 2000
// to 2200) asks about an earlier state of knowledge. Fold it again when the policy or an entry of the institution changes.
//
// @since 0.1, stable
wb_status wb_institution_fold(const wb_policy *policy,
                              const char *id,
                              size_t id_len,
                              const char *lines,
                              size_t lines_len,
                              const char *head,
                              size_t head_len,
                              int64_t known_at,
                              wb_institution **institution,
                              wb_error **err);

// Checks one entry before it is appended: that the policy knows every name in it. body is as of wb_dossier_append. The
// error lists everything that is wrong: WB_STATUS_UNKNOWN_NAME for a name that the policy has never known,
// WB_STATUS_BAD_ENTRY for anything else. wb_institution_append asks this by itself.
//
// @since 0.1, stable
wb_status wb_institution_check_append(const wb_institution *institution,
                                      const char *body,
                                      size_t body_len,
                                      wb_error **err);

// One more owner of the same institution, to be freed once more. NULL for NULL.
//
// @since 0.1, stable
wb_institution *wb_institution_retain(const wb_institution *institution);

// Frees an institution, if no other owner is left. NULL is allowed.
//
// @since 0.1, stable
void wb_institution_free(wb_institution *institution);

/* --- The dossier: what happened to one person --- */

// The entries about one person, or about the institution itself, read from the lines that the host keeps. Immutable:
// any number of threads may use one at once. Appending gives a line to store; load the dossier again to read it.
typedef struct wb_dossier wb_dossier;

// A dossier without entries; its head is 32 zeroes.
//
// @since 0.1, stable
wb_status wb_dossier_new(wb_dossier **dossier, wb_error **err);

// Reads a dossier from all its lines, in order, with a line feed between them (a last one is allowed), and checks that
// they are all there by the 32 bytes of the head that was stored with the last. Without entries there is no line, and the
// head is 32 zeroes or (NULL, 0).
//
// @since 0.1, stable
wb_status wb_dossier_load(const char *lines,
                          size_t lines_len,
                          const char *head,
                          size_t head_len,
                          wb_dossier **dossier,
                          wb_error **err);

// Reads the institution's own entries from all their lines, as wb_dossier_load does a person's. institution is its id, in the
// host's own words: every head is bound to it. Without entries there is no line, and the head is 32 zeroes or (NULL, 0).
//
// @since 0.1, stable
wb_status wb_dossier_of_institution(const char *institution,
                                    size_t institution_len,
                                    const char *lines,
                                    size_t lines_len,
                                    const char *head,
                                    size_t head_len,
                                    wb_dossier **dossier,
                                    wb_error **err);

// Writes the 32 bytes of the head.
//
// @since 0.1, stable
wb_status wb_dossier_head(const wb_dossier *dossier, char *head, size_t head_capacity, wb_error **err);

// Gives the number of the last entry; 0 for a dossier without entries, or with none after the one that opens it.
//
// @since 0.1, stable
wb_status wb_dossier_seq(const wb_dossier *dossier,
                         uint32_t *seq,
                         wb_error **err);

// Makes the next entry of a person's dossier, if it may be written: the dossier was opened for a person of this institution
// (the first entry is dossier-opened, with number 0), the policy knows every name in it, it can be so (what it tells has
// happened by now, and what it ends lasts), and if it is about a request, that is a legal step now. This is the way to append: wb_dossier_append checks none of these. Changes nothing: store the line under
// (dossier, seq) and the new head beside it, in one transaction; if another process was first, that fails: load again,
// decide again, append again.
//
// observed is as of wb_claims_fold; body, recorded, skew and salt are as of wb_dossier_append. WB_STATUS_UNKNOWN_NAME for a name
// that the policy has never known, WB_STATUS_BAD_STEP for a step that is not legal, with the legal ones,
// WB_STATUS_BAD_ENTRY for anything else. After a failed call the new head is 32 zeroes.
//
// @since 0.1, stable
wb_status wb_institution_append(const wb_institution *institution,
                                const wb_dossier *dossier,
                                const char *observed,
                                size_t observed_len,
                                const char *body,
                                size_t body_len,
                                int64_t recorded,
                                int64_t skew,
                                const char *salt,
                                size_t salt_len,
                                wb_buf **line,
                                char *new_head,
                                size_t new_head_capacity,
                                uint32_t *seq,
                                wb_error **err);

// Makes the next entry without any check of what it says: for the institution's own entries, and for entries from
// elsewhere. Changes nothing, as wb_institution_append; WB_STATUS_HEAD_MOVED if the dossier has another head than expected.
//
// expected is the head as it was read. body is one entry as a JSON object, with kind and happened. recorded is now
// (microseconds of UTC since 1970); it is moved up to that of the last entry, if that is later by a day or skew at most,
// and else refused. skew is how far clocks may differ, in microseconds from 0 to a day, or -1 for one minute: if an earlier
// entry about the same thing happened later by no more than that, and this one restricts or ends, its happened is raised to
// that moment, and the line has what was stated as "stated". salt is 16 new random bytes for every entry, from a
// cryptographic source: with it the body can be erased later, by removing "salt" and "body" together from the stored line,
// and cannot be guessed. The new head may be written over the expected one; after a failed call it is 32 zeroes,
// so keep the one that you loaded until the new one is stored.
//
// @since 0.1, stable
wb_status wb_dossier_append(const wb_dossier *dossier,
                            const char *expected,
                            size_t expected_len,
                            const char *body,
                            size_t body_len,
                            int64_t recorded,
                            int64_t skew,
                            const char *salt,
                            size_t salt_len,
                            wb_buf **line,
                            char *new_head,
                            size_t new_head_capacity,
                            uint32_t *seq,
                            wb_error **err);

// One more owner of the same dossier, to be freed once more. NULL for NULL.
//
// @since 0.1, stable
wb_dossier *wb_dossier_retain(const wb_dossier *dossier);

// Frees a dossier, if no other owner is left. NULL is allowed.
//
// @since 0.1, stable
void wb_dossier_free(wb_dossier *dossier);

/* --- The claims on one person's data --- */

// The claims on one person's data: a dossier folded in an institution, as known at one moment. Immutable to its users: any
// number of threads may use one at once. It keeps its institution alive, and needs its dossier no more.
typedef struct wb_claims wb_claims;

// Folds a dossier in an institution. known_at is INT64_MAX for everything loaded, so that a clock that ran ahead hides nothing
// that was written after it; a moment (microseconds of UTC since 1970) asks about an earlier state of knowledge. observed is what the host knows
// without an entry, such as the last login, as JSON: [{"anchor","moments":[...],"at"}]; (NULL, 0) for nothing.
//
// @since 0.1, stable
wb_status wb_claims_fold(const wb_institution *institution,
                         const wb_dossier *dossier,
                         const char *observed,
                         size_t observed_len,
                         int64_t known_at,
                         wb_claims **claims,
                         wb_error **err);

#ifdef WB_EXPERIMENTAL
// The claim of a purpose on a category, at every moment, as JSON, by the names of both and without looking at a record:
// what a person is told who asks what still holds. A term that counts from the moment a record was made is unknown here.
//
// {"v":1,"law","steps":[{"from","value":"live"|"held"|"unknown"|"ended","reason":R}...]}
// from is null for the first step: before everything. R is as of wb_explain.
//
// @since 0.1, experimental
wb_status wb_claim(const wb_claims *claims,
                   const char *purpose,
                   size_t purpose_len,
                   const char *category,
                   size_t category_len,
                   wb_buf **json,
                   wb_error **err);
#endif

// One more owner of the same claims, to be freed once more. NULL for NULL.
//
// @since 0.1, stable
wb_claims *wb_claims_retain(const wb_claims *claims);

// Frees claims, if no other owner is left. NULL is allowed.
//
// @since 0.1, stable
void wb_claims_free(wb_claims *claims);

/* --- May it be used? --- */

// An answer. Set size to sizeof(wb_decision) before the call; later versions may add fields at the end, and write only
// those that fit. A failed call leaves zeroes: a deny; where size is too small, it leaves the struct as it was.
typedef struct {
    // The size of this struct, set by the caller.
    uint32_t size;
    // One of the WB_ANSWER_ values.
    int32_t answer;
    // The form to use, one of the WB_FORM_ values; WB_FORM_NOTHING unless permitted.
    int32_t identifiability;
    // Whom to ask first, one of the WB_WHOM_ values; WB_WHOM_NOBODY unless the answer is ask.
    int32_t addressee;
    // The first moment at which the answer can be another, if no entry is added, in microseconds of UTC since 1970;
    // INT64_MAX for never.
    int64_t valid_until;
    // The first reason, one of the WB_REASON_ values.
    int32_t reason;
    // Where the deciding fact stands, one of the WB_SOURCE_ values.
    int32_t source;
    // The number of the entry that decided; 0 for none.
    uint32_t entry;
    // 0.
    uint32_t reserved;
} wb_decision;

// Decides, with numbers for names: for calls that are made often.
//
// role, purpose and category are numbers of wb_policy_id; recipient too, or 0 for none. verb is one of the WB_VERB_
// values; form one of the WB_FORM_ values, WB_FORM_ANY if none in particular is asked for; relations a sum of
// WB_RELATION_ values. preconditions are the numbers of those that were passed; (NULL, 0) for none. record is what is known of
// the record it is about, as JSON with the fields made, anchors, system and needed-by; (NULL, 0) for none. at is now,
// in microseconds of UTC since 1970.
//
// @since 0.1, stable
wb_status wb_decide(const wb_claims *claims,
                    uint64_t role,
                    int32_t verb,
                    uint64_t purpose,
                    uint64_t category,
                    uint64_t recipient,
                    int32_t identifiability,
                    uint32_t relations,
                    const uint64_t *preconditions,
                    size_t preconditions_len,
                    const char *record,
                    size_t record_len,
                    int64_t at,
                    wb_decision *decision,
                    wb_error **err);

// Decides, with the names as texts. As wb_decide; recipient (NULL, 0) for none, preconditions the names of those that were
// passed with commas between them.
//
// @since 0.1, stable
wb_status wb_decide_named(const wb_claims *claims,
                          const char *role,
                          size_t role_len,
                          int32_t verb,
                          const char *purpose,
                          size_t purpose_len,
                          const char *category,
                          size_t category_len,
                          const char *recipient,
                          size_t recipient_len,
                          int32_t identifiability,
                          uint32_t relations,
                          const char *preconditions,
                          size_t preconditions_len,
                          const char *record,
                          size_t record_len,
                          int64_t at,
                          wb_decision *decision,
                          wb_error **err);

// Decides, and gives every reason and every condition over time, as JSON. The arguments are those of wb_decide_named.
//
// {"v":1,"law","provisional","answer","identifiability","valid-until","addressee":[...],"reasons":[R...],
// "findings":[{"code","at","accepted"}...],"timelines":[{"condition","steps":[{"from","value","code",S}]}]}
// R is {"code","article","nl","en",S}; S is "source" and "entry", or null for an answer that stands in no entry.
// Moments are RFC 3339 in UTC; null is before, or after, everything. Equal questions have equal bytes.
//
// @since 0.1, stable
wb_status wb_explain(const wb_claims *claims,
                     const char *role,
                     size_t role_len,
                     int32_t verb,
                     const char *purpose,
                     size_t purpose_len,
                     const char *category,
                     size_t category_len,
                     const char *recipient,
                     size_t recipient_len,
                     int32_t identifiability,
                     uint32_t relations,
                     const char *preconditions,
                     size_t preconditions_len,
                     const char *record,
                     size_t record_len,
                     int64_t at,
                     wb_buf **json,
                     wb_error **err);

// Which categories of a purpose may go this way, as JSON: the decision for each category that the purpose needs, in the
// order of their names. With a recipient and WB_VERB_SHARE, a filter: what is not permitted is not sent. The arguments
// are those of wb_decide_named, without a category.
//
// {"v":1,"law","provisional","fields":[{"category","answer","identifiability","valid-until","addressee","reason":R}...]}
//
// @since 0.1, stable
wb_status wb_fields(const wb_claims *claims,
                    const char *role,
                    size_t role_len,
                    int32_t verb,
                    const char *purpose,
                    size_t purpose_len,
                    const char *recipient,
                    size_t recipient_len,
                    int32_t identifiability,
                    uint32_t relations,
                    const char *preconditions,
                    size_t preconditions_len,
                    const char *record,
                    size_t record_len,
                    int64_t at,
                    wb_buf **json,
                    wb_error **err);

/* --- Until when may it be kept? --- */

// When a record must be gone: the field state of wb_due_date.
typedef enum {
    // No answer: the call failed.
    WB_DUE_NO_ANSWER = 0,
    // From the moment at on.
    WB_DUE_AT = 1,
    // At once: it was made, at that moment, while no purpose had a claim on it.
    WB_DUE_AT_ONCE = 2,
    // Not yet: it waits for the end of something that still lasts, or has no end.
    WB_DUE_PENDING_END = 3,
    // Not yet: a fact is missing; review it.
    WB_DUE_PENDING_FACT = 4,
} wb_due_state;

// When a record must be gone. Set size to sizeof(wb_due_date) before the call; later versions may add fields at the end,
// and write only those that fit. It says when a record is due; the field held says whether something else keeps it.
typedef struct {
    // The size of this struct, set by the caller.
    uint32_t size;
    // One of the WB_DUE_ values.
    int32_t state;
    // The moment, in microseconds of UTC since 1970, for WB_DUE_AT and WB_DUE_AT_ONCE; else INT64_MAX, also after a
    // failed call, so that no comparison takes it for a date in the past.
    int64_t at;
    // Why then, or what it waits for: one of the WB_REASON_ values.
    int32_t reason;
    // Where the deciding fact stands, one of the WB_SOURCE_ values.
    int32_t source;
    // The number of the entry that decided; 0 for none.
    uint32_t entry;
    // 1 if a claim of its own kind (a hold, a restriction, an open request, a statutory minimum) keeps it, or kept it, past
    // the moment at: wb_erasable says whether it may go now. 0 if nothing does: it may go once at has come.
    uint32_t held;
} wb_due_date;

// Until when a record of a category may be kept, with a number of wb_policy_id for the category. record is what is known
// of the record, as JSON with the fields created (a moment, or {"from","to"} where only bounds are known), anchors, system and
// needed-by; (NULL, 0) for nothing.
//
// @since 0.1, stable
wb_status wb_due(const wb_claims *claims,
                 uint64_t category,
                 const char *record,
                 size_t record_len,
                 wb_due_date *date,
                 wb_error **err);

// Until when a record of a category may be kept, with the name of the category, as JSON.
//
// {"v":1,"law","provisional","state":"at"|"at-once"|"pending-end"|"pending-fact","at","last-day","reason":R,
// "erasable-from","postponed-by":R|null,"reports":[R...],"drops":[{"to","at","last-day"}...],"notify":null|{"at","last-day","period"}}
// R is as of wb_explain. erasable-from is when it may be erased if no entry is added, postponed-by what of its own kind keeps
// it past at. reports are what else is to be known of it. drops are the less identifiable forms that are enough from a moment
// on. notify is the notice that is owed before the record goes; on its last-day it is still in time. Equal questions have
// equal bytes.
//
// @since 0.1, stable
wb_status wb_due_json(const wb_claims *claims,
                      const char *category,
                      size_t category_len,
                      const char *record,
                      size_t record_len,
                      wb_buf **json,
                      wb_error **err);

/* --- May it be erased, and what keeps it? --- */

// Whether a record may be erased. Set size to sizeof(wb_erasure) before the call; later versions may add fields at the
// end, and write only those that fit. A failed call leaves zeroes: it may not.
typedef struct {
    // The size of this struct, set by the caller.
    uint32_t size;
    // 1 if it may be erased, and must; 0 if it may not.
    int32_t allowed;
    // Why it may not, one of the WB_REASON_ values; 0 if it may.
    int32_t reason;
    // Where the deciding fact stands, one of the WB_SOURCE_ values.
    int32_t source;
    // The number of the entry that decided; 0 for none.
    uint32_t entry;
    // 0.
    uint32_t reserved;
} wb_erasure;

// Whether a record of a category may be erased now: it is due, nothing of its own kind (a hold, a restriction, an open
// request, a minimum) holds it, and every entry can be read. Ask this before each erasure: wb_due alone does not tell.
// category and record are as of wb_due; at is now, in microseconds of UTC since 1970.
//
// @since 0.1, stable
wb_status wb_erasable(const wb_claims *claims,
                      uint64_t category,
                      const char *record,
                      size_t record_len,
                      int64_t at,
                      wb_erasure *erasure,
                      wb_error **err);

#ifdef WB_EXPERIMENTAL
// Everything that keeps a record at a moment, as JSON: the answer to what was kept, and on what ground. category and
// record are as of wb_due_json; at is in microseconds of UTC since 1970.
//
// {"v":1,"law","provisional","kept-by":[{"purpose","value":"live"|"held"|"unknown","kept-until","reason":R}...]}
// R is as of wb_explain. purpose is null for what is no purpose's claim: a hold, a restriction, an open request, a minimum,
// records that cannot do without this one. until is null where no end can be computed. Equal questions have equal bytes.
//
// @since 0.1, experimental
wb_status wb_kept_by(const wb_claims *claims,
                     const char *category,
                     size_t category_len,
                     const char *record,
                     size_t record_len,
                     int64_t at,
                     wb_buf **json,
                     wb_error **err);
#endif

/* --- Many at once --- */

#ifdef WB_EXPERIMENTAL
// Decides n questions about one person: wb_decide for each row of the columns, all of which have n numbers. recipients
// has 0 for none, forms WB_FORM_ANY, relations 0. Record i runs from record_offsets[i] to record_offsets[i + 1] of
// records, so there are n + 1 offsets, the first of them 0 and the last records_len; an empty record is none. preconditions and
// at are the same for all.
//
// decisions has room for n. Set the size of the first to sizeof(wb_decision); the others lie that far apart. If a row
// fails, the call does, every answer is a deny, and the error's path begins with the number of the row: "/2".
//
// Worth it where the host has columns, or a call costs it much; a call in C costs less than packing them.
//
// @since 0.1, experimental
wb_status wb_decide_many(const wb_claims *claims,
                         size_t n,
                         const uint64_t *roles,
                         const int32_t *verbs,
                         const uint64_t *purposes,
                         const uint64_t *categories,
                         const uint64_t *recipients,
                         const int32_t *identifiabilities,
                         const uint32_t *relations,
                         const char *records,
                         size_t records_len,
                         const int32_t *record_offsets,
                         const uint64_t *preconditions,
                         size_t preconditions_len,
                         int64_t at,
                         wb_decision *decisions,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Decides one question about n persons, such as a class: wb_decide for each of the claims, with the same record. All
// must be of policies that give equal numbers. decisions is as of wb_decide_many; what is wrong with the question itself is
// told without the number of a row.
//
// @since 0.1, experimental
wb_status wb_decide_each(const wb_claims *const *claims,
                         size_t n,
                         uint64_t role,
                         int32_t verb,
                         uint64_t purpose,
                         uint64_t category,
                         uint64_t recipient,
                         int32_t identifiability,
                         uint32_t relations,
                         const uint64_t *preconditions,
                         size_t preconditions_len,
                         const char *record,
                         size_t record_len,
                         int64_t at,
                         wb_decision *decisions,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Until when n records of one person may be kept: wb_due for each. Record i is of categories[i], and runs from
// record_offsets[i] to record_offsets[i + 1] of records, so there are n + 1 offsets. dates has room for n; set the size
// of the first to sizeof(wb_due_date), the others lie that far apart. If a row fails, the call does, no date is given,
// and the error's path begins with the number of the row.
//
// @since 0.1, experimental
wb_status wb_due_many(const wb_claims *claims,
                      size_t n,
                      const uint64_t *categories,
                      const char *records,
                      size_t records_len,
                      const int32_t *record_offsets,
                      wb_due_date *dates,
                      wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// The earliest moment at which one of n records may be erased, is due in a less identifiable form, or owes a notice: look
// again then, or after the next entry. A record that a hold keeps counts from the end of the hold. INT64_MAX if none has an
// end, and after a failed call. The arguments are those of wb_due_many.
//
// @since 0.1, experimental
wb_status wb_next_due(const wb_claims *claims,
                      size_t n,
                      const uint64_t *categories,
                      const char *records,
                      size_t records_len,
                      const int32_t *record_offsets,
                      int64_t *next,
                      wb_error **err);
#endif

/* --- What may a person ask, and what does it oblige to? --- */

#ifdef WB_EXPERIMENTAL
// Every request and objection in the dossier that was folded, as JSON: how far each is, by when it must be answered as
// things stand at a moment, and which kinds of entry may come next. Nothing in it names a person.
//
// {"waarborg-requests":1,"requests":[{"entry","right","received","stage","authority":"live"|"unknown"|"ended",
//   "categories"?,"purposes"?,"joined"?,"earlier","extended"?,"instructed"?,"instructed-by"?,"forwarded-to"?,"refused"?,"outcomes":{},
//   "clock":{"answer":D,"promised"?,"extension-notice"?:D,"stands-still"}|null,"no-clock"?,"next":[...]}...],"ignored":[...],
//   "diagnostics":[{"entry","code","message","expected"?,"help"?}...]}
// D is {"safe","legal","provisional","steps":[{"rule","article","end"}...]}. ignored lists the entries that were no legal
// step when they were written, and so changed nothing. diagnostics says why of each, and why an open request has no clock. next
// lists the kinds of entry that are accepted at the moment given, if their fields are right.
//
// @since 0.1, experimental
wb_status wb_requests(const wb_claims *claims,
                      int64_t at,
                      wb_buf **json,
                      wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Whether an entry about a request may be appended now, besides what wb_institution_check_append says of its names: its stage
// allows it, whoever takes it may, and what it needs is there (a judgement, an outcome for every item). Entries about
// other things are let through. WB_STATUS_BAD_STEP tells why not, and which steps are legal.
//
// @since 0.1, experimental
wb_status wb_requests_check_append(const wb_claims *claims,
                                   const char *body,
                                   size_t body_len,
                                   wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// The plan of the request that arrived with an entry, as things stand at a moment, as JSON: one item for every category
// in every system that holds it, and one for every recipient to be told. Record an outcome for each item that is work
// with a request-item entry. It is bound to the policy and the dossier as they are: ask again when either has moved.
//
// {"waarborg-plan":1,"entry","right","at","policy","institution","dossier","ends"?:[...],"ends-on"?:[...],"items":[{"item",
//   "kind","category"?,"system"?,"recipient"?,"categories"?,"purposes"?,"kept"?:[{"purpose"?,"ground"?,"kept-until"?,"reason"}
//   ...],"ground"?,"article","gone-from-backups"?}...]}
//
// @since 0.1, experimental
wb_status wb_request_plan(const wb_claims *claims,
                          uint32_t entry,
                          int64_t at,
                          wb_buf **json,
                          wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// What follows from a withdrawal of consent that has been recorded, as JSON: a plan as of wb_request_plan, without
// entry. purposes is a JSON list of names.
//
// @since 0.1, experimental
wb_status wb_withdrawal_plan(const wb_claims *claims,
                             const char *purposes,
                             size_t purposes_len,
                             int64_t at,
                             wb_buf **json,
                             wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Which claims a right reaches at a moment, and why, as JSON. right is its word, such as "erasure".
//
// {"waarborg-reach":1,"right","claims":[{"purpose","category","basis"|null,"applicability":"yes"|"if"|"no","article","nl","en",
//   "value","ends"}...]}
//
// @since 0.1, experimental
wb_status wb_right_applicability(const wb_claims *claims,
                                 const char *right,
                                 size_t right_len,
                                 int64_t at,
                                 wb_buf **json,
                                 wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Every ground on which a request may be refused, as JSON: the word that the entry request-refused takes, the article, the
// rights that can be refused on it (every right if there are none), and a sentence in Dutch and in English.
//
// {"v":1,"grounds":[{"ground","article","rights":[...],"nl","en"}...]}
//
// @since 0.1, experimental
wb_status wb_grounds(wb_buf **json,
                     wb_error **err);
#endif

/* --- What is given to who asked --- */

// A package that is being made. It changes: one thread at a time may use it, and the one that does may be another each
// time. It keeps its claims alive. A call that fails changes nothing; but after WB_STATUS_PANIC it can only be freed.
typedef struct wb_package wb_package;

#ifdef WB_EXPERIMENTAL
// Begins the package of the request that arrived with an entry and was granted: its plan is that of wb_request_plan at the
// same moment, and what comes out first is the manifest. subject is your opaque reference of the person, as it stands in
// the subjects of records; it comes to stand in the package. institution is the name of the institution, for a party of
// the policy that stands for each institution; (NULL, 0) for none. at is now.
//
// What comes out, you take with wb_package_take after every call that adds to it. Nothing else of the records is kept but
// counts, digests and three examples of each item for the page, so memory stays as it is, however large the package.
//
// @since 0.1, experimental
wb_status wb_package_begin(const wb_claims *claims,
                           uint32_t entry,
                           const char *subject,
                           size_t subject_len,
                           const char *institution,
                           size_t institution_len,
                           int64_t at,
                           wb_package **package,
                           wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Takes up a package where a checkpoint left it, with everything as it was at wb_package_begin: the same dossier and
// institution's entries, the same names. Cut off what you wrote after the bytes of the checkpoint, and push on after the
// records that wb_package_contents counts: the same bytes follow as without interruption.
//
// @since 0.1, experimental
wb_status wb_package_resume(const wb_claims *claims,
                            uint32_t entry,
                            const char *subject,
                            size_t subject_len,
                            const char *institution,
                            size_t institution_len,
                            const char *checkpoint,
                            size_t checkpoint_len,
                            wb_package **package,
                            wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Packs one record of an item of the plan. The first one opens the item; it stays open until wb_package_close. item is its
// name in the plan, and category that of the record, which must be the item's.
//
// subjects is a JSON list of the references of everyone the record is about; the person must be among them. Of the others
// only their number comes to stand in the package. redacted is a JSON list of the fields that were left out because they
// are about others (GDPR, article 15(4)); (NULL, 0) if nobody looked, which is refused for a record about others too; []
// if somebody looked and nothing had to be left out. A field is told by its name, and may then stand nowhere in the
// record, or by a JSON Pointer, and may then not stand there. made is when the record was made: a day such as
// "2026-09-01", or an instant in RFC 3339; (NULL, 0) if that is not known.
//
// record is one JSON object, and comes to stand in the package byte for byte.
//
// @since 0.1, experimental
wb_status wb_package_push(wb_package *package,
                          const char *item,
                          size_t item_len,
                          const char *category,
                          size_t category_len,
                          const char *subjects,
                          size_t subjects_len,
                          const char *redacted,
                          size_t redacted_len,
                          const char *created,
                          size_t created_len,
                          const char *record,
                          size_t record_len,
                          wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Closes an item: outcome is "done" after its records, "nothing-found" if there are none.
//
// @since 0.1, experimental
wb_status wb_package_close(wb_package *package,
                           const char *item,
                           size_t item_len,
                           const char *outcome,
                           size_t outcome_len,
                           wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Takes the next bytes of the package, in order, into room of your own: taken is how many were written there, left how many
// more there are. Call it until left is 0 after every call that adds to the package, and write the bytes where they are
// to go: a file, or the answer to whoever asks. Bytes past taken are not written. Room for 65536 is plenty; with (NULL, 0)
// it only tells how many there are.
//
// @since 0.1, experimental
wb_status wb_package_take(wb_package *package,
                          char *bytes,
                          size_t bytes_capacity,
                          size_t *taken,
                          size_t *left,
                          wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Where the package is, as JSON, to resume from in this process or another: keep it beside the bytes that were taken. It is
// personal data as the package is. WB_STATUS_BAD_PACKAGE while there are bytes that were not taken. Its field bytes is how
// long the package is so far.
//
// @since 0.1, experimental
wb_status wb_package_checkpoint(wb_package *package,
                                wb_buf **checkpoint,
                                wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// What was packed so far, as JSON: one per item that is to be given, in the order of the plan.
//
// {"v":1,"created-at","bytes","sha256"|null,"items":[{"item","category","system"|null,"kind","outcome"|null,"records",
//   "with-others","undated","first"|null,"last"|null,"sha256"|null}...]}
// bytes is how long the package is so far, taken or not. The digests are there once an item is closed, and once the package
// is finished.
//
// @since 0.1, experimental
wb_status wb_package_contents(wb_package *package,
                              wb_buf **json,
                              wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Finishes the package, when every item is closed: totals and digest come out last. Writes the 64 hexadecimal digits of
// SHA-256 over all its bytes, as the entry package-ready records it. WB_STATUS_BAD_PACKAGE lists every item that is not
// closed.
//
// @since 0.1, experimental
wb_status wb_package_finish(wb_package *package,
                            char *digest,
                            size_t digest_capacity,
                            wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// The page that goes with a finished package, as one HTML file for the person who asked: what there is, why, who sees it,
// until when, and what they can do. language is "nl" or "en".
//
// @since 0.1, experimental
wb_status wb_package_page(wb_package *package,
                          const char *language,
                          size_t language_len,
                          wb_buf **html,
                          wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Frees a package, finished or not. NULL is allowed.
//
// @since 0.1, experimental
void wb_package_free(wb_package *package);
#endif

/* --- The ledger: what was erased stays erased --- */

// A ledger: its lines, with its key. Immutable: any number of threads may use one at once. A call that makes a line also
// gives the ledger with that line. The key is wiped from memory when the last owner of the last of them frees it, and no
// function gives it out.
typedef struct wb_ledger wb_ledger;

#ifdef WB_EXPERIMENTAL
// Makes a new ledger and its first line, once: store the line under its number, 1, and the 32 bytes of the head beside it.
// key is exactly 32 random bytes that you keep apart from the lines and from the backups; yours to wipe after the call.
// zone is where its days are, such as "Europe/Amsterdam". From then on wb_ledger_open reads it.
//
// {"waarborg-ledger":2,"seq":1,"kind":"opened","check"}
//
// @since 0.1, experimental
wb_status wb_ledger_create(const char *key,
                           size_t key_len,
                           const char *zone,
                           size_t zone_len,
                           wb_ledger **ledger,
                           wb_buf **line,
                           char *new_head,
                           size_t new_head_capacity,
                           wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Opens a ledger with the key it was made with. lines are all its lines in order, with a line feed between them (a last one
// is allowed); head is the 32 bytes that were stored with the last. It never opens in part: WB_STATUS_BAD_KEYS for another
// key, WB_STATUS_BAD_LEDGER without a line or for a line that is none, by its number, WB_STATUS_HEAD_MISMATCH if a line is
// missing or was changed. Keep lines and head apart from the backups: a ledger that is restored with them has forgotten the
// erasures after it.
//
// @since 0.1, experimental
wb_status wb_ledger_open(const char *key,
                         size_t key_len,
                         const char *zone,
                         size_t zone_len,
                         const char *lines,
                         size_t lines_len,
                         const char *head,
                         size_t head_len,
                         wb_ledger **ledger,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Writes the 32 bytes of the head, and the number of the last line.
//
// @since 0.1, experimental
wb_status wb_ledger_head(const wb_ledger *ledger,
                         char *head,
                         size_t head_capacity,
                         uint32_t *seq,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Makes the line to keep after an erasure, which names nobody: records of a person made up to and including through are
// suppressed, in the categories of a JSON list of names; in all if it is []. through is a day, which counts whole, or an
// instant in RFC 3339. controller and person are texts of yours, the same ones whenever you ask again.
//
// Changes nothing: store the line under its number and the new head beside it, in one transaction; if another process was
// first, that fails: open the ledger again, and make the line again. next is the ledger with that line, to go on with. After
// a failed call the new head is 32 zeroes.
//
// {"waarborg-ledger":2,"seq","kind":"suppressed","token","through","categories":[...]}
//
// @since 0.1, experimental
wb_status wb_ledger_suppressed(const wb_ledger *ledger,
                               const char *controller,
                               size_t controller_len,
                               const char *person,
                               size_t person_len,
                               const char *through,
                               size_t through_len,
                               const char *categories,
                               size_t categories_len,
                               wb_ledger **next,
                               wb_buf **line,
                               char *new_head,
                               size_t new_head_capacity,
                               uint32_t *seq,
                               wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Makes the line to keep when a person is back: from is the day or the instant from which on an undated record may be new,
// and is recognised no more. Changes nothing, as wb_ledger_suppressed.
//
// {"waarborg-ledger":2,"seq","kind":"lifted","token","from"}
//
// @since 0.1, experimental
wb_status wb_ledger_lifted(const wb_ledger *ledger,
                           const char *controller,
                           size_t controller_len,
                           const char *person,
                           size_t person_len,
                           const char *from,
                           size_t from_len,
                           wb_ledger **next,
                           wb_buf **line,
                           char *new_head,
                           size_t new_head_capacity,
                           uint32_t *seq,
                           wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Whether a record of a restored backup, or of a new import, is one that was erased: 1, and it must be erased again, or 0.
// made is when it was made, a day or an instant in RFC 3339; (NULL, 0) if nobody knows, and then it was erased unless the
// person has come back since.
//
// @since 0.1, experimental
wb_status wb_ledger_recognises(const wb_ledger *ledger,
                               const char *controller,
                               size_t controller_len,
                               const char *person,
                               size_t person_len,
                               const char *category,
                               size_t category_len,
                               const char *created,
                               size_t created_len,
                               int32_t *recognised,
                               wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Which of n records were erased: wb_ledger_recognises for each row of three columns of texts. A person runs from
// person_offsets[i] to person_offsets[i + 1] of persons, so there are n + 1 offsets; a category and when a record was made
// likewise, an empty text for what nobody knows. recognised has room for n. A person is looked up once for rows that
// follow each other, so keep a person's rows together. If a row fails, the call does, and the error's path begins with its
// number: "/2".
//
// @since 0.1, experimental
wb_status wb_ledger_recognises_many(const wb_ledger *ledger,
                                    const char *controller,
                                    size_t controller_len,
                                    size_t n,
                                    const char *persons,
                                    size_t persons_len,
                                    const int32_t *person_offsets,
                                    const char *categories,
                                    size_t categories_len,
                                    const int32_t *category_offsets,
                                    const char *created,
                                    size_t created_len,
                                    const int32_t *created_offsets,
                                    int32_t *recognised,
                                    wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same ledger, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_ledger *wb_ledger_retain(const wb_ledger *ledger);
#endif

#ifdef WB_EXPERIMENTAL
// Frees a ledger, if no other owner is left; its key is wiped with the last ledger that has it. NULL is allowed.
//
// @since 0.1, experimental
void wb_ledger_free(wb_ledger *ledger);
#endif

/* --- By when does the law ask it? --- */

#ifdef WB_EXPERIMENTAL
// By when the law asks something in the Netherlands, as JSON. term is its word in wb_terms, such as "answer"; a term that
// was extended has one of its own, such as "extended-answer". event is when that which it runs from happened: a day such
// as "2026-03-05", or an instant in RFC 3339; the 72 hours of a breach need an instant. pauses is a JSON list of times in
// which it stood still, because an answer was awaited that was needed to go on: [{"asked":DAY,"answered":DAY}...]; while
// it is awaited, today; (NULL, 0) for none. zone is where the days are, that of the policy: "Europe/Amsterdam".
//
// {"v":1,"term","article","event","safe","legal","disputed"|null,"provisional",
//   "steps":[{"rule","article","end","nl","en"}...]}
// safe is too late under no reading of the law, and rests on no list of holidays; legal is the end under the act that
// counts the term. A day counts to its end, an instant is the end itself. provisional is true if legal rests on holidays
// that are not published yet. disputed is a later end that some read into the law: to show, never to rely on.
//
// @since 0.1, experimental
wb_status wb_deadline(const char *term,
                      size_t term_len,
                      const char *event,
                      size_t event_len,
                      const char *pauses,
                      size_t pauses_len,
                      const char *zone,
                      size_t zone_len,
                      wb_buf **json,
                      wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Every term that the law sets for acting, as JSON, with the day up to which these tables were checked against their
// sources, and the years of which the holidays are published. A legal date in another year is provisional.
//
// {"v":1,"as-of","terms":[{"term","article","event","length","counted":"regulation-1182-71"|"algemene-termijnenwet",
//   "pauses","sooner","from","through"|null}...],
//   "holidays":[{"counted","years":[{"year","source"}...],"horizon"}...]}
//
// @since 0.1, experimental
wb_status wb_terms(wb_buf **json,
                   wb_error **err);
#endif

/* --- The keys that pseudonyms are made with --- */

// Keys: roots, keys of controllers, keys of domains. Immutable: any number of threads may use one at once. No function
// gives a key out. Each is wiped from memory when the last keys that hold it are freed; the bytes that you passed in are
// yours to wipe. Keep keys apart from the data (GDPR, article 4(5)).
typedef struct wb_keys wb_keys;

#ifdef WB_EXPERIMENTAL
// Keys with a root, from which the keys of all controllers and domains come: exactly 32 random bytes. With those of
// besides, which stays as it was; NULL for none.
//
// @since 0.1, experimental
wb_status wb_keys_root(const wb_keys *besides,
                       const char *bytes,
                       size_t bytes_len,
                       wb_keys **keys,
                       wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Keys with a root from a passphrase of at least 16 characters and a salt of at least 16 bytes, which is no secret, by
// Argon2id (RFC 9106) with so much memory in KiB, passes over it and condition timelines; at least 19456, 2 and 1; 65536, 3 and 4 is
// the second choice of the RFC. It takes a good part of a second and that memory: once, at start-up. besides is as of
// wb_keys_root.
//
// @since 0.1, experimental
wb_status wb_keys_passphrase(const wb_keys *besides,
                             const char *passphrase,
                             size_t passphrase_len,
                             const char *salt,
                             size_t salt_len,
                             uint32_t memory_kib,
                             uint32_t passes,
                             uint32_t timelines,
                             wb_keys **keys,
                             wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Keys with the key of one controller at one epoch (from 1): what a processor for it needs, and no more. Exactly 32
// bytes. besides is as of wb_keys_root.
//
// @since 0.1, experimental
wb_status wb_keys_controller(const wb_keys *besides,
                             const char *controller,
                             size_t controller_len,
                             uint32_t controller_epoch,
                             const char *bytes,
                             size_t bytes_len,
                             wb_keys **keys,
                             wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Keys with the key of one domain of one controller, each at one epoch (from 1). Exactly 32 bytes. own is 1 for random
// bytes that no other key derives, so that destroying them ends the domain, and 0 for those that were derived. besides
// is as of wb_keys_root.
//
// @since 0.1, experimental
wb_status wb_keys_domain(const wb_keys *besides,
                         const char *controller,
                         size_t controller_len,
                         uint32_t controller_epoch,
                         const char *domain,
                         size_t domain_len,
                         uint32_t epoch,
                         int32_t own,
                         const char *bytes,
                         size_t bytes_len,
                         wb_keys **keys,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same keys, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_keys *wb_keys_retain(const wb_keys *keys);
#endif

#ifdef WB_EXPERIMENTAL
// Frees keys, if no other owner is left, and wipes those that no other keys hold. NULL is allowed.
//
// @since 0.1, experimental
void wb_keys_free(wb_keys *keys);
#endif

/* --- The register: which keys there are --- */

// What the key of a pseudonym may be used for.
typedef enum {
    // The register has no such key: the pseudonym was made elsewhere.
    WB_KEY_FOREIGN = 1,
    // For new pseudonyms, and to find existing ones.
    WB_KEY_ACTIVE = 2,
    // To find existing pseudonyms only.
    WB_KEY_ACCEPT_ONLY = 3,
    // For nothing: it is to be gone.
    WB_KEY_DESTROYED = 4,
} wb_key_state;

// Which keys there are: their numbers, controllers, domains, epochs, states and dates, and no key. Immutable: any number
// of threads may use one at once; what changes it gives a new one. Store it as JSON, beside the data or in the open.
typedef struct wb_register wb_register;

#ifdef WB_EXPERIMENTAL
// A register without keys.
//
// @since 0.1, experimental
wb_status wb_register_new(wb_register **register_, wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Reads a register from its JSON document. The error lists everything that is wrong with it.
//
// @since 0.1, experimental
wb_status wb_register_parse(const char *document,
                            size_t document_len,
                            wb_register **register_,
                            wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// The register as its JSON document, to be stored: the same bytes for the same register.
//
// @since 0.1, experimental
wb_status wb_register_json(const wb_register *register_, wb_buf **json, wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Puts a key into use, for one kind of identifier in one domain: the next register, and the number of the key, which
// stands in each pseudonym it makes. What was active for these becomes accept-only. Epochs count from 1; an epoch is
// used once. retire_after is the moment from which on it makes no new pseudonyms, INT64_MAX for none. Store the register
// before you use the key.
//
// @since 0.1, experimental
wb_status wb_register_activate(const wb_register *register_,
                               const wb_keys *keys,
                               const char *controller,
                               size_t controller_len,
                               uint32_t controller_epoch,
                               const char *domain,
                               size_t domain_len,
                               uint32_t epoch,
                               const char *kind,
                               size_t kind_len,
                               int64_t retire_after,
                               int64_t at,
                               wb_register **next,
                               uint32_t *key,
                               wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Makes a key accept-only from a moment on: the next register.
//
// @since 0.1, experimental
wb_status wb_register_retire(const wb_register *register_,
                             uint32_t key,
                             int64_t at,
                             wb_register **next,
                             wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Records that one key is destroyed: the next register, which keeps the row as evidence, and what that does, as JSON. The
// library uses the key no more; to destroy your own copies is up to you. It erases nothing.
//
// {"waarborg-destruction":1,"keys":[...],"at","effect":"refused-here"|"not-derivable","leaves-personal-data":true,"nl",
//   "en"}
//
// @since 0.1, experimental
wb_status wb_register_destroy(const wb_register *register_,
                              uint32_t key,
                              int64_t at,
                              wb_register **next,
                              wb_buf **json,
                              wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Records that all keys of a domain are destroyed, of every kind and epoch: as wb_register_destroy.
//
// @since 0.1, experimental
wb_status wb_register_destroy_domain(const wb_register *register_,
                                     const char *controller,
                                     size_t controller_len,
                                     const char *domain,
                                     size_t domain_len,
                                     int64_t at,
                                     wb_register **next,
                                     wb_buf **json,
                                     wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Whose a pseudonym is: the number of the key it was made with, and the state of that key at a moment, one of the
// WB_KEY_ values. The pseudonym is its 32 characters or its 20 bytes. That it names a key does not prove that the key
// made it: only wb_pseudonym_matches does.
//
// @since 0.1, experimental
wb_status wb_register_recognise(const wb_register *register_,
                                const char *pseudonym,
                                size_t pseudonym_len,
                                int64_t at,
                                uint32_t *key,
                                int32_t *state,
                                wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same register, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_register *wb_register_retain(const wb_register *register_);
#endif

#ifdef WB_EXPERIMENTAL
// Frees a register, if no other owner is left. NULL is allowed.
//
// @since 0.1, experimental
void wb_register_free(wb_register *register_);
#endif

/* --- A pseudonymisation domain: one pseudonym at a time --- */

// A domain of one controller, its keys derived and ready. Immutable: any number of threads may use one at once. It needs
// neither keys nor register any more. A key that is to retire by itself does so when the domain is next opened.
typedef struct wb_domain wb_domain;

#ifdef WB_EXPERIMENTAL
// Opens a domain: derives its keys. Do it once, at start-up; nothing is derived later. There is no default controller
// and no default domain. WB_STATUS_BAD_KEYS if the keys are not those of the register.
//
// @since 0.1, experimental
wb_status wb_domain_open(const wb_register *register_,
                         const wb_keys *keys,
                         const char *controller,
                         size_t controller_len,
                         const char *domain,
                         size_t domain_len,
                         int64_t at,
                         wb_domain **opened,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Writes the 32 characters of the pseudonym of an identifier, under the active key. kind is one of "pgn", "eckid",
// "stampseudoniem", "leerlingnummer", "ip", "mail", "mail/lower", "mail/untagged", "mail/lower-untagged", "text/NAME",
// "text/NAME/lower". WB_STATUS_BAD_IDENTIFIER for what is malformed: it has no pseudonym.
//
// @since 0.1, experimental
wb_status wb_pseudonym(const wb_domain *domain,
                       const char *kind,
                       size_t kind_len,
                       const char *identifier,
                       size_t identifier_len,
                       char *pseudonym,
                       size_t pseudonym_capacity,
                       wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// The pseudonyms of an identifier under every key that is not destroyed, as a JSON list: the active one first, then the
// accept-only ones, newest first. To find rows that were made before a rotation.
//
// @since 0.1, experimental
wb_status wb_pseudonyms_all_active(const wb_domain *domain,
                                   const char *kind,
                                   size_t kind_len,
                                   const char *identifier,
                                   size_t identifier_len,
                                   wb_buf **json,
                                   wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Whether a pseudonym is that of an identifier, under a key that is not destroyed: 1 or 0. Compared in constant time. The
// pseudonym is its 32 characters or its 20 bytes.
//
// @since 0.1, experimental
wb_status wb_pseudonym_matches(const wb_domain *domain,
                               const char *kind,
                               size_t kind_len,
                               const char *identifier,
                               size_t identifier_len,
                               const char *pseudonym,
                               size_t pseudonym_len,
                               int32_t *matches,
                               wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Moves a day, such as "2026-11-23", by the constant of one person: at most so many days either way (1 to 3650). What
// lies between two days of one person stays, when they were does not. Writes the 10 characters of the day. A person is
// who has this identifier of this kind: use one kind for all tables. With the next epoch, everyone is moved anew.
//
// @since 0.1, experimental
wb_status wb_shift(const wb_domain *domain,
                   const char *kind,
                   size_t kind_len,
                   const char *identifier,
                   size_t identifier_len,
                   uint32_t days,
                   const char *day,
                   size_t day_len,
                   char *moved,
                   size_t moved_capacity,
                   wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same domain, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_domain *wb_domain_retain(const wb_domain *domain);
#endif

#ifdef WB_EXPERIMENTAL
// Frees a domain, if no other owner is left, and wipes its keys. NULL is allowed.
//
// @since 0.1, experimental
void wb_domain_free(wb_domain *domain);
#endif

/* --- Many pseudonyms at once --- */

#ifdef WB_EXPERIMENTAL
// The pseudonyms of n identifiers of one kind, under the active key: wb_pseudonym for each. Identifier i runs from
// identifier_offsets[i] to identifier_offsets[i + 1] of identifiers, so there are n + 1 offsets, the first of them 0 and
// the last identifiers_len.
//
// Give room for the 20 bytes of each (packed, n x 20 bytes), for the 32 characters of each without a NUL between (texts,
// n x 32 bytes), or for both; NULL for what you do not need. statuses has room for n: WB_STATUS_OK for a row that has a
// pseudonym, else WB_STATUS_BAD_IDENTIFIER, and then its bytes are zeroes, which are nobody's pseudonym. refused is how
// many those are. refusals, which may be NULL, is why: an error whose paths are the numbers of rows, of the first 1000;
// NULL if there are none. After a failed call all rows are refused.
//
// The order tells who is who: sort by pseudonym what leaves with data of another domain.
//
// @since 0.1, experimental
wb_status wb_pseudonyms(const wb_domain *domain,
                        const char *kind,
                        size_t kind_len,
                        size_t n,
                        const char *identifiers,
                        size_t identifiers_len,
                        const int32_t *identifier_offsets,
                        char *packed,
                        size_t packed_capacity,
                        char *texts,
                        size_t texts_capacity,
                        int32_t *statuses,
                        size_t *refused,
                        wb_error **refusals,
                        wb_error **err);
#endif

/* --- One person, two numbers --- */

// Pseudonyms of one domain that stand for older ones, each since a moment: one person, two numbers. Immutable: any number
// of threads may use one at once; what adds to it gives a new one. Personal data: store it with the keys, not with the
// data.
typedef struct wb_aliases wb_aliases;

#ifdef WB_EXPERIMENTAL
// Aliases, none yet.
//
// @since 0.1, experimental
wb_status wb_aliases_new(wb_aliases **aliases, wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Reads aliases from their JSON document: {"waarborg-aliases":1,"aliases":[{"new","old","from"}...]}.
//
// @since 0.1, experimental
wb_status wb_aliases_parse(const char *document, size_t document_len, wb_aliases **aliases, wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// The aliases as their JSON document: the same bytes for the same aliases.
//
// @since 0.1, experimental
wb_status wb_aliases_json(const wb_aliases *aliases, wb_buf **json, wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Lets a newer pseudonym stand for an older one from a moment on: the next aliases. For many, make the document. Refused
// if it would go in a circle, or two ways. Each pseudonym is its 32 characters or its 20 bytes.
//
// @since 0.1, experimental
wb_status wb_aliases_add(const wb_aliases *aliases,
                         const char *newer,
                         size_t newer_len,
                         const char *older,
                         size_t older_len,
                         int64_t from,
                         wb_aliases **next,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Writes the 32 characters of the pseudonym that one stands for at a moment, followed to the end; of itself if none.
//
// @since 0.1, experimental
wb_status wb_aliases_resolve(const wb_aliases *aliases,
                             const char *newer,
                             size_t newer_len,
                             int64_t at,
                             char *older,
                             size_t older_capacity,
                             wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// All pseudonyms that stand for the same one at a moment, as a JSON list, sorted: where a person's data must be looked
// for.
//
// @since 0.1, experimental
wb_status wb_aliases_same_person(const wb_aliases *aliases,
                                 const char *one,
                                 size_t one_len,
                                 int64_t at,
                                 wb_buf **json,
                                 wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same aliases, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_aliases *wb_aliases_retain(const wb_aliases *aliases);
#endif

#ifdef WB_EXPERIMENTAL
// Frees aliases, if no other owner is left. NULL is allowed.
//
// @since 0.1, experimental
void wb_aliases_free(wb_aliases *aliases);
#endif

/* --- From an old key to a new one --- */

#ifdef WB_EXPERIMENTAL
// Gives n identifiers of one kind their old and their new pseudonym: from and to are numbers of keys of this domain and
// kind, which may be accept-only but not destroyed. The identifiers are columns as of wb_pseudonyms: this is for the
// controller, who has them. by is a name for the log, at is now, and expires the moment from which on the map must be gone.
//
// pairs, pair_count, statuses, refused, refusals and entry are as of wb_translate. Seal the pairs that you store
// (wb_pairs_seal).
//
// @since 0.1, experimental
wb_status wb_rekey(const wb_domain *domain,
                   const char *kind,
                   size_t kind_len,
                   uint32_t from,
                   uint32_t to,
                   const char *by,
                   size_t by_len,
                   int64_t at,
                   int64_t expires,
                   size_t n,
                   const char *identifiers,
                   size_t identifiers_len,
                   const int32_t *identifier_offsets,
                   char *pairs,
                   size_t pairs_capacity,
                   size_t *pair_count,
                   int32_t *statuses,
                   size_t *refused,
                   wb_error **refusals,
                   wb_buf **entry,
                   wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Seals n pairs, of 40 bytes each as wb_rekey and wb_translate give them, until they expire. key is exactly 64 random
// bytes: hand it to who may follow the pairs, and destroy it with them. sealed has room for n x 56 bytes: of each, the 20
// bytes of the pseudonym that it is found by, and 36 that are sealed (AES-SIV, RFC 5297). If a row fails, the call does.
//
// @since 0.1, experimental
wb_status wb_pairs_seal(const char *key,
                        size_t key_len,
                        size_t n,
                        const char *pairs,
                        size_t pairs_len,
                        int64_t expires,
                        char *sealed,
                        size_t sealed_capacity,
                        wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Opens n sealed pairs, of 56 bytes each as wb_pairs_seal gave them, with the same moment at which they expire. pairs has
// room for n x 40 bytes. WB_STATUS_NOT_ALLOWED from that moment on; WB_STATUS_BAD_IDENTIFIER if this is not their key, or
// one was changed, or is another's. If a row fails, the call does, and the error's path begins with its number.
//
// @since 0.1, experimental
wb_status wb_pairs_open(const char *key,
                        size_t key_len,
                        size_t n,
                        const char *sealed,
                        size_t sealed_len,
                        int64_t expires,
                        int64_t at,
                        char *pairs,
                        size_t pairs_capacity,
                        wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// The same aliases under other keys, by n pairs of 40 bytes each as of wb_rekey: the next aliases. Nothing is left out:
// WB_STATUS_BAD_IDENTIFIER if no pair is of one of them.
//
// @since 0.1, experimental
wb_status wb_aliases_rekey(const wb_aliases *aliases,
                           size_t n,
                           const char *pairs,
                           size_t pairs_len,
                           wb_aliases **next,
                           wb_error **err);
#endif

/* --- The controller's own way back --- */

// Seals identifiers beside their pseudonyms, and opens them: for the controller alone. Immutable: any number of threads
// may use one at once. The column is not given to who works with the pseudonyms, and neither are the keys.
typedef struct wb_escrow wb_escrow;

#ifdef WB_EXPERIMENTAL
// Opens the escrow of a domain, as wb_domain_open does the domain.
//
// @since 0.1, experimental
wb_status wb_escrow_open(const wb_register *register_,
                         const wb_keys *keys,
                         const char *controller,
                         size_t controller_len,
                         const char *domain,
                         size_t domain_len,
                         wb_escrow **escrow,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Seals an identifier beside its pseudonym (AES-SIV, RFC 5297): hexadecimal digits in lower case, to be stored in a column
// of its own. The same two always give the same. WB_STATUS_BAD_IDENTIFIER if the pseudonym is not that of the identifier.
//
// @since 0.1, experimental
wb_status wb_escrow_seal(const wb_escrow *escrow,
                         const char *kind,
                         size_t kind_len,
                         const char *identifier,
                         size_t identifier_len,
                         const char *pseudonym,
                         size_t pseudonym_len,
                         wb_buf **sealed,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// The identifier that was sealed beside a pseudonym, as a text that its kind reads. Personal data: free it soon, which wipes it.
// WB_STATUS_BAD_IDENTIFIER if it was sealed beside another pseudonym, or changed.
//
// @since 0.1, experimental
wb_status wb_escrow_unseal(const wb_escrow *escrow,
                           const char *sealed,
                           size_t sealed_len,
                           const char *pseudonym,
                           size_t pseudonym_len,
                           wb_buf **identifier,
                           wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same escrow, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_escrow *wb_escrow_retain(const wb_escrow *escrow);
#endif

#ifdef WB_EXPERIMENTAL
// Frees an escrow, if no other owner is left, and wipes its keys. NULL is allowed.
//
// @since 0.1, experimental
void wb_escrow_free(wb_escrow *escrow);
#endif

/* --- From one domain to another --- */

#ifdef WB_EXPERIMENTAL
// Translates the pseudonyms of n identifiers from one domain to another of the same controller, if one of its rules (a
// JSON document) names this requester, these domains in this direction and this purpose, and is in force; else
// WB_STATUS_NOT_ALLOWED. The identifiers are columns as of wb_pseudonyms: this is for the controller, who has them.
//
// pairs has room for n x 40 bytes; pair_count of them are written: the 20 bytes of the pseudonym that is had and the 20 of
// the one it becomes, sorted by the second, so that the order says nothing. entry is one line of JSON for your log,
// without anyone's pseudonym: keep it. statuses, refused and refusals are as of wb_pseudonyms, by the rows that were
// given.
//
// @since 0.1, experimental
wb_status wb_translate(const wb_domain *from,
                       const wb_domain *to,
                       const char *rules,
                       size_t rules_len,
                       const char *requester,
                       size_t requester_len,
                       const char *purpose,
                       size_t purpose_len,
                       const char *kind,
                       size_t kind_len,
                       size_t n,
                       const char *identifiers,
                       size_t identifiers_len,
                       const int32_t *identifier_offsets,
                       int64_t at,
                       char *pairs,
                       size_t pairs_capacity,
                       size_t *pair_count,
                       int32_t *statuses,
                       size_t *refused,
                       wb_error **refusals,
                       wb_buf **entry,
                       wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Translates n pseudonyms with what was sealed beside them in the escrow column of their own domain, as wb_translate does
// identifiers: for the controller where the identifiers are no more at hand. pseudonyms is n x 20 bytes; what was sealed
// beside pseudonym i (wb_escrow_seal) runs from sealed_offsets[i] to sealed_offsets[i + 1] of sealed. The other arguments
// are those of wb_translate.
//
// @since 0.1, experimental
wb_status wb_translate_sealed(const wb_escrow *from,
                              const wb_domain *to,
                              const char *rules,
                              size_t rules_len,
                              const char *requester,
                              size_t requester_len,
                              const char *purpose,
                              size_t purpose_len,
                              const char *kind,
                              size_t kind_len,
                              size_t n,
                              const char *pseudonyms,
                              size_t pseudonyms_len,
                              const char *sealed,
                              size_t sealed_len,
                              const int32_t *sealed_offsets,
                              int64_t at,
                              char *pairs,
                              size_t pairs_capacity,
                              size_t *pair_count,
                              int32_t *statuses,
                              size_t *refused,
                              wb_error **refusals,
                              wb_buf **entry,
                              wb_error **err);
#endif

/* --- How the fields of a record come out --- */

// Which fields a record has, and how each comes out, per purpose and form. Immutable: any number of threads may use one
// at once.
typedef struct wb_field_table wb_field_table;

#ifdef WB_EXPERIMENTAL
// Reads a field table from its JSON document. The error lists everything that is wrong with it.
//
// @since 0.1, experimental
wb_status wb_field_table_parse(const char *document,
                               size_t document_len,
                               wb_field_table **table,
                               wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Checks a table against the policy in force at a moment: the purposes of its outputs are the policy's, and need what
// comes out, in that form. The error lists all that differ.
//
// @since 0.1, experimental
wb_status wb_field_table_check(const wb_field_table *table,
                               const wb_policy *policy,
                               int64_t at,
                               wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// What each field's treatment leaves for one purpose and form, as JSON: whether it is keyed, whether records of a person
// can be joined by it, whether it can be led back, and the risk that is left in Dutch and English. The other arguments
// are those of wb_transform.
//
// {"waarborg-treatments":1,"identifiability","fields":{NAME:{"as","keyed","joinable","reversible","nl","en"}...}}
//
// @since 0.1, experimental
wb_status wb_field_table_properties(const wb_field_table *table,
                                    const wb_domain *domain,
                                    const char *purpose,
                                    size_t purpose_len,
                                    int32_t identifiability,
                                    wb_buf **json,
                                    wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Lets n records come out as the table declares for one purpose and form (WB_FORM_PSEUDONYMISED, ...). Record i is a JSON
// object of texts and nulls, and runs from record_offsets[i] to record_offsets[i + 1] of records, so there are n + 1
// offsets; for one record they are 0 and records_len. json is a list of n documents:
//
// [{"waarborg-record":1,"identifiability","fields":{NAME:TEXT|null...},"found":{TAG:times...}}...]
//
// domain is needed if a field comes out as a pseudonym or is moved in time; else it may be NULL. on is the day on which
// ages are counted, such as "2026-11-23". people, which may be empty, is a JSON list: of each person whose name a free
// text may hold, a list of their names. If a record is refused, the call is, and nothing comes out; the error's path
// begins with the number of the record.
//
// @since 0.1, experimental
wb_status wb_transform(const wb_field_table *table,
                       const wb_domain *domain,
                       const char *purpose,
                       size_t purpose_len,
                       int32_t identifiability,
                       const char *on,
                       size_t on_len,
                       const char *people,
                       size_t people_len,
                       size_t n,
                       const char *records,
                       size_t records_len,
                       const int32_t *record_offsets,
                       wb_buf **json,
                       wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same table, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_field_table *wb_field_table_retain(const wb_field_table *table);
#endif

#ifdef WB_EXPERIMENTAL
// Frees a table, if no other owner is left. NULL is allowed.
//
// @since 0.1, experimental
void wb_field_table_free(wb_field_table *table);
#endif

/* --- The first hash of the number service --- */

// What an HPgn costs to make; a version of the service's rules.
typedef enum {
    // scrypt with N = 131072, r = 8, p = 4, so 128 MiB: since 26 May 2016.
    WB_HPGN_CURRENT = 1,
    // N = 16384, r = 8, p = 1: before that. To recognise old values only.
    WB_HPGN_UNTIL_2016 = 2,
} wb_hpgn_cost;

#ifdef WB_EXPERIMENTAL
// Writes the 64 hexadecimal digits of the HPgn of a number, or of a teacher's BRIN, space and e-mail address, under the
// salt of an environment (16 to 64 bytes, decoded). cost is one of the WB_HPGN_ values. It costs over a second and
// 128 MiB. It is no pseudonym, since all suppliers share the salt: do not store it as one. WB_STATUS_NOT_BUILT where the
// library was built without it.
//
// @since 0.1, experimental
wb_status wb_hpgn(const char *number,
                  size_t number_len,
                  const char *salt,
                  size_t salt_len,
                  int32_t cost,
                  char *hpgn,
                  size_t hpgn_capacity,
                  wb_error **err);
#endif

/* --- Tables that are to be released --- */

// Columns of one table, by name, copied from the host. Immutable: any number of threads may use one at once; what adds a
// column gives a new one, which shares the others.
typedef struct wb_table wb_table;

#ifdef WB_EXPERIMENTAL
// A table with a column of n texts: value i runs from value_offsets[i] to value_offsets[i + 1] of values, so there are
// n + 1 offsets. valid has a byte for each value, 0 for one that is missing; NULL if none is. With the columns of
// besides, which stays as it was and has as many rows; NULL for none. Values are compared byte by byte.
//
// @since 0.1, experimental
wb_status wb_table_texts(const wb_table *besides,
                         const char *name,
                         size_t name_len,
                         size_t n,
                         const char *values,
                         size_t values_len,
                         const int32_t *value_offsets,
                         const uint8_t *valid,
                         wb_table **table,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// A table with a column of n whole numbers, which have an order: the only ones for which a distance by order can be
// asked. The other arguments are those of wb_table_texts.
//
// @since 0.1, experimental
wb_status wb_table_integers(const wb_table *besides,
                            const char *name,
                            size_t name_len,
                            size_t n,
                            const int64_t *values,
                            const uint8_t *valid,
                            wb_table **table,
                            wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same table, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_table *wb_table_retain(const wb_table *table);
#endif

#ifdef WB_EXPERIMENTAL
// Frees a table, if no other owner is left. NULL is allowed.
//
// @since 0.1, experimental
void wb_table_free(wb_table *table);
#endif

/* --- Can someone be found in them? --- */

#ifdef WB_EXPERIMENTAL
// Holds requirements (a JSON document) against a table, and against the population from which it was drawn; population is
// NULL if they ask nothing of one. They say which column tells persons apart ("person"), or that no two rows are about one
// person ("rows-are-persons":true); classes and what is disclosed are counted in persons. release is a name for the report. holders is a JSON list of who has the release and
// who holds what leads back from it: [{"party","holds":["source-table"...]}...], an empty list for nothing.
//
// passed is 1 or 0; a check that fails is no failed call. rows has room for one number per row of the table, row_count of
// which are written, from 0 and in order: what was withheld so that the rest passes, or the rows that fail. report is
// JSON, without any value of the table: keep it as evidence. Nothing is called anonymous: see the report on who holds
// what.
//
// @since 0.1, experimental
wb_status wb_table_check(const wb_table *table,
                         const wb_table *population,
                         const char *requirements,
                         size_t requirements_len,
                         const char *release,
                         size_t release_len,
                         const char *holders,
                         size_t holders_len,
                         int32_t *passed,
                         uint32_t *rows,
                         size_t rows_capacity,
                         size_t *row_count,
                         wb_buf **report,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Holds requirements against table_count tables that can be linked by a column that says whom a row is about, counted in
// persons: {"waarborg-joined":1,"k","tables":[{"subject","quasi-identifiers":[...]}...],"withhold-at-most"?}. rows has room
// for one number per row of all tables together, those of the first table first; row_counts has room for table_count:
// how many there are of each. The other arguments are those of wb_table_check.
//
// @since 0.1, experimental
wb_status wb_tables_check(const wb_table *const *tables,
                          size_t table_count,
                          const char *requirements,
                          size_t requirements_len,
                          const char *release,
                          size_t release_len,
                          const char *holders,
                          size_t holders_len,
                          int32_t *passed,
                          uint32_t *rows,
                          size_t rows_capacity,
                          size_t *row_counts,
                          wb_buf **report,
                          wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Holds the cells of one aggregate against a threshold: n numbers of persons, each person in one cell. threshold is the
// least behind a shown number, from 5; 10 unless there is a reason. total_is_known is 1 if the total is shown or can be
// known, empty_is_shown 1 if a cell with nobody in it is shown, withhold 1 if cells are to be withheld until the rest may
// be shown; else 0. cells has room for n numbers of cells, from 0: those that were withheld, or that are too small. The
// other arguments are those of wb_table_check.
//
// @since 0.1, experimental
wb_status wb_cells_check(const uint64_t *persons,
                         size_t n,
                         uint32_t threshold,
                         int32_t total_is_known,
                         int32_t empty_is_shown,
                         int32_t withhold,
                         const char *release,
                         size_t release_len,
                         const char *holders,
                         size_t holders_len,
                         int32_t *passed,
                         uint32_t *cells,
                         size_t cells_capacity,
                         size_t *cell_count,
                         wb_buf **report,
                         wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// What a table measures, as JSON, whatever is required of it: the roles of its columns are those of the requirements, a
// document as of wb_table_check, of which none needs to hold. For who looks for what to require; it is no check.
//
// {"v":1,"measures":{"rows","suppressed","k","classes","unique","sensitive":[{"column","alpha","distinct-l","entropy-l",
//   "recursive-c"|null,"t-equal"|null,"t-ordered"|null,"beta"|null,"enhanced-beta"|null,"delta"|null}...]}}
//
// @since 0.1, experimental
wb_status wb_table_measure(const wb_table *table,
                           const char *requirements,
                           size_t requirements_len,
                           wb_buf **json,
                           wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Requirements as Java statements for ARX, which looks for a generalisation where a table fails; this library checks and
// does not search. What ARX has no model for is written as a comment.
//
// @since 0.1, experimental
wb_status wb_requirements_arx(const char *requirements,
                              size_t requirements_len,
                              wb_buf **statements,
                              wb_error **err);
#endif

/* --- Cases, for the tests of any language --- */

// A document of cases about one policy. Immutable: any number of threads may use one at once. It needs no policy until it
// is run.
typedef struct wb_cases wb_cases;

#ifdef WB_EXPERIMENTAL
// Reads a document of cases. The error lists everything that is wrong with it.
//
// @since 0.1, experimental
wb_status wb_cases_parse(const char *document, size_t document_len, wb_cases **cases, wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// How many cases there are; 0 for NULL. The other functions take an index below this.
//
// @since 0.1, experimental
size_t wb_cases_count(const wb_cases *cases);
#endif

#ifdef WB_EXPERIMENTAL
// The name of a case, unique in its document. Borrowed until the last owner frees the cases, with a NUL after it; its
// length goes to len, which may be NULL. NULL if there is no such case.
//
// @since 0.1, experimental
const char *wb_cases_name(const wb_cases *cases,
                          size_t index,
                          size_t *len);
#endif

#ifdef WB_EXPERIMENTAL
// What a case shows, in one sentence. Borrowed, as wb_cases_name.
//
// @since 0.1, experimental
const char *wb_cases_says(const wb_cases *cases, size_t index, size_t *len);
#endif

#ifdef WB_EXPERIMENTAL
// Runs one case against a policy: passed is 1 or 0; a case that fails, or cannot be set up, is no failed call. report is
// what it should be and what it is, in sentences for the one who reads the test, empty if it passed; json the same as data.
// Each of the two may be NULL.
//
// {"v":1,"policy","passed","failed","cases":[{"case","says","asks","passed","differences":[{"what","expected","got"}...],
//   "because":[R...]}]}
// R is as of wb_explain: the reasons of the answer that came, of a case that failed. Cases are made up, and a report
// repeats what they say.
//
// @since 0.1, experimental
wb_status wb_cases_run_one(const wb_cases *cases,
                           const wb_policy *policy,
                           size_t index,
                           int32_t *passed,
                           wb_buf **report,
                           wb_buf **json,
                           wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// Runs every case against a policy: failed is how many failed; that some did is no failed call. report is each of those in
// sentences, and last "N passed, N failed"; json is as of wb_cases_run_one, with all cases in order. Each of the two may be
// NULL.
//
// @since 0.1, experimental
wb_status wb_cases_run(const wb_cases *cases,
                       const wb_policy *policy,
                       size_t *failed,
                       wb_buf **report,
                       wb_buf **json,
                       wb_error **err);
#endif

#ifdef WB_EXPERIMENTAL
// One more owner of the same cases, to be freed once more. NULL for NULL.
//
// @since 0.1, experimental
wb_cases *wb_cases_retain(const wb_cases *cases);
#endif

#ifdef WB_EXPERIMENTAL
// Frees cases, if no other owner is left. NULL is allowed.
//
// @since 0.1, experimental
void wb_cases_free(wb_cases *cases);
#endif

#ifdef __cplusplus
}
#endif

#endif
