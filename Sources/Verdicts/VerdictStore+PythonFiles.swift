import Foundation
import GRDB
import Packages

/// Where the judged files of Python projects came from, for installs without a network whose digests the user states.
extension VerdictStore {
    static let pythonFileTable = """
        CREATE TABLE python_file (
            name TEXT NOT NULL, filename TEXT NOT NULL, sha256 TEXT NOT NULL, version TEXT NOT NULL,
            wheel INTEGER NOT NULL, url TEXT NOT NULL, recorded REAL NOT NULL, PRIMARY KEY (name, filename, sha256)
        ) WITHOUT ROWID;
        """

    /// Files of one project that are told; nobody's requirements name more.
    private static let pythonFileLimit = 1_000

    /// Keeps name and address of judged files from an index; archives of the user's own are left out.
    package func record(
        pythonFiles files: [(artifact: Artifact, sha256: Digest)], now: Date
    ) throws(VerdictsError) {
        let listed = files.filter { file in
            switch file.artifact.kind {
            case .wheel, .sdist: !file.artifact.url.hasPrefix("file:")
            case .npmTarball: false
            }
        }
        guard !listed.isEmpty else { return }
        try write { database in
            for (artifact, sha256) in listed {
                // A query or fragment may hold a signature that is nobody's business later.
                let url = artifact.url.prefix { $0 != "?" && $0 != "#" }
                try database.execute(
                    sql: """
                        INSERT OR REPLACE INTO python_file (name, filename, sha256, version, wheel, url, recorded)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        artifact.identity.name.normalized, artifact.filename, sha256.hexadecimal,
                        artifact.identity.version, artifact.kind == .wheel, String(url), now.timeIntervalSince1970,
                    ])
            }
        }
    }

    /// The judged files of a project, each with the digest of the bytes that were judged, latest first.
    package func pythonFiles(of name: PackageName) throws(VerdictsError) -> [Artifact] {
        let rows = try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT filename, sha256, version, wheel, url FROM python_file WHERE name = ?"
                    + " ORDER BY recorded DESC LIMIT ?",
                arguments: [name.normalized, Self.pythonFileLimit])
        }
        return rows.compactMap { row in
            let hexadecimal: String = row["sha256"]
            guard let sha256 = Digest(algorithm: .sha256, hexadecimal: hexadecimal) else { return nil }
            let isWheel: Bool = row["wheel"]
            return Artifact(
                identity: PackageIdentity(name: name, version: row["version"]), kind: isWheel ? .wheel : .sdist,
                url: row["url"], filename: row["filename"], expectedDigests: [sha256])
        }
    }
}
