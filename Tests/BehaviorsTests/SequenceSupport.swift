import Behaviors
import Packages

/// Extracts from files written in a test; names and code are inert, hosts end in `.invalid`.
func sequence(
    _ files: [String: String], nested: [String: String] = [:], ecosystem: Ecosystem = .pypi,
    kind: ArtifactKind = .sdist
) -> BehaviorSequence {
    let packageFiles =
        files.sorted { $0.key < $1.key }
        .map { PackageFile(path: $0.key, bytes: Array($0.value.utf8), isExecutable: false) }
        + nested.sorted { $0.key < $1.key }.map {
            PackageFile(
                path: $0.key, content: FileContent(Array($0.value.utf8)), isExecutable: false, isNested: true)
        }
    return extractBehaviors(from: PackageSource(ecosystem: ecosystem, kind: kind, files: packageFiles))
}

func npmSequence(_ files: [String: String]) -> BehaviorSequence { sequence(files, ecosystem: .npm, kind: .npmTarball) }

/// The event names of a module `probe.py` that is imported.
func pythonEvents(_ text: String) -> [String] {
    sequence(["probe.py": text], kind: .wheel).units.first { $0.name == "probe.py" }?.names ?? []
}

/// The event names of an `index.js` that is required.
func javaScriptEvents(_ text: String) -> [String] {
    npmSequence(["index.js": text]).units.first { $0.name == "index.js" }?.names ?? []
}

extension BehaviorUnit {
    var names: [String] { events.map(\.behavior.name) }
}

extension BehaviorSequence {
    func unit(_ name: String, _ phase: Phase? = nil) -> [String]? {
        units.first { $0.name == name && (phase == nil || $0.phase == phase) }?.names
    }
}

/// Whether the names occur in this order, with others between them.
func occursInOrder(_ wanted: [String], in names: [String]) -> Bool {
    var rest = names[...]
    for name in wanted {
        guard let index = rest.firstIndex(of: name) else { return false }
        rest = rest[(index + 1)...]
    }
    return true
}
