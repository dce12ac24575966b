/* A disk that tells on itself, and that can be made slow, full, read-only or broken: an LD_PRELOAD library.
 *
 * For every file below LOKET_DISK_OF it stands between the program and the C library. It keeps two things, both mapped
 * by all processes that share the disk, so that a SIGKILL at any instruction leaves them whole:
 *
 * LOKET_DISK_LOG   everything that was done to the files, in one order for all processes, and between it what was said
 *                  on standard output (the acknowledgements). A write is told before it is done and a sync in two parts,
 *                  its beginning and its good end: whoever replays the log up to any record knows what a disk must have
 *                  kept at that moment (all that was written before the beginning of a sync that has ended) and what it
 *                  may have lost. `tests/faults/disk.py` replays; the cruelty (torn and reordered writes) is there.
 * LOKET_DISK_FAULTS what the disk does wrong, changed by the test while the program runs: see `struct faults`.
 *
 * Not watched: the WAL index (`-shm`), which is shared memory and is made anew after a power cut; writes through other
 * file mappings, `sendfile` and `copy_file_range`, which neither SQLite nor Loket uses here; links to other folders.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define OURS __attribute__((visibility("default")))
#define MOST_FILES 4096

/* What the disk does wrong; tests/faults/disk.py knows the same layout. */
struct faults {
    _Atomic int64_t sync_delay_us; /* every fsync and fdatasync takes so much longer */
    _Atomic int64_t room;          /* bytes by which files may still grow; negative: no limit */
    _Atomic int64_t acts;          /* which calls fail: a sum of WRITE, SYNC, OPEN, TRUNCATE, UNLINK, READ */
    _Atomic int64_t files;         /* of which files: a sum of DATABASE, LOG, INDEX, OTHER */
    _Atomic int64_t error;         /* with which errno */
    _Atomic int64_t after;         /* so many of these calls succeed first */
    _Atomic int64_t times;         /* so many fail then; negative: all */
    _Atomic int64_t seen;          /* such calls so far */
    _Atomic int64_t failed;        /* of them failed */
};

enum { WRITE = 1, SYNC = 2, OPEN = 4, TRUNCATE = 8, UNLINK = 16, READ = 32 };
enum { DATABASE = 1, LOG = 2, INDEX = 4, OTHER = 8 };

/* The log: a head of 64 bytes whose first word is the place of the next record, then records. A record is reserved by
 * one atomic addition and counts once its mark is there, which is written last. */
enum { WROTE = 1, CUT = 2, BEGIN = 3, END = 4, MADE = 5, REMOVED = 6, MOVED = 7, SAID = 8, LOST = 9 };

struct record {
    unsigned char mark[16];
    uint32_t kind, path_length;
    uint64_t offset, length;
};

static const unsigned char MARK[16] = {0x9b, 'L', 'o', 'k', 'e', 't', 0x17, 0xe2, 0x53, 'd', 'i', 's', 'k', 0xc4, 0x81, 0x06};

static char folder[PATH_MAX];
static size_t folder_length;
static _Atomic uint64_t *log_end;
static char *log_start;
static size_t log_size;
static struct faults *faults;
static char *_Atomic names[MOST_FILES]; /* path of each open file below the folder, by its descriptor */

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL) {
        fprintf(stderr, "disk.c: the C library has no %s\n", name);
        abort();
    }
    return found;
}

