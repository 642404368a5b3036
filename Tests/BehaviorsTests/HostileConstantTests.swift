import Testing

@testable import Behaviors

/// Code made to keep the computing of constants busy: the budgets end it, and the walk goes on.
@Suite("Hostile constants")
struct HostileConstantTests {
    static let sources: [(String, String)] = [
        (
            "loops over a long list",
            "D = [\(numbers(15_000))]\n" + repeated("s = ''\nfor x in D:\n    s += chr(x ^ 1)\n", 300)
        ),
        (
            "a decoder called often",
            "def f(d, k):\n    o = ''\n    for i, c in enumerate(d):\n        o += chr(ord(c) ^ k)\n    return o\n"
                + repeated("f('\(String(repeating: "a", count: 2_000))', 3)\n", 300)
        ),
        ("recursion without an end", "def f(x):\n    return f(x + 'a') + f(x + 'b')\n" + repeated("f('z')\n", 300)),
        (
            "a loop without an end",
            "def f(x):\n    while True:\n        x = x + 1\n    return x\n" + repeated("f(1)\n", 300)
        ),
        (
            "extreme numbers",
            "range(-9223372036854775808, 9223372036854775807)\n'abc'[::-9223372036854775808]\n[][5:-7:-2]\n"
        ),
        ("elements set one by one", "d = [\(numbers(15_000))]\nfor i in range(15000):\n    d[i] = d[i] ^ 3\n"),
        (
            "classes that are their own metaclass",
            "class M(type):\n    __metaclass__ = M\nclass N(M, metaclass=N): pass\n"
        ),
        (
            "a property that reads itself",
            "class A:\n    @property\n    def p(self): return self.p\n    def __getattr__(self, n): return getattr(self, n)\nA().p\nA().q.r.s\n"
        ),
        ("a decorator that decorates itself", "@d\ndef d(f):\n    return d(d)\n@d\nclass C: pass\nwith C() as c: c\n"),
    ]

    private static func numbers(_ count: Int) -> String {
        (0..<count).map { String($0 % 90 + 32) }.joined(separator: ",")
    }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test("ends, and sees what stands behind", arguments: sources)
    func ends(_ title: String, _ source: String) {
        let clock = ContinuousClock()
        var names: [String] = []
        let time = clock.measure { names = pythonEvents(source + "import os\nos.system('echo x')\n") }
        #expect(names.contains("proc.shell"))
        // Half a second is usual on a busy machine; without the budgets it would be minutes.
        #expect(time < .seconds(20))
    }
}
