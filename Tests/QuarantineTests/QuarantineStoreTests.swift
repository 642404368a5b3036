import AirlockTestSupport
import Foundation
import Packages
import Quarantine
import Testing

@Suite struct QuarantineStoreTests {
    private let scratch: ScratchDirectory
    private let store: QuarantineStore
    private let bytes = Array("the bytes of an artifact".utf8)

    init() throws {
        scratch = try ScratchDirectory()
        store = try QuarantineStore(root: scratch.file("quarantine"))
    }

    private func digest(_ algorithm: Digest.Algorithm, of bytes: [UInt8]) -> Digest {
        DigestFunction.digest(of: bytes, algorithm)
    }

    private func admit(_ bytes: [UInt8], expected: [Digest] = []) throws -> HeldArtifact {
        let admission = try store.beginAdmission(expecting: expected)
        try admission.append(bytes)
        return try admission.finish(expected: expected)
    }

    private var held: [String] {
        ScratchDirectory.files(below: store.root)
    }

    @Test func `an admitted artifact is found by its SHA-256 and read back`() throws {
        let admitted = try admit(bytes)
        #expect(admitted.sha256 == digest(.sha256, of: bytes))
        #expect(admitted.byteCount == bytes.count)
        #expect(store.find(admitted.sha256) == admitted)
        #expect(try store.read(admitted) == bytes)
        #expect(try store.map(admitted).copy() == bytes)
    }

    @Test(arguments: Digest.Algorithm.allCases)
    func `an artifact is found by every algorithm that was stated`(algorithm: Digest.Algorithm) throws {
        let admitted = try admit(bytes, expected: [digest(algorithm, of: bytes)])
        #expect(store.find(digest(algorithm, of: bytes)) == admitted)
        #expect(store.find(digest(algorithm, of: [1])) == nil)
    }

    @Test func `an algorithm stated only at the end is computed and indexed too`() throws {
        let admission = try store.beginAdmission()
        try admission.append(bytes)
        let admitted = try admission.finish(expected: [digest(.sha512, of: bytes)])
        #expect(store.find(digest(.sha512, of: bytes)) == admitted)
    }

    @Test func `bytes may arrive in pieces`() throws {
        let admission = try store.beginAdmission(expecting: [digest(.sha512, of: bytes)])
        for byte in bytes { try admission.append([byte]) }
        #expect(admission.byteCount == bytes.count)
        #expect(try store.read(admission.finish(expected: [digest(.sha512, of: bytes)])) == bytes)
    }

    @Test func `an empty artifact is held as well`() throws {
        #expect(try store.read(admit([])) == [])
    }

