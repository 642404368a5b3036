extension TransferRequest {
    /// The request as another origin may see it: without any header that could carry a credential.
    func restricted(to address: TransferAddress, startedAt start: TransferAddress) -> TransferRequest {
        guard !address.hasSameOrigin(as: start) else { return self }
        let secret: Set<String> = ["authorization", "cookie", "proxy-authorization", "npm-otp", "x-api-key"]
        return TransferRequest(
            url: url, method: method, headers: headers.filter { !secret.contains($0.0.lowercased()) },
            acceptsCompression: acceptsCompression)
    }
}

extension TransferAddress {
    /// The header for the URL's own user and password; an explicit header of the request goes before it.
    func basicAuthorization(beside request: TransferRequest) -> String? {
        guard user != nil || password != nil else { return nil }
        guard !request.headers.contains(where: { $0.0.lowercased() == "authorization" }) else { return nil }
        return "Basic " + base64("\(user ?? ""):\(password ?? "")")
    }

    /// A URL that could not be parsed, as a message may show it: nothing before an `@`, nothing behind a `?`.
    static func withoutSecrets(_ text: String) -> String {
        let visible = text.prefix { $0 != "?" && $0 != "#" }
        guard let at = visible.lastIndex(of: "@") else { return String(visible) }
        return "…" + visible[at...]
    }

    private func base64(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let bytes = Array(text.utf8)
        var encoded: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var word: UInt32 = 0
            for position in 0..<3 {
                word = word << 8 | (position < group.count ? UInt32(group[start + position]) : 0)
            }
            for position in 0..<4 {
                let digit = alphabet[Int(word >> UInt32(18 - 6 * position) & 63)]
                encoded.append(position <= group.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
