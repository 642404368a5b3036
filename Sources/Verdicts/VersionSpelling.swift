import Packages

/// Tells whether two spellings name one version, by the ecosystem's own rules as far as registries apply them.
///
/// npm: a leading `v` or `=` and build metadata do not count (`semver.clean`). PyPI: PEP 440's normalization of case,
/// separators, pre-release words, leading `v` and trailing zeros; a version outside PEP 440 is compared as text.
package func isSameVersion(_ left: String, _ right: String, ecosystem: Ecosystem) -> Bool {
    if left == right { return true }
    switch ecosystem {
    case .npm: return cleanedForNpm(left) == cleanedForNpm(right)
    case .pypi: return normalizedForPyPI(left) == normalizedForPyPI(right)
    }
}

private func cleanedForNpm(_ version: String) -> Substring {
    let trimmed = version.drop { $0.isWhitespace || $0 == "v" || $0 == "=" }
    return trimmed.prefix { $0 != "+" && !$0.isWhitespace }
}

/// Splits into runs of digits and of letters, so that `1.0-RC_1` and `1rc1` become the same pieces.
private func normalizedForPyPI(_ version: String) -> [String] {
    let lower = version.lowercased().drop { $0.isWhitespace || $0 == "v" }
    let parts = lower.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    var pieces = piecesOfPublicVersion(parts.first ?? "")
    if parts.count > 1 { pieces += ["+"] + pieceRuns(parts[1]).map(withoutLeadingZeros) }
    return pieces
}

private func piecesOfPublicVersion(_ text: Substring) -> [String] {
    let epochSplit = text.split(separator: "!", maxSplits: 1, omittingEmptySubsequences: false)
    var pieces: [String] = []
    var rest = text
    if epochSplit.count == 2 {
        let epoch = withoutLeadingZeros(String(epochSplit[0]))
        if epoch != "0" { pieces = [epoch, "!"] }
        rest = epochSplit[1]
    }
    let release = rest.prefix { $0.isNumber || $0 == "." }
    var numbers = release.split(separator: ".").map { withoutLeadingZeros(String($0)) }
    while numbers.count > 1, numbers.last == "0" { numbers.removeLast() }
    pieces += numbers
    let suffix = rest.dropFirst(release.count)
    // `1.0-1` is the implicit spelling of `1.0.post1`.
    var runs = pieceRuns(suffix).map(withoutLeadingZeros)
    if suffix.first == "-", let first = runs.first, first.first?.isNumber == true { runs.insert("post", at: 0) }
    for (index, run) in runs.enumerated() {
        pieces.append(spelledOut(run))
        let isWord = run.first?.isLetter == true
        let nextIsNumber = index + 1 < runs.count && runs[index + 1].first?.isNumber == true
        if isWord && !nextIsNumber { pieces.append("0") }
    }
    return pieces
}

private func pieceRuns(_ text: some StringProtocol) -> [String] {
    var runs: [String] = []
    var isNumberRun: Bool?
    for character in text {
        guard character.isLetter || character.isNumber else {
            isNumberRun = nil
            continue
        }
        if isNumberRun == character.isNumber, let last = runs.indices.last {
            runs[last].append(character)
        } else {
            runs.append(String(character))
            isNumberRun = character.isNumber
        }
    }
    return runs
}

private func spelledOut(_ word: String) -> String {
    switch word {
    case "alpha": "a"
    case "beta": "b"
    case "c", "pre", "preview": "rc"
    case "rev", "r": "post"
    default: word
    }
}

private func withoutLeadingZeros(_ digits: String) -> String {
    guard digits.first?.isNumber == true else { return digits }
    let trimmed = digits.drop { $0 == "0" }
    return trimmed.isEmpty ? "0" : String(trimmed)
}
