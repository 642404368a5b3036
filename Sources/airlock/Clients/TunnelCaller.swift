import Foundation

// Whose script asked for a connection past the gateway: read from the kernel's tables of this machine, for a message.
// Linux only. A script can forge what is read here, and so can only have a connection refused to it: what npm itself
// may reach is decided by it, since npm runs no code of packages.

/// The package whose install script holds the local end of a TCP connection from this machine.
///
/// npm tells its scripts the manifest that they belong to; pip builds each source distribution in a folder of its name.
/// Looked at are the process that has the socket and those that started it.
func packageBehind(localPort port: Int) -> String? {
    guard let holder = processHolding(localPort: port) else { return nil }
    for process in ancestry(of: holder).prefix(16) {
        if let manifest = variable("npm_package_json", ofProcess: process), let name = npmPackage(ofManifest: manifest)
        {
            return name
        }
        if let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd"),
            let name = pipPackage(builtIn: folder)
        {
            return name
        }
    }
    return nil
}

/// The process that has the local end of a TCP connection from this machine; nil where that is not to be seen.
func processHolding(localPort port: Int) -> Int? {
    inode(ofLocalPort: port).flatMap { process(holding: "socket:[\($0)]") }
}

/// A process, the one that started it, and so on; the first of all is left out.
func ancestry(of process: Int) -> [Int] {
    var found = [process]
    while found.count < 64, let parent = found.last.flatMap(parent(of:)), parent > 1 { found.append(parent) }
    return found
}

/// The name of an installed package by the path of its `package.json`; nil for the project's own.
func npmPackage(ofManifest path: String) -> String? {
    let folders = path.split(separator: "/")
    guard let place = folders.lastIndex(of: "node_modules"), folders.last == "package.json" else { return nil }
    let name = folders[(place + 1)...].dropLast()
    guard name.count == 1 || name.count == 2 && name.first?.hasPrefix("@") == true else { return nil }
    return name.joined(separator: "/")
}

/// The name of the project that pip builds in this folder: `…/pip-install-ab12/NAME_` and 32 hexadecimal digits.
func pipPackage(builtIn folder: String) -> String? {
    let folders = folder.split(separator: "/")
    guard let place = folders.lastIndex(where: { $0.hasPrefix("pip-install-") }), place + 1 < folders.count else {
        return nil
    }
    let name = folders[place + 1]
    guard let mark = name.lastIndex(of: "_"), mark > name.startIndex,
        name[mark...].dropFirst().allSatisfy(\.isHexDigit)
    else { return nil }
    return String(name[..<mark])
}

/// The kernel gives these files a page at a time and no size, so that they have to be read to their end.
private func content(of path: String) -> Data {
    (try? FileHandle(forReadingAtPath: path)?.readToEnd()) ?? Data()
}

/// The kernel's number of the socket with this local port, of IPv4 or mapped into IPv6.
private func inode(ofLocalPort port: Int) -> String? {
    let ending = ":" + String(format: "%04X", port)
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        let rows = String(decoding: content(of: table), as: UTF8.self)
        for row in rows.split(separator: "\n").dropFirst() {
            let fields = row.split(separator: " ")
            guard fields.count > 9, fields[1].hasSuffix(ending), fields[9] != "0" else { continue }
            return String(fields[9])
        }
    }
    return nil
}

private func process(holding socket: String) -> Int? {
    let files = FileManager.default
    for process in (try? files.contentsOfDirectory(atPath: "/proc"))?.compactMap({ Int($0) }) ?? [] {
        let folder = "/proc/\(process)/fd"
        for descriptor in (try? files.contentsOfDirectory(atPath: folder)) ?? []
        where (try? files.destinationOfSymbolicLink(atPath: "\(folder)/\(descriptor)")) == socket {
            return process
        }
    }
    return nil
}

private func variable(_ name: String, ofProcess process: Int) -> String? {
    let data = content(of: "/proc/\(process)/environ")
    let prefix = Data("\(name)=".utf8)
    return data.split(separator: 0).first { $0.starts(with: prefix) }.map {
        String(decoding: $0.dropFirst(prefix.count), as: UTF8.self)
    }
}

private func parent(of process: Int) -> Int? {
    let text = String(decoding: content(of: "/proc/\(process)/stat"), as: UTF8.self)
    // The program's name stands in parentheses and may hold anything.
    return text.range(of: ") ", options: .backwards).flatMap { end in
        text[end.upperBound...].split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
