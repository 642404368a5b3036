/// Where a value came from, as far as the walk can follow it: a set, and for each source the place where it was read.
///
/// Places are numbers of the walker's table, 0 for none. They travel with the set, so that a flow can show both ends;
/// equality and membership look at the set alone.
struct Labels: SetAlgebra, ExpressibleByArrayLiteral, Sendable {
    /// One place for each of the labels 0 to 7, which are sources.
    private var places: SIMD8<UInt16> = .zero
    private(set) var rawValue: UInt16
    /// The labels that have a place, which is not 0; most sets are asked for this alone.
    private var placed: UInt8 = 0

    static var network: Labels { Labels(rawValue: 1 << 0) }
    static var decoded: Labels { Labels(rawValue: 1 << 1) }
    static var secret: Labels { Labels(rawValue: 1 << 2) }
    static var environment: Labels { Labels(rawValue: 1 << 3) }
    static var system: Labels { Labels(rawValue: 1 << 4) }
    static var file: Labels { Labels(rawValue: 1 << 5) }
    static var output: Labels { Labels(rawValue: 1 << 6) }
    static var interface: Labels { Labels(rawValue: 1 << 7) }
    /// An argument of the function being walked.
    static var parameter: Labels { Labels(rawValue: 1 << 8) }
    /// A path at which fetched or decoded data was written.
    static var drop: Labels { Labels(rawValue: 1 << 9) }
    /// A path at which source or script text was written.
    static var script: Labels { Labels(rawValue: 1 << 10) }
    /// Text that names a place of credentials; reading it gives `secret`.
    static var secretPlace: Labels { Labels(rawValue: 1 << 11) }
    /// Text put together from pieces or decoded, so that it does not stand in the source.
    static var hidden: Labels { Labels(rawValue: 1 << 12) }
    /// The letters and digits of Python's module `string`, which say nothing as a text.
    static var alphabet: Labels { Labels(rawValue: 1 << 13) }

    /// The labels that say where a value came from, without what is known about it as a path or text.
    static var sources: Labels { Labels(rawValue: sourceBits | 1 << 8) }

    /// The labels that may have a place.
    private static let sourceBits: UInt16 = 0xff

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

    init() { rawValue = 0 }

    // MARK: Places

    /// The labels that have or may have a place.
    private var sources: UInt8 { UInt8(truncatingIfNeeded: rawValue) }

    /// Whether a source has no place yet.
    @inline(__always)
    var hasUnplacedSources: Bool { sources & ~placed != 0 }

    /// Gives the sources without a place this one.
    mutating func place(at place: UInt16) {
        var missing = sources & ~placed
        guard missing != 0, place != 0 else { return }
        placed |= missing
        while missing != 0 {
            places[missing.trailingZeroBitCount] = place
            missing &= missing - 1
        }
    }

    /// The place of a single source; 0 when it has none.
    func place(of label: Labels) -> UInt16 {
        let lane = label.rawValue.trailingZeroBitCount
        return lane < 8 ? places[lane] : 0
    }

    // MARK: Set algebra

    static func == (left: Labels, right: Labels) -> Bool { left.rawValue == right.rawValue }

    var isEmpty: Bool { rawValue == 0 }

    func contains(_ member: Labels) -> Bool { rawValue & member.rawValue == member.rawValue }

    func isDisjoint(with other: Labels) -> Bool { rawValue & other.rawValue == 0 }

    /// Where both know a place, the receiver's stays: the value that came first.
    mutating func formUnion(_ other: Labels) {
        rawValue |= other.rawValue
        let added = other.placed & ~placed
        guard added != 0 else { return }
        if placed == 0 { places = other.places } else { places.replace(with: other.places, where: places .== 0) }
        placed |= added
    }

    mutating func formIntersection(_ other: Labels) { keep(rawValue & other.rawValue) }

    mutating func subtract(_ other: Labels) { keep(rawValue & ~other.rawValue) }

    mutating func formSymmetricDifference(_ other: Labels) {
        let bits = rawValue ^ other.rawValue
        formUnion(other)
        keep(bits)
    }

    private mutating func keep(_ bits: UInt16) {
        rawValue = bits
        var lost = placed & ~UInt8(truncatingIfNeeded: bits)
        placed &= ~lost
        while lost != 0 {
            places[lost.trailingZeroBitCount] = 0
            lost &= lost - 1
        }
    }

    func union(_ other: Labels) -> Labels {
        var copy = self
        copy.formUnion(other)
        return copy
    }

    func intersection(_ other: Labels) -> Labels {
        var copy = self
        copy.formIntersection(other)
        return copy
    }

    func subtracting(_ other: Labels) -> Labels {
        var copy = self
        copy.subtract(other)
        return copy
    }

    func symmetricDifference(_ other: Labels) -> Labels {
        var copy = self
        copy.formSymmetricDifference(other)
        return copy
    }

    @discardableResult
    mutating func insert(_ member: Labels) -> (inserted: Bool, memberAfterInsert: Labels) {
        let isNew = !contains(member)
        formUnion(member)
        return (isNew, member)
    }

    @discardableResult
    mutating func remove(_ member: Labels) -> Labels? {
        let held = intersection(member)
        subtract(member)
        return held.isEmpty ? nil : held
    }

    @discardableResult
    mutating func update(with member: Labels) -> Labels? {
        let held = intersection(member)
        formUnion(member)
        return held.isEmpty ? nil : held
    }
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

/// The flow events of a value with these labels at a sink, strongest first, each with the label that it comes of.
func flows(of labels: Labels, into sink: ReachedSinks) -> [(source: Labels, behavior: Behavior)] {
    guard !labels.isEmpty else { return [] }
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
    return table.filter { labels.contains($0.0) }.map { (source: $0.0, behavior: $0.1) }
}
