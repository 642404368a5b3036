import Packages
import Verdicts

/// What a guarded command says about the policy files in force: nothing where they only tighten.
struct PolicyReport {
    let messages: Messages

    func show(_ policy: Policy, options: GuardOptions) {
        if let untrusted = policy.untrustedFile {
            let count = untrusted.loosenings.count
            let things = count == 1 ? "1 thing" : "\(count) things"
            messages.warning(
                "'\(Messages.untrusted(untrusted.path))' would loosen \(things) and is not trusted; only what it tightens counts"
            )
            if options.policyDigest == nil {
                messages.hint("read it, then run 'airlock trust' in its folder to accept exactly this content")
            } else {
                messages.hint(
                    "'--policy-digest' names another content; this one is sha256:\(untrusted.sha256.hexadecimal)")
            }
        }
        for loosening in policy.lockedOut {
            messages.warning(
                "\(place(loosening)): '\(loosening.key.rawValue)' is locked by this machine's policy, so '\(Messages.untrusted(loosening.text))' does not count"
            )
        }
        let inForce = policy.looseningsInForce.map { "'\(Messages.untrusted($0.text))' (\(place($0)))" }
        if !inForce.isEmpty { messages.note("loosened by policy: \(inForce.joined(separator: ", "))") }
    }

    private func place(_ loosening: Loosening) -> String {
        "'\(Messages.untrusted(loosening.path))' line \(loosening.line)"
    }
}
