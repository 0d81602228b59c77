/* Two mistakes of a host that AddressSanitizer must catch, so that its silence about the other programs means something.
 *
 *     broken freed         reads bytes that it gave back to the library
 *     broken leak          frees no policy
 *     broken               makes no mistake
 *
 * From the root of the repository. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "waarborg.h"

static char document[1 << 20];

int main(int argc, char **argv) {
    const char *mistake = argc > 1 ? argv[1] : "";
    FILE *file = fopen("examples/policies/neo.json", "rb");
    if (file == NULL) {
        perror("examples/policies/neo.json");
        return 2;
    }
    size_t len = fread(document, 1, sizeof document, file);
    fclose(file);
    wb_policy *policy = NULL;
    wb_buf *found = NULL;
    if (wb_policy_parse(document, len, &policy, NULL) != WB_STATUS_OK ||
        wb_policy_lint(policy, &found, NULL) != WB_STATUS_OK) {
        return 2;
    }
    const volatile char *bytes = wb_buf_data(found);
    char before = bytes[0];
    wb_buf_free(found);
    printf("%c\n", strcmp(mistake, "freed") == 0 ? bytes[0] : before);
    if (strcmp(mistake, "leak") != 0) {
        wb_policy_free(policy);
    }
    policy = NULL;
    return 0;
}
