import AirlockTestSupport
import Quarantine
import Testing

@Suite struct DocumentArchiveTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    /// Every text of a file by its name.
    private func texts(
        of bytes: [UInt8], limits: DocumentArchive.Limits = DocumentArchive.Limits()
    ) throws -> [String: String] {
        var found: [String: String] = [:]
        var current = ""
        let path = try scratch.write(bytes, to: "list")
        try DocumentArchive(path: path, limits: limits).read { piece in
            switch piece {
            case .began(let name):
                current = name
                found[name] = ""
            case .bytes(let bytes): found[current, default: ""] += String(decoding: bytes, as: UTF8.self)
            }
            return true
        }
        return found
    }

    private let members = [("npm/MAL-1.json", "{\"id\":1}"), ("README.md", "text"), ("b.jsonl", "{}\n{}")]

    private var zip: [UInt8] { ArchiveBuilder.zip(members.map { ArchiveBuilder.ZipMember($0.0, $0.1) }) }

    private var tar: [UInt8] {
        ArchiveBuilder.tar(
            [ArchiveBuilder.pax([("comment", "a commit")], type: "g")]
                + members.map { ArchiveBuilder.TarMember($0.0, $0.1) } + [ArchiveBuilder.TarMember("x.json", type: "5")]
        )
    }

    @Test func `zips and tars give their documents by name`() throws {
        let expected = ["npm/MAL-1.json": "{\"id\":1}", "b.jsonl": "{}\n{}"]
        #expect(try texts(of: zip) == expected)
        #expect(try texts(of: tar) == expected)
        #expect(try texts(of: ArchiveBuilder.gzip(tar)) == expected)
    }

    @Test func `a text that is no archive is one document of any size`() throws {
        let text = String(repeating: "{\"id\":\"a\"}\n", count: 300_000)
        #expect(try texts(of: Array(text.utf8)) == ["": text])
        #expect(try texts(of: []) == ["": ""])
    }

    @Test func `a cut or corrupt archive is an error`() throws {
        // A byte of the first member's data, behind its header of 30 bytes and its name of 14.
        var corrupt = zip
        corrupt[46] ^= 0xFF
        for bytes in [Array(zip.prefix(zip.count / 2)), corrupt, Array(ArchiveBuilder.gzip(tar).prefix(600))] {
            #expect(throws: QuarantineError.self) { try texts(of: bytes) }
        }
    }

    @Test func `limits end the reading`() throws {
        var limits = DocumentArchive.Limits()
        limits.memberCount = 2
        #expect(throws: QuarantineError.self) { try texts(of: zip, limits: limits) }
        limits = DocumentArchive.Limits()
        limits.unpackedByteCount = 14
        for bytes in [zip, tar] { #expect(throws: QuarantineError.self) { try texts(of: bytes, limits: limits) } }
    }

    @Test func `the reader of the documents can stop`() throws {
        var count = 0
        try DocumentArchive(path: scratch.write(zip, to: "list")).read { _ in
            count += 1
            return false
        }
        #expect(count == 1)
    }
}
