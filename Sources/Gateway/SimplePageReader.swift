import Foundation
import Packages

/// Reads a project's page from an index, JSON (PEP 691) or HTML (PEP 503).
enum SimplePageReader {
    /// The files of a page; nil when it is neither form.
    ///
    /// Files of other projects and of kinds that pip ignores are
    /// dropped, as are links from a remote page into the local file system.
    static func files(of bytes: [UInt8], contentType: String?, page: WebAddress, project: String) -> [SimpleFile]? {
        let type = (contentType ?? "text/html").prefix { $0 != ";" }.lowercased()
        if type.hasSuffix("json") { return filesOfJSON(bytes, page: page, project: project) }
        guard type.contains("html") else { return nil }
        return filesOfHTML(bytes, page: page, project: project)
    }

    /// Ten times the longest pages of PyPI; a longer one is refused as a whole.
    private static let maximumFiles = 200_000

    // MARK: HTML

    private static func filesOfHTML(_ bytes: [UInt8], page: WebAddress, project: String) -> [SimpleFile]? {
        var base: WebAddress?
        var files: [SimpleFile] = []
        var scanner = HTMLTagScanner(bytes)
        while let tag = scanner.next() {
            guard let link = tag.attributes["href"] else { continue }
            if tag.name == "base" {
                // The first base counts, as in pip and browsers.
                if base == nil { base = page.resolving(link) }
                continue
            }
            guard tag.name == "a", let address = (base ?? page).resolving(link.trimmed) else { continue }
            guard address.scheme != "file" || page.scheme == "file" else { continue }
            guard let filename = address.filename else { continue }
            let digest = address.fragment.flatMap { Digest.parseFragment($0) }
            let stated = tag.attributes["data-core-metadata"] ?? tag.attributes["data-dist-info-metadata"]
            let file = SimpleFile(
                project: project, filename: filename, address: address, digests: digest.map { [$0] } ?? [],
                requiresPython: tag.attributes["data-requires-python"].flatMap { $0.isEmpty ? nil : $0 },
                yankReason: tag.attributes["data-yanked"], metadata: metadata(stated),
                hasProvenance: tag.attributes["data-provenance"].map { !$0.isEmpty } ?? false)
            if let file { files.append(file) }
            guard files.count <= maximumFiles else { return nil }
        }
        return files
    }

    private static func metadata(_ stated: String?) -> SimpleFile.Metadata {
        guard let stated, stated.lowercased() != "false" else { return .none }
        return .offered(Digest.parseFragment(stated))
    }

    // MARK: JSON

    private static func filesOfJSON(_ bytes: [UInt8], page: WebAddress, project: String) -> [SimpleFile]? {
        guard let document = try? JSONDecoder().decode(Page.self, from: Data(bytes)) else { return nil }
        guard document.majorVersion == "1", document.files.count <= maximumFiles else { return nil }
        return document.files.compactMap { entry in
            guard let address = page.resolving(entry.url.trimmed), address.scheme != "file" || page.scheme == "file"
            else { return nil }
            return SimpleFile(
                project: project, filename: entry.filename, address: address, digests: entry.digests,
                requiresPython: entry.requiresPython, yankReason: entry.yankReason, metadata: entry.metadata,
                size: entry.size, uploadTime: entry.uploadTime, hasProvenance: entry.hasProvenance)
        }
    }

    private struct Page: Decodable {
        let majorVersion: String
        let files: [Entry]

        private enum Keys: String, CodingKey {
            case meta
            case files
        }

        private enum MetaKeys: String, CodingKey {
            case apiVersion = "api-version"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            let meta = try? fields.nestedContainer(keyedBy: MetaKeys.self, forKey: .meta)
            let version = (try? meta?.decode(String.self, forKey: .apiVersion)) ?? "1.0"
            majorVersion = String(version.prefix { $0 != "." })
            files = try fields.decode([Tolerant].self, forKey: .files).compactMap(\.entry)
        }
    }

    /// An entry that may be of any shape; one that is not understood is left out.
    private struct Tolerant: Decodable {
        let entry: Entry?
        init(from decoder: any Decoder) throws { entry = try? Entry(from: decoder) }
    }

    private struct Entry: Decodable {
        let filename: String
        let url: String
        let digests: [Digest]
        let requiresPython: String?
        let yankReason: String?
        let metadata: SimpleFile.Metadata
        let size: Int?
        let uploadTime: String?
        let hasProvenance: Bool

        private enum Keys: String, CodingKey {
            case filename
            case url
            case hashes
            case requiresPython = "requires-python"
            case yanked
            case coreMetadata = "core-metadata"
            case distInfoMetadata = "dist-info-metadata"
            case size
            case uploadTime = "upload-time"
            case provenance
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            filename = try fields.decode(String.self, forKey: .filename)
            url = try fields.decode(String.self, forKey: .url)
            digests = Self.digests((try? fields.decode([String: String].self, forKey: .hashes)) ?? [:])
            requiresPython = try? fields.decode(String.self, forKey: .requiresPython)
            if let reason = try? fields.decode(String.self, forKey: .yanked) {
                yankReason = reason
            } else {
                yankReason = (try? fields.decode(Bool.self, forKey: .yanked)) == true ? "" : nil
            }
            let stated: [Keys] = [.coreMetadata, .distInfoMetadata]
            metadata = stated.lazy.map { Self.metadata(fields, $0) }.first { $0 != .none } ?? .none
            size = try? fields.decode(Int.self, forKey: .size)
            uploadTime = try? fields.decode(String.self, forKey: .uploadTime)
            hasProvenance = (try? fields.decode(String.self, forKey: .provenance))?.isEmpty == false
        }

        private static func metadata(_ fields: KeyedDecodingContainer<Keys>, _ key: Keys) -> SimpleFile.Metadata {
            if let hashes = try? fields.decode([String: String].self, forKey: key) {
                return .offered(digests(hashes).max { $0.algorithm < $1.algorithm })
            }
            return (try? fields.decode(Bool.self, forKey: key)) == true ? .offered(nil) : .none
        }

        private static func digests(_ hashes: [String: String]) -> [Digest] {
            Digest.Algorithm.allCases.compactMap { algorithm in
                hashes[algorithm.rawValue].flatMap { Digest(algorithm: algorithm, hexadecimal: $0) }
            }
        }
    }
}

extension String {
    /// Without white space at both ends, as browsers and pip read links.
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
