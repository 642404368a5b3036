import Foundation
import Testing

@testable import Behaviors

/// Decoders of constants against what Python's own modules made.
@Suite("Decoding of constants")
struct ConstantDecodingTests {
    /// What every compressed constant below holds.
    static let plain = "import os\n" + (0..<80).map { "print(\($0 * 7_919 % 1_000))\n" }.joined()

    // Made by `zlib.compress`, `compressobj(strategy=Z_FIXED)`, level 0 and `gzip.compress` of Python 3.
    static let compressed: [(String, String)] = [
        (
            "dynamic codes",
            """
            eNpN0jluAkAQRNHcp3BoZ70vRyLAIOD+woGnyllLEzyNfl2u99vj9Xl7ftwfl5/Xl3z/Hat7zvE5Z2efs7rOmZs4Nc4Z7uf0tHNa\
            6zl1oalAM2AbwKaA9QBrAVYGLANYFDAfYLbEFJo6tAS2DWwW2CiwdmCVwLKBxQALAeYGzAKaFjVgoNaMr6C6hEWWRYZFmkWKRZJF\
            gkWgqUJzYJvCIssi3IdwH8Z9RLIIPzbch3Afxn2E8D8sMizCfSj34ckiwSLAYrkP5T6c+4hlEWr8GYv86xUsAqqG65Bf6g1fw/0f
            """
        ),
        (
            "fixed codes",
            """
            eAHLzC3ILypRyC/mKijKzCvRMNCEMiwNLWFMC2MLGNPc1BzGNDM3gzFNLU3hTEMTGNPE2BjGNDY1gjGNzA1hTENLuG2GBnDbjOCW\
            WZrALbMwg1tmbgG3zNwAbpmZEdwyUxO4ZSZmcMuMLeCWGVkiLDOE22ZoDLfNFG6ZpTncMgtLuGUWhnDLzI3hlpmZwi0zNYdbZmIB\
            t8zEAG6ZsRHcMiMTuG2GZgjb4JbBrbI0MkLIwq0yNzNAxIglIkYsEDFijogRM0SMmCJixAQRI3DbDA3hthnDLbM0NUDEiCUiRhDp\
            wwCRPowQ6cPEFBEjCI9ZINKHASJ9GCHSh4kBwj+IGLFAxAgifRgi0oexKSJGTBAxArfMxBKRPgwR6cMYkT5MLBExgrAN4TNEjCDF\
            lwkiRuBWmVkgUocB0CoAX8P9Hw==
            """
        ),
        (
            "stored",
            """
            eAEBbgOR/GltcG9ydCBvcwpwcmludCgwKQpwcmludCg5MTkpCnByaW50KDgzOCkKcHJpbnQoNzU3KQpwcmludCg2NzYpCnByaW50\
            KDU5NSkKcHJpbnQoNTE0KQpwcmludCg0MzMpCnByaW50KDM1MikKcHJpbnQoMjcxKQpwcmludCgxOTApCnByaW50KDEwOSkKcHJp\
            bnQoMjgpCnByaW50KDk0NykKcHJpbnQoODY2KQpwcmludCg3ODUpCnByaW50KDcwNCkKcHJpbnQoNjIzKQpwcmludCg1NDIpCnBy\
            aW50KDQ2MSkKcHJpbnQoMzgwKQpwcmludCgyOTkpCnByaW50KDIxOCkKcHJpbnQoMTM3KQpwcmludCg1NikKcHJpbnQoOTc1KQpw\
            cmludCg4OTQpCnByaW50KDgxMykKcHJpbnQoNzMyKQpwcmludCg2NTEpCnByaW50KDU3MCkKcHJpbnQoNDg5KQpwcmludCg0MDgp\
            CnByaW50KDMyNykKcHJpbnQoMjQ2KQpwcmludCgxNjUpCnByaW50KDg0KQpwcmludCgzKQpwcmludCg5MjIpCnByaW50KDg0MSkK\
            cHJpbnQoNzYwKQpwcmludCg2NzkpCnByaW50KDU5OCkKcHJpbnQoNTE3KQpwcmludCg0MzYpCnByaW50KDM1NSkKcHJpbnQoMjc0\
            KQpwcmludCgxOTMpCnByaW50KDExMikKcHJpbnQoMzEpCnByaW50KDk1MCkKcHJpbnQoODY5KQpwcmludCg3ODgpCnByaW50KDcw\
            NykKcHJpbnQoNjI2KQpwcmludCg1NDUpCnByaW50KDQ2NCkKcHJpbnQoMzgzKQpwcmludCgzMDIpCnByaW50KDIyMSkKcHJpbnQo\
            MTQwKQpwcmludCg1OSkKcHJpbnQoOTc4KQpwcmludCg4OTcpCnByaW50KDgxNikKcHJpbnQoNzM1KQpwcmludCg2NTQpCnByaW50\
            KDU3MykKcHJpbnQoNDkyKQpwcmludCg0MTEpCnByaW50KDMzMCkKcHJpbnQoMjQ5KQpwcmludCgxNjgpCnByaW50KDg3KQpwcmlu\
            dCg2KQpwcmludCg5MjUpCnByaW50KDg0NCkKcHJpbnQoNzYzKQpwcmludCg2ODIpCnByaW50KDYwMSkKX8P9Hw==
            """
        ),
        (
            "gzip with a name",
            """
            H4sICAAAAAACA3gucHkATdI5bgJAEETR3KdwaGe9L0ciwCDg/sKBp8pZSxM8jX5drvfb4/V5e37cH5ef15d8/x2re87xOWdnn7O6\
            zpmbODXOGe7n9LRzWus5daGpQDNgG8CmgPUAawFWBiwDWBQwH2C2xBSaOrQEtg1sFtgosHZglcCygcUACwHmBswCmhY1YKDWjK+g\
            uoRFlkWGRZpFikWSRYJFoKlCc2CbwiLLItyHcB/GfUSyCD823IdwH8Z9hPA/LDIswn0o9+HJIsEiwGK5D+U+nPuIZRFq/BmL/OsV\
            LAKqhuuQX+oN5/fJvW4DAAA=
            """
        ),
    ]

