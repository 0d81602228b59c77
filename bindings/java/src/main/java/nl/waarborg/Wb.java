package nl.waarborg;

/**
 * The functions of the C ABI as JNA binds them directly: a pointer, a {@code size_t} and a 64-bit number are a
 * {@code long}, everything else an {@code int}, so that no call converts or allocates. What each does, and who owns
 * what, stands in {@code include/waarborg.h}. {@link Library} binds them; everything else goes through {@link Frame}.
 */
final class Wb {
    private Wb() {
    }

    static native long wb_version_string();

    static native int wb_version_number();

    static native int wb_abi_version();

    static native long wb_error_count(long error);

    static native long wb_error_code(long error, long index, long len);

    static native long wb_error_message(long error, long index, long len);

    static native long wb_error_path(long error, long index, long len);

    static native int wb_error_line(long error, long index);

    static native int wb_error_column(long error, long index);

    static native long wb_error_expected(long error, long index, long len);

    static native long wb_error_suggestion(long error, long index, long len);

    static native long wb_error_help(long error, long index, long len);

    static native void wb_error_free(long error);

    static native long wb_buf_data(long buf);

    static native long wb_buf_len(long buf);

    static native void wb_buf_free(long buf);

    static native long wb_reason_code(int reason);

    static native int wb_reason_json(int reason, long json, long err);

    static native int wb_policy_parse(long document, long documentLen, long policy, long err);

    static native int wb_policy_parse_history(long documents, long documentsLen, long offsets, long count,
            long policy, long err);

    static native int wb_policy_digest(long policy, long digest, long digestCapacity, long err);

    static native int wb_policy_id(long policy, int kind, long name, long nameLen, long id, long err);

    static native int wb_policy_name(long policy, long id, long name, long err);

    static native int wb_policy_names(long policy, int kind, long json, long err);

    static native int wb_policy_json(long policy, long json, long err);

    static native int wb_policy_lint(long policy, long json, long err);

    static native int wb_policy_text_at(long policy, long path, long pathLen, long at, long declared, long err);

    static native long wb_policy_retain(long policy);

    static native void wb_policy_free(long policy);

    static native int wb_institution_fold(long policy, long lines, long linesLen, long head, long headLen, long knownAt,
            long institution, long err);

    static native int wb_institution_check_append(long institution, long body, long bodyLen, long err);

    static native long wb_institution_retain(long institution);

    static native void wb_institution_free(long institution);

    static native int wb_dossier_new(long dossier, long err);

    static native int wb_dossier_load(long lines, long linesLen, long head, long headLen, long dossier, long err);

    static native int wb_dossier_head(long dossier, long head, long headCapacity, long err);

    static native int wb_dossier_seq(long dossier, long seq, long err);

    static native int wb_institution_append(long institution, long dossier, long observed, long observedLen, long body,
            long bodyLen, long recorded, long skew, long line, long newHead, long newHeadCapacity, long seq, long err);

    static native int wb_dossier_append(long dossier, long expected, long expectedLen, long body, long bodyLen,
            long recorded, long skew, long line, long newHead, long newHeadCapacity, long seq, long err);

    static native long wb_dossier_retain(long dossier);

    static native void wb_dossier_free(long dossier);

    static native int wb_claims_fold(long institution, long dossier, long observed, long observedLen, long knownAt,
            long claims, long err);

    static native int wb_claim(long claims, long purpose, long purposeLen, long category, long categoryLen,
            long json, long err);

    static native long wb_claims_retain(long claims);

    static native void wb_claims_free(long claims);

    static native int wb_decide(long claims, long role, int verb, long purpose, long category, long recipient, int
            identifiability, int relations, long preconditions, long preconditionsLen, long record, long recordLen,
            long at, long decision, long err);

    static native int wb_decide_named(long claims, long role, long roleLen, int verb, long purpose, long purposeLen,
            long category, long categoryLen, long recipient, long recipientLen, int identifiability, int relations,
            long preconditions, long preconditionsLen, long record, long recordLen, long at, long decision, long err);

