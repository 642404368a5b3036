import TOMLKit

/// What uv recorded of an installed tool: `uv tool upgrade` goes by it, past everything on its line.
///
/// Format, written by uv itself: `[tool]` with `requirements = [{ name = "…", specifier = "…" }]`, `entrypoints` and
/// the like, then perhaps `[tool.options]` with the options it was installed with, among them
/// `index = [{ url = "…", default = true, … }]`, older `index-url = "…"`. A key that is not known to be harmless counts as
/// another source.
struct UvReceipt: Sendable, Equatable {
    /// The one index that the tool was installed from, where the user had named one.
    let index: String?
    /// The first key that names another source, or may.
    let otherSource: String?

    init(_ text: String) {
        guard let receipt = try? TOMLTable(string: text) else {
            (index, otherSource) = (nil, "unreadable")
            return
        }
        var keys = receipt.keys.filter { $0 != "tool" }
        var addresses: [String] = []
        var defaults = 0
        for (key, value) in receipt["tool"]?.table ?? TOMLTable() {
            if key == "options" {
                for (option, value) in value.table ?? TOMLTable() {
                    if option == "index-url", let address = value.string {
                        addresses.append(address)
                        defaults += 1
                    } else if option == "index" {
                        for entry in (value.array ?? TOMLArray()).compactMap(\.table) {
                            if let address = entry["url"]?.string { addresses.append(address) }
                            if entry["default"]?.bool == true { defaults += 1 }
                            keys += entry.keys.filter { !Self.harmlessIndexKeys.contains($0) }
                        }
                    } else if !Self.harmlessOptions.contains(option) {
                        keys.append(option)
                    }
                }
            } else {
                keys += ([key] + Self.keys(in: value)).filter { !Self.harmlessKeys.contains($0) }
            }
        }
        index = addresses.last
        otherSource = keys.first ?? (addresses.count > 1 || defaults != addresses.count ? "index" : nil)
    }

    private static let harmlessKeys: Set<String> = [
        "requirements", "name", "specifier", "extras", "marker", "python", "entrypoints", "install-path", "from",
    ]
    private static let harmlessIndexKeys: Set<String> = ["url", "default", "explicit", "format", "authenticate"]
    private static let harmlessOptions: Set<String> = [
        "resolution", "prerelease", "fork-strategy", "exclude-newer", "compile-bytecode", "link-mode", "no-build",
        "no-build-package", "no-binary", "no-binary-package", "no-sources", "index-strategy", "no-build-isolation",
        "reinstall", "upgrade",
    ]

    /// The keys of all tables in a value, however deep.
    private static func keys(in value: any TOMLValueConvertible) -> [String] {
        if let array = value.array { return array.flatMap { keys(in: $0) } }
        guard let table = value.table else { return [] }
        return table.flatMap { [$0.0] + keys(in: $0.1) }
    }
}
