import Behaviors
import Testing

/// What the machine that computes constants gives, and that nothing which text makes it do runs on.
@Suite("Computing constants")
struct ConstantComputingTests {
    @Test("texts are computed", arguments: computed)
    func computes(_ source: String) {
        let names = javaScriptEvents(source)
        #expect(occursInOrder(["imp.process", "cmd.recon", "proc.shell"], in: names), "\(names)")
    }

    /// Each is put together to `child_process` in a way of its own.
    static let computed = [
        "function d(a, b) { return a.split(b).reverse().join(''); }\nrequire(d('process|_|child', '|')).exec('whoami');",
        "function d(a) { return a.replace(/[0-9]+/g, ''); }\nrequire(d('ch1il22d_p333rocess')).exec('whoami');",
        "function d(a) { return a.replace(/(\\w+) (\\w+)/, '$2_$1'); }\nrequire(d('process child')).exec('whoami');",
        "function d(a) { return a.match(/../g).map((p) => String.fromCharCode(parseInt(p, 16))).join(''); }\nrequire(d('6368696c645f70726f63657373')).exec('whoami');",
        "function d(a) { let r = ''; let i = a.length; while (i--) r += a[i]; return r; }\nrequire(d('ssecorp_dlihc')).exec('whoami');",
        "function d(a) { try { null.x; } catch (e) { return a + '_process'; } }\nrequire(d('child')).exec('whoami');",
        "function d(a) { switch (a) { case 1: return 'child'; default: return '_process'; } }\nrequire(d(1) + d(2)).exec('whoami');",
        "const t = { k: ['child', 'process'] };\nfunction d(a) { return t.k.join(a); }\nrequire(d('_')).exec('whoami');",
        "function D(k) { this.k = k; }\nD.prototype.go = function (t) { return t.split('').map((c) => String.fromCharCode(c.charCodeAt(0) ^ this.k)).join(''); };\nfunction d(t) { return new D(1).go(t); }\nrequire(d('bihme^qsnbdrr')).exec('whoami');",
        "function d(a) { return eval('a + \"_process\"'); }\nrequire(d('child')).exec('whoami');",
        "function d(a) { return decodeURIComponent(escape(atob(a))); }\nrequire(d('Y2hpbGRfcHJvY2Vzcw==')).exec('whoami');",
        "const t = ['_process', 'child'];\nfunction d(i) { return t[i]; }\nfunction turn(a) { t.push(t.shift()); return a; }\nd(0); turn('x'); require(d(0) + d(1)).exec('whoami');",
        "function d(a) { const t = ['child', '_', 'process']; for (let i = 0; i < 99; i++) t.push(t.shift()); return t[0] + t[1] + t.at(2) + a; }\nrequire(d('')).exec('whoami');",
        "function d(a) { const t = ['child', '-', 'process']; for (let i = 0; i < 100; i++) { t.push(t.shift()); if (t.length === 3 && t[1] === '-') t[1] = '_'; } return t.pop() + t.join(a); }\nrequire(d('')).exec('whoami');",
        "function l() { return ['child', '_', 'p', 'r', 'o', 'c', 'e', 'ss']; }\nfunction d(a) { l().shift(); l().push('x'); l()[0] = 'y'; return l().join(a); }\nrequire(d('')).exec('whoami');",
        "let k = 'x';\nfunction d(a) { return k + a; }\nd('_process'); k = 'child'; require(d('_process')).exec('whoami');",
        "function d(a) { return [...a].filter((c, i) => i % 2 === 0).join(''); }\nrequire(d('c.h.i.l.d._.p.r.o.c.e.s.s.')).exec('whoami');",
    ]

