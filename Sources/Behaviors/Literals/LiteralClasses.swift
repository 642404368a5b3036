/// What a text shows by itself: the classes of one literal, in a fixed order, each once.
struct LiteralClasses: Sendable {
    private(set) var behaviors: [Behavior] = []
    /// `secretPlace` when it names a place of credentials.
    private(set) var labels: Labels = []

    /// Texts shorter than this name nothing.
    private static let minimumLength = 3
    /// Keywords are looked for in the first bytes only; longer texts are data, whose shape still counts.
    private static let scannedLength = 65_536
    private static let longLength = 512
    private static let hugeLength = 8_192

    /// Classifies a text whose unknown parts stand as U+FFFC.
    init(_ text: String, isBytes: Bool = false) {
        // Safety: the buffer is only read, within its bounds, while the text lends it.
        let isRead: Void? = text.utf8.withContiguousStorageIfAvailable { read(text, $0, isBytes: isBytes) }
        if isRead == nil { Array(text.utf8).withUnsafeBufferPointer { read(text, $0, isBytes: isBytes) } }
        for behavior in behaviors where Self.secretPlaces.contains(behavior) { labels.insert(.secretPlace) }
    }

    private mutating func read(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>, isBytes: Bool) {
        guard bytes.count >= Self.minimumLength else { return }
        let scanned = UnsafeBufferPointer(rebasing: bytes.prefix(Self.scannedLength))
        if WebAddress.hasMark(scanned) { for kind in WebAddress.kinds(in: Array(scanned)) { add(kind) } }
        // An address is no path: `https://x.invalid/etc/passwd` still is, `https://x.invalid/id` is not.
        LiteralKeywords.automaton.scan(scanned) { add($0) }
        addWords(of: text, bytes: bytes)
        addShape(of: bytes, isBytes: isBytes)
    }

    private static let secretPlaces: Set<Behavior> = [
        .credBrowser, .credDiscord, .credWallet, .credSsh, .credCloud, .credPackageToken, .credGit, .credGame,
        .credChat,
        .credKeychain, .credContainer, .credEnvFile, .credHistory, .credSystem,
    ]

    private mutating func add(_ behavior: Behavior) {
        if !behaviors.contains(behavior) { behaviors.append(behavior) }
    }

    /// Whole texts that are one word.
    private mutating func addWords(of text: String, bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= 64 else { return }
        let hasDot = bytes.contains(UInt8(ascii: "."))
        // Most texts are too long for a word and end like no host; only the others cost a lowercased copy.
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        // Beyond ASCII only the Kelvin sign has a small letter of ASCII; its first byte is this.
        let mayBeWord =
            (isASCII ? Self.mayBeWord(bytes) : bytes.contains(0xe2))
            || bytes[bytes.count - 1] | 0x20 == UInt8(ascii: "h") && hasDot
        // What follows adds nothing to most texts.
        guard mayBeWord || hasDot || bytes.count >= 26 else { return }
        if mayBeWord {
            let isSecret = isASCII ? Self.isSecretWord(bytes) : Self.secretWords.contains(text.lowercased())
            if isSecret { add(.credWord) }
        }
        if hasDot {
            if bytes.count <= 15, bytes.first.map({ (48...57).contains($0) }) == true,
                let parts = WebAddress.addressParts(text), !WebAddress.isPrivate(parts), parts[3] != 0,
                parts[0] >= 11, parts[0] < 224
            {
                add(.litIp)
            } else if behaviors.isEmpty, !isASCII || WebAddress.mayEndHost(Array(bytes)),
                let kind = WebAddress.kind(ofHost: text)
            {
                add(kind)
            }
        }
        if Self.isWalletAddress(bytes) { add(.litWalletAddress) }
        let lower = mayBeWord && (hasDot || !isASCII) ? text.lowercased() : ""
        if lower == ".env" { add(.credEnvFile) }
        if mayBeWord, lower.hasSuffix(".ssh") { add(.credSsh) }
    }

