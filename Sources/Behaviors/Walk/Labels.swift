/// Where a value came from, as far as the walk can follow it.
struct Labels: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    static let network = Labels(rawValue: 1 << 0)
    static let decoded = Labels(rawValue: 1 << 1)
    static let secret = Labels(rawValue: 1 << 2)
    static let environment = Labels(rawValue: 1 << 3)
    static let system = Labels(rawValue: 1 << 4)
    static let file = Labels(rawValue: 1 << 5)
    static let output = Labels(rawValue: 1 << 6)
    static let interface = Labels(rawValue: 1 << 7)
    /// An argument of the function being walked.
    static let parameter = Labels(rawValue: 1 << 8)
    /// A path at which fetched or decoded data was written.
    static let drop = Labels(rawValue: 1 << 9)
    /// A path at which source or script text was written.
    static let script = Labels(rawValue: 1 << 10)
    /// Text that names a place of credentials; reading it gives `secret`.
    static let secretPlace = Labels(rawValue: 1 << 11)
    /// Text put together from pieces or decoded, so that it does not stand in the source.
    static let hidden = Labels(rawValue: 1 << 12)

    /// The labels that say where a value came from, without what is known about it as a path or text.
    static let sources: Labels = [
        .network, .decoded, .secret, .environment, .system, .file, .output, .interface, .parameter,
    ]

    /// Reads the word that the catalogue's tables write behind `+`.
    init?(word: Substring) {
        switch word {
        case "net": self = .network
        case "dec": self = .decoded
        case "sec": self = .secret
        case "env": self = .environment
        case "sys": self = .system
        case "file": self = .file
        case "out": self = .output
        case "ui": self = .interface
        default: return nil
        }
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }
}

/// Where a value can end so that its origin matters.
enum Sink: String, Sendable, Hashable {
    /// The first argument is run as code.
    case execute = "exec"
    /// The arguments are a command.
    case process = "proc"
    /// The arguments leave the machine; the first one is an address.
    case send
    /// The first argument is an address from which something is fetched and written to the second.
    case download
    /// The first argument is a path, the second the data.
    case write
    /// The first argument is data for the file that the receiver stands for.
    case writeHandle = "handle"
    /// The first argument is a module or library to load.
    case load
}

/// The sinks that a function's own arguments reach, so that later calls of it show their flows too.
struct ReachedSinks: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let execute = ReachedSinks(rawValue: 1 << 0)
    static let process = ReachedSinks(rawValue: 1 << 1)
    static let send = ReachedSinks(rawValue: 1 << 2)
    static let write = ReachedSinks(rawValue: 1 << 3)
    static let load = ReachedSinks(rawValue: 1 << 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// The flow events of a value with these labels at a sink, strongest first.
func flows(of labels: Labels, into sink: ReachedSinks) -> [Behavior] {
    let table: [(Labels, Behavior)] =
        switch sink {
        case .execute:
            [
                (.network, .flowNetToExec), (.decoded, .flowDecToExec), (.file, .flowFileToExec),
                (.output, .flowOutToExec), (.parameter, .flowParamToExec),
            ]
        case .process:
            [
                (.drop, .flowDropToProc), (.script, .flowCodeToProc), (.network, .flowNetToProc),
                (.decoded, .flowDecToProc), (.environment, .flowEnvToProc), (.system, .flowSysToProc),
                (.file, .flowFileToProc), (.parameter, .flowParamToProc),
            ]
        case .send:
            [
                (.secret, .flowSecToSend), (.environment, .flowEnvToSend), (.system, .flowSysToSend),
                (.file, .flowFileToSend), (.output, .flowOutToSend), (.interface, .flowUiToSend),
                (.network, .flowNetToSend), (.parameter, .flowParamToSend),
            ]
        case .write:
            [
                (.network, .flowNetToWrite), (.decoded, .flowDecToWrite), (.secret, .flowSecToWrite),
                (.parameter, .flowParamToWrite),
            ]
        case .load: [(.drop, .flowDropToLoad), (.network, .flowNetToLoad), (.decoded, .flowDecToLoad)]
        default: []
        }
    return table.filter { labels.contains($0.0) }.map(\.1)
}
