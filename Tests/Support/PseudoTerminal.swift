import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program on a terminal of its own, 80 columns wide: what is typed into it, and what it shows.
package final class PseudoTerminal: Sendable {
    /// The text that was waited for has not come; holds everything that has.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    private let master: Int32
    private let shown = Mutex<[UInt8]>([])
    private let process: Process

    /// Starts the program, found on the environment's PATH, as the leader of a session on the terminal.
    package init(words: [String], environment: [String: String], folder: String) throws {
        var (controller, slave): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&controller, &slave, nil, nil, &size) == 0 else {
            throw Missing(description: "no pseudo terminal can be opened")
        }
        for descriptor in [controller, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        master = controller
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["setsid", "-w", "-c"] + words
        process.environment = environment.merging(["TERM": "dumb"]) { _, new in new }
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        (process.standardInput, process.standardOutput, process.standardError) = (terminal, terminal, terminal)
        try process.run()
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = read(master, &buffer, buffer.count)
                guard count > 0 else { return }
                shown.withLock { $0 += buffer.prefix(count) }
            }
        }
    }

    /// Everything that was shown so far; what is typed is shown too.
    package var transcript: String { String(decoding: shown.withLock { $0 }, as: UTF8.self) }

    package func type(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Waits until a text is shown, which only a broken program lets take long.
    package func waitFor(_ text: String) async throws {
        for _ in 0..<3_000 {
            if transcript.contains(text) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Missing(description: "'\(text)' was not shown in: \(transcript)")
    }

    /// Waits for the end of the program and returns its exit status.
    package func end() async throws -> Int32 {
        for _ in 0..<3_000 where process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        guard !process.isRunning else {
            process.terminate()
            throw Missing(description: "the program has not ended: \(transcript)")
        }
        close(master)
        return process.terminationStatus
    }
}
