"""The functions of the C ABI that are called, with the types of their parameters.

Written by hand; a test holds every line to include/waarborg_ffi.h. A word is one parameter:

    handle   const wb_X *       a handle that is lent
    changed  wb_X *             a handle that changes with the call, or is freed by it
    chars    const char *       bytes, with a size after them
    room     char *             room for bytes, with a capacity after it
    column   const T *          numbers, or handles, one for each row
    out      T *                where a value goes
    err      wb_error **        where an error goes
    size i32 u32 i64 u64        numbers
"""

from __future__ import annotations

import ctypes as c

TYPES: dict[str, type] = {
    "handle": c.c_void_p,
    "changed": c.c_void_p,
    "chars": c.c_char_p,
    "room": c.c_char_p,
    "column": c.c_void_p,
    "out": c.c_void_p,
    "err": c.c_void_p,
    "size": c.c_size_t,
    "i32": c.c_int32,
    "u32": c.c_uint32,
    "i64": c.c_int64,
    "u64": c.c_uint64,
    "text": c.c_char_p,
    "pointer": c.c_void_p,
    "status": c.c_int32,
}

#: What a function returns, where that is no status. None is nothing.
RETURNS: dict[str, str | None] = {
    "wb_version_string": "text",
    "wb_version_number": "u32",
    "wb_abi_version": "u32",
    "wb_error_count": "size",
    "wb_error_code": "text",
    "wb_error_message": "text",
    "wb_error_path": "text",
    "wb_error_line": "u32",
    "wb_error_column": "u32",
    "wb_error_expected": "text",
    "wb_error_suggestion": "text",
    "wb_error_help": "text",
    "wb_error_free": None,
    "wb_buf_data": "pointer",
    "wb_buf_len": "size",
    "wb_buf_free": None,
    "wb_reason_code": "text",
    "wb_policy_free": None,
    "wb_institution_free": None,
    "wb_dossier_free": None,
    "wb_claims_free": None,
    "wb_keys_free": None,
    "wb_register_free": None,
    "wb_domain_free": None,
    "wb_aliases_free": None,
    "wb_escrow_free": None,
    "wb_field_table_free": None,
    "wb_table_free": None,
    "wb_package_free": None,
    "wb_ledger_free": None,
    "wb_cases_free": None,
    "wb_cases_count": "size",
    "wb_cases_name": "text",
    "wb_cases_description": "text",
}

