import Packages

/// Airlock's own options of a guarded command; they stand before the tool's name.
struct GuardOptions: Sendable, Equatable {
    /// `--strict`: warnings block.
    var isStrict = false
    /// `--policy-digest sha256:…`: trusts the project's policy file if it has exactly this digest, for CI.
    var policyDigest: Digest?
    /// What stood as a digest and is none.
    var malformed: String?

    init(isStrict: Bool = false, policyDigest text: String? = nil) {
        self.isStrict = isStrict
        if let text { read(text) }
    }

    /// Takes the options from the front of a command line; what remains begins with the tool's name or a command.
    static func split(_ arguments: [String]) -> (options: GuardOptions, words: [String]) {
        var options = GuardOptions()
        var rest = arguments[...]
        let digestOption = "--policy-digest"
        while let first = rest.first {
            if first == "--strict" {
                options.isStrict = true
            } else if first == digestOption {
                rest = rest.dropFirst()
                options.read(rest.first ?? "")
            } else if first.hasPrefix(digestOption + "=") {
                options.read(String(first.dropFirst(digestOption.count + 1)))
            } else {
                break
            }
            rest = rest.dropFirst()
        }
        return (options, Array(rest))
    }

    private mutating func read(_ text: String) {
        guard let digest = Digest(parsing: text), digest.algorithm == .sha256 else {
            malformed = text
            return
        }
        policyDigest = digest
    }
}
