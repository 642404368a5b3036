import Foundation
import Interception
import Resolution
import Transfer

/// What npm runs in place of git: `airlock-guard --git FILE WORD…`, through a script whose path is `npm_config_git`.
///
/// It asks the guard before anything is read or checked out, and runs the user's git on what the guard has fetched and
/// judged: no network, no hooks, no configuration but npm's own words. Words that npm does not use are refused.
///
/// FILE, private to the command: three lines, the git door's address, its token and git's path, which is not searched again,
/// since scripts run with the programs of packages in front of PATH.
struct GitStandIn {
    static let option = "--git"

    private let door: String
    private let token: String
    private let git: GitProgram

    /// Writes FILE and the script, and returns the script's path.
    static func make(door: String, token: String, git: GitProgram, scratch: ScratchFolder) throws -> String {
        let file = scratch.file("git-door")
        try Data("\(door)\n\(token)\n\(git.path)\n".utf8).write(to: URL(fileURLWithPath: file))
        let script = scratch.file("git")
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let quoted = [program, file].map { "'" + $0.replacing("'", with: "'\\''") + "'" }
        let text = "#!/bin/sh\nexec \(quoted[0]) \(option) \(quoted[1]) \"$@\"\n"
        guard
            FileManager.default.createFile(
                atPath: script, contents: Data(text.utf8), attributes: [.posixPermissions: 0o700])
        else { throw CocoaError(.fileWriteUnknown) }
        return script
    }