    /// Whether a text in ASCII begins, ends and is as long as one of the words that stand alone.
    private static func mayBeWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count < 32
            && outlines[Int(bytes[0] | 0x20)] & outlines[256 + Int(bytes[bytes.count - 1] | 0x20)] & 1 << bytes.count
                != 0
    }

    private static func isSecretWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        secretWords.contains { word in
            word.utf8.count == bytes.count
                && zip(word.utf8, bytes).allSatisfy { $0 == $1 || $0 == $1 | 0x20 && $0 >= 97 }
        }
    }

    /// The lengths of those words as bits, by first letter, then by last letter, in lower case.
    private static let outlines: [UInt32] = {
        var outlines = [UInt32](repeating: 0, count: 512)
        for word in secretWords.union([".env"]) {
            guard let first = word.utf8.first, let last = word.utf8.last else { continue }
            outlines[Int(first | 0x20)] |= 1 << word.utf8.count
            outlines[256 + Int(last | 0x20)] |= 1 << word.utf8.count
        }
        return outlines
    }()
    private static let secretWords: Set<String> = [
        "password", "passwd", "credentials", "api_key", "apikey", "secret_key", "access_token", "auth_token", "cookies",
        "private_key", "passwords", "credit card", "creditcards", "card_number", "tokens", "logins",
    ]

    private mutating func addShape(of bytes: UnsafeBufferPointer<UInt8>, isBytes: Bool) {
        guard bytes.count >= 24 else { return }
        if bytes.count >= Self.hugeLength {
            add(.litHuge)
        } else if bytes.count >= Self.longLength {
            add(.litLong)
        }
        let blanks = BlankCount(bytes, isBytes: isBytes)
        if blanks.isProse {
            // Prose is neither of the others.
            if blanks.controlCount * 8 > bytes.count { add(.litBinary) }
            return
        }
        let shape = Shape(bytes, isBytes: isBytes)
        if shape.isHexadecimal {
            if bytes.count >= 48 { add(.litHex) }
        } else if shape.isBase64, bytes.count >= 32 {
            add(.litBase64)
        } else if shape.controlCount * 8 > bytes.count {
            add(.litBinary)
        } else if bytes.count >= 80, shape.spaceCount * 40 < bytes.count, shape.slashCount < 3, shape.entropy > 4.9 {
            add(.litEntropy)
        }
    }

    private static func isWalletAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.count == 42, bytes.starts(with: "0x".utf8) {
            return bytes.dropFirst(2).allSatisfy { Shape.hexadecimalValue($0) != nil }
        }
        guard (26...35).contains(bytes.count) || bytes.count == 42 else { return false }
        if bytes.starts(with: "bc1q".utf8) { return bytes.count == 42 }
        guard bytes.first == UInt8(ascii: "1") || bytes.first == UInt8(ascii: "3") || bytes.first == UInt8(ascii: "T")
        else { return false }
        let shape = Shape(bytes)
        return bytes.count >= 33 && shape.isBase58 && shape.digitCount >= 4 && shape.upperCount >= 6
            && shape.lowerCount >= 6
    }
}

/// How many blanks and control characters a text has, which is all that matters of prose.
private struct BlankCount {
    /// Blanks are too many for data in one piece.
    let isProse: Bool
    let controlCount: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, isBytes: Bool) {
        var spaces = 0
        var controls = 0
        for byte in bytes {
            let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
            if isSpace { spaces += 1 }
            if byte < 0x20 && !isSpace || byte == 0x7f || isBytes && (byte == 0xc2 || byte == 0xc3) { controls += 1 }
        }
        isProse = spaces * 40 > bytes.count
        controlCount = controls
    }
}

/// Counts over the bytes of a text.
private struct Shape {
    var isHexadecimal = true
    var isBase64 = true
    var isBase58 = true
    var controlCount = 0
    var spaceCount = 0
    var digitCount = 0
    var upperCount = 0
    var lowerCount = 0
    var slashCount = 0
    private var counts = [Int](repeating: 0, count: 256)
    private let length: Int

    /// For bytes, scalars 128-255 stand for themselves, so their lead bytes in UTF-8 count as control characters.
    init(_ bytes: UnsafeBufferPointer<UInt8>, isBytes: Bool = false) {
        length = bytes.count
        for byte in bytes { counts[Int(byte)] += 1 }
        var symbolCount = 0
        for byte in UInt8.min...UInt8.max where counts[Int(byte)] > 0 {
            let count = counts[Int(byte)]
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") { slashCount += count }
            if isHexadecimal, Self.hexadecimalValue(byte) == nil { isHexadecimal = false }
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): lowerCount += count
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): upperCount += count
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digitCount += count
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "_"):
                symbolCount += count
            case 0x20, 0x09, 0x0a, 0x0d: spaceCount += count
            case 0..<0x20, 0x7f: controlCount += count
            default:
                if isBytes, byte == 0xc2 || byte == 0xc3 { controlCount += count }
                isBase64 = false
                isBase58 = false
            }
        }
        if symbolCount > 0 || spaceCount > 0 { isBase58 = false }
        if controlCount > 0 { isBase64 = false }
        // Line breaks are usual in base64; words with `-`, `_` or `/` between them are names and paths.
        if spaceCount * 40 > length || symbolCount * 8 > length { isBase64 = false }
        if digitCount == 0 && symbolCount == 0 || upperCount == 0 || lowerCount == 0 { isBase64 = false }
        if isBase64, upperCount * 8 < length || entropy < 4.0 { isBase64 = false }
        if counts[Int(UInt8(ascii: "0"))] * 2 > length { isHexadecimal = false }
    }

    /// Bits a byte.
    var entropy: Double {
        var sum = 0.0
        for count in counts where count > 0 {
            let share = Double(count) / Double(length)
            sum -= share * binaryLogarithm(share)
        }
        return sum
    }

    static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// log2 by exponent and a series; three digits are enough here and no C library is needed.
    private func binaryLogarithm(_ value: Double) -> Double {
        let exponent = Double(value.exponent)
        let reduced = (value.significand - 1) / (value.significand + 1)
        let square = reduced * reduced
        let series = reduced * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square / 9))))
        return exponent + 2 * series / 0.693_147_180_559_945_3
    }
}
