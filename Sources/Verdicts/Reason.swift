/// What happens with an artifact, mildest first.
package enum VerdictLevel: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
    case allow
    case warn
    case block

    private var rank: Int {
        switch self {
        case .allow: 0
        case .warn: 1
        case .block: 2
        }
    }

    package static func < (left: VerdictLevel, right: VerdictLevel) -> Bool { left.rank < right.rank }
}

/// The closed list of reasons that a verdict can give; codes are stable and never reused.
///
/// Each has a section of the same name in `Documentation/Reasons.md`; a test keeps the two in step.
package enum ReasonCode: String, Sendable, Hashable, CaseIterable, Codable {
    case behaviorSequence = "behavior-sequence"
    case suspiciousBehavior = "suspicious-behavior"
    case poorlyDescribed = "poorly-described"
    case knownMalicious = "known-malicious"
    case incompleteInspection = "incomplete-inspection"
    case ambiguousArchive = "ambiguous-archive"
    case unsafePath = "unsafe-path"
    case damagedArchive = "damaged-archive"
    case manifestMismatch = "manifest-mismatch"
    case weakDigest = "weak-digest"
    case unstatedDigest = "unstated-digest"
    case insecureIndex = "insecure-index"
    case directURLRequirement = "direct-url-requirement"
    case directURLDependency = "direct-url-dependency"
    case indexConfusion = "index-confusion"
    case nativeStub = "native-stub"
    case strayBytecode = "stray-bytecode"
    case dataRunAsCode = "data-run-as-code"
    case disguisedProgram = "disguised-program"
    case foreignModule = "foreign-module"
    case clientSettings = "client-settings"
    case recordMismatch = "record-mismatch"
    case hiddenCharacters = "hidden-characters"
    case hiddenLine = "hidden-line"
    case leaksAtInstall = "leaks-at-install"
    case leaksToDropHost = "leaks-to-drop-host"
    case secretsToDropHost = "secrets-to-drop-host"
    case fetchesFromDropHost = "fetches-from-drop-host"
    case runsFetchedCode = "runs-fetched-code"
    case runsDecodedCode = "runs-decoded-code"
    case swapsAddresses = "swaps-addresses"
    case addsLoginKeys = "adds-login-keys"
    case runsSystemLoader = "runs-system-loader"
    case privateName = "private-name"
    case lookAlikeName = "look-alike-name"
    case recentRelease = "recent-release"
    case deprecatedRelease = "deprecated-release"
    case yankedRelease = "yanked-release"
    case strayScript = "stray-script"
    case manifestConfusion = "manifest-confusion"
    case publisherChange = "publisher-change"
    case newInstallScript = "new-install-script"
    case provenanceLost = "provenance-lost"
    case allowedByPolicy = "allowed-by-policy"

    /// What the code says, in one line.
    package var summary: String {
        switch self {
        case .behaviorSequence: "what the code does, in its order, is what malware does"
        case .suspiciousBehavior: "what the code does resembles malware, but not enough to block"
        case .poorlyDescribed: "what the code does resembles malware, and the release says too little of itself"
        case .knownMalicious: "an advisory of the feed says that this release is malicious"
        case .incompleteInspection: "a part of the artifact could not be inspected"
        case .ambiguousArchive: "two readers of the archive could see different files"
        case .unsafePath: "the archive holds a path that leads out of the package's folder"
        case .damagedArchive: "the archive is damaged or not of the kind that its name says"
        case .manifestMismatch: "the artifact's own metadata names another package or version than the one asked for"
        case .weakDigest: "only a sha1 digest vouches for the bytes"
        case .unstatedDigest: "nothing states a digest that the bytes must have"
        case .insecureIndex: "index or artifact came over plain http and no digest is pinned"
        case .directURLRequirement: "the package requires another one by an address instead of a release"
        case .directURLDependency: "the package depends on one that no registry holds"
        case .indexConfusion: "the release is on one index, and another has a project of that name without it"
        case .nativeStub: "the package is a compiled file that a few lines of code load"
        case .strayBytecode: "the package holds Python bytecode that runs without its source"
        case .dataRunAsCode: "code of the package runs a file whose name says data"
        case .disguisedProgram: "a program has the name of another kind of file"
        case .foreignModule: "a top-level module belongs to another well-known project"
        case .clientSettings: "the wheel holds configuration that pip, npm or Python would read"
        case .recordMismatch: "the wheel holds files that its own record does not vouch for"
        case .hiddenCharacters: "the source holds characters that show other code than runs"
        case .hiddenLine: "one huge line of code stands in a file of short ones"
        case .leaksAtInstall: "installing it would send what it reads of the machine or of secrets"
        case .leaksToDropHost: "it would send what it reads to a host that takes posts without a name"
        case .secretsToDropHost: "it would send secrets or the environment to a host that takes posts without a name"
        case .fetchesFromDropHost: "it would write or run what a host for call-backs or chats serves"
        case .runsFetchedCode: "installing it would run what it fetches from a host for second stages"
        case .runsDecodedCode: "installing it would run or follow text that it decodes first"
        case .runsSystemLoader: "installing it would have a program of the system load a library or script"
        case .addsLoginKeys: "it would let somebody's key log in to this machine"
        case .swapsAddresses: "it would change what passes through the runtime, and knows coin addresses"
        case .privateName: "a private name comes from where the policy says it must not"
        case .lookAlikeName: "the name resembles that of a well-known package"
        case .recentRelease: "the release is younger than the minimum release age"
        case .deprecatedRelease: "its publisher says that the release should not be used any more"
        case .yankedRelease: "its publisher has taken the release back"
        case .strayScript: "an install script is stated elsewhere than in the package's own manifest"
        case .manifestConfusion: "registry and artifact state different manifests"
        case .publisherChange: "another account than before published the release"
        case .newInstallScript: "the release runs a script when it is installed, the one before did not"
        case .provenanceLost: "the release has no provenance attestation, the one before has one"
        case .allowedByPolicy: "a policy entry allows exactly these bytes"
        }
    }

    /// The level of the reason where policy says nothing else.
    package var defaultLevel: VerdictLevel {
        switch self {
        case .behaviorSequence, .poorlyDescribed, .knownMalicious, .incompleteInspection, .ambiguousArchive,
            .unsafePath, .damagedArchive, .manifestMismatch, .directURLRequirement, .strayBytecode, .dataRunAsCode,
            .disguisedProgram, .clientSettings,
            .hiddenCharacters, .leaksAtInstall, .leaksToDropHost, .fetchesFromDropHost, .runsFetchedCode,
            .swapsAddresses,
            .addsLoginKeys, .runsSystemLoader, .privateName, .strayScript:
            .block
        // The levels of archive signals and of flow chains are set by measurement: Documentation/Signals.md.
        case .suspiciousBehavior, .weakDigest, .unstatedDigest, .insecureIndex, .directURLDependency, .indexConfusion,
            .nativeStub, .foreignModule, .recordMismatch, .hiddenLine, .secretsToDropHost, .runsDecodedCode,
            .lookAlikeName, .recentRelease, .deprecatedRelease, .yankedRelease, .manifestConfusion, .publisherChange,
            .newInstallScript, .provenanceLost:
            .warn
        case .allowedByPolicy: .allow
        }
    }
}

