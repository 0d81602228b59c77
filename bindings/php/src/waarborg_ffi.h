#define FFI_SCOPE "waarborg"
#define FFI_LIB "libwaarborg.so"
/* Made from the same declarations as waarborg.h, without a line for the preprocessor; what is experimental is among them. */

enum { WB_VERSION_NUMBER = 1000 };

enum { WB_ABI_VERSION = 1 };

const char *wb_version_string(void);

uint32_t wb_version_number(void);

uint32_t wb_abi_version(void);

typedef enum {
    WB_STATUS_OK = 0,
    WB_STATUS_NULL_ARGUMENT = 100,
    WB_STATUS_NOT_UTF8 = 101,
    WB_STATUS_BUFFER_TOO_SMALL = 102,
    WB_STATUS_BAD_LENGTH = 103,
    WB_STATUS_UNKNOWN_VALUE = 104,
    WB_STATUS_BAD_SIZE = 105,
    WB_STATUS_BAD_TIME = 106,
    WB_STATUS_FOREIGN_ID = 107,
    WB_STATUS_BAD_OFFSETS = 108,
    WB_STATUS_MISALIGNED = 109,
    WB_STATUS_IN_USE = 110,
    WB_STATUS_BAD_HANDLE = 111,
    WB_STATUS_BAD_POLICY = 200,
    WB_STATUS_BAD_LINES = 201,
    WB_STATUS_BAD_ENTRY = 202,
    WB_STATUS_BAD_OBSERVATIONS = 203,
    WB_STATUS_BAD_RECORD = 204,
    WB_STATUS_UNKNOWN_NAME = 205,
    WB_STATUS_HEAD_MISMATCH = 206,
    WB_STATUS_HEAD_MOVED = 207,
    WB_STATUS_NOT_DECLARED = 208,
    WB_STATUS_BAD_STEP = 209,
    WB_STATUS_BAD_KEYS = 210,
    WB_STATUS_BAD_IDENTIFIER = 211,
    WB_STATUS_BAD_FIELDS = 212,
    WB_STATUS_NOT_ALLOWED = 213,
    WB_STATUS_BAD_TABLE = 214,
    WB_STATUS_BAD_PACKAGE = 215,
    WB_STATUS_BAD_LEDGER = 216,
    WB_STATUS_BAD_TERM = 217,
    WB_STATUS_BAD_CASES = 218,
    WB_STATUS_LIMIT = 300,
    WB_STATUS_NOT_BUILT = 301,
    WB_STATUS_PANIC = 900,
    WB_STATUS_POISONED = 901,
} wb_status_value;

typedef int32_t wb_status;

typedef struct wb_error wb_error;

size_t wb_error_count(const wb_error *error);

const char *wb_error_code(const wb_error *error, size_t index, size_t *len);

const char *wb_error_message(const wb_error *error, size_t index, size_t *len);

const char *wb_error_path(const wb_error *error, size_t index, size_t *len);

uint32_t wb_error_line(const wb_error *error, size_t index);

uint32_t wb_error_column(const wb_error *error, size_t index);

const char *wb_error_expected(const wb_error *error, size_t index, size_t *len);

const char *wb_error_suggestion(const wb_error *error, size_t index, size_t *len);

const char *wb_error_help(const wb_error *error, size_t index, size_t *len);

void wb_error_free(wb_error *error);

typedef struct wb_buf wb_buf;

const char *wb_buf_data(const wb_buf *buf);

size_t wb_buf_len(const wb_buf *buf);

void wb_buf_free(wb_buf *buf);

typedef enum {
    WB_KIND_ROLE = 1,
    WB_KIND_PURPOSE = 2,
    WB_KIND_CATEGORY = 3,
    WB_KIND_RECIPIENT = 4,
    WB_KIND_PRECONDITION = 5,
} wb_kind;

typedef enum {
    WB_VERB_VIEW = 1,
    WB_VERB_CREATE = 2,
    WB_VERB_CHANGE = 3,
    WB_VERB_DELETE = 4,
    WB_VERB_SHARE = 5,
    WB_VERB_ANALYSE = 6,
    WB_VERB_CONTACT = 7,
    WB_VERB_STORE = 8,
    WB_VERB_PUBLISH = 9,
} wb_verb;

typedef enum {
    WB_IDENTIFIABILITY_ANY = -1,
    WB_IDENTIFIABILITY_NOTHING = 0,
    WB_IDENTIFIABILITY_ANONYMISED = 1,
    WB_IDENTIFIABILITY_PSEUDONYMISED = 2,
    WB_IDENTIFIABILITY_IDENTIFIABLE = 3,
} wb_identifiability;