static void *map(const char *variable, size_t *size)
{
    const char *path = getenv(variable);
    struct stat state;
    if (path == NULL)
        return NULL;
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (file < 0 || fstat(file, &state) != 0) {
        fprintf(stderr, "disk.c: cannot open %s\n", path);
        abort();
    }
    void *memory = mmap(NULL, (size_t)state.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    syscall(SYS_close, file);
    if (memory == MAP_FAILED)
        abort();
    *size = (size_t)state.st_size;
    return memory;
}

__attribute__((constructor)) static void begin(void)
{
    const char *of = getenv("LOKET_DISK_OF");
    size_t size;
    if (of == NULL || realpath(of, folder) == NULL)
        return;
    folder_length = strlen(folder);
    faults = map("LOKET_DISK_FAULTS", &size);
    log_start = map("LOKET_DISK_LOG", &log_size);
    log_end = (_Atomic uint64_t *)log_start;
}

/* --- the log ----------------------------------------------------------------------------------------------------- */

static uint64_t tell(uint32_t kind, const char *path, uint64_t offset, const void *data, uint64_t length)
{
    if (log_start == NULL)
        return 0;
    size_t path_length = path ? strlen(path) : 0;
    uint64_t whole = (sizeof(struct record) + path_length + length + 7) & ~7ull;
    uint64_t place = atomic_fetch_add(log_end, whole);
    if (place + whole > log_size) {
        fprintf(stderr, "disk.c: the log is full\n");
        abort();
    }
    struct record *record = (struct record *)(log_start + place);
    char *body = (char *)(record + 1);
    record->kind = kind;
    record->path_length = (uint32_t)path_length;
    record->offset = offset;
    record->length = length;
    if (path_length)
        memcpy(body, path, path_length);
    if (length)
        memcpy(body + path_length, data, length);
    atomic_thread_fence(memory_order_release);
    memcpy(record->mark, MARK, sizeof MARK);
    return place;
}

/* --- which file, which fault ------------------------------------------------------------------------------------- */

/* Give the path below the folder as a new string when `path` lies there, else NULL. */
static char *below(int at, const char *path)
{
    char whole[2 * PATH_MAX];
    if (!folder_length || path == NULL)
        return NULL;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        char start[PATH_MAX];
        if (at == AT_FDCWD) {
            if (getcwd(start, sizeof start) == NULL)
                return NULL;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", at);
            ssize_t length = readlink(link, start, sizeof start - 1);
            if (length < 0)
                return NULL;
            start[length] = 0;
        }
        snprintf(whole, sizeof whole, "%s/%s", start, path);
    }
    if (strncmp(whole, folder, folder_length) != 0 || (whole[folder_length] != '/' && whole[folder_length] != 0))
        return NULL;
    return strdup(whole[folder_length] ? whole + folder_length + 1 : ".");
}

static const char *name_of(int file)
{
    return file >= 0 && file < MOST_FILES ? names[file] : NULL;
}

static int ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), least = strlen(end);
    return length >= least && strcmp(name + length - least, end) == 0;
}

static int is_index(const char *name)
{
    return ends_with(name, "-shm");
}

static int64_t class_of(const char *name)
{
    if (ends_with(name, ".db"))
        return DATABASE;
    if (ends_with(name, "-wal"))
        return LOG;
    return is_index(name) ? INDEX : OTHER;
}

/* Tell whether this call fails; errno says how. */
static int fails(int64_t act, const char *name)
{
    if (faults == NULL || !(faults->acts & act) || !(faults->files & class_of(name)))
        return 0;
    int64_t turn = atomic_fetch_add(&faults->seen, 1), first = faults->after, times = faults->times;
    if (turn < first || (times >= 0 && turn >= first + times))
        return 0;
    atomic_fetch_add(&faults->failed, 1);
    errno = (int)faults->error;
    return 1;
}

/* Give how many of the bytes there is room for. */
static size_t fitting(int file, off_t offset, size_t length)
{
    struct stat state;
    if (faults == NULL || faults->room < 0 || fstat(file, &state) != 0)
        return length;
    int64_t grows = (int64_t)offset + (int64_t)length - (int64_t)state.st_size;
    if (grows <= 0)
        return length;
    int64_t room = faults->room, used;
    do {
        used = grows < room ? grows : room;
    } while (!atomic_compare_exchange_weak(&faults->room, &room, room - used));
    int64_t kept = (int64_t)length - (grows - used);
    return kept > 0 ? (size_t)kept : 0;
}

/* --- opening and closing ----------------------------------------------------------------------------------------- */

