/// A command line that installs packages: what it names, how it changes the sources, and how to repeat it guarded.
package struct InstallCommand: Sendable, Equatable {
    /// What an npm command does with the tree; each case is planned in its own way.
    package enum NpmSubcommand: String, Sendable, Equatable, CaseIterable {
        case install
        case cleanInstall = "ci"
        case installTest = "install-test"
        case installCleanInstallTest = "install-ci-test"
        case update
        case dedupe
        case uninstall
        case prune
        case auditFix = "audit fix"
        /// `npm exec`, `npx`, and `npm init NAME`: packages go into npm's own folder, then one of their programs runs.
        case execute = "exec"
        /// `npm pack NAME`: the package's tarball is written to a folder.
        case pack
        /// `npm link`: folders are linked; a name that is not installed globally yet is installed there first.
        case link
        /// `npm init -w` and `npm version -w`: npm installs the whole project at their end.
        case workspaceUpdate = "workspace update"
        /// A word that no npm we know has as a subcommand.
        case unknown
    }

    /// What a pip command does with what it resolved.
    package enum PipSubcommand: String, Sendable, Equatable, CaseIterable {
        case install
        case download
        case wheel
        case lock
        /// A command of pipx, which runs a pip or uv of its own.
        case pipx
        case unknown

        /// The section of pip's configuration files that counts for it.
        package var section: String { self == .pipx ? "install" : rawValue }
    }

    package enum Subcommand: Sendable, Equatable {
        case npm(NpmSubcommand)
        case pip(PipSubcommand)
        /// `uv pip install`, `uv tool install`, `uv tool run`, `uvx`.
        case uv
    }

    package var tool: GuardedTool
    /// The words before the arguments: `["pip3"]`, `["python3", "-I", "-m", "pip"]`; the first is searched on PATH.
    package var program: [String]
    package var subcommand: Subcommand
    /// The subcommand as typed; empty for npx.
    package var subcommandWord: String
    /// The user's arguments as they came, without `program`.
    package var originalArguments: [String]
    /// The user's arguments as the tool reads them.
    package var arguments: [CommandArgument]

    /// Registry specs (`left-pad@^1`, `flask>=3`) as given; npm aliases are included as they stand.
    package var specs: [String]
    /// Folders of the user's own that are installed (`.`, `-e ./x`, `file:../x`), as given.
    package var localFolders: [String]
    package var npm: NpmOptions
    package var pip: PipOptions
    /// Options about sources that the command line sets; they overrule configuration files and environment.
    package var sources: SourceOptions
    /// What `guardedArguments` leaves out or changes, for `airlock plan` and the log.
    package var edits: [ArgumentEdit]

    /// The arguments for the install phase: the user's, without the options about network and caches.
    package var guardedArguments: [String] {
        arguments.filter { !isTakenOver($0, by: tool.family) }.words
    }
}

/// Options that decide where packages come from.
///
/// For npm, `index` is `--registry`; for pip it is `--index-url`.
package struct SourceOptions: Sendable, Equatable {
    package var index: String?
    package var extraIndexes: [String] = []
    /// pip's `--find-links`: folders, pages or files.
    package var findLinks: [String] = []
    /// pip's `--no-index`: only `findLinks` are looked at.
    package var usesNoIndex = false
    package var trustedHosts: [String] = []
    package var certificateAuthorities: String?
    package var clientCertificate: String?
    package var proxy: String?
    package var checksCertificates = true
    /// npm keys given on the command line that belong to one registry: `@scope:registry`, `//host/:_authToken`.
    package var registryKeys: [RegistryKey] = []
    /// pip's `--isolated`: environment variables and the user's configuration file do not count.
    package var isIsolated = false
    /// npm's `--offline`, `--prefer-offline`: asked for, but the guard's own cache decides.
    package var prefersOffline = false
    /// npm's `--userconfig` and `--globalconfig`.
    package var userConfiguration: String?
    package var globalConfiguration: String?

    package init() {}
}

/// A configuration key that names a registry or a scope, and its value.
package struct RegistryKey: Sendable, Equatable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// npm flags that change what is planned or where it goes.
package struct NpmOptions: Sendable, Equatable {
    package var isGlobal = false
    package var isDryRun = false
    package var wantsJSON = false
    package var isLockOnly = false
    /// `--prefix`: the project folder instead of the one found from the working folder.
    package var prefix: String?
    package var workspaces: [String] = []
    package var usesAllWorkspaces = false
    /// Dependency kinds left out: `dev`, `optional`, `peer`, by `--omit` and its older forms, less `--include`.
    package var omits: [String] = []
    package var ignoresScripts = false
    /// Specs that name a tarball's address or a git repository, as given.
    package var directSources: [String] = []
    /// Local tarballs, as given.
    package var archives: [String] = []
    /// For `.execute`: what is installed and what then runs.
    package var execution: NpmExecution?

    package init() {}
}

/// What `npx` and `npm exec` do once their packages are installed.
package struct NpmExecution: Sendable, Equatable {
    /// The packages to install; without `--package` it is the first positional.
    package var packages: [String]
    /// The program to run: nil when `call` is given.
    package var command: String?
    package var arguments: [String]
    /// A shell line (`-c`) that sees the packages' programs on its PATH.
    package var call: String?
    /// True when the packages were named with `--package`, so that `command` is a program's name, not a package's.
    package var namesPackages: Bool
    /// `--yes` or `--no`; nil asks the user when a terminal is at hand.
    package var consent: Bool?
}

/// pip flags that change what is planned or where it goes.
package struct PipOptions: Sendable, Equatable {
    /// Archives and repositories that the command line names by path or address.
    package var directReferences: [PipDirectReference] = []
    package var requirementFiles: [String] = []
    package var constraintFiles: [String] = []
    package var isDryRun = false
    /// `--report`: a file, or `-` for standard output.
    package var reportPath: String?
    package var requiresHashes = false
    package var target: String?
    package var prefix: String?
    package var root: String?
    /// `--dest` of `pip download`, `--wheel-dir` of `pip wheel`.
    package var destination: String?
    /// `--python`: the interpreter that pip is to run under.
    package var interpreter: String?
    package var groups: [String] = []
    /// Set for `uvx` and its kin: what runs once it is installed.
    package var toolRun: ToolRun?
    /// A platform, interpreter or ABI other than the running one was asked for.
    package var restrictsPlatform = false

    package init() {}
}