typedef enum {
    WB_RELATION_SELF = 1,
    WB_RELATION_REPRESENTATIVE = 2,
    WB_RELATION_OWN_ORGANISATION = 4,
    WB_RELATION_MAKER = 8,
    WB_RELATION_ANY = 16,
} wb_relation;

typedef enum {
    WB_ANSWER_DENY = 0,
    WB_ANSWER_ASK = 1,
    WB_ANSWER_PERMIT = 2,
} wb_answer;

typedef enum {
    WB_ADDRESSEE_NOBODY = 0,
    WB_ADDRESSEE_SELF = 1,
    WB_ADDRESSEE_REPRESENTATIVE = 2,
    WB_ADDRESSEE_BOTH = 3,
    WB_ADDRESSEE_EITHER = 4,
    WB_ADDRESSEE_INSTITUTION = 5,
    WB_ADDRESSEE_USER = 6,
} wb_addressee;

typedef enum {
    WB_SOURCE_NONE = 0,
    WB_SOURCE_DOSSIER = 1,
    WB_SOURCE_INSTITUTION = 2,
    WB_SOURCE_OBSERVED = 3,
    WB_SOURCE_RECORD = 4,
} wb_source;

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

const char *wb_reason_code(int32_t reason);

wb_status wb_reason_json(int32_t reason, wb_buf **json, wb_error **err);

typedef struct wb_policy wb_policy;

wb_status wb_policy_parse(const char *document, size_t document_len, wb_policy **policy, wb_error **err);

wb_status wb_policy_parse_history(const char *documents,
                                  size_t documents_len,
                                  const int32_t *offsets,
                                  size_t count,
                                  wb_policy **policy,
                                  wb_error **err);

wb_status wb_policy_digest(const wb_policy *policy, char *digest, size_t digest_capacity, wb_error **err);

wb_status wb_policy_id(const wb_policy *policy,
                       int32_t kind,
                       const char *name,
                       size_t name_len,
                       uint64_t *id,
                       wb_error **err);

wb_status wb_policy_name(const wb_policy *policy, uint64_t id, wb_buf **name, wb_error **err);

wb_status wb_policy_names(const wb_policy *policy, int32_t kind, wb_buf **json, wb_error **err);

wb_status wb_policy_json(const wb_policy *policy, wb_buf **json, wb_error **err);

wb_status wb_policy_lint(const wb_policy *policy, wb_buf **json, wb_error **err);

wb_status wb_policy_text_at(const wb_policy *policy,
                            const char *path,
                            size_t path_len,
                            int64_t at,
                            wb_buf **declared,
                            wb_error **err);

wb_policy *wb_policy_retain(const wb_policy *policy);

void wb_policy_free(wb_policy *policy);

typedef struct wb_institution wb_institution;

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

wb_status wb_institution_check_append(const wb_institution *institution,
                                      const char *body,
                                      size_t body_len,
                                      wb_error **err);

wb_institution *wb_institution_retain(const wb_institution *institution);

void wb_institution_free(wb_institution *institution);

typedef struct wb_dossier wb_dossier;

wb_status wb_dossier_new(wb_dossier **dossier, wb_error **err);

wb_status wb_dossier_load(const char *lines,
                          size_t lines_len,
                          const char *head,
                          size_t head_len,
                          wb_dossier **dossier,
                          wb_error **err);

wb_status wb_dossier_of_institution(const char *institution,
                                    size_t institution_len,
                                    const char *lines,
                                    size_t lines_len,
                                    const char *head,
                                    size_t head_len,
                                    wb_dossier **dossier,
                                    wb_error **err);

wb_status wb_dossier_head(const wb_dossier *dossier, char *head, size_t head_capacity, wb_error **err);

wb_status wb_dossier_seq(const wb_dossier *dossier, uint32_t *seq, wb_error **err);

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

wb_dossier *wb_dossier_retain(const wb_dossier *dossier);

void wb_dossier_free(wb_dossier *dossier);

typedef struct wb_claims wb_claims;

wb_status wb_claims_fold(const wb_institution *institution,
                         const wb_dossier *dossier,
                         const char *observed,
                         size_t observed_len,
                         int64_t known_at,
                         wb_claims **claims,
                         wb_error **err);

wb_status wb_claim(const wb_claims *claims,
                   const char *purpose,
                   size_t purpose_len,
                   const char *category,
                   size_t category_len,
                   wb_buf **json,
                   wb_error **err);

