package import Packages

/// Name and version that a `package.json` states, read as npm reads it: of equal keys the last counts.
///
/// - Returns: nil for either that is missing or no text; a manifest that is not JSON states nothing.
package func manifestIdentity(in packageJSON: [UInt8]) -> (name: String?, version: String?) {
    let manifest = JSONValue(parsing: packageJSON)
    return (manifest?["name"]?.string, manifest?["version"]?.string)
}

/// What a `package.json` states of scripts, dependencies and programs; nil for a text that is no JSON object.
package func releaseManifest(in packageJSON: [UInt8], hasNativeBuild: Bool) -> ReleaseManifest? {
    guard let manifest = JSONValue(parsing: packageJSON), case .object = manifest else { return nil }
    func texts(_ key: String) -> [String: String] {
        let pairs = manifest[key]?.members.compactMap { key, value in value.string.map { (key, $0) } } ?? []
        return Dictionary(pairs) { _, last in last }
    }
    var programs: [String: String]? = texts("bin")
    if let path = manifest["bin"]?.string {
        let name = manifest["name"]?.string ?? ""
        programs = [String(name.split(separator: "/").last ?? ""): path]
    }
    // npm lists such a folder's files when it publishes.
    if manifest["directories"]?["bin"] != nil { programs = nil }
    return ReleaseManifest(
        scripts: texts("scripts"), dependencies: texts("optionalDependencies").merging(texts("dependencies")) { $1 },
        programs: programs, hasNativeBuild: hasNativeBuild)
}
