import Packages
import Testing

@testable import Behaviors

/// Whatever hostile text makes refer to itself is freed, and chains of any length are, without a deep stack.
@Suite("Memory of computed constants")
struct ComputedMemoryTests {
    @Test("nothing outlives its machine", arguments: selfish)
    func frees(_ source: String) {
        weak var memory: ComputedMemory?
        do {
            let file = PackageFile(path: "index.js", bytes: Array(source.utf8), isExecutable: false)
            let package = PackageMap(PackageSource(ecosystem: .npm, kind: .npmTarball, files: [file]))
            let walker = SequenceWalker(package: package, phase: .importing)
            walker.run(.file(0, asMain: false))
            walker.finishLoaded()
            memory = walker.machine.memory
            #expect(walker.machine.memory.computation > 0, "nothing was computed")
        }
        #expect(memory == nil)
    }

    /// The call makes the walk compute; what it gives does not matter.
    static let selfish = [
        "const open = (text, key) => { const turn = (c) => String.fromCharCode(c ^ key); let r = ''; for (let i = 0; i < text.length; i++) r += turn(text.charCodeAt(i)); return r; };\nrequire(open('bihme^qsnbdrr', 1));",
        "function f(x) { var a = []; a.push(a); a[1] = a; a.own = a; return x + 's'; }\nrequire(f('f'));",
        "function f(x) { var o = {}; o.own = o; o.list = [o]; return x + 's'; }\nrequire(f('f'));",
        "function f(x) { function g() { return g; } g.own = g; g.prototype.of = g; return x + 's'; }\nrequire(f('f'));",
        "const t = { name: 's' };\nt.own = t;\nfunction f(x) { return x + t.own.own.name; }\nrequire(f('f'));",
        "var kept;\nfunction f(x) { kept = () => x + kept; return x + 's'; }\nrequire(f('f'));",
        "function f(x) { return ((g) => g(g))((g) => x + 's'); }\nrequire(f('f'));",
    ]

    @Test("chains are let go link after link", arguments: chains)
    func letsChainsGo(_ body: String) {
        let source = "function f(x) { \(body) return x + 'ild_process'; }\nrequire(f('ch')).exec('whoami');"
        let names = npmSequence(["index.js": source]).units.flatMap(\.names)
        #expect(names.contains("imp.process"), "\(names)")
    }

    /// Bodies that make a chain as long as the steps of a computation allow, nearly.
    static let chains = [
        "var a = []; for (var i = 0; i < 20000; i++) a = [a];",
        "var a = {}; for (var i = 0; i < 20000; i++) a = { a: a };",
        "var a = {}, b = a; for (var i = 0; i < 20000; i++) { b.a = {}; b = b.a; }",
        "var a = {}; for (var i = 0; i < 20000; i++) a = Object.create(a);",
        "var a = 0; function g(b) { return () => b; } for (var i = 0; i < 20000; i++) a = g(a);",
        "function g() { } var a = g; for (var i = 0; i < 9000; i++) { var h = () => 1; h.a = a; a = h; }",
    ]
}
