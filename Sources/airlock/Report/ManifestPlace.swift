import Foundation
import Packages
import Verdicts

/// The file of a project that brings a release in, so that a build service can show a finding where somebody can act.
struct ManifestPlace: Sendable {
    let folder: String
    /// Requirements files that the command names.
    var named: [String] = []

    private static let npmFiles = ["package-lock.json", "npm-shrinkwrap.json", "package.json"]
    private static let pythonFiles = ["requirements.txt", "pyproject.toml", "setup.cfg", "setup.py"]
    /// Of one file: larger lockfiles get no line.
    private static let sizeLimit = 32 << 20

    /// Path (absolute) and line; the line is 1 where the file does not name the release, nil where no file is there.
    func find(_ release: PlanRecord.Release) -> (path: String, line: Int)? {
        let names = release.ecosystem == .npm ? Self.npmFiles : named + Self.pythonFiles
        var first: (path: String, line: Int)?
        for name in names {
            let path = name.hasPrefix("/") ? name : folder + "/" + name
            let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
            guard let size, size <= Self.sizeLimit, let data = FileManager.default.contents(atPath: path) else {
                continue
            }
            if let line = line(of: release, in: data) { return (path, line) }
            if first == nil { first = (path, 1) }
        }
        return first
    }

    private func line(of release: PlanRecord.Release, in data: Data) -> Int? {
        let wanted: [String]
        switch release.ecosystem {
        case .npm: wanted = ["node_modules/\(release.name)\"", "\"\(release.name)\""]
        case .pypi: wanted = [release.identity.name.normalized]
        }
        for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            switch release.ecosystem {
            case .npm: if wanted.contains(where: text.contains) { return index + 1 }
            case .pypi:
                let name = text.drop { " \t\"'".contains($0) }.prefix {
                    $0.isLetter || $0.isNumber || "-_.".contains($0)
                }
                if PackageName.normalizedForPyPI(String(name)) == wanted[0] { return index + 1 }
            }
        }
        return nil
    }
}

/// A path below `folder` as a relative one; unchanged elsewhere.
func relativePath(_ path: String, to folder: String?) -> String {
    guard let folder, !folder.isEmpty else { return path }
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
}
