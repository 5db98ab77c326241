/* Records what a process writes and syncs below one directory, for the tests of power loss.
 *
 * Preloaded into the process under test. RECORD_ROOT is the directory, RECORD_TRACE the file that
 * the record goes to. Each call is made and recorded under one lock, so that the record has the
 * order in which the calls took effect. Nothing here is part of the product.
 *
 * A record: its length without these four bytes (u32), kind (u8), descriptor (i32), offset, length
 * or flags (u64), length of the path (u32), path, then content; numbers in the machine's order.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE, TRUNCATE, SYNC, CLOSE, RENAME, UNLINK, MKDIR, RMDIR, MARKER, START };
enum { DESCRIPTORS = 65536 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char tracked[DESCRIPTORS];
static char root[PATH_MAX];
static int trace = -1;

static void fail(const char *what) {
    dprintf(2, "record: %s is not recorded; the test would prove nothing\n", what);
    abort();
}

static void record(uint8_t kind, int fd, uint64_t number, const char *path, const void *content,
                   size_t length) {
    if (trace < 0) return;
    uint32_t path_length = path ? strlen(path) : 0;
    uint32_t total = 1 + 4 + 8 + 4 + path_length + length;
    char head[21];
    memcpy(head, &total, 4);
    head[4] = kind;
    memcpy(head + 5, &fd, 4);
    memcpy(head + 9, &number, 8);
    memcpy(head + 17, &path_length, 4);
    struct iovec parts[3] = {{head, 21}, {(void *)path, path_length}, {(void *)content, length}};
    ssize_t written = syscall(SYS_writev, trace, parts, 3);
    if (written != (ssize_t)(4 + total)) fail("a call");
}

__attribute__((constructor)) static void begin(void) {
    const char *directory = getenv("RECORD_ROOT"), *file = getenv("RECORD_TRACE");
    if (!directory || !file) return;
    snprintf(root, sizeof root, "%s", directory);
    trace = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    record(START, 0, 0, "", NULL, 0);
}

/* The path below the root, or NULL if it lies elsewhere. */
static const char *below(int directory, const char *path, char *buffer) {
    char above[PATH_MAX];
    if (trace < 0 || !path) return NULL;
    if (path[0] == '/') {
        snprintf(buffer, PATH_MAX, "%s", path);
    } else {
        char link[64];
        ssize_t length;
        if (directory == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
        length = readlink(link, above, sizeof above - 1);
        if (length < 0) return NULL;
        above[length] = 0;
        if (snprintf(buffer, PATH_MAX, "%s/%s", above, path) >= PATH_MAX) return NULL;
    }
    size_t length = strlen(root);
    if (strncmp(buffer, root, length) || (buffer[length] != '/' && buffer[length])) return NULL;
    return buffer + length;
}

static int is_tracked(int fd) { return fd >= 0 && fd < DESCRIPTORS && tracked[fd]; }

static int open_recorded(int directory, const char *path, int flags, mode_t mode) {
    char buffer[PATH_MAX];
    pthread_mutex_lock(&lock);
    const char *name = below(directory, path, buffer);
    int fd = syscall(SYS_openat, directory, path, flags, mode);
    int cause = errno;
    if (fd >= 0 && fd < DESCRIPTORS) {
        tracked[fd] = name != NULL;
        if (name) record(OPEN, fd, flags, name, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    errno = cause;
    return fd;
}

#define OPEN_MODE(flags)                       \
    mode_t mode = 0;                           \
    if ((flags) & (O_CREAT | O_TMPFILE)) {     \
        va_list list;                          \
        va_start(list, flags);                 \
        mode = va_arg(list, mode_t);           \
        va_end(list);                          \
    }

int open(const char *path, int flags, ...) {
    OPEN_MODE(flags)
    return open_recorded(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    OPEN_MODE(flags)
    return open_recorded(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int openat(int directory, const char *path, int flags, ...) {
    OPEN_MODE(flags)
    return open_recorded(directory, path, flags, mode);
}
int openat64(int directory, const char *path, int flags, ...) {
    OPEN_MODE(flags)
    return open_recorded(directory, path, flags | O_LARGEFILE, mode);
}

int close(int fd) {
    pthread_mutex_lock(&lock);
    if (is_tracked(fd)) {
        tracked[fd] = 0;
        record(CLOSE, fd, 0, "", NULL, 0);
    }
    int result = syscall(SYS_close, fd);
    pthread_mutex_unlock(&lock);
    return result;
}

static ssize_t written(int fd, const void *content, size_t length, int64_t offset) {
    if (!is_tracked(fd)) {
        return offset < 0 ? syscall(SYS_write, fd, content, length)
                          : syscall(SYS_pwrite64, fd, content, length, offset);
    }
    pthread_mutex_lock(&lock);
    ssize_t result = offset < 0 ? syscall(SYS_write, fd, content, length)
                                : syscall(SYS_pwrite64, fd, content, length, offset);
    int cause = errno;
    if (result > 0) {
        uint64_t from = offset;
        if (offset < 0) from = syscall(SYS_lseek, fd, 0, SEEK_CUR) - result;
        record(WRITE, fd, from, "", content, result);
    }
    pthread_mutex_unlock(&lock);
    errno = cause;
    return result;
}
ssize_t write(int fd, const void *content, size_t length) {
    return written(fd, content, length, -1);
}
ssize_t pwrite(int fd, const void *content, size_t length, off_t offset) {
    return written(fd, content, length, offset);
}
ssize_t pwrite64(int fd, const void *content, size_t length, off64_t offset) {
    return written(fd, content, length, offset);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (is_tracked(fd)) fail("writev");
    return syscall(SYS_writev, fd, parts, count);
}
int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
    if (is_tracked(fd)) fail("fallocate");
    return syscall(SYS_fallocate, fd, mode, offset, length);
}
ssize_t copy_file_range(int from, off64_t *in, int to, off64_t *out, size_t length,
                        unsigned flags) {
    if (is_tracked(to)) fail("copy_file_range");
    return syscall(SYS_copy_file_range, from, in, to, out, length, flags);
}

int ftruncate64(int fd, off64_t length) {
    pthread_mutex_lock(&lock);
    int result = syscall(SYS_ftruncate, fd, length);
    int cause = errno;
    if (!result && is_tracked(fd)) record(TRUNCATE, fd, length, "", NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = cause;
    return result;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, long call) {
    pthread_mutex_lock(&lock);
    int result = syscall(call, fd);
    int cause = errno;
    if (!result && is_tracked(fd)) record(SYNC, fd, 0, "", NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = cause;
    return result;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int rename(const char *from, const char *to) {
    char from_buffer[PATH_MAX], to_buffer[PATH_MAX];
    pthread_mutex_lock(&lock);
    const char *old = below(AT_FDCWD, from, from_buffer), *new = below(AT_FDCWD, to, to_buffer);
    int result = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    int cause = errno;
    if (!result && old && new) record(RENAME, 0, 0, old, new, strlen(new));
    pthread_mutex_unlock(&lock);
    errno = cause;
    return result;
}

static int removed(int directory, const char *path, int flags) {
    char buffer[PATH_MAX];
    pthread_mutex_lock(&lock);
    const char *name = below(directory, path, buffer);
    int result = syscall(SYS_unlinkat, directory, path, flags);
    int cause = errno;
    if (!result && name) record(flags & AT_REMOVEDIR ? RMDIR : UNLINK, 0, 0, name, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = cause;
    return result;
}
int unlinkat(int directory, const char *path, int flags) {
    return removed(directory, path, flags);
}
int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdir(const char *path, mode_t mode) {
    char buffer[PATH_MAX];
    pthread_mutex_lock(&lock);
    const char *name = below(AT_FDCWD, path, buffer);
    int result = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    int cause = errno;
    if (!result && name) record(MKDIR, 0, 0, name, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = cause;
    return result;
}
