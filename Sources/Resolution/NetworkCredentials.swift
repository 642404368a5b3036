import Foundation

/// A `.netrc` file: `machine HOST login NAME password SECRET`, words in any layout, and a `default` entry.
package struct NetworkCredentials: Sendable, Equatable {
    package struct Login: Sendable, Equatable {
        package let user: String
        package let password: String
    }

    private var logins: [String: Login] = [:]
    private var fallback: Login?

    /// Reads the text as Python's `netrc` does; what is malformed ends the reading, since entries behind it may be
    /// mistaken.
    package init(parsing text: String) {
        var words = Self.words(of: text)[...]
        while let word = words.popFirst() {
            switch word {
            case "machine":
                guard let host = words.popFirst() else { return }
                let login = Self.login(from: &words)
                if let login, logins[host.lowercased()] == nil { logins[host.lowercased()] = login }
            case "default": fallback = fallback ?? Self.login(from: &words)
            default: return
            }
        }
    }

    /// Reads the file that pip would: `NETRC`, else `~/.netrc` or `~/_netrc`; empty when there is none.
    package static func ofUser(environment: [String: String]) -> NetworkCredentials {
        let home = environment["HOME"] ?? NSHomeDirectory()
        let candidates = environment["NETRC"].map { [$0] } ?? ["\(home)/.netrc", "\(home)/_netrc"]
        for path in candidates {
            guard let bytes = try? fileContents(path, limit: 1 << 20) else { continue }
            return NetworkCredentials(parsing: String(decoding: bytes, as: UTF8.self))
        }
        return NetworkCredentials(parsing: "")
    }

    package func login(forHost host: String) -> Login? { logins[host.lowercased()] ?? fallback }

    /// The `Authorization` value for an address: its own user information, else the entry of its host.
    package func authorization(for address: String) -> String? {
        guard let range = address.firstRange(of: "://") else { return nil }
        let authority = address[range.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = authority.lastIndex(of: "@") {
            let parts = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let user = percentDecoded(String(parts[0]))
            let password = parts.count > 1 ? percentDecoded(String(parts[1])) : ""
            return Self.basic(user, password)
        }
        let host =
            authority.hasPrefix("[") ? authority.prefix { $0 != "]" }.dropFirst() : authority.prefix { $0 != ":" }
        return login(forHost: String(host)).map { Self.basic($0.user, $0.password) }
    }

    private static func basic(_ user: String, _ password: String) -> String {
        "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    private static func login(from words: inout ArraySlice<String>) -> Login? {
        var user: String?
        var password: String?
        while let key = words.first, key != "machine", key != "default" {
            words.removeFirst()
            guard let value = words.popFirst() else { break }
            switch key {
            case "login", "user": user = value
            case "password": password = value
            case "account": break
            // A macro ends at a blank line, which the words do not show; nothing behind it is read.
            default:
                words = []
                return nil
            }
        }
        guard let password else { return nil }
        return Login(user: user ?? "", password: password)
    }

    /// Words by white space; quotes group, a backslash takes the next character, `#` at a word's start is a comment.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            var word = ""
            var isInWord = false
            var isQuoted = false
            var isEscaped = false
            for character in line {
                if isEscaped {
                    word.append(character)
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                    isInWord = true
                } else if character == "\"", isQuoted || !isInWord {
                    isQuoted.toggle()
                    isInWord = true
                } else if character.isWhitespace, !isQuoted {
                    if isInWord { words.append(word) }
                    (word, isInWord) = ("", false)
                } else if character == "#", !isInWord {
                    break
                } else {
                    word.append(character)
                    isInWord = true
                }
            }
            if isInWord { words.append(word) }
        }
        return words
    }
}