wb_claims *wb_claims_retain(const wb_claims *claims);

void wb_claims_free(wb_claims *claims);

typedef struct {
    uint32_t size;
    int32_t answer;
    int32_t identifiability;
    int32_t addressee;
    int64_t valid_until;
    int32_t reason;
    int32_t source;
    uint32_t entry;
    uint32_t reserved;
} wb_decision;

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

typedef enum {
    WB_DUE_NO_ANSWER = 0,
    WB_DUE_AT = 1,
    WB_DUE_AT_ONCE = 2,
    WB_DUE_PENDING_END = 3,
    WB_DUE_PENDING_FACT = 4,
} wb_due_state;

typedef struct {
    uint32_t size;
    int32_t state;
    int64_t at;
    int32_t reason;
    int32_t source;
    uint32_t entry;
    uint32_t held;
} wb_due_date;

wb_status wb_due(const wb_claims *claims,
                 uint64_t category,
                 const char *record,
                 size_t record_len,
                 wb_due_date *date,
                 wb_error **err);

wb_status wb_due_json(const wb_claims *claims,
                      const char *category,
                      size_t category_len,
                      const char *record,
                      size_t record_len,
                      wb_buf **json,
                      wb_error **err);

typedef struct {
    uint32_t size;
    int32_t allowed;
    int32_t reason;
    int32_t source;
    uint32_t entry;
    uint32_t reserved;
} wb_erasure;

wb_status wb_erasable(const wb_claims *claims,
                      uint64_t category,
                      const char *record,
                      size_t record_len,
                      int64_t at,
                      wb_erasure *erasure,
                      wb_error **err);

wb_status wb_kept_by(const wb_claims *claims,
                     const char *category,
                     size_t category_len,
                     const char *record,
                     size_t record_len,
                     int64_t at,
                     wb_buf **json,
                     wb_error **err);

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

wb_status wb_due_many(const wb_claims *claims,
                      size_t n,
                      const uint64_t *categories,
                      const char *records,
                      size_t records_len,
                      const int32_t *record_offsets,
                      wb_due_date *dates,
                      wb_error **err);

wb_status wb_next_due(const wb_claims *claims,
                      size_t n,
                      const uint64_t *categories,
                      const char *records,
                      size_t records_len,
                      const int32_t *record_offsets,
                      int64_t *next,
                      wb_error **err);

wb_status wb_requests(const wb_claims *claims, int64_t at, wb_buf **json, wb_error **err);

wb_status wb_requests_check_append(const wb_claims *claims,
                                   const char *body,
                                   size_t body_len,
                                   wb_error **err);

wb_status wb_request_plan(const wb_claims *claims, uint32_t entry, int64_t at, wb_buf **json, wb_error **err);

wb_status wb_withdrawal_plan(const wb_claims *claims,
                             const char *purposes,
                             size_t purposes_len,
                             int64_t at,
                             wb_buf **json,
                             wb_error **err);

wb_status wb_right_applicability(const wb_claims *claims,
                                 const char *right,
                                 size_t right_len,
                                 int64_t at,
                                 wb_buf **json,
                                 wb_error **err);

wb_status wb_grounds(wb_buf **json, wb_error **err);

typedef struct wb_package wb_package;

wb_status wb_package_begin(const wb_claims *claims,
                           uint32_t entry,
                           const char *subject,
                           size_t subject_len,
                           const char *institution,
                           size_t institution_len,
                           int64_t at,
                           wb_package **package,
                           wb_error **err);

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

wb_status wb_package_close(wb_package *package,
                           const char *item,
                           size_t item_len,
                           const char *outcome,
                           size_t outcome_len,
                           wb_error **err);

wb_status wb_package_take(wb_package *package,
                          char *bytes,
                          size_t bytes_capacity,
                          size_t *taken,
                          size_t *left,
                          wb_error **err);

wb_status wb_package_checkpoint(wb_package *package, wb_buf **checkpoint, wb_error **err);

wb_status wb_package_contents(wb_package *package, wb_buf **json, wb_error **err);

wb_status wb_package_finish(wb_package *package, char *digest, size_t digest_capacity, wb_error **err);

wb_status wb_package_page(wb_package *package,
                          const char *language,
                          size_t language_len,
                          wb_buf **html,
                          wb_error **err);

void wb_package_free(wb_package *package);

typedef struct wb_ledger wb_ledger;

wb_status wb_ledger_create(const char *key,
                           size_t key_len,
                           const char *zone,
                           size_t zone_len,
                           wb_ledger **ledger,
                           wb_buf **line,
                           char *new_head,
                           size_t new_head_capacity,
                           wb_error **err);

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

