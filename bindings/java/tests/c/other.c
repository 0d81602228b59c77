// A library of another ABI; with HALF, one that has the right version and nothing else; with NONE, no waarborg at all.

#include <stdint.h>

#ifdef NONE
uint32_t something_else(void) { return 0; }
#elif defined HALF
uint32_t wb_abi_version(void) { return 1; }
#else
uint32_t wb_abi_version(void) { return 99; }
#endif
