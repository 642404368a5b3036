import Foundation
import Testing

@testable import Interception

@Suite("the real program", .serialized)
struct HandoverTests {
    @Test("the search leaves out shims, their folder, and relative entries")
    func search() throws {
        let folder = try ScratchFolder()
        try folder.write("shims/npm", "#!/bin/sh\n\(shimMarker)\n", isExecutable: true)
        try folder.write("copied/npm", "#!/bin/sh\n\(shimMarker)\n", isExecutable: true)
        try folder.write("shims/unmarked", "#!/bin/sh\n", isExecutable: true)
        try folder.write("plain/npm", "#!/bin/sh\n")
        let real = try folder.write("real/npm", "#!/bin/sh\n", isExecutable: true)
        let second = try folder.write("real/unmarked", "#!/bin/sh\n", isExecutable: true)
        let linked = folder.path + "/linked"
        try FileManager.default.createSymbolicLink(atPath: linked, withDestinationPath: folder.path + "/shims")
        let names = [
            "", "relative", ".", linked, folder.path + "/shims/", folder.path + "/copied", folder.path + "/plain",
        ]
        let path = (names + [folder.path + "/real"]).joined(separator: ":")
        let shim = folder.path + "/shims/npm"
        #expect(try findRealProgram(named: "npm", onPath: path, calledThroughShim: shim) == real)
        #expect(try findRealProgram(named: "npm", onPath: path, calledThroughShim: nil) == real)
        #expect(try findRealProgram(named: "unmarked", onPath: path, calledThroughShim: shim) == second)
        #expect(throws: InterceptionError.programNotFound(name: "npm", isOnlyShim: true)) {
            try findRealProgram(named: "npm", onPath: folder.path + "/shims", calledThroughShim: shim)
        }
        #expect(throws: InterceptionError.programNotFound(name: "npm", isOnlyShim: false)) {
            try findRealProgram(named: "npm", onPath: "", calledThroughShim: nil)
        }
    }

    @Test("a program given by its path is taken, unless it is a shim")
    func searchByPath() throws {
        let folder = try ScratchFolder()
        let shim = try folder.write("npm", "#!/bin/sh\n\(shimMarker)\n", isExecutable: true)
        #expect(try findRealProgram(named: "/bin/sh", onPath: "", calledThroughShim: nil) == "/bin/sh")
        #expect(throws: InterceptionError.self) { try findRealProgram(named: shim, onPath: "", calledThroughShim: nil) }
    }

    @Test("a program of the project is found from a folder below it")
    func localProgram() throws {
        let folder = try ScratchFolder()
        let program = try folder.write("node_modules/.bin/tool", "", isExecutable: true)
        try folder.write("a/b/c.txt", "")
        #expect(findLocalNpmProgram(named: "tool", from: folder.path + "/a/b") == program)
        #expect(findLocalNpmProgram(named: "other", from: folder.path + "/a/b") == nil)
        #expect(findLocalNpmProgram(named: "../../package.json", from: folder.path) == nil)
    }

    @Test("a child's status is ours, its arguments arrive as they are", arguments: [0, 1, 77, 255] as [Int32])
    func status(_ status: Int32) throws {
        let result = try runChild("/bin/sh", arguments: ["sh", "-c", "exit $1", "sh", "\(status)"])
        #expect(result.end == .exited(status: status))
    }

    @Test("output is captured up to the limit, and arguments are not interpreted again")
    func capture() throws {
        let odd = ["$(x)", "a b", "'", "*", "", "\u{e9}"]
        let printed = odd.map { "<\($0)>" }.joined()
        let arguments = ["sh", "-c", "for a do printf '<%s>' \"$a\"; done", "sh"] + odd
        let whole = try runChild("/bin/sh", arguments: arguments, output: .captured(limit: 1_000))
        #expect(String(decoding: whole.output, as: UTF8.self) == printed)
        let part = try runChild("/bin/sh", arguments: arguments, output: .captured(limit: 5))
        #expect(part.output == Array(printed.utf8.prefix(5)))
        #expect(part.end == .exited(status: 0))
    }

    @Test("environment, folder and error file are the given ones")
    func surroundings() throws {
        let folder = try ScratchFolder()
        let result = try runChild(
            "/bin/sh", arguments: ["sh", "-c", "echo $NAME $HOME; pwd; echo oops >&2"], environment: ["NAME=value"],
            workingFolder: folder.path, output: .captured(limit: 1_000), errorFile: folder.path + "/errors")
        #expect(String(decoding: result.output, as: UTF8.self) == "value\n\(folder.path)\n")
        #expect(try String(contentsOfFile: folder.path + "/errors", encoding: .utf8) == "oops\n")
    }

    @Test("a child blocks no signal, and its output can be discarded")
    func inheritance() throws {
        if FileManager.default.fileExists(atPath: "/proc/self/status") {
            let result = try runChild(
                "/bin/sh", arguments: ["sh", "-c", "exec grep SigBlk /proc/self/status"],
                output: .captured(limit: 1_000))
            #expect(String(decoding: result.output, as: UTF8.self) == "SigBlk:\t0000000000000000\n")
        }
        let silent = try runChild("/bin/sh", arguments: ["sh", "-c", "echo x; exit 3"], output: .discarded)
        #expect(silent.end == .exited(status: 3))
        #expect(throws: InterceptionError.self) {
            try runChild("/bin/sh", arguments: ["sh", "-c", "exit 0"], workingFolder: "/nonexistent")
        }
    }

    @Test("a child that a signal ends is told apart")
    func killed() throws {
        let result = try runChild("/bin/sh", arguments: ["sh", "-c", "kill -TERM $$"])
        #expect(result.end == .killed(signal: SIGTERM))
        #expect(result.end.exitStatus == 143)
    }

    @Test("a signal sent to this process reaches the child", arguments: [SIGTERM, SIGHUP])
    func forwarding(_ signal: Int32) throws {
        // The child signals its parent, this process, and ends when the signal comes back.
        let script = "trap 'exit 9' TERM HUP; kill -\(signal) $PPID; while :; do sleep 0.05; done"
        let result = try runChild("/bin/sh", arguments: ["sh", "-c", script])
        #expect(result.end == .exited(status: 9))
    }

    @Test("a program that cannot be run is an error", arguments: ["/nonexistent", "/etc/passwd", "/"])
    func cannotRun(_ program: String) {
        #expect(throws: InterceptionError.self) { try runChild(program, arguments: ["x"]) }
        if case .cannotRun(let name, _) = replaceProcess(by: program, arguments: ["x"]) { #expect(name == program) }
    }
}