wb_status wb_ledger_head(const wb_ledger *ledger,
                         char *head,
                         size_t head_capacity,
                         uint32_t *seq,
                         wb_error **err);

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

wb_ledger *wb_ledger_retain(const wb_ledger *ledger);

void wb_ledger_free(wb_ledger *ledger);

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

wb_status wb_terms(wb_buf **json, wb_error **err);

typedef struct wb_keys wb_keys;

wb_status wb_keys_root(const wb_keys *besides,
                       const char *bytes,
                       size_t bytes_len,
                       wb_keys **keys,
                       wb_error **err);

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

wb_status wb_keys_controller(const wb_keys *besides,
                             const char *controller,
                             size_t controller_len,
                             uint32_t controller_epoch,
                             const char *bytes,
                             size_t bytes_len,
                             wb_keys **keys,
                             wb_error **err);

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

wb_keys *wb_keys_retain(const wb_keys *keys);

void wb_keys_free(wb_keys *keys);

typedef enum {
    WB_KEY_FOREIGN = 1,
    WB_KEY_ACTIVE = 2,
    WB_KEY_ACCEPT_ONLY = 3,
    WB_KEY_DESTROYED = 4,
} wb_key_state;

typedef struct wb_register wb_register;

wb_status wb_register_new(wb_register **register_, wb_error **err);

wb_status wb_register_parse(const char *document,
                            size_t document_len,
                            wb_register **register_,
                            wb_error **err);

wb_status wb_register_json(const wb_register *register_, wb_buf **json, wb_error **err);

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

wb_status wb_register_retire(const wb_register *register_,
                             uint32_t key,
                             int64_t at,
                             wb_register **next,
                             wb_error **err);

wb_status wb_register_destroy(const wb_register *register_,
                              uint32_t key,
                              int64_t at,
                              wb_register **next,
                              wb_buf **json,
                              wb_error **err);

wb_status wb_register_destroy_domain(const wb_register *register_,
                                     const char *controller,
                                     size_t controller_len,
                                     const char *domain,
                                     size_t domain_len,
                                     int64_t at,
                                     wb_register **next,
                                     wb_buf **json,
                                     wb_error **err);

wb_status wb_register_recognise(const wb_register *register_,
                                const char *pseudonym,
                                size_t pseudonym_len,
                                int64_t at,
                                uint32_t *key,
                                int32_t *state,
                                wb_error **err);

wb_register *wb_register_retain(const wb_register *register_);

void wb_register_free(wb_register *register_);

typedef struct wb_domain wb_domain;

wb_status wb_domain_open(const wb_register *register_,
                         const wb_keys *keys,
                         const char *controller,
                         size_t controller_len,
                         const char *domain,
                         size_t domain_len,
                         int64_t at,
                         wb_domain **opened,
                         wb_error **err);

wb_status wb_pseudonym(const wb_domain *domain,
                       const char *kind,
                       size_t kind_len,
                       const char *identifier,
                       size_t identifier_len,
                       char *pseudonym,
                       size_t pseudonym_capacity,
                       wb_error **err);

wb_status wb_pseudonyms_all_active(const wb_domain *domain,
                                   const char *kind,
                                   size_t kind_len,
                                   const char *identifier,
                                   size_t identifier_len,
                                   wb_buf **json,
                                   wb_error **err);

wb_status wb_pseudonym_matches(const wb_domain *domain,
                               const char *kind,
                               size_t kind_len,
                               const char *identifier,
                               size_t identifier_len,
                               const char *pseudonym,
                               size_t pseudonym_len,
                               int32_t *matches,
                               wb_error **err);

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

wb_domain *wb_domain_retain(const wb_domain *domain);

void wb_domain_free(wb_domain *domain);

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

typedef struct wb_aliases wb_aliases;

wb_status wb_aliases_new(wb_aliases **aliases, wb_error **err);

wb_status wb_aliases_parse(const char *document, size_t document_len, wb_aliases **aliases, wb_error **err);

wb_status wb_aliases_json(const wb_aliases *aliases, wb_buf **json, wb_error **err);

wb_status wb_aliases_add(const wb_aliases *aliases,
                         const char *newer,
                         size_t newer_len,
                         const char *older,
                         size_t older_len,
                         int64_t from,
                         wb_aliases **next,
                         wb_error **err);

wb_status wb_aliases_resolve(const wb_aliases *aliases,
                             const char *newer,
                             size_t newer_len,
                             int64_t at,
                             char *older,
                             size_t older_capacity,
                             wb_error **err);

