import Foundation
import Gateway
import Interception
import Resolution

/// pip's log, `--log FILE`: pip writes one of ours, and what it wrote is appended to the user's file with the upstream's
/// addresses in place of the gateway's.
///
/// What the user's file held stays; what pip appends is there when pip has ended, not before.
struct PipLog: Sendable {
    /// The options' names, of which pip shows the first.
    static let options: Set<String> = ["log", "log-file", "local-log"]

    /// Where pip logs to.
    let path: String
    /// Whether the command line names the file, which beats the environment.
    let isOnCommandLine: Bool
    private let target: String

    /// Nil when nothing is logged, or when the file cannot be written: pip itself says so then.
    init?(_ command: InstallCommand, configured: String?, workingFolder: String, scratch: ScratchFolder) {
        let named = command.arguments.lastValue(of: "log")
        guard let written = named ?? configured, !written.isEmpty else { return nil }
        isOnCommandLine = named != nil
        target = PipClient.absolute((written as NSString).expandingTildeInPath, in: workingFolder)
        path = scratch.file("pip.log")
        let folder = (target as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard (try? append([])) != nil else { return nil }
    }

    func handOver(through gateway: Gateway) throws {
        guard let data = FileManager.default.contents(atPath: path) else { return }
        try append(gateway.translate(Array(data)))
    }

    private func append(_ bytes: [UInt8]) throws {
        let descriptor = open(target, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(bytes))
    }
}
