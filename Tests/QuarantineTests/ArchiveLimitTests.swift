import AirlockTestSupport
import Packages
import Quarantine
import Testing

@Suite struct ArchiveLimitTests {
    private func limits(_ change: (inout ArchiveLimits) -> Void) -> ArchiveLimits {
        var limits = ArchiveLimits()
        change(&limits)
        return limits
    }

    private func npm(_ members: [ArchiveBuilder.TarMember]) -> [UInt8] {
        ArchiveBuilder.gzip(ArchiveBuilder.tar(members))
    }

    @Test func `a gzip bomb stops at the ratio`() {
        // One member of zeros: its header is a stored block, its data a fixed block a thousandth as long.
        let zeros = ArchiveBuilder.deflatedZeros(8 << 20)
        var member = ArchiveBuilder.TarMember("package/zeros.bin")
        member.sizeField = Array("77777777777\0".utf8)
        let header = ArchiveBuilder.tarHeader(member)
        var deflated = ArchiveBuilder.stored(header)
        deflated[0] = 0
        let bytes = ArchiveBuilder.gzip(deflated: deflated + zeros.deflated, checksum: 0, byteCount: 0)
        // Fixed Huffman codes reach 158, the dynamic ones of a real bomb 1,032.
        let limits = limits {
            $0.ratioFloor = 1 << 20
            $0.ratio = 100
        }
        let reading = Reading(bytes, .npmTarball, filename: "bomb.tgz", limits: limits)
        #expect(reading.codes == [.overLimit])
        #expect(reading.isRefused)
    }

    @Test func `a gzip bomb below the ratio stops at the total`() {
        let big = ArchiveBuilder.TarMember("package/a.txt", String(repeating: "a", count: 300_000))
        let limits = limits { $0.unpackedByteCount = 200_000 }
        let reading = Reading(npm([big]), .npmTarball, filename: "bomb.tgz", limits: limits)
        #expect(reading.codes == [.overLimit])
    }

    @Test func `a zip bomb is refused before anything is unpacked`() {
        let zeros = ArchiveBuilder.deflatedZeros(8 << 20)
        var member = ArchiveBuilder.ZipMember("zeros.bin")
        member.packed = zeros.deflated
        member.method = 8
        member.checksum = 0
        member.size = UInt32(zeros.count)
        let limits = limits {
            $0.ratioFloor = 1 << 20
            $0.ratio = 100
        }
        let reading = Reading(
            ArchiveBuilder.zip([member]), .wheel, filename: "bomb-1.0-py3-none-any.whl", limits: limits)
        #expect(reading.codes == [.overLimit])
        #expect(reading.artifact?.files.isEmpty == true)
    }

    @Test func `a zip entry that unpacks to more than it states is damaged`() {
        let zeros = ArchiveBuilder.deflatedZeros(1 << 20)
        var member = ArchiveBuilder.ZipMember("zeros.py")
        member.packed = zeros.deflated
        member.method = 8
        member.checksum = 0
        member.size = 100
        #expect(Reading(ArchiveBuilder.zip([member]), .wheel, filename: filename(.wheel)).isRefused)
    }

    @Test func `200,000 entries are too many in a tar`() {
        let block = ArchiveBuilder.tarBlocks(ArchiveBuilder.TarMember("package/a", type: "5"))
        var tar: [UInt8] = []
        tar.reserveCapacity(200_000 * 512)
        for _ in 0..<200_000 { tar += block }
        let reading = Reading(tar, .npmTarball, filename: "many.tar")
        #expect(reading.codes == [.overLimit])
        #expect(reading.isRefused)
    }

