/// What stands in the log in place of a credential.
private let mask = "***"

/// A command line without the credentials that npm and pip take on it.
///
/// Masked are: user and password in addresses, query values with telling names, the values of options with telling
/// names (`--otp 123456`, `--//registry.example/:_authToken=…`), and passwords in a proxy given without a scheme.
package func withoutCredentials(_ command: [String]) -> [String] {
    var result: [String] = []
    var masksNext = false
    for argument in command {
        if masksNext {
            masksNext = false
            // A missing value must not hide the option that follows.
            if !argument.hasPrefix("--") {
                result.append(mask)
                continue
            }
        }
        let equals = argument.firstIndex(of: "=")
        let name = argument[..<(equals ?? argument.endIndex)]
        if soundsSecret(name), isOption(name) || isVariable(name) {
            guard let equals else {
                result.append(argument)
                masksNext = isOption(name)
                continue
            }
            result.append(argument[...equals] + mask)
            continue
        }
        result.append(withoutUserInformation(withoutSecretQuery(argument)))
    }
    return result
}

private func isOption(_ name: Substring) -> Bool { name.hasPrefix("-") }

/// An assignment such as `NPM_TOKEN=…`, or npm's `//registry.example/:_authToken=…` in `npm config set`; a requirement
/// such as `token-bucket==1.0` is none.
private func isVariable(_ name: Substring) -> Bool {
    name.hasPrefix("//") || name.hasPrefix("_") || name.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
}

private func soundsSecret(_ name: some StringProtocol) -> Bool {
    let lower = name.lowercased()
    let words = [
        "token", "password", "passwd", "secret", "_auth", "apikey", "api-key", "api_key", "credential",
        "signature",
    ]
    let lastPart = lower.split(separator: ":").last.map(String.init) ?? lower
    let exact = ["--otp", "--auth", "--pass", "--key", "auth", "key", "sig", "pass"]
    return words.contains { lower.contains($0) } || exact.contains(lastPart)
}

/// Masks `user:password@` in every address of the text: `https://u:p@host`, `git+ssh://u:p@host`, `u:p@proxy:3128`.
private func withoutUserInformation(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while let scheme = firstIndex(of: Array("://".utf8), in: bytes, from: position) {
        result += bytes[position..<(scheme + 3)]
        position = scheme + 3
        let end = bytes[position...].firstIndex { isAuthorityEnd($0) } ?? bytes.count
        if let at = bytes[position..<end].lastIndex(of: UInt8(ascii: "@")) {
            // `git+ssh://git@host` names an account that everybody uses, not a credential.
            let user = bytes[position..<at]
            result += user.elementsEqual("git".utf8) ? Array(user) : Array(mask.utf8)
            position = at
        }
    }
    result += bytes[position...]
    guard position == 0 else { return String(decoding: result, as: UTF8.self) }
    return withoutBareUserInformation(text)
}

/// Masks a proxy without a scheme, `user:password@host:port`, alone or as an option's value.
private func withoutBareUserInformation(_ text: String) -> String {
    let start = text.firstIndex(of: "=").map { text.index(after: $0) } ?? text.startIndex
    let value = text[start...]
    guard let at = value.lastIndex(of: "@"), let colon = value[..<at].firstIndex(of: ":") else { return text }
    let user = value[..<colon]
    // `npm:react@18`, `x@npm:y@2`, `git@host:path` and `name @ file:…` have an `@`, but no password before it.
    let schemes = ["npm", "file", "git", "github", "gitlab", "bitbucket", "gist", "workspace"]
    guard let scheme = user.split(separator: "@").last, !schemes.contains(String(scheme)),
        !value[..<at].contains(where: { $0 == "/" || $0.isWhitespace })
    else { return text }
    return text[..<start] + mask + text[at...]
}

/// Masks the values of telling names in queries and fragments: `?token=…`, `&sig=…`.
private func withoutSecretQuery(_ text: String) -> String {
    guard let question = text.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return text }
    var result = String(text[...question])
    var isFirst = true
    for part in text[text.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false) {
        if !isFirst { result += "&" }
        isFirst = false
        if let equals = part.firstIndex(of: "="), soundsSecret(part[..<equals]) {
            result += part[...equals] + mask
        } else {
            result += part
        }
    }
    return result
}

private func isAuthorityEnd(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: " ")].contains(byte)
}

private func firstIndex(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    while position + needle.count <= bytes.count {
        if bytes[position...].starts(with: needle) { return position }
        position += 1
    }
    return nil
}
