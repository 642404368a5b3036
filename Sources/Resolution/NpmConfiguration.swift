import Foundation

/// npm's configuration as far as it decides where packages come from: command line, environment, then the files.
package struct NpmConfiguration: Sendable, Equatable {
    /// The layers, strongest first.
    package enum Layer: Int, Sendable, CaseIterable {
        case commandLine
        case environment
        case project
        case user
        case global
        case builtIn
    }

    package private(set) var layers: [Layer: NpmConfigurationFile] = [:]

    package init() {}

    /// Takes a file's or the command line's values as a layer.
    package mutating func set(_ layer: Layer, to file: NpmConfigurationFile) { layers[layer] = file }

    /// Takes the `npm_config_*` variables, of either case, as the environment layer; empty ones do not count.
    package mutating func setEnvironment(_ environment: [String: String]) {
        var values: [String: [String]] = [:]
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            guard name.lowercased().hasPrefix("npm_config_") else { continue }
            let raw = String(name.dropFirst("npm_config_".utf8.count))
            guard !raw.isEmpty else { continue }
            let isAddressKey = raw.hasPrefix("//")
            // An underscore at the start stays, the others are dashes.
            let key = isAddressKey ? raw : (raw.prefix(1) + raw.dropFirst().replacing("_", with: "-")).lowercased()
            values[key] = [value]
        }
        layers[.environment] = NpmConfigurationFile(values: values)
    }

    /// Reads a configuration file as a layer; a missing file is an empty one.
    ///
    /// Files beyond 1 MB, and such as are no UTF-8, are errors: npm would read something else in them.
    package mutating func read(
        _ layer: Layer, fromFile path: String, environment: [String: String]
    ) throws(ResolutionError) {
        guard let bytes = try fileContents(path, limit: 1 << 20) else { return }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed(path: path, problem: "not UTF-8 text")
        }
        layers[layer] = NpmConfigurationFile(parsing: text, environment: environment)
    }

    /// The values of a key in the strongest layer that has it.
    package func values(of key: String) -> [String] {
        for layer in Layer.allCases {
            if let values = layers[layer]?.values[key], !values.isEmpty { return values }
        }
        return []
    }

    package func value(of key: String) -> String? { values(of: key).last }

    /// All keys of all layers.
    package var keys: Set<String> { Set(layers.values.flatMap(\.values.keys)) }

    /// Keys in the project's `.npmrc` that name programs or redirect traffic; a cloned repository may have set them.
    package var dangerousProjectKeys: [String] {
        let dangerous: Set<String> = [
            "git", "script-shell", "shell", "node-options", "editor", "viewer", "init-module", "userconfig",
            "globalconfig", "cache", "proxy", "https-proxy", "http-proxy", "noproxy", "ca", "cafile", "cert", "key",
            "strict-ssl", "replace-registry-host", "local-address", "registry",
        ]
        let project = layers[.project]?.values.keys.map { $0 } ?? []
        return project.filter { dangerous.contains($0) || $0.hasSuffix(":registry") }.sorted()
    }

    package var network: NpmNetwork {
        NpmNetwork(
            certificateFile: value(of: "cafile"), certificates: values(of: "ca").filter { $0 != "null" },
            proxy: address(of: "proxy") ?? address(of: "http-proxy"), secureProxy: address(of: "https-proxy"),
            proxyExceptions: values(of: "noproxy").flatMap { $0.split(separator: ",").map { String($0.trimmed) } },
            checksCertificates: value(of: "strict-ssl") != "false",
            replacedRegistryHost: value(of: "replace-registry-host") ?? "npmjs")
    }

    private func address(of key: String) -> String? {
        value(of: key).flatMap { ["", "null", "false"].contains($0) ? nil : $0 }
    }
}

/// npm's settings for its connections.
package struct NpmNetwork: Sendable, Equatable {
    package let certificateFile: String?
    /// PEM texts given in place of a file.
    package let certificates: [String]
    package let proxy: String?
    package let secureProxy: String?
    package let proxyExceptions: [String]
    package let checksCertificates: Bool
    /// `npmjs`, `never`, `always`, or a host's name.
    package let replacedRegistryHost: String
}

/// The pairs that `npm config get KEY KEY…` prints, one `key=value` a line; one key alone prints only its value.
package func parseNpmConfigGet(_ output: String, keys: [String]) -> [String: String] {
    let lines = output.split(whereSeparator: \.isNewline).map { String($0.trimmed) }
    if keys.count == 1, let key = keys.first, let value = lines.last { return [key: value] }
    var result: [String: String] = [:]
    for line in lines {
        guard let key = keys.first(where: { line.hasPrefix($0 + "=") }) else { continue }
        result[key] = String(line.dropFirst(key.count + 1))
    }
    return result
}

/// Reads a file of at most `limit` bytes; nil when there is none.
func fileContents(_ path: String, limit: Int) throws(ResolutionError) -> [UInt8]? {
    guard let handle = FileHandle(forReadingAtPath: path) else {
        if FileManager.default.fileExists(atPath: path) {
            throw .unreadable(path: path, problem: "permission denied or not a file")
        }
        return nil
    }
    defer { try? handle.close() }
    do {
        let data = try handle.read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else { throw ResolutionError.tooLarge(path: path, what: "bytes", limit: limit) }
        return Array(data)
    } catch let error as ResolutionError {
        throw error
    } catch {
        throw .unreadable(path: path, problem: "not a regular file")
    }
}
