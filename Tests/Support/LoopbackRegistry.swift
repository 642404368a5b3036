import Foundation
import Packages
import Synchronization

/// An npm registry and a PyPI index on loopback, filled by the test with packages that are built byte by byte.
///
/// npm documents are at `url/NAME`, index pages at `url/simple/NAME/`. Every request is recorded by `server`.
package final class LoopbackRegistry: Sendable {
    /// One npm package version.
    package struct NpmPackage: Sendable {
        package var name: String
        package var version: String
        package var dependencies: [String: String] = [:]
        package var optionalDependencies: [String: String] = [:]
        package var peerDependencies: [String: String] = [:]
        /// The systems that it is for, as `os` lists them.
        package var systems: [String] = []
        package var scripts: [String: String] = [:]
        package var bin: [String: String] = [:]
        /// Names in `bundleDependencies`; their files go into `files` below `node_modules/`.
        package var bundled: [String] = []
        /// What the registry's document says of a tarball that brings an `npm-shrinkwrap.json`.
        package var hasShrinkwrap = false
        /// What the registry's document says otherwise than the tarball, JSON texts by key; `null` takes a key out.
        package var documented: [String: String] = [:]
        /// The document's time of publishing, RFC 3339.
        package var published: String?
        /// Texts that the manifest states beside all that.
        package var stated: [String: String] = [:]
        /// Beside `package.json` and `index.js`, which are made.
        package var files: [String: String] = [:]

        package init(_ name: String, _ version: String = "1.0.0") {
            self.name = name
            self.version = version
        }

        package var manifest: [String: Any] {
            var manifest: [String: Any] = ["name": name, "version": version, "main": "index.js"]
            if !dependencies.isEmpty { manifest["dependencies"] = dependencies }
            if !optionalDependencies.isEmpty { manifest["optionalDependencies"] = optionalDependencies }
            if !peerDependencies.isEmpty { manifest["peerDependencies"] = peerDependencies }
            if !systems.isEmpty { manifest["os"] = systems }
            if !scripts.isEmpty { manifest["scripts"] = scripts }
            if !bin.isEmpty { manifest["bin"] = bin }
            if !bundled.isEmpty { manifest["bundleDependencies"] = bundled }
            manifest.merge(stated) { $1 }
            return manifest
        }

        package func tarball() throws -> [UInt8] {
            var contents = files
            if contents["index.js"] == nil { contents["index.js"] = "module.exports = '\(name)';\n" }
            contents["package.json"] = String(decoding: try json(manifest), as: UTF8.self) + "\n"
            let members = contents.sorted { $0.key < $1.key }.map {
                ArchiveBuilder.TarMember("package/\($0.key)", $0.value)
            }
            return ArchiveBuilder.gzip(ArchiveBuilder.tar(members))
        }
    }

    package let server: LoopbackServer
    private let documents = Mutex<[String: [String: String]]>([:])
    private let times = Mutex<[String: [String: String]]>([:])
    private let pages = Mutex<[String: [String]]>([:])

    /// The path below which everything lies, as in a corporate registry; empty or `/some/path`.
    private let folder: String

    private init(_ server: LoopbackServer, below folder: String) {
        self.server = server
        self.folder = folder
    }

    /// Starts an empty registry; with `authorization`, one that answers 401 to any other such header.
    ///
    /// - Parameter answering: is asked before everything else.
    package static func start(
        authorization: String? = nil, below folder: String = "",
        answering: (@Sendable (LoopbackServer.Request) -> LoopbackServer.Answer?)? = nil
    ) async throws -> LoopbackRegistry {
        let server = try await LoopbackServer.start { request in
            if let answer = answering?(request) { return answer }
            guard let authorization, request.header("authorization") != authorization else { return nil }
            return .text("who are you", status: 401)
        }
        return LoopbackRegistry(server, below: folder)
    }

    package var url: String { server.url + folder }
    package var simpleURL: String { "\(url)/simple/" }

    package func stop() async { await server.stop() }

    /// The `integrity` that a lockfile states for these bytes.
    package static func integrity(of bytes: [UInt8]) -> String { DigestFunction.digest(of: bytes, .sha512).integrity }

    /// The digest that a requirements file states for these bytes.
    package static func sha256(of bytes: [UInt8]) -> String { DigestFunction.digest(of: bytes, .sha256).hexadecimal }

    /// Publishes a package; `tarball` replaces the bytes that are served and `integrity` what the document states.
    ///
    /// - Returns: the bytes that are served.
    @discardableResult
    package func add(_ package: NpmPackage, tarball: [UInt8]? = nil, integrity: String? = nil) throws -> [UInt8] {
        let bytes = try tarball ?? package.tarball()
        let base = package.name.split(separator: "/").last.map(String.init) ?? package.name
        let path = "/\(package.name)/-/\(base)-\(package.version).tgz"
        var version = package.manifest
        var distribution: [String: Any] = [
            "tarball": url + path,
            "integrity": integrity ?? DigestFunction.digest(of: bytes, .sha512).integrity,
            "shasum": DigestFunction.digest(of: bytes, .sha1).hexadecimal,
        ]
        if !package.scripts.isEmpty { version["hasInstallScript"] = true }
        if package.hasShrinkwrap { version["_hasShrinkwrap"] = true }
        for (key, text) in package.documented {
            let value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            if key == "attestations" { distribution[key] = value } else { version[key] = value is NSNull ? nil : value }
        }
        version["dist"] = distribution
        let entry = String(decoding: try json(version), as: UTF8.self)
        let versions = documents.withLock { all in
            all[package.name, default: [:]][package.version] = entry
            return all[package.name] ?? [:]
        }
        let latest = versions.keys.max { $0.compare($1, options: .numeric) == .orderedAscending } ?? package.version
        let list = versions.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
        let times = times.withLock { all in
            all[package.name, default: [:]][package.version] = package.published
            return all[package.name] ?? [:]
        }
        let time = times.isEmpty ? "" : ",\"time\":" + String(decoding: try json(times), as: UTF8.self)
        let document =
            "{\"name\":\"\(package.name)\",\"dist-tags\":{\"latest\":\"\(latest)\"},\"versions\":{\(list)}\(time)}"
        server.setRoute("\(folder)/\(package.name)", .json(document))
        server.setRoute("\(folder)/\(package.name.replacingOccurrences(of: "/", with: "%2f"))", .json(document))
        server.setRoute(
            folder + path, LoopbackServer.Answer(headers: [("Content-Type", "application/octet-stream")], body: bytes))
        return bytes
    }

    /// Puts a file on a project's index page; `sha256` replaces the digest that the page states, empty for none.
    ///
    /// - Parameter attributes: of the link, such as `data-yanked="broken"`.
    package func add(
        pythonFile filename: String, of project: String, bytes: [UInt8], sha256: String? = nil, attributes: String = ""
    ) {
        let digest = sha256 ?? DigestFunction.digest(of: bytes, .sha256).hexadecimal
        let fragment = digest.isEmpty ? "" : "#sha256=\(digest)"
        let links = pages.withLock { all in
            let link = "<a href=\"\(folder)/files/\(filename)\(fragment)\" \(attributes)>\(filename)</a><br/>"
            if all[project]?.contains(link) != true { all[project, default: []].append(link) }
            return all[project] ?? []
        }
        let page = "<!DOCTYPE html><html><body>\n\(links.joined(separator: "\n"))\n</body></html>"
        server.setRoute("\(folder)/simple/\(project)/", .text(page, type: "text/html"))
        server.setRoute("\(folder)/files/\(filename)", LoopbackServer.Answer(body: bytes))
    }

    /// Withdraws every file of a project (PEP 592).
    package func yank(_ project: String, reason: String) {
        let links = pages.withLock { all in
            all[project] = all[project]?.map {
                $0.replacingOccurrences(of: "<a ", with: "<a data-yanked=\"\(reason)\" ")
            }
            return all[project] ?? []
        }
        let page = "<!DOCTYPE html><html><body>\n\(links.joined(separator: "\n"))\n</body></html>"
        server.setRoute("\(folder)/simple/\(project)/", .text(page, type: "text/html"))
    }

    /// A pure wheel; `files` beside the metadata, `requires` as `Requires-Dist` lines.
    @discardableResult
    package func addWheel(
        _ name: String, _ version: String = "1.0.0", files: [String: String] = [:], requires: [String] = [],
        attributes: String = ""
    ) -> [UInt8] {
        let bytes = Self.wheel(name, version, files: files, requires: requires)
        let stem = name.replacingOccurrences(of: "-", with: "_")
        add(pythonFile: "\(stem)-\(version)-py3-none-any.whl", of: name, bytes: bytes, attributes: attributes)
        return bytes
    }

    /// The bytes of a pure wheel.
    package static func wheel(
        _ name: String, _ version: String = "1.0.0", files: [String: String] = [:], requires: [String] = []
    ) -> [UInt8] {
        let stem = name.replacingOccurrences(of: "-", with: "_")
        let info = "\(stem)-\(version).dist-info"
        var contents = files
        if contents.isEmpty { contents["\(stem).py"] = "value = 1\n" }
        let requirements = requires.map { "Requires-Dist: \($0)\n" }.joined()
        contents["\(info)/METADATA"] = "Metadata-Version: 2.1\nName: \(name)\nVersion: \(version)\n\(requirements)"
        contents["\(info)/WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        let record = contents.keys.sorted().map { "\($0),,\n" }.joined() + "\(info)/RECORD,,\n"
        contents["\(info)/RECORD"] = record
        let members = contents.sorted { $0.key < $1.key }.map { ArchiveBuilder.ZipMember($0.key, $0.value) }
        return ArchiveBuilder.zip(members)
    }

    /// A source distribution with this `setup.py`.
    @discardableResult
    package func addSdist(_ name: String, _ version: String = "1.0.0", files: [String: String]) -> [UInt8] {
        var contents = files
        contents["PKG-INFO"] = "Metadata-Version: 2.1\nName: \(name)\nVersion: \(version)\n"
        let members = contents.sorted { $0.key < $1.key }.map {
            ArchiveBuilder.TarMember("\(name)-\(version)/\($0.key)", $0.value)
        }
        let bytes = ArchiveBuilder.gzip(ArchiveBuilder.tar(members))
        add(pythonFile: "\(name)-\(version).tar.gz", of: name, bytes: bytes)
        return bytes
    }
}

private func json(_ value: [String: Any]) throws -> Data {
    try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
}
