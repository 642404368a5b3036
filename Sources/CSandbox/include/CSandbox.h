#ifndef AIRLOCK_SANDBOX_H
#define AIRLOCK_SANDBOX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// CSandbox: what a child process that reads hostile bytes gives up, and the socket between it and its parent.
//
// The functions of the first group are called by the child, in this order, before it is given the first byte of a
// package. They allocate nothing and use nothing but system calls. What only Linux has is in sandbox_linux.c and
// filter_linux.c; elsewhere they say that nothing is in force.

/// Closes every inherited descriptor from `lowest` on, takes the limits and the process attributes: no core dump, no
/// written file, few descriptors, bounded memory, first to go when memory runs out, dies with its parent, gains no
/// privilege by exec, cannot be read by others. Returns 0, or an `errno` when one of them cannot be had.
int airlock_sandbox_limit(int lowest, pid_t parent);

/// Gives up the file system and, where the kernel can, TCP, abstract sockets and signals, with Landlock and no rules.
/// Returns the ABI in force for the calling thread and those it makes later, or 0 when the kernel refuses.
int airlock_sandbox_give_up_files(void);

/// Leaves only the system calls that computing needs, with seccomp, for every thread of the process; no process or
/// thread can be made from then on. Returns 1, or 0 when the kernel refuses.
int airlock_sandbox_give_up_calls(void);

/// The Landlock ABI that the kernel offers, 0 for none.
int airlock_sandbox_offered_abi(void);

/// Threads of this process, or 0 when that cannot be told.
int airlock_sandbox_thread_count(void);

/// Bytes of writable memory that a limited process may have.
#define AIRLOCK_SANDBOX_MEMORY ((uint64_t)4 << 30)

/// Descriptors that a limited process may have.
#define AIRLOCK_SANDBOX_DESCRIPTORS 16

/// Starts `program` with `child_socket` as its descriptor 3, the null device as 0, 1 and 2, a process group of its own
/// and default signals. Returns 0 and the child, or an `errno`.
int airlock_start_child(
    const char *program, char *const arguments[], char *const environment[], int child_socket, pid_t *child);

/// Two connected stream sockets that no other child inherits. Returns 0 or an `errno`.
int airlock_socket_pair(int sockets[2]);

/// Sends one frame of at most a few kilobytes with a descriptor, without ever blocking. Returns 0, or an `errno`; a
/// frame that did not fit whole is `EAGAIN`.
int airlock_send_with_descriptor(int socket, const void *bytes, size_t count, int descriptor);

/// Receives bytes and at most one descriptor, which is -1 where none came. Returns the byte count, 0 at the end, or -1.
ssize_t airlock_receive_with_descriptor(int socket, void *bytes, size_t capacity, int *descriptor);

/// Waits until the socket can be read. Returns 1 when it can or has ended, 0 when the time is over, -1 on an error.
int airlock_wait_readable(int socket, int milliseconds);

/// An empty file without a name, in memory, or -1.
int airlock_anonymous_file(void);

/// Makes an anonymous file unchangeable for everybody, where the system can. Returns 0 or an `errno`.
int airlock_seal_file(int descriptor);

#endif