    @Test("the wrappings and kinds of blocks of DEFLATE", arguments: compressed)
    func inflates(_ title: String, _ text: String) throws {
        let bytes = try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters))
        let result = ConstantDecoding.inflated(Array(bytes), isRaw: false)
        #expect(result.map { String(decoding: $0, as: UTF8.self) } == Self.plain)
    }

    @Test("damaged and cut data ends in nil or less, never in a trap", arguments: compressed)
    func survivesDamage(_ title: String, _ text: String) throws {
        let bytes = Array(try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters)))
        for index in bytes.indices {
            #expect(Inflate.decompressed(Array(bytes[..<index]), limit: 1 << 16).map { $0.count <= 1 << 16 } ?? true)
            for flip: UInt8 in [0x01, 0x10, 0xff] {
                var changed = bytes
                changed[index] ^= flip
                #expect(Inflate.decompressed(changed, limit: 4_096).map { $0.count <= 4_096 } ?? true)
            }
        }
    }

    @Test func outputIsBounded() throws {
        let bytes = Array(try #require(Data(base64Encoded: Self.compressed[0].1, options: .ignoreUnknownCharacters)))
        #expect(Inflate.decompressed(bytes, limit: Self.plain.utf8.count) != nil)
        #expect(Inflate.decompressed(bytes, limit: Self.plain.utf8.count - 1) == nil)
    }

    @Test func basesAreThoseOfPython() {
        let text = Array("import os; os.getcwd()".utf8)
        #expect(ConstantDecoding.base32(Array("NFWXA33SOQQG64Z3EBXXGLTHMV2GG53EFAUQ====".utf8)) == text)
        #expect(ConstantDecoding.base85(Array("X>D+Ca&#bXb2}h!b1r9PbYpj9C@B".utf8)) == text)
        #expect(ConstantDecoding.ascii85(Array(#"Bl.g-Ec`FBF#tL_F"V*:FCTN*-n,"#.utf8)) == text)
        #expect(ConstantDecoding.ascii85(Array("<~z~>".utf8)) == [0, 0, 0, 0])
        #expect(ConstantDecoding.base32(Array("1!".utf8)) == nil)
        #expect(ConstantDecoding.base85(Array("\u{7f}".utf8)) == nil)
    }
}