    /// Does what the words ask for, as far as the guard allows; the exit status is git's, 128 for a refusal as with git.
    static func run(_ arguments: [String], surroundings: Surroundings) async -> Int32 {
        do {
            guard let file = arguments.first, let data = FileManager.default.contents(atPath: file) else {
                throw StandInError("'\(option)' is for Airlock's own use")
            }
            let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
            guard lines.count == 3 else { throw StandInError("the guard's note is damaged") }
            let standIn = GitStandIn(
                door: lines[0], token: lines[1],
                git: GitProgram(path: lines[2], environment: surroundings.environment))
            return try await standIn.run(Array(arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("fatal: airlock: \(error)\n".utf8))
            return 128
        }
    }

    private struct StandInError: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private func run(_ arguments: [String]) async throws -> Int32 {
        let words = arguments.first == "--no-replace-objects" ? Array(arguments.dropFirst()) : arguments
        switch words.first {
        case "ls-remote":
            guard words.count == 2 else { throw unknown(words) }
            FileHandle.standardOutput.write(Data(try await ask(["list", words[1]]).utf8))
            return 0
        case "clone": return try await clone(words)
        case "fetch":
            guard words.count >= 3, words[1] == "origin" else { throw unknown(words) }
            let origin = try await output(of: ["config", "--local", "--get", "remote.origin.url"])
            let source = try await ask(["source", origin, words[2]])
            return try become(["fetch", "file://" + Self.folder(source)] + words.dropFirst(2), reaching: .local)
        case "checkout":
            guard words.count == 2 else { throw unknown(words) }
            let commit = try await output(of: ["rev-parse", "--verify", "--end-of-options", words[1] + "^{commit}"])
            let origin = try await output(of: ["config", "--local", "--get", "remote.origin.url"])
            _ = try await ask(["approve", origin, commit])
            return try become(words, reaching: .nothing)
        case "submodule":
            guard words.dropFirst().allSatisfy({ ["update", "-q", "--quiet", "--init", "--recursive"].contains($0) })
            else { throw unknown(words) }
            let commit = try await output(of: ["rev-parse", "--verify", "HEAD^{commit}"])
            let origin = try await output(of: ["config", "--local", "--get", "remote.origin.url"])
            let answer = try await ask(["approve", origin, commit])
            return try become(words, reaching: .local, submodules: answer.split(separator: "\n").map(String.init))
        case "init", "rev-parse", "status", "config", "--version", "version":
            return try become(words, reaching: .nothing)
        case "remote":
            guard words.count == 4, words[1] == "add" else { throw unknown(words) }
            return try become(words, reaching: .nothing)
        default: throw unknown(words)
        }
    }

    /// `clone [-b REF] ADDRESS FOLDER [--recurse-submodules] [--depth=1]` and `clone --mirror -q ADDRESS FOLDER`.
    private func clone(_ words: [String]) async throws -> Int32 {
        var (ref, places, kept): (String?, [String], [String]) = (nil, [], [])
        var (isMirror, isRecursive) = (false, false)
        var index = 1
        while index < words.count {
            let word = words[index]
            switch word {
            case "-b":
                guard index + 1 < words.count else { throw unknown(words) }
                ref = words[index + 1]
                kept += ["-b", words[index + 1]]
                index += 1
            case "--mirror":
                isMirror = true
                kept.append(word)
            case "-q", "--depth=1": kept.append(word)
            case "--recurse-submodules": isRecursive = true
            default:
                guard !word.hasPrefix("-") else { throw unknown(words) }
                places.append(word)
            }
            index += 1
        }
        guard places.count == 2 else { throw unknown(words) }
        let question = isMirror ? ["mirror", places[0]] : ["source", places[0]] + (ref.map { [$0] } ?? [])
        let answer = try await ask(question)
        let submodules = answer.split(separator: "\n").dropFirst().map(String.init)
        let words = ["clone"] + kept + (isRecursive && !submodules.isEmpty ? ["--recurse-submodules"] : [])
        guard isMirror || !submodules.isEmpty else {
            return try become(words + ["file://" + Self.folder(answer), places[1]], reaching: .local)
        }
        // Relative addresses of submodules are related to the one that was cloned, so it keeps the upstream's.
        return try become(
            words + places, reaching: .local, submodules: submodules + ["\(places[0]) \(Self.folder(answer))"])
    }

    private static func folder(_ answer: String) -> String { String(answer.prefix { $0 != "\n" }) }

    private func unknown(_ words: [String]) -> StandInError {
        StandInError("'git \(words.first ?? "")' is not used by npm in this way, so it is refused")
    }

    /// Asks the guard; anything but its consent is an error with its reason.
    private func ask(_ words: [String]) async throws -> String {
        guard words.allSatisfy({ !$0.contains { $0.isNewline } }) else {
            throw StandInError("a word holds a line feed")
        }
        let transfer = try HTTPTransfer(TransferConfiguration(plainHTTPHosts: ["127.0.0.1"]))
        defer { transfer.close() }
        let request = TransferRequest(
            url: door, method: .post(Array(words.joined(separator: "\n").utf8)),
            headers: [("Authorization", "Bearer \(token)"), ("Content-Type", "text/plain")])
        let limits = TransferLimits(maximumBytes: 64 << 20, lowSpeedSeconds: 3_600)
        let (response, bytes) = try await transfer.collect(request, limits: limits)
        let text = String(decoding: bytes, as: UTF8.self)
        guard response.status == 200 else { throw StandInError(text) }
        return text
    }

    private func output(of words: [String]) async throws -> String {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let folder = FileManager.default.currentDirectoryPath
        let run = try await git.run(words, in: folder, reaching: .nothing, scratch: scratch)
        guard run.end == .exited(status: 0) else {
            throw StandInError(String(decoding: run.errors, as: UTF8.self).trimmingCharacters(in: .newlines))
        }
        return String(decoding: run.output, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Becomes git; returns only when that fails.
    ///
    /// - Parameter submodules: `ADDRESS FOLDER`, where git finds the submodules of what it checks out.
    private func become(_ words: [String], reaching reach: GitProgram.Reach, submodules: [String] = []) throws -> Int32
    {
        let leads = submodules.compactMap { line in
            line.firstIndex(of: " ").map {
                (address: String(line[..<$0]), copy: String(line[line.index(after: $0)...]))
            }
        }
        let settings = leads.map { (key: "url.file://\($0.copy).insteadOf", value: $0.address) }
        let environment = git.environment(reaching: reach).merging(
            settings.isEmpty ? [:] : GitCheckout.variables(settings)
        ) { $1 }
        let entries = environment.map { "\($0.key)=\($0.value)" }
        throw replaceProcess(
            by: git.path, arguments: ["git"] + GitProgram.safeWords + words, environment: entries)
    }
}
