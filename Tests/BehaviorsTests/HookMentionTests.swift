import Behaviors
import Testing

/// Files that a hook of npm runs by ways that no list of programs holds; every fixture is inert.
@Suite("Files that hooks mention")
struct HookMentionTests {
    private static let payload = "require('child_process').exec('x ' + process.env.HOME)\n"

    private static func manifest(_ hook: String) -> String {
        let quoted = hook.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        return "{\"name\": \"p\", \"version\": \"1.0.0\", \"scripts\": {\"postinstall\": \"\(quoted)\"}}"
    }

    @Test(
        "are read as code that runs at install time",
        arguments: [
            "make", "make -C sub", "make -f rules.txt", "NODE_OPTIONS=\"--require ./data.txt\" node index.js",
            "node --env-file=env.txt index.js", "eval \"$(cat cmd.txt)\"", "git -c alias.x=\"!node data.txt\" x",
            "find . -name data.txt -exec node {} \\;", "echo data.txt | xargs node", "npx ./sub", "perl data.txt",
            "awk -f data.txt", "node d*.txt", "node dat?.txt", "cp data.txt q.js && node q.js",
            "ln -s data.txt q.js; node q", "node-gyp rebuild -C sub",
            "node {data,x}.txt", "node */data.t?t", "cp code.json q.js && node q.js",
        ])
    func mentioned(hook: String) {
        let result = npmSequence([
            "package.json": Self.manifest(hook), "index.js": "", "data.txt": Self.payload,
            "Makefile": "all:\n\t@node data.txt\n", "rules.txt": "all:\n\t-node data.txt\n",
            "sub/Makefile": "all:\n\tnode ../data.txt\n\tnode data.txt\n", "sub/data.txt": Self.payload,
            "env.txt": "NODE_OPTIONS=--require ./data.txt\n", "cmd.txt": "node data.txt\n", "code.json": Self.payload,
            "sub/package.json": "{\"name\": \"s\", \"bin\": \"data.txt\"}",
            "sub/binding.gyp": "{'targets': [{'action': ['node', 'data.txt']}]}",
        ])
        let early = result.units.filter { $0.phase == .install }.flatMap(\.names)
        #expect(early.contains("proc.shell"), "\(early)")
    }

    @Test("leave alone what no hook names", arguments: ["node index.js", "echo see README.md", "node -e 1"])
    func unmentioned(hook: String) {
        let result = npmSequence([
            "package.json": Self.manifest(hook), "index.js": "", "data.txt": Self.payload, "README.md": "# Title\n",
            "Makefile": "all:\n\tnode data.txt\n",
        ])
        #expect(!result.units.filter { $0.phase == .install }.flatMap(\.names).contains("proc.shell"))
    }

    @Test(
        "descriptions of builds are read as gyp does",
        arguments: [
            "{'a': '\\x3c!(node data.txt)'}", "{'a': '\\74!(node data.txt)'}", "{'a': '<' '!(node data.txt)'}",
            "{'a': \"<\" # a comment\n \"!(node data.txt)\"}", "{'a': '\\u003c!(node data.txt)'}",
            "{'includes': ['x.txt']}", "{'targets': [{'includes': ['x.txt']}]}",
            "{'targets': [{'dependencies': ['deep/er/q.txt:b']}]}", "{'cflags': ['$(shell node data.txt)']}",
            "{'cflags': ['`node data.txt`']}", "{'variables': {'v': 'node data.txt'}, 'a': '<!(<(v))'}",
            "{'variables': {'v': '<'}, 'a': '<(v)!(node data.txt)'}", "{'action': ['node', 'da' 'ta.txt']}",
            "{'a': '''<!(node data.txt)'''}", "{'a': r'<!(node data.txt)'}", "{'a': '<!@(node data.txt)'}",
        ])
    func builds(description: String) {
        let result = npmSequence([
            "package.json": "{\"name\": \"p\", \"version\": \"1.0.0\"}", "binding.gyp": description,
            "data.txt": Self.payload, "x.txt": "{'b': '<!(node data.txt)'}",
            "deep/er/q.txt": "{'targets': [{'action': ['node', 'data.txt']}]}",
        ])
        let early = result.units.filter { $0.phase == .install }.flatMap(\.names)
        #expect(early.contains("proc.shell"), "\(early)")
    }

    @Test("a pattern of many stars takes time in proportion to the names")
    func stars() {
        let name = String(repeating: "a", count: 200) + ".txt"
        let hook = "node " + String(repeating: "*a", count: 60) + "*b"
        let result = npmSequence(["package.json": Self.manifest(hook), name: Self.payload])
        #expect(!result.units.flatMap(\.names).contains("proc.shell"))
    }
}
