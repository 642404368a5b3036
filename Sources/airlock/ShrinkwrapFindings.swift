import Behaviors
import Packages
import Resolution
import Verdicts

/// The finding of an npm package whose own `npm-shrinkwrap.json` states scripts for what it depends on, or puts what lies
/// on the machine in a package's place.
///
/// npm takes the entries of a dependency's shrinkwrap for manifests and runs what they state. A link, a folder or an
/// archive there is the package's own or the project's: npm builds it, and nobody has judged it as a package.
func shrinkwrapFindings(in files: [PackageFile], kind: ArtifactKind) -> [Evidence.Finding] {
    guard kind == .npmTarball, let file = files.first(where: { $0.path == "npm-shrinkwrap.json" }) else { return [] }
    do {
        let lockfile = try NpmLockfile(parsing: file.bytes, path: file.path)
        guard let location = lockfile.locationOnDisk else { return [] }
        let message =
            "its shrinkwrap puts a folder or an archive of the machine at '\(location)', which npm builds unjudged"
        return [Evidence.Finding(code: .strayScript, message: message, file: file.path)]
    } catch {
        switch error {
        case .scriptsInLockfile(_, let location):
            let message =
                "its shrinkwrap states scripts for '\(location)', which npm runs in place of that package's own"
            return [Evidence.Finding(code: .strayScript, message: message, file: file.path)]
        case .unreadable, .tooLarge, .malformed, .unsupportedVersion, .unwritable, .unknownArtifact, .unclearPath,
            .unclearPattern,
            .unclearRegistry, .localInLockfile:
            // What cannot be read here may still be read by npm.
            let message = "its shrinkwrap cannot be read: \(error.description)"
            return [Evidence.Finding(code: .incompleteInspection, message: message, file: file.path)]
        }
    }
}