    static native int wb_explain(long claims, long role, long roleLen, int verb, long purpose, long purposeLen, long
            category, long categoryLen, long recipient, long recipientLen, int identifiability, int relations, long
            preconditions, long preconditionsLen, long record, long recordLen, long at, long json, long err);

    static native int wb_fields(long claims, long role, long roleLen, int verb, long purpose, long purposeLen, long
            recipient, long recipientLen, int identifiability, int relations, long preconditions, long
            preconditionsLen, long record, long recordLen, long at, long json, long err);

    static native int wb_due(long claims, long category, long record, long recordLen, long date, long err);

    static native int wb_due_json(long claims, long category, long categoryLen, long record, long recordLen,
            long json, long err);

    static native int wb_erasable(long claims, long category, long record, long recordLen, long at, long erasure,
            long err);

    static native int wb_kept_by(long claims, long category, long categoryLen, long record, long recordLen, long at,
            long json, long err);

    static native int wb_decide_many(long claims, long n, long roles, long verbs, long purposes, long categories,
            long recipients, long identifiabilities, long relations, long records, long recordsLen, long recordOffsets,
            long preconditions, long preconditionsLen, long at, long decisions, long err);

    static native int wb_decide_each(long claims, long n, long role, int verb, long purpose, long category, long
            recipient, int identifiability, int relations, long preconditions, long preconditionsLen, long record,
            long recordLen, long at, long decisions, long err);

    static native int wb_due_many(long claims, long n, long categories, long records, long recordsLen,
            long recordOffsets, long dates, long err);

    static native int wb_next_due(long claims, long n, long categories, long records, long recordsLen,
            long recordOffsets, long next, long err);

    static native int wb_requests(long claims, long at, long json, long err);

    static native int wb_requests_check_append(long claims, long body, long bodyLen, long err);

    static native int wb_request_plan(long claims, int entry, long at, long json, long err);

    static native int wb_withdrawal_plan(long claims, long purposes, long purposesLen, long at, long json,
            long err);

    static native int wb_right_applicability(long claims, long right, long rightLen, long at, long json, long err);

    static native int wb_grounds(long json, long err);

    static native int wb_package_begin(long claims, int entry, long subject, long subjectLen, long institution,
            long institutionLen, long at, long writer, long err);

    static native int wb_package_resume(long claims, int entry, long subject, long subjectLen, long institution,
            long institutionLen, long checkpoint, long checkpointLen, long writer, long err);

    static native int wb_package_push(long writer, long item, long itemLen, long category, long categoryLen, long
            subjects, long subjectsLen, long redacted, long redactedLen, long created, long createdLen, long record,
            long recordLen, long err);

    static native int wb_package_close(long writer, long item, long itemLen, long outcome, long outcomeLen,
            long err);

    static native int wb_package_take(long writer, long bytes, long bytesCapacity, long taken, long left,
            long err);

    static native int wb_package_checkpoint(long writer, long checkpoint, long err);

    static native int wb_package_contents(long writer, long json, long err);

    static native int wb_package_finish(long writer, long digest, long digestCapacity, long err);

    static native int wb_package_page(long writer, long language, long languageLen, long html, long err);

    static native void wb_package_free(long writer);

    static native int wb_ledger_create(long key, long keyLen, long zone, long zoneLen, long ledger, long line,
            long newHead, long newHeadCapacity, long err);

    static native int wb_ledger_open(long key, long keyLen, long zone, long zoneLen, long lines, long linesLen,
            long head, long headLen, long ledger, long err);

    static native int wb_ledger_head(long ledger, long head, long headCapacity, long seq, long err);

    static native int wb_ledger_suppressed(long ledger, long controller, long controllerLen, long person,
            long personLen, long through, long throughLen, long categories, long categoriesLen, long next, long line,
            long newHead, long newHeadCapacity, long seq, long err);

    static native int wb_ledger_lifted(long ledger, long controller, long controllerLen, long person,
            long personLen, long from, long fromLen, long next, long line, long newHead, long newHeadCapacity,
            long seq, long err);

    static native int wb_ledger_recognises(long ledger, long controller, long controllerLen, long person,
            long personLen, long category, long categoryLen, long created, long createdLen, long recognised, long err);

