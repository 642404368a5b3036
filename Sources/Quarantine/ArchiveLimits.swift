/// How much of an archive is read before it counts as hostile; every bound stands with its reason.
package struct ArchiveLimits: Sendable, Hashable {
    /// Entries in one archive; the largest icon sets on npm have 40,000 to 60,000 files.
    package var entryCount = 100_000
    /// Bytes of one text or code file that are kept; the largest honest bundles have 9 to 12 MB (a TypeScript compiler),
    /// and a parser's tree takes a multiple of this.
    package var textByteCount = 16 << 20
    /// Bytes of one binary file that are kept: enough for images and small tables that code could read back.
    package var binaryByteCount = 256 << 10
    /// Bytes kept of one archive altogether, so that several inspections fit into memory at once.
    package var keptByteCount = 512 << 20
    /// Of them, bytes that are held as they are; later files are held packed, which costs some ten milliseconds a megabyte.
    package var plainByteCount = 32 << 20
    /// Longer files are never packed, so that looking at a single one again costs little; generated clients have dozens of
    /// files of 2 MB.
    package var packedFileByteCount = 4 << 20
    /// Bytes that an archive may unpack to; CUDA wheels come to 5 GB.
    package var unpackedByteCount = 16 << 30
    /// Unpacked bytes for one packed byte; gzip's own maximum is 1,032, honest source text reaches 20.
    package var ratio = 250
    /// Below this unpacked size the ratio is not looked at: a test file of zeros is no bomb.
    package var ratioFloor = 64 << 20
    /// Bytes of one path; Linux refuses 4,096 including the folder it is installed in.
    package var pathByteCount = 2_048
    /// Folders in one path; npm refuses 1,024, nested `node_modules` reach 40.
    package var pathDepth = 128
    /// Archives within archives that `nestedFiles` opens; an egg within an sdist within a wheel is the deepest seen.
    package var nestingDepth = 3
    /// Bytes that all nested archives of one artifact may unpack to: most are test data, not worth more.
    package var nestedByteCount = 128 << 20
    /// Bytes of one pax or GNU long-name block; npm ignores larger ones, so pip would read another name.
    package var extendedHeaderByteCount = 1 << 20

    package init() {}
}
