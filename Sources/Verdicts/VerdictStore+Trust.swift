import Foundation
import GRDB
import Packages

extension VerdictStore {
    /// Tells whether exactly this content was accepted at exactly this place.
    package func isTrusted(policyAt path: String, sha256: Digest) throws(VerdictsError) -> Bool {
        let place = resolvedPath(path) ?? path
        return try read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM trust WHERE path = ? AND sha256 = ?)",
                arguments: [place, sha256.hexadecimal]) ?? false
        }
    }

    /// Accepts exactly a file's content at its place; contents accepted before stay accepted, for other branches.
    package func trust(_ file: PolicyFile, now: Date) throws(VerdictsError) {
        let place = resolvedPath(file.path) ?? file.path
        try write { database in
            let loosenings = String(decoding: try JSONEncoder().encode(file.loosenings.map(\.text)), as: UTF8.self)
            try database.execute(
                sql: "INSERT OR REPLACE INTO trust (path, sha256, created, loosenings) VALUES (?, ?, ?, ?)",
                arguments: [place, file.sha256.hexadecimal, now.timeIntervalSince1970, loosenings])
        }
    }

    /// What the content that was accepted last at this place loosens, a line each; empty when none was.
    package func looseningsTrustedLast(policyAt path: String) throws(VerdictsError) -> [String] {
        let place = resolvedPath(path) ?? path
        let stored = try read { database in
            try String.fetchOne(
                database, sql: "SELECT loosenings FROM trust WHERE path = ? ORDER BY created DESC LIMIT 1",
                arguments: [place])
        }
        guard let stored else { return [] }
        return (try? JSONDecoder().decode([String].self, from: Data(stored.utf8))) ?? []
    }

    /// Takes back every acceptance at this place; returns how many there were.
    package func untrust(policyAt path: String) throws(VerdictsError) -> Int {
        let place = resolvedPath(path) ?? path
        return try write { database in
            try database.execute(sql: "DELETE FROM trust WHERE path = ?", arguments: [place])
            return database.changesCount
        }
    }

    /// What a client is built with, as learned from the client earlier.
    ///
    /// - Parameter key: names the client's program and its state, such as path and modification time, so that an
    ///   updated client is asked anew.
    package func constant(_ key: String) throws(VerdictsError) -> String? {
        try read { try String.fetchOne($0, sql: "SELECT value FROM constant WHERE key = ?", arguments: [key]) }
    }

    /// Keeps what a client is built with.
    package func setConstant(_ key: String, to value: String) throws(VerdictsError) {
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO constant (key, value) VALUES (?, ?)", arguments: [key, value])
        }
    }
}
