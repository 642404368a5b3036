/// Latin letters and digits in other dress: what NFKC, which Python applies to identifiers, turns into ASCII.
///
/// `ｅｘｅｃ` and `𝐞𝐱𝐞𝐜` are `exec` to Python. Generated from Unicode 14.0.0; characters whose form is not ASCII stay.
enum PythonIdentifierFolding {
    /// The identifier as Python compares it.
    static func fold(_ identifier: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in identifier.unicodeScalars {
            if let text = replacement(for: scalar) {
                folded.append(contentsOf: text.unicodeScalars)
            } else {
                folded.append(scalar)
            }
        }
        return String(folded)
    }

    private static func replacement(for scalar: Unicode.Scalar) -> String? {
        let value = scalar.value
        guard value > 0x7F else { return nil }
        if let ligature = ligatures.first(where: { $0.0 == value }) { return ligature.1 }
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].first <= value { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let run = runs[low - 1]
        let offset = Int(value - run.first)
        return offset < run.letters.count ? String(Unicode.Scalar(run.letters[offset])) : nil
    }

    /// Consecutive scalars from `first` on stand for these letters; ascending.
    private static let runs: [(first: UInt32, letters: [UInt8])] = [
        (0xAA, "a"), (0xBA, "o"), (0x17F, "s"), (0x2B0, "h"), (0x2B2, "jr"), (0x2B7, "wy"), (0x2E1, "lsx"),
        (0x1D2C, "A"), (0x1D2E, "B"), (0x1D30, "DE"), (0x1D33, "GHIJKLMN"), (0x1D3C, "O"), (0x1D3E, "PRTUWa"),
        (0x1D47, "bde"), (0x1D4D, "g"), (0x1D4F, "km"), (0x1D52, "o"), (0x1D56, "ptu"), (0x1D5B, "v"),
        (0x1D62, "iruv"), (0x1D9C, "c"), (0x1DA0, "f"), (0x1DBB, "z"), (0x2071, "i"), (0x207F, "n"), (0x2090, "aeox"),
        (0x2095, "hklmnpst"), (0x2102, "C"), (0x210A, "gHHHh"), (0x2110, "IILl"), (0x2115, "N"), (0x2119, "PQRRR"),
        (0x2124, "Z"), (0x2128, "Z"), (0x212A, "K"), (0x212C, "BC"), (0x212F, "eEF"), (0x2133, "Mo"), (0x2139, "i"),
        (0x2145, "Ddeij"), (0x2160, "I"), (0x2164, "V"), (0x2169, "X"), (0x216C, "LCDMi"), (0x2174, "v"),
        (0x2179, "x"), (0x217C, "lcdm"), (0x2C7C, "jV"), (0xA7F2, "CFQ"), (0xFE33, "__"), (0xFE4D, "___"),
        (0xFF10, "0123456789"), (0xFF21, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), (0xFF3F, "_"),
        (0xFF41, "abcdefghijklmnopqrstuvwxyz"), (0x107A5, "q"),
        (0x1D400, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (0x1D44E, "abcdefg"), (0x1D456, "ijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzA"),
        (0x1D49E, "CD"), (0x1D4A2, "G"), (0x1D4A5, "JK"), (0x1D4A9, "NOPQ"), (0x1D4AE, "STUVWXYZabcd"),
        (0x1D4BB, "f"), (0x1D4BD, "hijklmn"),
        (0x1D4C5, "pqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzAB"), (0x1D507, "DEFG"),
        (0x1D50D, "JKLMNOPQ"), (0x1D516, "STUVWXY"), (0x1D51E, "abcdefghijklmnopqrstuvwxyzAB"), (0x1D53B, "DEFG"),
        (0x1D540, "IJKLM"), (0x1D546, "O"), (0x1D54A, "STUVWXY"),
        (0x1D552, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        (0x1D5A0, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (0x1D5EE, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        (0x1D63C, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (0x1D68A, "abcdefghijklmnopqrstuvwxyz"), (0x1D7CE, "01234567890123456789012345678901234567890123456789"),
        (0x1FBF0, "0123456789"),
    ].map { ($0.0, Array($0.1.utf8)) }

    private static let ligatures: [(UInt32, String)] = [
        (0x132, "IJ"), (0x133, "ij"), (0x1C7, "LJ"), (0x1C8, "Lj"), (0x1C9, "lj"), (0x1CA, "NJ"), (0x1CB, "Nj"),
        (0x1CC, "nj"), (0x1F1, "DZ"), (0x1F2, "Dz"), (0x1F3, "dz"), (0x2161, "II"), (0x2162, "III"), (0x2163, "IV"),
        (0x2165, "VI"), (0x2166, "VII"), (0x2167, "VIII"), (0x2168, "IX"), (0x216A, "XI"), (0x216B, "XII"),
        (0x2171, "ii"), (0x2172, "iii"), (0x2173, "iv"), (0x2175, "vi"), (0x2176, "vii"), (0x2177, "viii"),
        (0x2178, "ix"), (0x217A, "xi"), (0x217B, "xii"), (0xFB00, "ff"), (0xFB01, "fi"), (0xFB02, "fl"),
        (0xFB03, "ffi"), (0xFB04, "ffl"), (0xFB05, "st"), (0xFB06, "st"),
    ]
}