    static native int wb_ledger_recognises_many(long ledger, long controller, long controllerLen, long n,
            long persons, long personsLen, long personOffsets, long categories, long categoriesLen,
            long categoryOffsets, long created, long createdLen, long createdOffsets, long recognised, long err);

    static native long wb_ledger_retain(long ledger);

    static native void wb_ledger_free(long ledger);

    static native int wb_deadline(long term, long termLen, long event, long eventLen, long pauses, long pausesLen,
            long zone, long zoneLen, long json, long err);

    static native int wb_terms(long json, long err);

    static native int wb_keys_root(long besides, long bytes, long bytesLen, long keys, long err);

    static native int wb_keys_passphrase(long besides, long passphrase, long passphraseLen, long salt, long saltLen,
            int memoryKib, int passes, int lanes, long keys, long err);

    static native int wb_keys_controller(long besides, long controller, long controllerLen, int controllerEpoch,
            long bytes, long bytesLen, long keys, long err);

    static native int wb_keys_domain(long besides, long controller, long controllerLen, int controllerEpoch,
            long domain, long domainLen, int epoch, int own, long bytes, long bytesLen, long keys, long err);

    static native long wb_keys_retain(long keys);

    static native void wb_keys_free(long keys);

    static native int wb_register_new(long register, long err);

    static native int wb_register_parse(long document, long documentLen, long register, long err);

    static native int wb_register_json(long register, long json, long err);

    static native int wb_register_activate(long register, long keys, long controller, long controllerLen,
            int controllerEpoch, long domain, long domainLen, int epoch, long kind, long kindLen, long retireAfter,
            long at, long next, long key, long err);

    static native int wb_register_retire(long register, int key, long at, long next, long err);

    static native int wb_register_destroy(long register, int key, long at, long next, long json, long err);

    static native int wb_register_destroy_domain(long register, long controller, long controllerLen, long domain,
            long domainLen, long at, long next, long json, long err);

    static native int wb_register_recognise(long register, long pseudonym, long pseudonymLen, long at, long key,
            long state, long err);

    static native long wb_register_retain(long register);

    static native void wb_register_free(long register);

    static native int wb_domain_open(long register, long keys, long controller, long controllerLen, long domain,
            long domainLen, long at, long opened, long err);

    static native int wb_pseudonym(long domain, long kind, long kindLen, long identifier, long identifierLen,
            long pseudonym, long pseudonymCapacity, long err);

    static native int wb_pseudonyms_all_active(long domain, long kind, long kindLen, long identifier,
            long identifierLen, long json, long err);

    static native int wb_pseudonym_matches(long domain, long kind, long kindLen, long identifier,
            long identifierLen, long pseudonym, long pseudonymLen, long matches, long err);

    static native int wb_shift(long domain, long kind, long kindLen, long identifier, long identifierLen, int days,
            long day, long dayLen, long moved, long movedCapacity, long err);

    static native long wb_domain_retain(long domain);

    static native void wb_domain_free(long domain);

    static native int wb_pseudonyms(long domain, long kind, long kindLen, long n, long identifiers,
            long identifiersLen, long identifierOffsets, long packed, long packedCapacity, long texts,
            long textsCapacity, long statuses, long refused, long refusals, long err);

    static native int wb_aliases_new(long aliases, long err);

    static native int wb_aliases_parse(long document, long documentLen, long aliases, long err);

    static native int wb_aliases_json(long aliases, long json, long err);

    static native int wb_aliases_add(long aliases, long newer, long newerLen, long older, long olderLen, long from,
            long next, long err);

    static native int wb_aliases_resolve(long aliases, long newer, long newerLen, long at, long older,
            long olderCapacity, long err);

    static native int wb_aliases_same_person(long aliases, long one, long oneLen, long at, long json, long err);

    static native long wb_aliases_retain(long aliases);

    static native void wb_aliases_free(long aliases);

    static native int wb_rekey(long domain, long kind, long kindLen, int from, int to, long by, long byLen, long at,
            long expires, long n, long identifiers, long identifiersLen, long identifierOffsets, long pairs,
            long pairsCapacity, long pairCount, long statuses, long refused, long refusals, long entry, long err);