    @Test func `a digest that differs leaves nothing behind`() throws {
        let wrong = digest(.sha512, of: [1])
        #expect(throws: QuarantineError.digestMismatch(got: digest(.sha512, of: bytes), expected: wrong)) {
            try admit(bytes, expected: [wrong])
        }
        #expect(held == [])
    }

    @Test func `a canceled or dropped admission leaves nothing behind`() throws {
        let admission = try store.beginAdmission()
        try admission.append(bytes)
        admission.cancel()
        #expect(throws: QuarantineError.admissionClosed) { try admission.append(bytes) }
        #expect(throws: QuarantineError.admissionClosed) { try admission.finish(expected: []) }
        do {
            let dropped = try store.beginAdmission()
            try dropped.append(bytes)
        }
        #expect(held == [])
        #expect(store.find(digest(.sha256, of: bytes)) == nil)
    }

    @Test func `an admission that was killed is never found and does not disturb the next`() throws {
        let half = store.root + "/v1/tmp/1-dead"
        try scratch.write(Array(bytes.prefix(5)), to: "quarantine/v1/tmp/1-dead")
        #expect(store.find(digest(.sha256, of: Array(bytes.prefix(5)))) == nil)
        #expect(try store.read(admit(bytes)) == bytes)
        #expect(store.status().arrivingCount == 1)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -90_000)], ofItemAtPath: half)
        store.prune(keepingAtMost: .max)
        #expect(store.status() == QuarantineStatus(artifactCount: 1, byteCount: bytes.count, arrivingCount: 0))
    }

    @Test func `more bytes than allowed are refused and leave nothing behind`() throws {
        let admission = try store.beginAdmission(byteLimit: 10)
        try admission.append(Array(bytes.prefix(10)))
        #expect(throws: QuarantineError.tooLarge(limit: 10)) { try admission.append([0]) }
        admission.cancel()
        #expect(held == [])
    }

    @Test func `bytes that changed on disk are not handed over, and are removed`() throws {
        let admitted = try admit(bytes)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: admitted.path)
        var changed = bytes
        changed[3] ^= 1
        try changed.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: admitted.path)) }
        #expect(throws: QuarantineError.heldBytesChanged(admitted.sha256)) { try store.read(admitted) }
        #expect(store.find(admitted.sha256) == nil)
    }

    @Test func `bytes cut short on disk are not handed over`() throws {
        let admitted = try admit(bytes)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: admitted.path)
        try Data(bytes.prefix(4)).write(to: URL(fileURLWithPath: admitted.path))
        #expect(throws: QuarantineError.heldBytesChanged(admitted.sha256)) { try store.map(admitted) }
    }

    @Test func `an artifact that was pruned in between is not held`() throws {
        let admitted = try admit(bytes)
        store.remove(admitted)
        #expect(throws: QuarantineError.notHeld(admitted.sha256)) { try store.read(admitted) }
    }

    @Test func `an index entry with other content finds nothing`() throws {
        let sha512 = digest(.sha512, of: bytes)
        let admitted = try admit(bytes, expected: [sha512])
        let entry = try #require(held.first { $0.hasPrefix("v1/sha512/") })
        try scratch.write(Array("garbage".utf8), to: "quarantine/" + entry)
        #expect(store.find(sha512) == nil)
        #expect(store.find(admitted.sha256) == admitted)
    }

    @Test func `files are read-only and folders are the user's alone`() throws {
        let admitted = try admit(bytes)
        let attributes = try FileManager.default.attributesOfItem(atPath: admitted.path)
        #expect(attributes[.posixPermissions] as? Int == 0o444)
        for folder in [store.root, store.root + "/v1", store.root + "/v1/tmp", store.root + "/v1/sha256"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test func `the same artifact may be admitted many times at once`() async throws {
        let store = store
        let bytes = [UInt8](repeating: 7, count: 300_000)
        let expected = [digest(.sha512, of: bytes), digest(.sha1, of: bytes)]
        let results = try await withThrowingTaskGroup(of: HeldArtifact.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let other = try QuarantineStore(root: store.root)
                    let admission = try other.beginAdmission(expecting: expected)
                    for start in stride(from: 0, to: bytes.count, by: 10_000) {
                        try admission.append(Array(bytes[start..<start + 10_000]))
                    }
                    return try admission.finish(expected: expected)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(results).count == 1)
        #expect(try store.read(results[0]) == bytes)
        #expect(store.status() == QuarantineStatus(artifactCount: 1, byteCount: 300_000, arrivingCount: 0))
        #expect(held.count == 3)
    }

    @Test func `pruning removes what was not used for longest, and its index entries`() throws {
        let all = try (0..<4).map { index -> HeldArtifact in
            let bytes = [UInt8](repeating: UInt8(index), count: 100)
            let admitted = try admit(bytes, expected: [digest(.sha512, of: bytes)])
            let date = Date(timeIntervalSince1970: 1_000_000 + Double(index))
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: admitted.path)
            return admitted
        }
        #expect(store.find(all[0].sha256) == all[0])
        #expect(store.prune(keepingAtMost: 250) == 2)
        #expect(all.map { store.find($0.sha256) != nil } == [true, false, false, true])
        #expect(store.status().byteCount == 200)
        #expect(held.count { $0.hasPrefix("v1/sha512/") } == 2)
        #expect(store.prune(keepingAtMost: 250) == 0)
    }

    @Test func `clearing removes everything that is held`() throws {
        _ = try admit(bytes, expected: [digest(.sha512, of: bytes)])
        store.clear()
        #expect(held == [])
        #expect(try store.read(admit(bytes)) == bytes)
    }

    @Test func `a root that cannot be made is an error that names it`() throws {
        let path = try scratch.write([], to: "file")
        #expect(throws: QuarantineError.storeFailed(operation: "create folder", path: path, code: EEXIST)) {
            try QuarantineStore(root: path)
        }
    }
}
