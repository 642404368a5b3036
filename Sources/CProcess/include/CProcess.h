#ifndef AIRLOCK_PROCESS_H
#define AIRLOCK_PROCESS_H

#include <sys/types.h>

// CProcess: starting a real client so that it ends when the guard does, and the memory of Airlock's own processes.
//
// `posix_spawn` cannot ask for that, and Swift cannot run between `fork` and `exec`.

/// Starts `program` in this process group, with every signal unblocked, SIGPIPE's default, and handled signals at
/// their default; what is ignored stays ignored.
///
/// `output` becomes its standard output, -1 leaves ours; a file at `error_file`, made or emptied, becomes its standard
/// error, and `folder` its working folder, where they are given. On Linux the kernel ends the child (SIGKILL) when the
/// calling thread ends, in whatever way: that thread has to wait for the child. Other descriptors must be closed by exec.
/// Returns 0 and the child, or an `errno`.
int airlock_start_client(
    const char *program, char *const arguments[], char *const environment[], const char *folder, int output,
    const char *error_file, pid_t *child);

/// Tells the allocator (glibc's) to give memory back: registry documents pass through the guard by the thousand, and what
/// they leave behind would stay.
void airlock_keep_memory_small(void);

/// Tells the allocator (glibc's) to keep up to 128 MiB at hand, in one arena: a file's tokens and tree take the pages of
/// the last file's, since a page given back and asked for again costs more time than reading what it holds.
void airlock_keep_memory_warm(void);

/// Gives back what such a process keeps, but for 1 MiB.
void airlock_give_memory_back(void);

#endif
