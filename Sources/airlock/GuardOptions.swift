import Packages

/// Airlock's own options of a guarded command; they stand before the tool's name.
struct GuardOptions: Sendable, Equatable {
    /// `--strict`: warnings block.
    var isStrict = false
    /// `--quiet` or `--verbose`.
    var verbosity = Verbosity.ordinary
    /// `--policy-digest sha256:…`: trusts the project's policy file if it has exactly this digest, for CI.
    var policyDigest: Digest?
    /// What stood as a digest and is none.
    var malformed: String?

    init(isStrict: Bool = false, policyDigest text: String? = nil, verbosity: Verbosity = .ordinary) {
        self.isStrict = isStrict
        self.verbosity = verbosity
        if let text { read(text) }
    }

    /// Takes the options from the front of a command line; what remains begins with the tool's name or a command.
    static func split(_ arguments: [String]) -> (options: GuardOptions, words: [String]) {
        var options = GuardOptions()
        var rest = arguments[...]
        let digestOption = "--policy-digest"
        var (isQuiet, isVerbose) = (false, false)
        while let first = rest.first {
            if first == "--strict" {
                options.isStrict = true
            } else if first == "--quiet" {
                isQuiet = true
            } else if first == "--verbose" {
                isVerbose = true
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
        options.verbosity = Verbosity(isQuiet: isQuiet, isVerbose: isVerbose)
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
