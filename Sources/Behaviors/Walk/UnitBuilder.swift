/// Collects the events of one unit and remembers which stretch of them each function gave.
final class UnitBuilder {
    struct FunctionRange {
        let name: String
        let start: Int
        let end: Int
    }

    let phase: Phase
    let name: String
    private(set) var events: [BehaviorEvent] = []
    private(set) var isCut = false
    private(set) var functionRanges: [FunctionRange] = []

    init(phase: Phase, name: String) {
        self.phase = phase
        self.name = name
    }

    func append(_ event: BehaviorEvent) {
        if events.count < ExtractionLimits.rawEventsPerUnit { events.append(event) } else { isCut = true }
    }

    func dropLast() {
        if !events.isEmpty { events.removeLast() }
    }

    func addFunction(named name: String, from start: Int) {
        if events.count > start { functionRanges.append(FunctionRange(name: name, start: start, end: events.count)) }
    }

    /// The events with runs of the same behavior written as the first one and a marker of the run's length.
    static func shortened(_ events: ArraySlice<BehaviorEvent>) -> [BehaviorEvent] {
        var result: [BehaviorEvent] = []
        result.reserveCapacity(events.count)
        var index = events.startIndex
        while index < events.endIndex {
            let first = events[index]
            var end = index + 1
            while end < events.endIndex, events[end].behavior == first.behavior { end += 1 }
            result.append(first)
            let marker: Behavior? =
                switch end - index {
                case 1: nil
                case 2...3: .runShort
                case 4...9: .runMedium
                default: .runLong
                }
            if let marker { result.append(BehaviorEvent(behavior: marker, file: first.file, line: first.line)) }
            index = end
        }
        return result
    }
}

extension Behavior {
    /// Whether it does something to the machine, the network or secrets, so that a unit with it is worth judging alone.
    var isActing: Bool { Self.acting[Int(rawValue)] }

    private static let acting: [Bool] = {
        var table = [Bool](repeating: false, count: allCases.reduce(0) { max($0, Int($1.rawValue)) } + 1)
        for behavior in allCases { table[Int(behavior.rawValue)] = behavior.belongsToActingFamily }
        return table
    }()

    private var belongsToActingFamily: Bool {
        let family = name.prefix { $0 != "." }
        switch family {
        case "flow", "net", "cred", "cmd", "shell", "crypt", "ui", "win", "nat", "wallet", "browser", "cloud":
            return self != .cryptHash && self != .cryptRandom
        case "proc": return self != .procExit && self != .procSleep && self != .procThread
        case "code":
            return [
                .codeExec, .codeEval, .codeCompile, .codeFunction, .codeTimerString, .codeVm, .codeLoadFile,
                .codeMakeModule, .codeBuiltins, .codeImportComputed, .codeWasm,
            ].contains(self)
        case "dec":
            return [
                .decBase64, .decBaseOther, .decHex, .decCompressed, .decMarshal, .decPickle, .decCodec, .decCharCode,
            ]
            .contains(self)
        case "hook": return self != .hookClass && self != .hookNativeBuild
        case "layer": return true
        case "url": return ![.urlOrdinary, .urlDeveloper, .urlLocal, .urlTemplated].contains(self)
        case "path": return [.pathStartup, .pathRegistryRun, .pathShellProfile, .pathService].contains(self)
        case "fs": return [.fsWriteCode, .fsWriteProgram, .fsPermission].contains(self)
        case "env": return self == .envAll || self == .envSecret
        case "sys": return [.sysUser, .sysHost, .sysHardware, .sysNetwork].contains(self)
        case "obf": return self != .obfEscapes && self != .obfBuiltString
        case "member":
            return [.memberPost, .memberSend, .memberExecute, .memberSpawn, .memberDecrypt, .memberUpload].contains(
                self)
        default: return false
        }
    }
}
