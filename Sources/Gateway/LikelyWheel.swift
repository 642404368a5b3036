import Packages

/// Guesses which wheel of a project pip will choose, to fetch its metadata before pip asks; never used to decide anything.
struct LikelyWheel: Sendable {
    /// The client's interpreter: CPython 3 of this minor version.
    private let minor: Int

    /// Nil for clients that say nothing of their interpreter, and for those that do not ask for metadata (pip before 23).
    init?(userAgent: String?) {
        guard let userAgent, userAgent.hasPrefix("pip/"), let release = Self.number(userAgent.dropFirst(4)),
            release >= 23,
            let version = userAgent.firstRange(of: "\"python\":\"3."),
            let minor = Self.number(userAgent[version.upperBound...])
        else { return nil }
        self.minor = minor
    }

    /// The newest release's wheel that fits the interpreter and offers its metadata.
    func choose(_ files: [SimpleFile]) -> SimpleFile? {
        var best: (file: SimpleFile, version: [Int])?
        for file in files where file.artifact.kind == .wheel && file.yankReason == nil && file.metadata != .none {
            guard let version = Self.release(file.artifact.identity.version), isAdmitted(file.requiresPython),
                fits(file.artifact.filename)
            else { continue }
            if let best, !best.version.lexicographicallyPrecedes(version) { continue }
            best = (file, version)
        }
        return best?.file
    }

    /// The numbers of a final release, without zeros at the end; nil for pre-releases.
    private static func release(_ version: String) -> [Int]? {
        let plain = version.prefix { $0 != "+" }
        var numbers: [Int] = []
        for part in plain.split(separator: ".") {
            if let number = Int(part) {
                numbers.append(number)
            } else if part.hasPrefix("post"), let number = Int(part.dropFirst(4)) {
                numbers.append(number)
            } else {
                return nil
            }
        }
        while numbers.last == 0 { numbers.removeLast() }
        return numbers
    }

    private func isAdmitted(_ requirement: String?) -> Bool {
        for clause in (requirement ?? "").split(separator: ",") {
            let text = clause.filter { $0 != " " }
            if text.hasPrefix(">=3."), let least = Self.number(text.dropFirst(4)), minor < least { return false }
            if text.hasPrefix("<3."), let bound = Self.number(text.dropFirst(3)), minor >= bound { return false }
        }
        return true
    }

    private func fits(_ filename: String) -> Bool {
        let tags = filename.dropLast(4).split(separator: "-").suffix(3).map { $0.split(separator: ".") }
        guard tags.count == 3 else { return false }
        let isStable = tags[1].contains("abi3")
        let fitsPython = tags[0].contains { tag in
            if tag == "py3" || tag == "cp3\(minor)" { return true }
            return isStable && tag.hasPrefix("cp3") && Self.number(tag.dropFirst(3)).map { $0 <= minor } == true
        }
        return fitsPython && tags[2].contains { $0 == "any" || Self.isOwn($0) }
    }

    private static func isOwn(_ platform: Substring) -> Bool {
        #if os(macOS)
            platform.hasPrefix("macosx")
        #elseif arch(arm64)
            platform.hasPrefix("manylinux") && platform.hasSuffix("aarch64")
        #else
            platform.hasPrefix("manylinux") && platform.hasSuffix("x86_64")
        #endif
    }

    private static func number(_ text: Substring) -> Int? { Int(text.prefix { $0.isASCII && $0.isNumber }) }
}
