/// The common half of npm's version ranges, good enough to guess what npm will choose; never used to decide anything.
///
/// Understood are `1.2.3`, `^1.2.3`, `~1.2`, `1.x`, `1`, each alone; other ranges are nil, and the guess is the latest.
struct LikelyRange: Equatable {
    /// A release version without a pre-release part.
    struct Version: Comparable {
        let parts: [Int]

        init?(_ text: some StringProtocol) {
            let release = text.prefix { $0 != "+" }
            let parts = release.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 3, parts.allSatisfy({ $0 != nil && $0 ?? 0 >= 0 }) else { return nil }
            self.parts = parts.compactMap { $0 }
        }

        static func < (left: Version, right: Version) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }
    }

    private let lowest: [Int]
    /// How many leading parts must be equal.
    private let fixed: Int

    init?(_ text: String) {
        let caret = text.hasPrefix("^")
        let tilde = text.hasPrefix("~")
        let body = text.drop { $0 == "^" || $0 == "~" || $0 == "=" || $0 == "v" || $0 == " " }
        let given = body.split(separator: ".", omittingEmptySubsequences: false).prefix {
            !["x", "X", "*"].contains($0)
        }
        let parts = given.map { Int($0) ?? -1 }
        guard !parts.isEmpty, parts.count <= 3, parts.allSatisfy({ $0 >= 0 }) else { return nil }
        lowest = parts + Array(repeating: 0, count: 3 - parts.count)
        if caret {
            // Up to and with the first part that is not zero.
            fixed = min(parts.count, (lowest.firstIndex { $0 > 0 } ?? 2) + 1)
        } else if tilde {
            fixed = min(parts.count, 2)
        } else {
            fixed = parts.count
        }
    }

    func admits(_ version: Version) -> Bool {
        version.parts.prefix(fixed).elementsEqual(lowest.prefix(fixed))
            && !version.parts.lexicographicallyPrecedes(lowest)
    }
}
