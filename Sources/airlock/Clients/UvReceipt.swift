import Foundation

/// What uv recorded of an installed tool: `uv tool upgrade` goes by it, past everything on its line.
///
/// Format, written by uv itself: `[tool]` with `requirements = [{ name = "…", specifier = "…" }]`, `entrypoints` and
/// the like, then perhaps `[tool.options]` with the options it was installed with, among them
/// `index = [{ url = "…", default = true, … }]`, older `index-url = "…"`. Only keys and the strings behind them are read;
/// a key that is not known to be harmless counts as another source.
struct UvReceipt: Sendable, Equatable {
    /// The one index that the tool was installed from, where the user had named one.
    let index: String?
    /// The first key that names another source, or may.
    let otherSource: String?

    init(_ text: String) {
        var (index, other): (String?, String?)
        var section = ""
        var (indexes, defaults) = (0, 0)
        for token in Self.tokens(text) {
            switch token {
            case .section(let name):
                section = name
                if name != "tool", name != "tool.options" { other = other ?? name }
            case .key(let key, let value):
                let isOption = section == "tool.options"
                if isOption, key == "url" || key == "index-url" {
                    indexes += 1
                    defaults += key == "index-url" ? 1 : 0
                    index = value
                } else if isOption, key == "default" {
                    defaults += value == "true" ? 1 : 0
                } else if !(isOption ? Self.harmlessOptions : Self.harmlessKeys).contains(key) {
                    other = other ?? key
                }
            }
        }
        self.index = index
        otherSource = other ?? (indexes > 1 || defaults != indexes ? "index" : nil)
    }

    private static let harmlessKeys: Set<String> = [
        "requirements", "name", "specifier", "extras", "marker", "python", "entrypoints", "install-path", "from",
    ]
    private static let harmlessOptions: Set<String> = [
        "index", "explicit", "format", "authenticate", "resolution", "prerelease", "fork-strategy",
        "exclude-newer", "compile-bytecode", "link-mode", "no-build", "no-build-package", "no-binary",
        "no-binary-package", "no-sources", "index-strategy", "no-build-isolation", "reinstall", "upgrade",
    ]

    private enum Token {
        case section(String)
        /// The value where it is a string or a bare word, else empty.
        case key(String, value: String)
    }

    private static func tokens(_ text: String) -> [Token] {
        var found: [Token] = []
        var rest = Array(text.unicodeScalars)[...]
        var word = ""
        var key: String?
        var isAtLineStart = true
        func isWord(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar)
        }
        func close(_ value: String) {
            guard let known = key else { return }
            found.append(.key(known, value: value))
            key = nil
        }
        while let scalar = rest.popFirst() {
            if isWord(scalar) {
                word.unicodeScalars.append(scalar)
            } else if scalar == "\"" || scalar == "'" {
                let quoted = string(endedBy: scalar, in: &rest)
                if key != nil { close(quoted) } else { word = quoted }
            } else if scalar == "=" {
                close("")
                key = word
                word = ""
            } else if scalar == "[", isAtLineStart {
                close(word)
                let name = rest.prefix { $0 != "]" && $0 != "\n" }
                found.append(.section(String(String.UnicodeScalarView(name))))
                rest = rest.dropFirst(name.count)
                word = ""
            } else if scalar != " ", scalar != "\t" {
                if !word.isEmpty || "[{".unicodeScalars.contains(scalar) { close(word) }
                word = ""
                if scalar == "#" { rest = rest.drop { $0 != "\n" } }
            }
            isAtLineStart = scalar == "\n"
        }
        close(word)
        return found
    }

    private static func string(
        endedBy quote: Unicode.Scalar, in rest: inout ArraySlice<Unicode.Scalar>
    ) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst(), scalar != quote {
            if quote == "\"", scalar == "\\", let escaped = rest.popFirst() {
                text.append("\\")
                text.append(escaped)
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }
}