    @Test("an unpacker of words gives a long text too", arguments: [1, 20_000])
    func unpacksWords(_ count: Int) {
        let text = "var a = \"\(String(repeating: "5 6 ", count: count))\"; 1(\"2\").3(\"4\")"
        let words = "|require|child_process|exec|whoami|one|two" + (7..<70).map { "|word\($0)" }.joined()
        let source = """
            eval(function(p,a,c,k,e,d){while(c--){if(k[c]){p=p.replace(new RegExp('\\\\b'+c+'\\\\b','g'),k[c])}}return p}(\
            '\(text)',10,70,'\(words)'.split('|'),0,{}))
            """
        let names = javaScriptEvents(source)
        #expect(occursInOrder(["imp.process", "cmd.recon", "proc.shell"], in: names), "\(names)")
    }

    @Test("a list that was changed is not taken for what its text says")
    func doesNotReadChangedLists() {
        let names = javaScriptEvents(
            "const parts = [];\nload((part) => parts.push(part));\neval(parts.join(''));\nfunction load(f) { f(read()); }"
        )
        #expect(names.contains("code.eval"))
        #expect(names.contains("arg.dynamic"))
    }

    @Test("whatever runs on is stopped", arguments: endless)
    func stops(_ source: String) {
        let clock = ContinuousClock()
        let time = clock.measure { _ = javaScriptEvents(source) }
        #expect(time < .seconds(10))
    }

    static let endless: [String] = [
        "function f(a) { while (true) { } }\nf('x'); f('y'); f('z');",
        "function f(a) { return f(a + 'x'); }\nf('y');",
        "function f(a) { for (;;) a += a; }\nf('x');",
        "function f(a) { return a.replace(/((a+)+)+$/, ''); }\nf('\(String(repeating: "a", count: 5_000))b');",
        "function f(a) { return eval('f(a)'); }\nf('x');",
        "function f(x) { var a = []; a.push(a); return a.join(''); }\nf('x');",
        "function f(x) { return Array(1e9).join(x) + 'x'.repeat(1e9) + 'x'.padStart(1e9); }\nf('x');",
        "function f(x) { var a = []; a[4e9] = 1; a[-1] = 2; a.length = -5; return a.slice(-1e99, NaN).join(x); }\nf('x');",
        "function f(x) { return String.fromCharCode(NaN, -1, 1e99) + (1 << 99) + (x >>> -1) + parseInt(x, 99); }\nf('x');",
        "var t = [1, 2, 3];\n(function (a, b) { while (true) { try { if (parseInt('x') === b) break; a['push'](a['shift']()); } catch (e) { } } }(t, 0x1234));",
        "var e = { 1: function (m, x, n) { n(2); }, 2: function (m, x, n) { n(1); } };\nfunction n(i) { var m = {}; return e[i](m, m, n), m; }\nn(1);",
        "function f(g, x) { return g(g, x); }\nf(f, 1);",
        "for (var i = 0, s = ''; ; i++) { s += String.fromCharCode(i); }",
        "Object.defineProperty(exports, 'a', { get: function () { return exports.a; } });\nexports.a;",
        "(function f(a) { return '\(String(repeating: "(", count: 200))' + f(a + a); })('x');",
    ]

    @Test("shell text of any shape is read in time", arguments: shells)
    func readsShell(_ text: String) {
        let clock = ContinuousClock()
        let time = clock.measure { _ = countShellFindings(in: Array(text.utf8)) }
        #expect(time < .seconds(10))
    }

    static let shells: [String] = [
        String(repeating: "$(", count: 200_000), String(repeating: "`a", count: 200_001),
        "A=xx; " + String(repeating: "A=$A$A; ", count: 60) + "$A", String(repeating: "cat <<E\n", count: 20_000),
        "cat <<", "<<<", "$", "${", "$'\\x", "%", "%a", "^", "echo \u{0}\u{FFFD}",
        String(repeating: "<(", count: 100_000),
        String(repeating: "eval 'eval ", count: 10_000), String(repeating: "echo a | base64 -d | sh;", count: 5_000),
        "powershell -enc " + String(repeating: "A", count: 100_001), "set =", "=x", "x=$(y", "a\\", "'", "\"$(\"",
    ]
}
