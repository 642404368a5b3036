import Foundation

/// An address of a git repository, as npm hands it to git: with a scheme, or `user@host:path`.
///
/// Only transports that encrypt are read, and `file:` where the user named it; everything that git could take for an
/// option, a remote helper (`ext::`) or a path of its own is none.
struct GitAddress: Sendable, Hashable {
    let text: String
    let isLocal: Bool

    /// The transports that Airlock fetches from.
    static let transports = "https:ssh"

    init?(_ text: String, allowsLocal: Bool) {
        guard !text.isEmpty, text.utf8.count <= 2_048, !text.hasPrefix("-"), !text.contains("::"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !text.contains("\\")
        else { return nil }
        self.text = text
        let lower = text.lowercased()
        if lower.hasPrefix("https://") || lower.hasPrefix("ssh://") {
            isLocal = false
            let authority = text[(text.firstRange(of: "://")?.upperBound ?? text.startIndex)...].prefix { $0 != "/" }
            let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
            guard !host.isEmpty, !host.hasPrefix("-"), !authority.hasPrefix("-") else { return nil }
        } else if lower.hasPrefix("file:///") {
            isLocal = true
            guard allowsLocal else { return nil }
        } else {
            // `user@host:path`, which git takes for ssh.
            isLocal = false
            guard !text.contains("://"), let at = text.firstIndex(of: "@"), at > text.startIndex,
                let colon = text[at...].firstIndex(of: ":"), text.index(after: at) < colon,
                !text[..<colon].contains("/"), text[text.index(after: at)] != "-"
            else { return nil }
        }
    }

    /// Without user name and password, for messages.
    var shown: String {
        guard let scheme = text.firstRange(of: "://"),
            let at = text[scheme.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
        else { return text }
        return String(text[..<scheme.upperBound] + text[text.index(after: at)...])
    }
}
