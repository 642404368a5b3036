/// What an operating system would run, told by its first bytes.
enum ProgramFormat: Sendable {
    case elf
    case windows
    case macOS
    case script

    /// The format of a file by at least its first 64 bytes; nil for everything else.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) {
            self = .elf
        } else if Self.isWindows(bytes) {
            self = .windows
        } else if Self.macOSMagics.contains(where: bytes.starts(with:)), bytes.count >= 28 {
            self = .macOS
        } else if bytes.starts(with: "#!/".utf8) || bytes.starts(with: "#! /".utf8) {
            self = .script
        } else {
            return nil
        }
    }

    var isNative: Bool {
        switch self {
        case .elf, .windows, .macOS: true
        case .script: false
        }
    }

    var name: String {
        switch self {
        case .elf: "a Linux program or library"
        case .windows: "a Windows program or library"
        case .macOS: "a macOS program or library"
        case .script: "a script with an interpreter line"
        }
    }

    /// Thin images of both widths; fat ones share their magic with Java classes and are left out.
    private static let macOSMagics: [[UInt8]] = [[0xcf, 0xfa, 0xed, 0xfe], [0xce, 0xfa, 0xed, 0xfe]]

    /// `MZ`, and `PE\0\0` where the header points: two letters alone begin many a text.
    private static func isWindows(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 64, bytes.starts(with: "MZ".utf8) else { return false }
        let offset = (0..<4).reduce(0) { $0 | Int(bytes[0x3c + $1]) << (8 * $1) }
        // A header beyond what is at hand: old headers hold zeros, text does not.
        guard offset <= bytes.count - 4 else { return bytes[..<64].count { $0 == 0 } >= 16 }
        return bytes[offset..<offset + 4].elementsEqual([0x50, 0x45, 0, 0])
    }
}