    @Test func `200,000 entries are too many in a zip, seen in the end record alone`() {
        // The zip64 end record states the count; nothing of the directory is there to be read.
        var record: [UInt8] = [0x50, 0x4B, 6, 6] + ArchiveBuilder.littleEndian(UInt64(44)) + [20, 3, 20, 0]
        record += [UInt8](repeating: 0, count: 8)
        record += ArchiveBuilder.littleEndian(UInt64(200_000)) + ArchiveBuilder.littleEndian(UInt64(200_000))
        record += ArchiveBuilder.littleEndian(UInt64(0)) + ArchiveBuilder.littleEndian(UInt64(4))
        let locator = [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + ArchiveBuilder.littleEndian(UInt64(4)) + [1, 0, 0, 0]
        var end = ArchiveBuilder.endRecord(entryCount: 0xFFFF, directoryByteCount: 0, directoryStart: 0)
        end.replaceSubrange(12..<20, with: [UInt8](repeating: 0xFF, count: 8))
        let bytes = [0x50, 0x4B, 3, 4] + record + locator + end
        #expect(Reading(bytes, .wheel, filename: filename(.wheel)).codes == [.overLimit])
    }

    @Test func `a zip with more entries than the limit is refused`() {
        let members = (0..<20).map { ArchiveBuilder.ZipMember("a\($0).py") }
        let limits = limits { $0.entryCount = 19 }
        let reading = Reading(ArchiveBuilder.zip(members), .wheel, filename: filename(.wheel), limits: limits)
        #expect(reading.codes == [.overLimit])
    }

    @Test(arguments: [3_000, 2_049])
    func `a path that is too long is refused`(length: Int) {
        let path = "package/" + String(repeating: "a", count: length)
        let members = [ArchiveBuilder.pax([("path", path)]), ArchiveBuilder.TarMember("package/a", "1\n")]
        #expect(Reading(npm(members), .npmTarball, filename: "long.tgz").codes == [.overLimit])
    }

    @Test func `a path that is too deep is refused`() {
        let path = "package/" + String(repeating: "a/", count: 200) + "x.js"
        let members = [ArchiveBuilder.pax([("path", path)]), ArchiveBuilder.TarMember("package/a", "1\n")]
        #expect(Reading(npm(members), .npmTarball, filename: "deep.tgz").codes == [.overLimit])
    }

    @Test func `text over the limit is an incomplete inspection, with its size and without its bytes`() {
        let members = [ArchiveBuilder.TarMember("package/big.js", String(repeating: "a", count: 5_000))]
        let limits = limits { $0.textByteCount = 4_999 }
        let reading = Reading(npm(members), .npmTarball, filename: "big.tgz", limits: limits)
        #expect(reading.artifact?.findings.map(\.code) == [.oversizedText])
        #expect(reading.artifact?.findings.map(\.severity) == [.incomplete])
        #expect(reading.artifact?.files.first?.bytes == nil)
        #expect(reading.artifact?.files.first?.byteCount == 5_000)
        #expect(reading.artifact?.files.first?.leadingBytes.count == 512)
    }

    @Test func `a manifest over the limit is incomplete, data over the limit only a warning`() {
        let text = String(repeating: "a", count: 5_000)
        let limits = limits { $0.textByteCount = 4_999 }
        let members = [ArchiveBuilder.TarMember("package/package.json", text), .init("package/table.csv", text)]
        let reading = Reading(npm(members), .npmTarball, filename: "big.tgz", limits: limits)
        #expect(reading.artifact?.findings.map(\.code) == [.oversizedText, .oversizedData])
        #expect(reading.artifact?.findings.map(\.severity) == [.incomplete, .warning])
    }

    @Test func `native code is passed over without a finding, its first bytes kept`() {
        var native = ArchiveBuilder.ZipMember("package/native.so")
        native.bytes = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 600_000)
        let reading = Reading(ArchiveBuilder.zip([native]), .wheel, filename: filename(.wheel))
        #expect(reading.artifact?.findings == [])
        #expect(reading.artifact?.files.first?.bytes == nil)
        #expect(reading.artifact?.files.first?.byteCount == 600_008)
        #expect(reading.artifact?.files.first?.leadingBytes.prefix(4) == [0x7F, 0x45, 0x4C, 0x46])
    }

    @Test func `source code with a NUL is kept like any other`() {
        var source = ArchiveBuilder.TarMember("package/setup.py")
        source.bytes = [0x23, 0, 0x0A] + [UInt8](repeating: 0x61, count: 400_000)
        let reading = Reading(npm([source]), .npmTarball, filename: "nul.tgz")
        #expect(reading.artifact?.files.first?.bytes == source.bytes)
    }

    @Test func `what one archive may keep is bounded`() {
        let text = String(repeating: "a", count: 600)
        let members = (0..<5).map { ArchiveBuilder.TarMember("package/\($0).js", text) }
        let limits = limits { $0.keptByteCount = 2_000 }
        let reading = Reading(npm(members), .npmTarball, filename: "kept.tgz", limits: limits)
        #expect(reading.artifact?.files.map { $0.bytes != nil } == [true, true, true, false, false])
        #expect(reading.artifact?.findings.map(\.code) == [.oversizedText, .oversizedText])
    }

    @Test func `short texts beyond the first are held packed, with the same bytes`() {
        let texts = (0..<4).map { String(repeating: "value_\($0) = \($0)\n", count: $0 == 3 ? 400 : 100) }
        let limits = limits {
            $0.plainByteCount = 2_000
            $0.packedFileByteCount = 2_000
        }
        let tar = npm(texts.enumerated().map { ArchiveBuilder.TarMember("package/\($0.offset).js", $0.element) })
        let zip = ArchiveBuilder.zip(
            texts.enumerated().map { offset, text in
                var member = ArchiveBuilder.ZipMember("\(offset).py")
                member.bytes = Array(text.utf8)
                return member
            })
        for reading in [
            Reading(tar, .npmTarball, filename: "texts.tgz", limits: limits),
            Reading(zip, .wheel, filename: filename(.wheel), limits: limits),
        ] {
            let files = reading.artifact?.files ?? []
            #expect(files.map { $0.bytes } == texts.map { Array($0.utf8) })
            #expect(files.map(\.leadingBytes) == texts.map { Array($0.utf8.prefix(512)) })
            #expect(files.map { $0.content?.isPacked } == [false, true, true, false])
        }
    }
}