    static native int wb_pairs_seal(long key, long keyLen, long n, long pairs, long pairsLen, long expires,
            long sealed, long sealedCapacity, long err);

    static native int wb_pairs_open(long key, long keyLen, long n, long sealed, long sealedLen, long expires,
            long at, long pairs, long pairsCapacity, long err);

    static native int wb_aliases_rekey(long aliases, long n, long pairs, long pairsLen, long next, long err);

    static native int wb_escrow_open(long register, long keys, long controller, long controllerLen, long domain,
            long domainLen, long escrow, long err);

    static native int wb_escrow_seal(long escrow, long kind, long kindLen, long identifier, long identifierLen,
            long pseudonym, long pseudonymLen, long sealed, long err);

    static native int wb_escrow_unseal(long escrow, long sealed, long sealedLen, long pseudonym, long pseudonymLen,
            long identifier, long err);

    static native long wb_escrow_retain(long escrow);

    static native void wb_escrow_free(long escrow);

    static native int wb_translate(long from, long to, long rules, long rulesLen, long requester, long requesterLen,
            long purpose, long purposeLen, long kind, long kindLen, long n, long identifiers, long identifiersLen,
            long identifierOffsets, long at, long pairs, long pairsCapacity, long pairCount, long statuses,
            long refused, long refusals, long entry, long err);

    static native int wb_translate_sealed(long from, long to, long rules, long rulesLen, long requester,
            long requesterLen, long purpose, long purposeLen, long kind, long kindLen, long n, long pseudonyms,
            long pseudonymsLen, long sealed, long sealedLen, long sealedOffsets, long at, long pairs,
            long pairsCapacity, long pairCount, long statuses, long refused, long refusals, long entry, long err);

    static native int wb_field_table_parse(long document, long documentLen, long table, long err);

    static native int wb_field_table_check(long table, long policy, long at, long err);

    static native int wb_field_table_properties(long table, long domain, long purpose, long purposeLen, int
            identifiability, long json, long err);

    static native int wb_transform(long table, long domain, long purpose, long purposeLen, int identifiability, long on,
            long onLen, long people, long peopleLen, long n, long records, long recordsLen, long recordOffsets,
            long json, long err);

    static native long wb_field_table_retain(long table);

    static native void wb_field_table_free(long table);

    static native int wb_hpgn(long number, long numberLen, long salt, long saltLen, int cost, long hpgn,
            long hpgnCapacity, long err);

    static native int wb_table_texts(long besides, long name, long nameLen, long n, long values, long valuesLen,
            long valueOffsets, long valid, long table, long err);

    static native int wb_table_integers(long besides, long name, long nameLen, long n, long values, long valid,
            long table, long err);

    static native long wb_table_retain(long table);

    static native void wb_table_free(long table);

    static native int wb_table_check(long table, long population, long requirements, long requirementsLen, long
            release, long releaseLen, long adversaries, long adversariesLen, long passed, long rows, long
            rowsCapacity, long rowCount, long report, long err);

    static native int wb_tables_check(long tables, long tableCount, long requirements, long requirementsLen, long
            release, long releaseLen, long adversaries, long adversariesLen, long passed, long rows, long
            rowsCapacity, long rowCounts, long report, long err);

    static native int wb_cells_check(long persons, long n, int threshold, int totalIsKnown, int emptyIsShown,
            int withhold, long release, long releaseLen, long adversaries, long adversariesLen, long passed, long cells,
            long cellsCapacity, long cellCount, long report, long err);

    static native int wb_table_measure(long table, long requirements, long requirementsLen, long json, long err);

    static native int wb_requirements_arx(long requirements, long requirementsLen, long statements, long err);

    static native int wb_cases_parse(long document, long documentLen, long cases, long err);

    static native long wb_cases_count(long cases);

    static native long wb_cases_name(long cases, long index, long len);

    static native long wb_cases_description(long cases, long index, long len);

    static native int wb_cases_run_one(long cases, long policy, long index, long passed, long report, long json,
            long err);

    static native int wb_cases_run(long cases, long policy, long failed, long report, long json, long err);

    static native long wb_cases_retain(long cases);

    static native void wb_cases_free(long cases);
}
