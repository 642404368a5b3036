import Foundation
import Interception
import Resolution

/// The user's `keyring` command, which pip asks for the password of an index whose address has a user alone.
struct KeyringCommand: Sendable {
    private let process: ClientProcess
    private let surroundings: Surroundings
    private let scratch: ScratchFolder

    /// - Parameter provider: pip's `--keyring-provider`; nil where it is not set.
    init?(provider: String?, surroundings: Surroundings, scratch: ScratchFolder) {
        guard provider != "disabled" else { return nil }
        let path = surroundings.environment["PATH", default: ""]
        guard let program = try? findRealProgram(named: "keyring", onPath: path, calledThroughShim: nil) else {
            return nil
        }
        process = ClientProcess(program: program, words: ["keyring"])
        self.surroundings = surroundings
        self.scratch = scratch
    }

    /// The index with the password that is kept for it; as it is when none is wanted or kept.
    func withPassword(_ index: PythonIndex) async -> PythonIndex {
        guard let scheme = index.address.firstRange(of: "://") else { return index }
        let authority = index.address[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@"), !authority[..<at].contains(":"), at > authority.startIndex,
            let user = String(authority[..<at]).removingPercentEncoding
        else { return index }
        let host = String(authority[authority.index(after: at)...])
        let address =
            String(index.address[..<scheme.upperBound]) + String(index.address[index.address.index(after: at)...])
        // As pip does: by the index's address, then by its host alone.
        for service in [address, host] {
            let run = try? await process.collect(
                ["get", service, user], environment: surroundings.environment, folder: nil, scratch: scratch)
            guard let run, run.end == .exited(status: 0) else { continue }
            let password = String(decoding: run.output, as: UTF8.self).trimmingCharacters(in: .newlines)
            guard !password.isEmpty else { continue }
            let basic = Data("\(user):\(password)".utf8).base64EncodedString()
            return PythonIndex(address: index.address, authorization: "Basic " + basic, isTrusted: index.isTrusted)
        }
        return index
    }
}
