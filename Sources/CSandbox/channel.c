#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

// Darwin has no such flags; there the sockets are marked afterwards and SIGPIPE is ignored by the process.
#ifndef SOCK_CLOEXEC
#define SOCK_CLOEXEC 0
#endif
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif
#ifndef MSG_CMSG_CLOEXEC
#define MSG_CMSG_CLOEXEC 0
#endif

#define CHILD_SOCKET 3

int airlock_start_child(
    const char *program, char *const arguments[], char *const environment[], int child_socket, pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) return code;
    code = posix_spawnattr_init(&attributes);
    if (code != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return code;
    }
    // The socket first: it may be any number, also one of those below. Standard input, output and error lead nowhere,
    // so that no text of a package reaches the user's terminal.
    code = posix_spawn_file_actions_adddup2(&actions, child_socket, CHILD_SOCKET);
    for (int descriptor = 0; descriptor < 3 && code == 0; descriptor++)
        code = posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
    // Signals of the terminal are for the guard, which ends its children itself; what the guard blocks or ignores is
    // not handed down.
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    if (code == 0) code = posix_spawnattr_setsigmask(&attributes, &none);
    if (code == 0) code = posix_spawnattr_setsigdefault(&attributes, &all);
    if (code == 0) code = posix_spawnattr_setpgroup(&attributes, 0);
    if (code == 0)
        code = posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    // Safety: both vectors end with a null pointer, as the caller states; nothing is kept.
    if (code == 0) code = posix_spawn(child, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

int airlock_socket_pair(int sockets[2]) {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) return errno;
    fcntl(sockets[0], F_SETFD, FD_CLOEXEC);
    fcntl(sockets[1], F_SETFD, FD_CLOEXEC);
    return 0;
}

int airlock_send_with_descriptor(int socket, const void *bytes, size_t count, int descriptor) {
    // Safety: the union gives the control buffer the alignment of its header; every pointer lives to the end of the
    // call, and the kernel only reads.
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    memset(&control, 0, sizeof control);
    struct iovec part = {(void *)bytes, count};
    struct msghdr message = {0};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control.space;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    ssize_t sent;
    do sent = sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0) return errno;
    return (size_t)sent == count ? 0 : EAGAIN;
}

ssize_t airlock_receive_with_descriptor(int socket, void *bytes, size_t capacity, int *descriptor) {
    // Safety: as above; the kernel writes at most `capacity` bytes and one control message.
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {bytes, capacity};
    struct msghdr message = {0};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control.space;
    *descriptor = -1;
    ssize_t received;
    do received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (received < 0 && errno == EINTR);
    if (received < 0) return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
    return received;
}

int airlock_wait_readable(int socket, int milliseconds) {
    struct pollfd one = {socket, POLLIN, 0};
    int ready = poll(&one, 1, milliseconds);
    // An interrupted wait is a wait that was too short; the caller looks at its clock.
    if (ready < 0) return errno == EINTR ? 0 : -1;
    return ready > 0 ? 1 : 0;
}

int airlock_anonymous_file(void) {
#if defined(__linux__)
    return memfd_create("airlock", MFD_CLOEXEC | MFD_ALLOW_SEALING);
#else
    // Random by address and process; an existing name is refused by O_EXCL.
    char name[] = "/airlock-0000000000";
    unsigned long number = (unsigned long)getpid() ^ (unsigned long)(uintptr_t)&name;
    for (size_t index = sizeof name - 2; index > 8; index--, number /= 10) name[index] = (char)('0' + number % 10);
    int descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (descriptor >= 0) shm_unlink(name);
    return descriptor;
#endif
}

int airlock_seal_file(int descriptor) {
#if defined(__linux__)
    return fcntl(descriptor, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0 ? 0 : errno;
#else
    (void)descriptor;
    return 0;
#endif
}
