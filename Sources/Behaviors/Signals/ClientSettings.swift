internal import Packages

/// Configuration of the package managers or of the interpreter among what a wheel's data scheme puts into the environment.
///
/// `NAME.data/data/pip.conf` becomes the environment's own `pip.conf`: the next `pip install` asks the index that it names.
/// The same goes for npm's global configuration and for `pyvenv.cfg`, by which an environment finds its library.
func clientSettings(in source: SignalSource) -> [ArchiveSignal] {
    guard source.kind == .wheel else { return [] }
    return source.files.compactMap { file in
        let parts = file.path.split(separator: "/")
        guard parts.count > 2, parts[0].hasSuffix(".data"), parts[1] == "data" else { return nil }
        guard readPlaces.contains(parts.dropFirst(2).joined(separator: "/").lowercased()) else { return nil }
        return ArchiveSignal(.clientSettings, file.path, "'\(parts[parts.count - 1])' would be read by what runs there")
    }
}

private let readPlaces: Set<String> = [
    "pip.conf", "pip.ini", "pyvenv.cfg", "etc/pip.conf", "etc/npmrc", "uv.toml", "etc/uv/uv.toml",
]
