#ifndef AIRLOCK_SANDBOX_ATTEMPTS_H
#define AIRLOCK_SANDBOX_ATTEMPTS_H

/// Tries one thing that a confined process must not be able to do. `path` is a file of the test's own in a folder of
/// its own. Returns 0 when it worked, the `errno` when it was refused, -1 for an unknown name.
int airlock_attempt(const char *name, const char *path);

/// Prepares what an attempt must have before the process is confined, such as an open descriptor.
void airlock_prepare_attempt(const char *name, const char *path);

/// Lowers how much memory another process may have. Returns 0 or an `errno`.
int airlock_limit_memory(int process, unsigned long bytes);

/// Makes the kernel look like one without Landlock and seccomp(2) to this process and what it becomes. Returns 0 or an
/// `errno`.
int airlock_refuse_sandboxes(void);

#endif
