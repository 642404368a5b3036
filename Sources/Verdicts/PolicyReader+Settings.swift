import Packages
import TOMLKit

/// The settings of a policy file; `[[allow]]` entries are read beside them.
extension PolicyReader {
    func settings(_ root: TOMLTable) throws(VerdictsError) -> PolicySettings {
        var settings = PolicySettings()
        settings.strict = try strict(root)
        settings.minimumReleaseAge = try releaseAge(root)
        let names = "patterns such as 'npm:@acme/*' or 'pypi:acme-*'"
        settings.releaseAgeExcludes = try list(root, .releaseAgeExcludes, of: names) { NamePattern(parsing: $0) }
        settings.privateNames = try list(root, .privateNames, of: names) { NamePattern(parsing: $0) }
        settings.levels = try levels(root)
        let places = "hosts such as 'files.example.com', '*.example.com' or 'github.com/acme'"
        settings.directHosts = try list(root, .directHosts, of: places) { HostPattern(parsing: $0, allowsPath: true) }
        settings.gitHosts = try list(root, .gitHosts, of: places) { HostPattern(parsing: $0, allowsPath: true) }
        let hosts = "hosts such as 'files.example.com' or '*.example.com'"
        settings.scriptHosts = try list(root, .scriptHosts, of: hosts) { HostPattern(parsing: $0, allowsPath: false) }
        settings.privateRegistries = try list(root, .privateRegistries, of: hosts) {
            HostPattern(parsing: $0, allowsPath: false)
        }
        if settings.privateRegistries != nil, settings.privateNames == nil {
            throw wrongValue(.privateRegistries, expected: "'private-names' beside it", got: "none")
        }
        settings.feedURL = try feedURL(root)
        settings.locked = try locked(root)
        return settings
    }

    private func line(_ key: PolicyKey) -> Int { text.line(ofTopLevel: key.rawValue) ?? 1 }

    private func wrongValue(_ key: PolicyKey, expected: String, got: String) -> VerdictsError {
        .policyValue(path: path, line: line(key), key: key.rawValue, expected: expected, got: got)
    }

    private func strict(_ root: TOMLTable) throws(VerdictsError) -> Stated<Bool>? {
        guard let value = root[PolicyKey.strict.rawValue] else { return nil }
        guard let strict = value.bool else {
            throw wrongValue(.strict, expected: "true or false", got: named(value.type))
        }
        return Stated(value: strict, line: line(.strict))
    }

    private func feedURL(_ root: TOMLTable) throws(VerdictsError) -> Stated<String>? {
        guard let value = root[PolicyKey.feedURL.rawValue] else { return nil }
        guard let address = value.string, address.hasPrefix("https://") || address.hasPrefix("http://") else {
            throw wrongValue(
                .feedURL, expected: "an address such as \"https://mirror.example/osv\"",
                got: value.string.map { "'\($0)'" } ?? named(value.type))
        }
        return Stated(value: address, line: line(.feedURL))
    }

    private func releaseAge(_ root: TOMLTable) throws(VerdictsError) -> Stated<ReleaseAge>? {
        guard let value = root[PolicyKey.minimumReleaseAge.rawValue] else { return nil }
        let expected = "a number of hours or days such as '48h' or '7d', in quotes"
        guard let text = value.string else {
            throw wrongValue(.minimumReleaseAge, expected: expected, got: named(value.type))
        }
        guard let age = ReleaseAge(parsing: text) else {
            throw wrongValue(.minimumReleaseAge, expected: expected, got: "'\(text)'")
        }
        return Stated(value: age, line: line(.minimumReleaseAge))
    }

    private func list<Element>(
        _ root: TOMLTable, _ key: PolicyKey, of what: String, parse: (String) -> Element?
    ) throws(VerdictsError) -> Stated<[Element]>? {
        guard let value = root[key.rawValue] else { return nil }
        let expected = "a list of \(what)"
        guard let array = value.array else { throw wrongValue(key, expected: expected, got: named(value.type)) }
        var elements: [Element] = []
        for position in 0..<array.count {
            guard let text = array[position].string else {
                throw wrongValue(key, expected: expected, got: named(array[position].type))
            }
            guard let element = parse(text) else { throw wrongValue(key, expected: expected, got: "'\(text)'") }
            elements.append(element)
        }
        return Stated(value: elements, line: line(key))
    }

    private func levels(_ root: TOMLTable) throws(VerdictsError) -> [ReasonCode: Stated<VerdictLevel>] {
        guard let value = root[PolicyKey.levels.rawValue] else { return [:] }
        guard let table = value.table else {
            throw wrongValue(.levels, expected: "a table of reason codes", got: named(value.type))
        }
        let codes = ReasonCode.allCases.filter { $0 != .allowedByPolicy }
        var levels: [ReasonCode: Stated<VerdictLevel>] = [:]
        let keys = table.keys.map { (key: $0, line: text.line(of: $0, inTable: PolicyKey.levels.rawValue)) }
        for (key, line) in keys.sorted(by: { $0.line < $1.line }) {
            guard let code = codes.first(where: { $0.rawValue == key }) else {
                throw unknownKey(key, line: line, known: codes.map(\.rawValue))
            }
            func wrong(_ expected: String, _ got: String) -> VerdictsError {
                .policyValue(path: path, line: line, key: "levels.\(key)", expected: expected, got: got)
            }
            let expected = "'allow', 'warn' or 'block'"
            guard let text = table[key]?.string else {
                throw wrong(expected, table[key].map { named($0.type) } ?? "nothing")
            }
            guard let level = VerdictLevel(rawValue: text) else { throw wrong(expected, "'\(text)'") }
            guard level >= code.defaultLevel || code.canBeLowered else {
                throw wrong(
                    "'\(code.defaultLevel.rawValue)', since only 'airlock allow' can lower this reason", "'\(text)'")
            }
            levels[code] = Stated(value: level, line: line)
        }
        return levels
    }

    private func locked(_ root: TOMLTable) throws(VerdictsError) -> Stated<Set<PolicyKey>>? {
        let lockable = PolicyKey.allCases.filter(\.canLoosen)
        let keys = lockable.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let list = try list(root, .locked, of: "keys among \(keys)") { text in
            lockable.first { $0.rawValue == text }
        }
        return list.map { Stated(value: Set($0.value), line: $0.line) }
    }
}
