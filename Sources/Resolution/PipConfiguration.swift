/// pip's configuration files and environment, from what `pip config list` prints.
///
/// Format: one `section.option='value'` a line, the value as Python's `repr` writes it; the section `:env:` holds the
/// `PIP_*` variables. Options of `:env:` beat those of the subcommand's section, which beat those of `global`.
package struct PipConfiguration: Sendable, Equatable {
    /// Values by section, then by option as pip spells it (lower case, dashes).
    package let sections: [String: [String: String]]

    /// Reads the listing; lines that are no entries (warnings of other programs) are left out.
    package init(listing: String) {
        var sections: [String: [String: String]] = [:]
        for line in listing.split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "="), let dot = line[..<equals].firstIndex(of: ".") else { continue }
            guard let value = pythonText(line[line.index(after: equals)...]) else { continue }
            let section = String(line[..<dot])
            let option = line[line.index(after: dot)..<equals].lowercased().replacing("_", with: "-")
            sections[section, default: [:]][option] = value
        }
        self.sections = sections
    }

    /// The value that a subcommand would take; empty values do not count.
    package func value(of option: String, for subcommand: String) -> String? {
        let spellings = Self.aliases[option] ?? [option]
        for section in [":env:", subcommand, "global"] {
            for spelling in spellings {
                if let value = sections[section]?[spelling], !value.isEmpty { return value }
            }
        }
        return nil
    }

    /// The words of a list option.
    package func values(of option: String, for subcommand: String) -> [String] {
        value(of: option, for: subcommand)?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    }

    /// Where a subcommand's packages come from by configuration alone.
    package func sources(for subcommand: String) -> PipSources {
        var sources = PipSources()
        sources.index = value(of: "index-url", for: subcommand)
        sources.extraIndexes = values(of: "extra-index-url", for: subcommand)
        sources.findLinks = values(of: "find-links", for: subcommand)
        sources.usesNoIndex = isTrue("no-index", for: subcommand)
        sources.trustedHosts = values(of: "trusted-host", for: subcommand)
        sources.certificateAuthorities = value(of: "cert", for: subcommand)
        sources.clientCertificate = value(of: "client-cert", for: subcommand)
        sources.proxy = value(of: "proxy", for: subcommand)
        return sources
    }

    /// Everything that is not about sources, as `PIP_*` variables, for a child that reads no configuration files.
    package func carriedOver(for subcommand: String) -> [String: String] {
        var result: [String: String] = [:]
        for section in ["global", subcommand, ":env:"] {
            for (option, value) in sections[section] ?? [:] where !value.isEmpty {
                guard !Self.takenOver.contains(option) else { continue }
                result["PIP_" + option.uppercased().replacing("-", with: "_")] = value
            }
        }
        return result
    }

    private func isTrue(_ option: String, for subcommand: String) -> Bool {
        // Python's `strtobool`.
        ["y", "yes", "t", "true", "on", "1"].contains(value(of: option, for: subcommand)?.lowercased())
    }

    private static let aliases = [
        "index-url": ["index-url", "pypi-url"], "timeout": ["timeout", "default-timeout"],
    ]

    private static let takenOver: Set<String> = [
        "index-url", "pypi-url", "extra-index-url", "find-links", "no-index", "trusted-host", "cert", "client-cert",
        "proxy", "no-proxy-env", "cache-dir", "no-cache-dir", "keyring-provider", "isolated", "config-file", "report",
        "dry-run", "require-virtualenv-subprocess",
    ]
}

