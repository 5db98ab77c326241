/* Makes a disk slow, for the test of many documents: each sync takes SLOW_SYNC_US longer.
 *
 * Preloaded into the process under test. Nothing here is part of the product.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_for_the_disk(void) {
    const char *time = getenv("SLOW_SYNC_US");
    usleep(time ? (useconds_t)atoi(time) : 0);
}

int fsync(int fd) {
    wait_for_the_disk();
    return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}

int fdatasync(int fd) {
    wait_for_the_disk();
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
