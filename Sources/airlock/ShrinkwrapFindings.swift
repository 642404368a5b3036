import Behaviors
import Packages
import Resolution
import Verdicts

/// The finding of an npm package whose own `npm-shrinkwrap.json` states scripts for what it depends on.
///
/// npm takes the entries of a dependency's shrinkwrap for manifests and runs what they state.
func shrinkwrapFindings(in files: [PackageFile], kind: ArtifactKind) -> [Evidence.Finding] {
    guard kind == .npmTarball, let file = files.first(where: { $0.path == "npm-shrinkwrap.json" }) else { return [] }
    do {
        _ = try NpmLockfile(parsing: file.bytes, path: file.path)
        return []
    } catch {
        switch error {
        case .scriptsInLockfile(_, let location):
            let message =
                "its shrinkwrap states scripts for '\(location)', which npm runs in place of that package's own"
            return [Evidence.Finding(code: .strayScript, message: message, file: file.path)]
        case .unreadable, .tooLarge, .malformed, .unsupportedVersion, .unwritable, .unknownArtifact:
            // What cannot be read here may still be read by npm.
            let message = "its shrinkwrap cannot be read: \(error.description)"
            return [Evidence.Finding(code: .incompleteInspection, message: message, file: file.path)]
        }
    }
}