wb_status wb_aliases_same_person(const wb_aliases *aliases,
                                 const char *one,
                                 size_t one_len,
                                 int64_t at,
                                 wb_buf **json,
                                 wb_error **err);

wb_aliases *wb_aliases_retain(const wb_aliases *aliases);

void wb_aliases_free(wb_aliases *aliases);

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

wb_status wb_pairs_seal(const char *key,
                        size_t key_len,
                        size_t n,
                        const char *pairs,
                        size_t pairs_len,
                        int64_t expires,
                        char *sealed,
                        size_t sealed_capacity,
                        wb_error **err);

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

wb_status wb_aliases_rekey(const wb_aliases *aliases,
                           size_t n,
                           const char *pairs,
                           size_t pairs_len,
                           wb_aliases **next,
                           wb_error **err);

typedef struct wb_escrow wb_escrow;

wb_status wb_escrow_open(const wb_register *register_,
                         const wb_keys *keys,
                         const char *controller,
                         size_t controller_len,
                         const char *domain,
                         size_t domain_len,
                         wb_escrow **escrow,
                         wb_error **err);

wb_status wb_escrow_seal(const wb_escrow *escrow,
                         const char *kind,
                         size_t kind_len,
                         const char *identifier,
                         size_t identifier_len,
                         const char *pseudonym,
                         size_t pseudonym_len,
                         wb_buf **sealed,
                         wb_error **err);

wb_status wb_escrow_unseal(const wb_escrow *escrow,
                           const char *sealed,
                           size_t sealed_len,
                           const char *pseudonym,
                           size_t pseudonym_len,
                           wb_buf **identifier,
                           wb_error **err);

wb_escrow *wb_escrow_retain(const wb_escrow *escrow);

void wb_escrow_free(wb_escrow *escrow);

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

typedef struct wb_field_table wb_field_table;

wb_status wb_field_table_parse(const char *document,
                               size_t document_len,
                               wb_field_table **table,
                               wb_error **err);

wb_status wb_field_table_check(const wb_field_table *table,
                               const wb_policy *policy,
                               int64_t at,
                               wb_error **err);

wb_status wb_field_table_properties(const wb_field_table *table,
                                    const wb_domain *domain,
                                    const char *purpose,
                                    size_t purpose_len,
                                    int32_t identifiability,
                                    wb_buf **json,
                                    wb_error **err);

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

wb_field_table *wb_field_table_retain(const wb_field_table *table);

void wb_field_table_free(wb_field_table *table);

typedef enum {
    WB_HPGN_CURRENT = 1,
    WB_HPGN_UNTIL_2016 = 2,
} wb_hpgn_cost;

wb_status wb_hpgn(const char *number,
                  size_t number_len,
                  const char *salt,
                  size_t salt_len,
                  int32_t cost,
                  char *hpgn,
                  size_t hpgn_capacity,
                  wb_error **err);

typedef struct wb_table wb_table;

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

wb_status wb_table_integers(const wb_table *besides,
                            const char *name,
                            size_t name_len,
                            size_t n,
                            const int64_t *values,
                            const uint8_t *valid,
                            wb_table **table,
                            wb_error **err);

wb_table *wb_table_retain(const wb_table *table);

void wb_table_free(wb_table *table);

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

wb_status wb_table_measure(const wb_table *table,
                           const char *requirements,
                           size_t requirements_len,
                           wb_buf **json,
                           wb_error **err);

wb_status wb_requirements_arx(const char *requirements,
                              size_t requirements_len,
                              wb_buf **statements,
                              wb_error **err);

typedef struct wb_cases wb_cases;

wb_status wb_cases_parse(const char *document, size_t document_len, wb_cases **cases, wb_error **err);

size_t wb_cases_count(const wb_cases *cases);

const char *wb_cases_name(const wb_cases *cases, size_t index, size_t *len);

const char *wb_cases_says(const wb_cases *cases, size_t index, size_t *len);

wb_status wb_cases_run_one(const wb_cases *cases,
                           const wb_policy *policy,
                           size_t index,
                           int32_t *passed,
                           wb_buf **report,
                           wb_buf **json,
                           wb_error **err);

wb_status wb_cases_run(const wb_cases *cases,
                       const wb_policy *policy,
                       size_t *failed,
                       wb_buf **report,
                       wb_buf **json,
                       wb_error **err);

wb_cases *wb_cases_retain(const wb_cases *cases);

void wb_cases_free(wb_cases *cases);
