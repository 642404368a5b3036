import Foundation
import Packages
import Quarantine
import Testing

/// Asks pip's and npm's own readers what they would install, so that our reading can be compared with theirs.
///
/// pip: `unpack_file` for sdists and `zipfile` as `install_wheel` uses it, of the `python3` on the path. npm: `pacote`
/// as bundled with the `npm` on the path. Both unpack our own inert archives into a scratch folder.
enum InstallerOracle {
    /// One file that the installer left on disk, or would.
    struct InstalledFile: Hashable {
        let path: String
        let sha256: String
    }

    /// What the installer makes of each archive, in order; an archive that it refuses has the files written before.
    static func install(_ paths: [String], kind: ArtifactKind, into folder: String) throws -> [Set<InstalledFile>] {
        let command =
            switch kind {
            case .npmTarball: ["node", "-e", npmScript, "--"]
            case .sdist: ["python3", "-c", sdistScript]
            case .wheel: ["python3", "-c", wheelScript]
            }
        let output = try run(command + [folder] + paths)
        var installed = [Set<InstalledFile>](repeating: [], count: paths.count)
        for line in output.split(separator: "\n") {
            let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3, let index = Int(fields[0]), installed.indices.contains(index) else { continue }
            let path = String(decoding: bytes(hexadecimal: fields[2]), as: UTF8.self)
            installed[index].insert(InstalledFile(path: path, sha256: String(fields[1])))
        }
        guard output.hasSuffix("done\n") else { throw OracleFailure(detail: output) }
        return installed
    }

    private static func run(_ command: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    private static func bytes(hexadecimal: Substring) -> [UInt8] {
        let digits = Array(hexadecimal.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }

    /// Unpacks with pip's own function, then lists what lies in the folder; links to files count as files.
    private static let sdistScript = #"""
        import hashlib, os, sys
        from pip._internal.utils.unpacking import unpack_file
        for index, path in enumerate(sys.argv[2:]):
            # Deep below the scratch folder, so that a way out would still end inside it.
            target = os.path.join(sys.argv[1], "a/b/c/d", str(index))
            try:
                unpack_file(path, target)
            except Exception:
                pass
            for folder, _, names in os.walk(os.fsencode(target)):
                for name in names:
                    file = os.path.join(folder, name)
                    if os.path.isfile(file):
                        digest = hashlib.sha256(open(file, "rb").read()).hexdigest()
                        print(index, digest, os.path.relpath(file, os.fsencode(target)).hex(), sep="\t")
        print("done")
        """#

    /// Reads every name of a wheel as `install_wheel` does, until one fails.
    private static let wheelScript = #"""
        import hashlib, os, sys, zipfile
        for index, path in enumerate(sys.argv[2:]):
            try:
                archive = zipfile.ZipFile(path)
                for name in archive.namelist():
                    if not name.endswith("/"):
                        with archive.open(archive.getinfo(name)) as file:
                            digest = hashlib.sha256(file.read()).hexdigest()
                        print(index, digest, os.path.normpath(name).encode("utf-8", "surrogateescape").hex(), sep="\t")
            except Exception:
                pass
        print("done")
        """#

    /// Unpacks with npm's own `pacote`, then lists what lies in the folder.
    private static let npmScript = #"""
        const fs = require('fs'), path = require('path'), crypto = require('crypto')
        const npm = fs.realpathSync(require('child_process').execSync('command -v npm').toString().trim())
        const pacote = require(path.join(path.dirname(npm), '../node_modules/pacote'))
        const [root, ...archives] = process.argv.slice(1)
        const list = (index, base, folder) => {
          for (const name of fs.readdirSync(folder)) {
            const file = path.join(folder, name), status = fs.lstatSync(file)
            if (status.isDirectory()) { list(index, base, file); continue }
            if (!status.isFile()) continue
            const digest = crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex')
            console.log(`${index}\t${digest}\t${Buffer.from(path.relative(base, file)).toString('hex')}`)
          }
        }
        const target = index => path.join(root, 'a/b/c/d', String(index))
        const report = index => { if (fs.existsSync(target(index))) list(index, target(index), target(index)) }
        let current = 0
        const proceed = async () => {
          for (; current < archives.length; current++) {
            fs.mkdirSync(target(current), { recursive: true })
            try {
              const options = { cache: path.join(root, 'cache'), where: root }
              await pacote.extract(`file:${archives[current]}`, target(current), options)
            } catch {}
            report(current)
          }
          console.log('done')
          process.exit(0)
        }
        // Some names make npm throw where nobody catches; what it wrote until then counts.
        process.on('uncaughtException', () => { report(current++); proceed() })
        proceed()
        """#
}

/// The oracle could not be asked.
struct OracleFailure: Error {
    let detail: String
}