extension ReasonCode {
    /// Whether `[levels]` may lower the reason.
    ///
    /// Not where that would turn the guard off, or let bytes be installed that are not the judged ones: such a reason
    /// gives way only to an entry for exact bytes.
    package var canBeLowered: Bool {
        switch self {
        case .behaviorSequence, .ambiguousArchive, .unsafePath, .damagedArchive, .manifestMismatch, .leaksAtInstall,
            .leaksToDropHost, .fetchesFromDropHost, .runsFetchedCode, .knownMalicious, .privateName, .strayScript:
            false
        case .suspiciousBehavior, .poorlyDescribed, .incompleteInspection, .weakDigest, .unstatedDigest, .insecureIndex,
            .directURLRequirement, .directURLDependency, .indexConfusion, .nativeStub, .strayBytecode, .dataRunAsCode,
            .disguisedProgram,
            .foreignModule, .clientSettings, .recordMismatch, .hiddenCharacters, .hiddenLine, .secretsToDropHost,
            .runsDecodedCode,
            .swapsAddresses, .addsLoginKeys, .runsSystemLoader, .lookAlikeName,
            .recentRelease, .deprecatedRelease, .yankedRelease, .manifestConfusion, .publisherChange, .newInstallScript,
            .provenanceLost, .allowedByPolicy:
            true
        }
    }
}

/// One reason of one verdict, as reports and `--json` show it; texts may hold package text and are sanitized there.
package struct Reason: Sendable, Hashable, Codable {
    package let code: ReasonCode
    /// The reason's level in this verdict, strict mode included.
    package let level: VerdictLevel
    package let message: String
    package let file: String?
    /// One-based.
    package let line: Int?

    package init(
        code: ReasonCode, level: VerdictLevel? = nil, message: String, file: String? = nil, line: Int? = nil
    ) {
        self.code = code
        self.level = level ?? code.defaultLevel
        self.message = message
        self.file = file
        self.line = line
    }
}

extension ReasonCode {
    /// Whether the reason lies in what a registry says, or in the name, rather than in the bytes.
    ///
    /// Many packages of one tree can have such a reason at once, so that reports name them on one line.
    package var concernsRelease: Bool {
        switch self {
        case .lookAlikeName, .recentRelease, .deprecatedRelease, .yankedRelease, .manifestConfusion, .publisherChange,
            .newInstallScript, .provenanceLost, .weakDigest, .unstatedDigest, .insecureIndex, .indexConfusion:
            true
        case .behaviorSequence, .suspiciousBehavior, .poorlyDescribed, .knownMalicious, .incompleteInspection,
            .ambiguousArchive, .unsafePath, .damagedArchive, .manifestMismatch, .directURLRequirement,
            .directURLDependency, .nativeStub,
            .strayBytecode, .dataRunAsCode, .disguisedProgram, .foreignModule, .clientSettings, .recordMismatch,
            .hiddenCharacters,
            .hiddenLine, .leaksAtInstall, .leaksToDropHost, .secretsToDropHost, .fetchesFromDropHost, .runsFetchedCode,
            .runsDecodedCode, .swapsAddresses, .addsLoginKeys, .runsSystemLoader, .privateName, .strayScript,
            .allowedByPolicy:
            false
        }
    }
}
