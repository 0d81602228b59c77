// A call that does nothing, with the signature of wb_decide: what a host's foreign function interface costs by itself.
//
//     cc -O2 -shared -fPIC -o libnoop.so benches/hosts/noop.c

#include <stddef.h>
#include <stdint.h>

int32_t wb_decide(const void *claims, uint64_t role, int32_t verb, uint64_t purpose, uint64_t category,
                  uint64_t recipient, int32_t identifiability, uint32_t relations, const uint64_t *preconditions, size_t preconditions_len,
                  const char *record, size_t record_len, int64_t at, void *decision, void **err) {
    (void)claims, (void)role, (void)verb, (void)purpose, (void)category, (void)recipient, (void)identifiability, (void)relations;
    (void)preconditions, (void)preconditions_len, (void)record, (void)record_len, (void)at, (void)decision, (void)err;
    return 0;
}
