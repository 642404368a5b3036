/// Name and version that a `package.json` states, read as npm reads it: of equal keys the last counts.
///
/// - Returns: nil for either that is missing or no text; a manifest that is not JSON states nothing.
package func manifestIdentity(in packageJSON: [UInt8]) -> (name: String?, version: String?) {
    let manifest = JSONValue(parsing: packageJSON)
    return (manifest?["name"]?.string, manifest?["version"]?.string)
}