static int opened(int at, const char *path, int flags, mode_t mode)
{
    char *name = below(at, path);
    if (name == NULL)
        return (int)syscall(SYS_openat, at, path, flags, mode);
    if ((flags & O_ACCMODE) != O_RDONLY && fails(OPEN, name)) {
        free(name);
        return -1;
    }
    struct stat state;
    int was_there = fstatat(at, path, &state, 0) == 0;
    if (!was_there && (flags & O_CREAT) && faults != NULL && faults->room == 0) {
        free(name);
        errno = ENOSPC;
        return -1;
    }
    int file = (int)syscall(SYS_openat, at, path, flags, mode);
    if (file < 0 || file >= MOST_FILES) {
        free(name);
        return file;
    }
    if (!is_index(name)) {
        /* Told also when the file was there: another process may have made it a moment ago and not told it yet. */
        if (flags & O_CREAT)
            tell(MADE, name, 0, NULL, 0);
        if (was_there && (flags & O_TRUNC) && (flags & O_ACCMODE) != O_RDONLY)
            tell(CUT, name, 0, NULL, 0);
    }
    names[file] = name; /* one that is still there belongs to a descriptor that was closed behind our back */
    return file;
}

static mode_t mode_of(int flags, va_list more)
{
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? (mode_t)va_arg(more, int) : 0;
}

#define OPENING(at)                                                                                                    \
    {                                                                                                                  \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = mode_of(flags, more);                                                                            \
        va_end(more);                                                                                                  \
        return opened(at, path, flags, mode);                                                                          \
    }

OURS int open(const char *path, int flags, ...) OPENING(AT_FDCWD)
OURS int open64(const char *path, int flags, ...) OPENING(AT_FDCWD)
OURS int openat(int at, const char *path, int flags, ...) OPENING(at)
OURS int openat64(int at, const char *path, int flags, ...) OPENING(at)
OURS int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
OURS int creat64(const char *path, mode_t mode) { return creat(path, mode); }

OURS int close(int file)
{
    if (file >= 0 && file < MOST_FILES) {
        char *name = atomic_exchange(&names[file], NULL);
        free(name);
    }
    return (int)syscall(SYS_close, file);
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

/* Look at a write before it is done: gives the bytes that may be written, or -1 with errno. */
static ssize_t before_write(int file, const void *data, size_t length, off_t offset)
{
    const char *name = name_of(file);
    if (name == NULL)
        return (ssize_t)length;
    if (fails(WRITE, name))
        return -1;
    size_t fits = fitting(file, offset, length);
    if (fits == 0 && length > 0) {
        errno = ENOSPC;
        return -1;
    }
    if (!is_index(name))
        tell(WROTE, name, (uint64_t)offset, data, fits);
    return (ssize_t)fits;
}

static off_t place_of(int file)
{
    struct stat state;
    if ((fcntl(file, F_GETFL) & O_APPEND) && fstat(file, &state) == 0)
        return state.st_size;
    return lseek(file, 0, SEEK_CUR);
}

OURS ssize_t write(int file, const void *data, size_t length)
{
    if (name_of(file) != NULL) {
        ssize_t fits = before_write(file, data, length, place_of(file));
        if (fits < 0)
            return -1;
        length = (size_t)fits;
    } else if (file == STDOUT_FILENO) {
        tell(SAID, NULL, 0, data, length);
    }
    return syscall(SYS_write, file, data, length);
}

OURS ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset)
{
    ssize_t fits = before_write(file, data, length, offset);
    return fits < 0 ? -1 : syscall(SYS_pwrite64, file, data, (size_t)fits, offset);
}

OURS ssize_t pwrite(int file, const void *data, size_t length, off_t offset)
{
    return pwrite64(file, data, length, offset);
}

/* Parts are written one by one: nobody promised that they arrive together. */
static ssize_t in_parts(int file, const struct iovec *parts, int many, off_t offset)
{
    ssize_t done = 0;
    for (int each = 0; each < many; each++) {
        ssize_t wrote = offset < 0 ? write(file, parts[each].iov_base, parts[each].iov_len)
                                   : pwrite64(file, parts[each].iov_base, parts[each].iov_len, offset + done);
        if (wrote < 0)
            return done ? done : -1;
        done += wrote;
        if ((size_t)wrote < parts[each].iov_len)
            break;
    }
    return done;
}

OURS ssize_t writev(int file, const struct iovec *parts, int many)
{
    if (name_of(file) == NULL && file != STDOUT_FILENO)
        return REAL(writev)(file, parts, many);
    return in_parts(file, parts, many, -1);
}

OURS ssize_t pwritev64(int file, const struct iovec *parts, int many, off64_t offset)
{
    return name_of(file) == NULL ? REAL(pwritev64)(file, parts, many, offset) : in_parts(file, parts, many, offset);
}

