import Foundation

/// One registry that npm would ask, and what it would show there.
package struct NpmRegistry: Sendable, Equatable {
    /// The base address, with a slash at its end.
    package let address: String
    /// The value of the `Authorization` header; nil without credentials.
    package let authorization: String?
    /// The scopes (`@name`) that come from here; empty for the default registry.
    package let scopes: [String]
}

extension NpmConfiguration {
    /// Every registry that the configuration names, the default one first.
    ///
    /// `defaultRegistry` is what `npm config get registry` says, which has its own default when nobody set one.
    ///
    /// Throws where npm would find a host in a scope's address that we do not: what it got there nobody would judge.
    package func npmUpstreams(defaultRegistry: String) throws(ResolutionError) -> [NpmRegistry] {
        let main = Self.normalized(defaultRegistry)
        var scopesByAddress: [String: [String]] = [:]
        for key in keys.sorted() where key.hasSuffix(":registry") {
            let registry = values(of: key).joined(separator: ",")
            if Self.namesGuardsVariable(key) { throw .unclearRegistry(key: key, value: registry) }
            guard key.hasPrefix("@") else { continue }
            guard Self.isPlainAddress(registry) else {
                guard Self.seemsWebAddress(registry) else { continue }
                throw .unclearRegistry(key: key, value: registry)
            }
            let scope = String(key.dropLast(":registry".utf8.count))
            scopesByAddress[Self.normalized(registry), default: []].append(scope)
        }
        let scoped = scopesByAddress.keys.sorted().map { address in
            NpmRegistry(
                address: address, authorization: authorization(for: address),
                scopes: scopesByAddress[address, default: []].sorted())
        }
        return [NpmRegistry(address: main, authorization: authorization(for: main), scopes: [])] + scoped
    }

    /// `https://host:port/path` in letters that every reader of addresses leaves as they are.
    private static func isPlainAddress(_ text: String) -> Bool {
        let scheme = ["https://", "http://"].first { text.utf8.starts(with: $0.utf8) }
        guard let scheme, let first = text.utf8.dropFirst(scheme.utf8.count).first else { return false }
        return isAlphanumeric(first)
            && text.utf8.allSatisfy { isAlphanumeric($0) || ":/.-_~@%+[]".utf8.contains($0) }
    }

    /// Whether a reader that drops blanks and mends slashes could take it for one: npm's does.
    private static func seemsWebAddress(_ text: String) -> Bool {
        let bytes = text.utf8.filter { $0 > 0x20 && !"\"'[".utf8.contains($0) }
        let lower = String(decoding: bytes, as: UTF8.self).lowercased()
        return (lower.hasPrefix("http:") || lower.hasPrefix("https:"))
            && (!lower.contains("${") || namesGuardsVariable(lower))
    }

    /// Whether a variable is left in it that is not set here but for the guarded npm, where it would be replaced.
    private static func namesGuardsVariable(_ text: String) -> Bool {
        let words = ["npm_config", "proxy", "pip", "git", "uv", "node", "cert", "airlock"]
        return text.lowercased().split(separator: "${", omittingEmptySubsequences: false).dropFirst().contains { rest in
            let name = rest.prefix { $0 != "}" }
            return words.contains { name.contains($0) }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    /// The `Authorization` value for an address: that of the longest configured `//host/path` it lies under.
    ///
    /// npm's `npm-registry-fetch`: a credential counts for its own host, port and path only. Without one of its own, an
    /// address on the host of the `registry` it belongs to gets that registry's.
    package func authorization(for address: String, ofRegistry registry: String? = nil) -> String? {
        if let found = ownAuthorization(for: address) { return found }
        guard let registry, origin(ofAddress: address) == origin(ofAddress: registry) else { return nil }
        return ownAuthorization(for: registry)
    }

    private func ownAuthorization(for address: String) -> String? {
        guard let origin = origin(ofAddress: address), let range = origin.firstRange(of: "://") else { return nil }
        var key = "//" + origin[range.upperBound...] + path(ofAddress: address)
        while key.utf8.count > 2 {
            if let found = credential(at: key) { return found }
            // Either what is behind the last slash goes, or the slash itself.
            if key.hasSuffix("/") {
                key.removeLast()
            } else {
                while let last = key.last, last != "/" { key.removeLast() }
            }
        }
        return nil
    }

    private func credential(at key: String) -> String? {
        if let token = secret(key + ":_authToken") { return "Bearer " + token }
        if let basic = secret(key + ":_auth") { return "Basic " + basic }
        if let user = secret(key + ":username"), let encoded = secret(key + ":_password") {
            // npm keeps the password in base64; text that is none decodes to nothing there as well.
            let password = Data(base64Encoded: encoded).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        }
        return nil
    }

    /// A credential; a variable that was not set, or a line break that would end the header, makes it void.
    private func secret(_ key: String) -> String? {
        guard let value = value(of: key), !value.isEmpty else { return nil }
        return value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f } ? value : nil
    }

    private static func normalized(_ registry: String) -> String {
        registry.hasSuffix("/") ? registry : registry + "/"
    }
}

/// The address that npm fetches for a lockfile's `resolved`: npm swaps the host for the registry's, keeping the path.
///
/// `mode` is `replace-registry-host`; `builtInRegistry` is the registry that npm is built with, which `npmjs` means.
package func npmEffectiveAddress(
    ofResolved resolved: String, registry: String, mode: String, builtInRegistry: String
) -> String {
    guard let own = origin(ofAddress: resolved), let target = origin(ofAddress: registry) else { return resolved }
    let host = { (origin: String) in
        origin.firstRange(of: "://").map { String(origin[$0.upperBound...].prefix { $0 != ":" }) }
    }
    let isReplaced: Bool
    switch mode {
    case "never": isReplaced = false
    case "always": isReplaced = true
    case "npmjs": isReplaced = origin(ofAddress: builtInRegistry).flatMap(host) == host(own)
    default: isReplaced = host(own) == mode
    }
    guard isReplaced, own != target else { return resolved }
    return target + path(ofAddress: resolved)
}
