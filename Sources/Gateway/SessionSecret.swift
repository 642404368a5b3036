/// The 256 random bits that keep other users of the machine away from a session's doors.
struct SessionSecret: Sendable {
    /// 64 hexadecimal digits: fit for a URL path, a header and an environment variable.
    let text: String

    init() {
        var generator = SystemRandomNumberGenerator()
        text = (0..<4).map { _ in
            let word = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
    }

    /// Compares without telling by its time where the first difference is.
    func matches(_ other: some StringProtocol) -> Bool {
        let own = Array(text.utf8)
        let given = Array(other.utf8)
        guard own.count == given.count else { return false }
        return zip(own, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Whether an `Authorization` header is `Bearer` with this secret.
    func matchesBearer(_ header: String?) -> Bool {
        guard let header, header.count > 7, header.prefix(7).lowercased() == "bearer " else { return false }
        return matches(header.dropFirst(7))
    }

    /// Whether a `Proxy-Authorization` header is `Basic` with the user `airlock` and this secret.
    func matchesBasic(_ header: String?) -> Bool {
        guard let header, header.count > 6, header.prefix(6).lowercased() == "basic " else { return false }
        let expected = BasicCredentials.encoded(user: "airlock", password: text)
        let given = Array(header.dropFirst(6).utf8)
        let own = Array(expected.utf8)
        guard own.count == given.count else { return false }
        return zip(own, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