OURS ssize_t pwritev(int file, const struct iovec *parts, int many, off_t offset)
{
    return pwritev64(file, parts, many, offset);
}

OURS ssize_t pread64(int file, void *data, size_t length, off64_t offset)
{
    const char *name = name_of(file);
    if (name != NULL && fails(READ, name))
        return -1;
    return syscall(SYS_pread64, file, data, length, offset);
}

OURS ssize_t pread(int file, void *data, size_t length, off_t offset)
{
    return pread64(file, data, length, offset);
}

/* --- sizes and names --------------------------------------------------------------------------------------------- */

static int before_cut(const char *name, off_t length)
{
    if (name == NULL)
        return 0;
    if (fails(TRUNCATE, name))
        return -1;
    if (!is_index(name))
        tell(CUT, name, (uint64_t)length, NULL, 0);
    return 0;
}

OURS int ftruncate64(int file, off64_t length)
{
    return before_cut(name_of(file), length) ? -1 : (int)syscall(SYS_ftruncate, file, length);
}

OURS int ftruncate(int file, off_t length)
{
    return ftruncate64(file, length);
}

OURS int truncate64(const char *path, off64_t length)
{
    char *name = below(AT_FDCWD, path);
    int refused = before_cut(name, length);
    free(name);
    return refused ? -1 : (int)syscall(SYS_truncate, path, length);
}

OURS int truncate(const char *path, off_t length)
{
    return truncate64(path, length);
}

OURS int unlinkat(int at, const char *path, int flags)
{
    char *name = below(at, path);
    if (name != NULL && fails(UNLINK, name)) {
        free(name);
        return -1;
    }
    int done = (int)syscall(SYS_unlinkat, at, path, flags);
    if (done == 0 && name != NULL && !is_index(name))
        tell(REMOVED, name, 0, NULL, 0);
    free(name);
    return done;
}

OURS int unlink(const char *path)
{
    return unlinkat(AT_FDCWD, path, 0);
}

OURS int renameat(int from_at, const char *from, int to_at, const char *to)
{
    char *old = below(from_at, from), *new = below(to_at, to);
    int done = -1;
    if (old == NULL || new == NULL || !fails(OPEN, new)) {
        done = (int)syscall(SYS_renameat2, from_at, from, to_at, to, 0);
        if (done == 0 && old != NULL && new != NULL)
            tell(MOVED, old, 0, new, strlen(new));
    }
    free(old);
    free(new);
    return done;
}

OURS int rename(const char *from, const char *to)
{
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

/* What is free is what may still be used. Both structures are the same where files are 64 bits long. */
static void report_room(char *name, struct statvfs *state)
{
    if (name != NULL && faults != NULL && faults->room >= 0)
        state->f_bfree = state->f_bavail = (fsblkcnt_t)(faults->room / (int64_t)state->f_frsize);
    free(name);
}

OURS int statvfs(const char *path, struct statvfs *state)
{
    int done = REAL(statvfs)(path, state);
    if (done == 0)
        report_room(below(AT_FDCWD, path), state);
    return done;
}

OURS int statvfs64(const char *path, struct statvfs64 *state)
{
    return statvfs(path, (struct statvfs *)state);
}

/* --- syncing ----------------------------------------------------------------------------------------------------- */

static int synced(int file, long call)
{
    const char *name = name_of(file);
    if (name == NULL)
        return (int)syscall(call, file);
    if (faults != NULL && faults->sync_delay_us > 0) {
        struct timespec delay = {faults->sync_delay_us / 1000000, faults->sync_delay_us % 1000000 * 1000};
        nanosleep(&delay, NULL);
    }
    if (fails(SYNC, name)) {
        int error = errno;
        tell(LOST, name, 0, NULL, 0); /* Linux calls the pages clean and tries no more, whatever is synced later */
        errno = error;
        return -1;
    }
    uint64_t began = tell(BEGIN, name, 0, NULL, 0);
    int done = (int)syscall(call, file);
    if (done == 0)
        tell(END, name, began, NULL, 0);
    return done;
}

OURS int fsync(int file)
{
    return synced(file, SYS_fsync);
}

OURS int fdatasync(int file)
{
    return synced(file, SYS_fdatasync);
}