/// Where pip takes packages from; later words overrule earlier ones as pip lets them.
package struct PipSources: Sendable, Equatable {
    package var index: String?
    package var extraIndexes: [String] = []
    package var findLinks: [String] = []
    package var usesNoIndex = false
    package var trustedHosts: [String] = []
    package var certificateAuthorities: String?
    package var clientCertificate: String?
    package var proxy: String?

    package init() {}

    /// The command line over configuration: a list option given there replaces the configured list.
    package func overruled(byCommandLine line: PipSources) -> PipSources {
        var result = self
        if let index = line.index { result.index = index }
        if !line.extraIndexes.isEmpty { result.extraIndexes = line.extraIndexes }
        if !line.findLinks.isEmpty { result.findLinks = line.findLinks }
        if !line.trustedHosts.isEmpty { result.trustedHosts = line.trustedHosts }
        result.usesNoIndex = usesNoIndex || line.usesNoIndex
        result.certificateAuthorities = line.certificateAuthorities ?? certificateAuthorities
        result.clientCertificate = line.clientCertificate ?? clientCertificate
        result.proxy = line.proxy ?? proxy
        return result
    }

    /// Requirements files over all: an index there replaces every index, the rest is added.
    package func overruled(byRequirementsFiles files: PipSources) -> PipSources {
        var result = self
        if let index = files.index {
            result.index = index
            result.extraIndexes = []
        }
        result.extraIndexes += files.extraIndexes
        result.findLinks += files.findLinks
        result.trustedHosts += files.trustedHosts
        result.usesNoIndex = usesNoIndex || files.usesNoIndex
        return result
    }

    /// The indexes to ask, the main one first; none with `--no-index`.
    package func indexes(builtIn: String, credentials: NetworkCredentials) -> [PythonIndex] {
        guard !usesNoIndex else { return [] }
        var seen: Set<String> = []
        return ([index ?? builtIn] + extraIndexes).filter { seen.insert($0).inserted }.map { address in
            PythonIndex(
                address: address, authorization: credentials.authorization(for: address),
                isTrusted: trusts(address))
        }
    }

    /// `--trusted-host`: a host, or a host and port.
    package func trusts(_ address: String) -> Bool {
        guard let origin = origin(ofAddress: address), let range = origin.firstRange(of: "://") else { return false }
        let authority = String(origin[range.upperBound...])
        let host = authority.hasPrefix("[") ? authority : String(authority.prefix { $0 != ":" })
        return trustedHosts.contains { $0.lowercased() == authority || $0.lowercased() == host }
    }
}

/// One simple index that pip would ask.
package struct PythonIndex: Sendable, Equatable {
    /// As the user wrote it, user information included.
    package let address: String
    package let authorization: String?
    /// The user accepts plain http or a broken certificate here.
    package let isTrusted: Bool

    package init(address: String, authorization: String?, isTrusted: Bool) {
        self.address = address
        self.authorization = authorization
        self.isTrusted = isTrusted
    }
}

/// The index that pip is built with, from `pip install --help` with a wide `COLUMNS` and without configuration.
package func pipBuiltInIndex(fromHelp help: String) -> String? {
    guard let option = help.firstRange(of: "--index-url") else { return nil }
    let rest = help[option.upperBound...]
    guard let start = rest.firstRange(of: "(default") else { return nil }
    let address = rest[start.upperBound...].prefix { $0 != ")" }.filter { !$0.isWhitespace }
    let plain = address.hasPrefix(":") ? String(address.dropFirst()) : address
    return origin(ofAddress: plain) == nil ? nil : plain
}

/// A Python string literal as `repr` writes it; nil when it is none.
func pythonText(_ literal: Substring) -> String? {
    let text = literal.trimmed
    guard let quote = text.first, quote == "'" || quote == "\"", text.count >= 2, text.last == quote else { return nil }
    var scalars = String.UnicodeScalarView()
    var rest = text.dropFirst().dropLast().unicodeScalars[...]
    while let scalar = rest.popFirst() {
        guard scalar == "\\" else {
            scalars.append(scalar)
            continue
        }
        guard let escape = rest.popFirst() else { return nil }
        switch escape {
        case "n": scalars.append("\n")
        case "r": scalars.append("\r")
        case "t": scalars.append("\t")
        case "\\", "'", "\"": scalars.append(escape)
        case "x", "u", "U":
            let count = escape == "x" ? 2 : escape == "u" ? 4 : 8
            let digits = String(String.UnicodeScalarView(rest.prefix(count)))
            guard digits.utf8.count == count, let value = UInt32(digits, radix: 16), let made = Unicode.Scalar(value)
            else { return nil }
            scalars.append(made)
            rest = rest.dropFirst(count)
        default: return nil
        }
    }
    return String(scalars)
}
