package import Packages

/// What an npm manifest leaves unsaid; nil for a text that is no JSON object.
package func descriptionGaps(inManifest packageJSON: [UInt8]) -> Set<DescriptionGap>? {
    guard let manifest = JSONValue(parsing: packageJSON), case .object = manifest else { return nil }
    func states(_ keys: String...) -> Bool {
        keys.contains { key in manifest[key]?.allStrings.contains { !isBlank($0) } ?? false }
    }
    var gaps = versionGaps(manifest["version"]?.string ?? "")
    if isBlank(manifest["description"]?.string ?? "") { gaps.insert(.noSummary) }
    if !states("homepage", "repository", "bugs") { gaps.insert(.noAddress) }
    if !states("author", "contributors", "maintainers") { gaps.insert(.noAuthor) }
    if !states("license", "licenses") { gaps.insert(.noLicense) }
    if manifest["scripts"]?["test"]?.string?.contains("no test specified") == true { gaps.insert(.untouchedTemplate) }
    return gaps
}

/// What Python's core metadata (`METADATA`, `PKG-INFO`) leaves unsaid; nil for a text without a single field.
///
/// Reads as the standard does: fields up to the first empty line, continued by indented lines; the long description is
/// the field of that name or what follows the empty line.
package func descriptionGaps(inCoreMetadata bytes: [UInt8]) -> Set<DescriptionGap>? {
    var stated: Set<String> = []
    var version = ""
    var description = 0
    var key = ""
    var rest = bytes[...]
    while let line = nextLine(&rest) {
        let text = String(decoding: line.prefix(fieldLimit), as: UTF8.self)
        if isBlank(text) { break }
        if text.first == " " || text.first == "\t" {
            if key == "description" { description += visibleCount(line) }
            continue
        }
        guard let colon = text.firstIndex(of: ":") else { continue }
        key = text[..<colon].lowercased()
        let value = text[text.index(after: colon)...].trimmingSpaces
        // What setuptools once wrote for a field that nobody had filled in.
        if value.isEmpty || value.uppercased() == "UNKNOWN" { continue }
        if key == "description" { description += visibleCount(line) - "description:".utf8.count }
        if key == "version", version.isEmpty { version = value }
        if key == "classifier", value.hasPrefix("License ::") { stated.insert("license") }
        stated.insert(key)
    }
    guard !stated.isEmpty else { return nil }
    let body = String(decoding: rest.prefix(fieldLimit), as: UTF8.self).trimmingSpaces
    if body.uppercased() != "UNKNOWN" { description += visibleCount(rest.prefix(fieldLimit)) }
    var gaps = versionGaps(version)
    if !stated.contains("summary") { gaps.insert(.noSummary) }
    if description < leastDescription { gaps.insert(.noDescription) }
    if stated.isDisjoint(with: ["home-page", "project-url", "download-url"]) { gaps.insert(.noAddress) }
    if stated.isDisjoint(with: ["author", "author-email", "maintainer", "maintainer-email"]) { gaps.insert(.noAuthor) }
    if stated.isDisjoint(with: ["license", "license-expression"]) { gaps.insert(.noLicense) }
    if !stated.contains("classifier") { gaps.insert(.untouchedTemplate) }
    return gaps
}

/// Characters of a long description that says something.
private let leastDescription = 60
/// Bytes of one field that are looked at.
private let fieldLimit = 4_096

/// The bytes up to the next line feed; nil at the end.
private func nextLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
    let line = rest[rest.startIndex..<end]
    rest = rest[min(end + 1, rest.endIndex)...]
    return line
}

private func visibleCount(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 > UInt8(ascii: " ") } }

private func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= UInt8(ascii: " ") } }

extension StringProtocol {
    fileprivate var trimmingSpaces: String {
        let bytes = utf8.drop { $0 <= UInt8(ascii: " ") }
        return String(decoding: bytes.reversed().drop { $0 <= UInt8(ascii: " ") }.reversed(), as: UTF8.self)
    }
}

private func versionGaps(_ version: String) -> Set<DescriptionGap> {
    let release = version.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let numbers = release.split(separator: ".").prefix(3).map { Int($0.prefix(9)) ?? 0 }
    guard let major = numbers.first else { return [] }
    let isYear = (1990...2100).contains(major) || major >= 19_900_101 || (1990...2100).contains(major / 100)
    if major >= 50, !isYear { return [.outsizedVersion] }
    let rest = numbers.dropFirst()
    let isFirst =
        major == 0
        ? (rest.first ?? 0) == 0 || rest.elementsEqual([1]) || rest.elementsEqual([1, 0])
        : major == 1 && rest.allSatisfy { $0 == 0 }
    return isFirst ? [.firstVersion] : []
}