#: What each takes.
TAKES: dict[str, str] = {
    "wb_version_string": "",
    "wb_version_number": "",
    "wb_abi_version": "",
    "wb_error_count": "handle",
    "wb_error_code": "handle size out",
    "wb_error_message": "handle size out",
    "wb_error_path": "handle size out",
    "wb_error_line": "handle size",
    "wb_error_column": "handle size",
    "wb_error_expected": "handle size out",
    "wb_error_suggestion": "handle size out",
    "wb_error_help": "handle size out",
    "wb_error_free": "changed",
    "wb_buf_data": "handle",
    "wb_buf_len": "handle",
    "wb_buf_free": "changed",
    "wb_reason_code": "i32",
    "wb_reason_json": "i32 out err",
    "wb_policy_parse": "chars size out err",
    "wb_policy_parse_history": "chars size column size out err",
    "wb_policy_digest": "handle room size err",
    "wb_policy_id": "handle i32 chars size out err",
    "wb_policy_name": "handle u64 out err",
    "wb_policy_names": "handle i32 out err",
    "wb_policy_json": "handle out err",
    "wb_policy_lint": "handle out err",
    "wb_policy_text_at": "handle chars size i64 out err",
    "wb_policy_free": "changed",
    "wb_institution_fold": "handle chars size chars size i64 out err",
    "wb_institution_check_append": "handle chars size err",
    "wb_institution_append": "handle handle chars size chars size i64 i64 out room size out err",
    "wb_institution_free": "changed",
    "wb_dossier_new": "out err",
    "wb_dossier_load": "chars size chars size out err",
    "wb_dossier_head": "handle room size err",
    "wb_dossier_seq": "handle out err",
    "wb_dossier_append": "handle chars size chars size i64 i64 out room size out err",
    "wb_dossier_free": "changed",
    "wb_claims_fold": "handle handle chars size i64 out err",
    "wb_claims_free": "changed",
    "wb_decide": "handle u64 i32 u64 u64 u64 i32 u32 column size chars size i64 out err",
    "wb_explain": "handle chars size i32 chars size chars size chars size i32 u32 chars size chars size i64 out err",
    "wb_fields": "handle chars size i32 chars size chars size i32 u32 chars size chars size i64 out err",
    "wb_due": "handle u64 chars size out err",
    "wb_due_json": "handle chars size chars size out err",
    "wb_erasable": "handle u64 chars size i64 out err",
    "wb_kept_by": "handle chars size chars size i64 out err",
    "wb_decide_many": "handle size column column column column column column column chars size column column size i64 out err",
    "wb_decide_each": "column size u64 i32 u64 u64 u64 i32 u32 column size chars size i64 out err",
    "wb_due_many": "handle size column chars size column out err",
    "wb_next_due": "handle size column chars size column out err",
    "wb_requests": "handle i64 out err",
    "wb_requests_check_append": "handle chars size err",
    "wb_request_plan": "handle u32 i64 out err",
    "wb_withdrawal_plan": "handle chars size i64 out err",
    "wb_right_applicability": "handle chars size i64 out err",
    "wb_claim": "handle chars size chars size out err",
    "wb_grounds": "out err",
    "wb_package_begin": "handle u32 chars size chars size i64 out err",
    "wb_package_resume": "handle u32 chars size chars size chars size out err",
    "wb_package_push": "changed chars size chars size chars size chars size chars size chars size err",
    "wb_package_close": "changed chars size chars size err",
    "wb_package_take": "changed room size out out err",
    "wb_package_checkpoint": "changed out err",
    "wb_package_contents": "changed out err",
    "wb_package_finish": "changed room size err",
    "wb_package_page": "changed chars size out err",
    "wb_package_free": "changed",
    "wb_ledger_create": "chars size chars size out out room size err",
    "wb_ledger_open": "chars size chars size chars size chars size out err",
    "wb_ledger_head": "handle room size out err",
    "wb_ledger_suppressed": "handle chars size chars size chars size chars size out out room size out err",
    "wb_ledger_lifted": "handle chars size chars size chars size out out room size out err",
    "wb_ledger_recognises": "handle chars size chars size chars size chars size out err",
    "wb_ledger_recognises_many": (
        "handle chars size size chars size column chars size column chars size column out err"
    ),
    "wb_ledger_free": "changed",
    "wb_deadline": "chars size chars size chars size chars size out err",
    "wb_terms": "out err",
    "wb_keys_root": "handle chars size out err",
    "wb_keys_passphrase": "handle chars size chars size u32 u32 u32 out err",
    "wb_keys_controller": "handle chars size u32 chars size out err",
    "wb_keys_domain": "handle chars size u32 chars size u32 i32 chars size out err",
    "wb_keys_free": "changed",
    "wb_register_new": "out err",
    "wb_register_parse": "chars size out err",
    "wb_register_json": "handle out err",
    "wb_register_activate": "handle handle chars size u32 chars size u32 chars size i64 i64 out out err",
    "wb_register_retire": "handle u32 i64 out err",
    "wb_register_destroy": "handle u32 i64 out out err",
    "wb_register_destroy_domain": "handle chars size chars size i64 out out err",
    "wb_register_recognise": "handle chars size i64 out out err",
    "wb_register_free": "changed",
    "wb_domain_open": "handle handle chars size chars size i64 out err",
    "wb_pseudonym": "handle chars size chars size room size err",
    "wb_pseudonyms_all_active": "handle chars size chars size out err",
    "wb_pseudonym_matches": "handle chars size chars size chars size out err",
    "wb_shift": "handle chars size chars size u32 chars size room size err",
    "wb_domain_free": "changed",
    "wb_pseudonyms": "handle chars size size chars size column room size room size out out err err",
    "wb_translate": (
        "handle handle chars size chars size chars size chars size size chars size column i64 room size out out out err "
        "out err"
    ),
    "wb_rekey": (
        "handle chars size u32 u32 chars size i64 i64 size chars size column room size out out out err out err"
    ),
    "wb_pairs_seal": "chars size size chars size i64 room size err",
    "wb_pairs_open": "chars size size chars size i64 i64 room size err",
    "wb_aliases_rekey": "handle size chars size out err",
    "wb_translate_sealed": (
        "handle handle chars size chars size chars size chars size size chars size chars size column i64 room size out out "
        "out err out err"
    ),
    "wb_aliases_new": "out err",
    "wb_aliases_parse": "chars size out err",
    "wb_aliases_json": "handle out err",
    "wb_aliases_add": "handle chars size chars size i64 out err",
    "wb_aliases_resolve": "handle chars size i64 room size err",
    "wb_aliases_same_person": "handle chars size i64 out err",
    "wb_aliases_free": "changed",
    "wb_escrow_open": "handle handle chars size chars size out err",
    "wb_escrow_seal": "handle chars size chars size chars size out err",
    "wb_escrow_unseal": "handle chars size chars size out err",
    "wb_escrow_free": "changed",
    "wb_field_table_parse": "chars size out err",
    "wb_field_table_check": "handle handle i64 err",
    "wb_field_table_properties": "handle handle chars size i32 out err",
    "wb_transform": "handle handle chars size i32 chars size chars size size chars size column out err",
    "wb_field_table_free": "changed",
    "wb_hpgn": "chars size chars size i32 room size err",
    "wb_cases_parse": "chars size out err",
    "wb_cases_count": "handle",
    "wb_cases_name": "handle size out",
    "wb_cases_description": "handle size out",
    "wb_cases_run_one": "handle handle size out out out err",
    "wb_cases_run": "handle handle out out out err",
    "wb_cases_free": "changed",
    "wb_table_texts": "handle chars size size chars size column column out err",
    "wb_table_integers": "handle chars size size column column out err",
    "wb_table_free": "changed",
    "wb_table_measure": "handle chars size out err",
    "wb_requirements_arx": "chars size out err",
    "wb_table_check": "handle handle chars size chars size chars size out out size out out err",
    "wb_tables_check": "column size chars size chars size chars size out out size out out err",
    "wb_cells_check": "column size u32 i32 i32 i32 chars size chars size out out size out out err",
}


def declare(library: c.CDLL) -> list[str]:
    """Tells ctypes of every function; returns those that the library does not have."""
    missing = []
    for name, takes in TAKES.items():
        try:
            function = getattr(library, name)
        except AttributeError:
            missing.append(name)
            continue
        returned = RETURNS.get(name, "status")
        function.restype = None if returned is None else TYPES[returned]
        function.argtypes = [TYPES[word] for word in takes.split()]
    return missing
