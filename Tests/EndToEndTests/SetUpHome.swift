import AirlockTestSupport
import Foundation

/// A throwaway home with `airlock` on PATH as an installation has it, and the real shells that are installed.
struct SetUpHome: Sendable {
    static let shells = ["bash", "zsh", "fish"].filter { shell in
        ["/usr/bin", "/bin"].contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)") }
    }

    let user: ThrowawayUser

    init(npmRegistry: String? = nil, indexURL: String? = nil, extra: [String: String] = [:]) throws {
        user = try ThrowawayUser(
            npmRegistry: npmRegistry, indexURL: indexURL, extra: extra, leavingOut: ["ZDOTDIR", "ENV", "BASH_ENV"])
        let bin = user.scratch.file("prefix/bin")
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: bin + "/airlock", withDestinationPath: ThrowawayUser.airlock)
    }

    var variables: [String: String] {
        ["PATH": user.scratch.file("prefix/bin") + ":" + user.environment["PATH", default: "/usr/bin:/bin"]]
    }

    var shims: String { user.scratch.file("home/.local/share/airlock/shims") }

    func airlock(_ arguments: String..., adding extra: [String: String] = [:]) async throws -> ThrowawayUser.Result {
        try await user.bare(words: ["airlock"] + arguments, adding: variables.merging(extra) { _, new in new })
    }

    /// What a person types into a new terminal of that shell.
    func type(_ script: String, into shell: String, adding extra: [String: String] = [:]) async throws
        -> ThrowawayUser.Result
    {
        // In a session of its own: an interactive shell takes hold of the terminal it was started from.
        try await user.bare(
            words: ["setsid", "-w", shell, "-i", "-c", script], adding: variables.merging(extra) { _, new in new })
    }

    /// Every file in the home, but for what Airlock and the shells themselves keep, with its bytes.
    func files() -> [String: Data] {
        let home = user.scratch.file("home")
        var found: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: home)?.compactMap({ $0 as? String }) ?? [] {
            let kept = [".local/state/", ".cache/", ".local/share/fish/", ".npm/", ".config/fish/fish_variables"]
            guard !kept.contains(where: name.hasPrefix), name != ".npmrc", !name.hasPrefix(".zcompdump") else {
                continue
            }
            if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(home)/\(name)") {
                found[name] = Data("link to \(link)".utf8)
            } else if let bytes = try? Data(contentsOf: URL(fileURLWithPath: "\(home)/\(name)")) {
                found[name] = bytes
            }
        }
        return found
    }
}
