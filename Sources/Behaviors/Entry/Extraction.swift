/// Reads what a package's source would do, in the order install, import, run.
///
/// A pure function of the files: no clock, no other input. Works on a thread of its own (see `onDeepStack`).
package func extractBehaviors(from source: PackageSource) -> BehaviorSequence {
    onDeepStack { extractBehaviorsOnThisStack(from: source) }
}

/// The same on the caller's stack, which must have 64 MiB left: what the worker comes to, where no thread can be made.
package func extractBehaviorsOnThisStack(from source: PackageSource) -> BehaviorSequence {
    Extraction(PackageMap(source)).sequence()
}

/// The entry points of a package and the units that come of them.
private struct Extraction {
    let package: PackageMap
    var hooks: [UnitBuilder] = []
    var incomplete: [IncompleteInspection] = []

    init(_ package: PackageMap) { self.package = package }

    consuming func sequence() -> BehaviorSequence {
        let plan = package.isPython ? pythonEntries(of: package) : npmEntries(of: package)
        let installing = SequenceWalker(package: package, phase: .install)
        for entry in plan.install { installing.run(entry) }
        installing.finishLoaded()
        let importing = SequenceWalker(package: package, phase: .importing)
        for entry in plan.importing {
            importing.run(entry)
            importing.releaseObjects()
        }
        importing.finishLoaded()
        importing.phase = .run
        importing.namedLater += installing.namedLater
        importing.loadNamedLater()
        for entry in plan.rest {
            // What an install hook of npm ran was seen; a module that `setup.py` imports is still a module.
            guard importing.loads[entry] == nil, package.isPython || installing.loads[entry] == nil else { continue }
            importing.load(entry)
            importing.releaseObjects()
        }
        for entry in plan.shellFiles { importing.runShellFile(entry) }
        for entry in plan.menus { importing.run(entry) }
        importing.finishLoaded()
        importing.loadNamedLater()
        var builders = installing.finished + importing.finished
        if package.isPython {
            builders.removeAll { $0.phase == .install && !$0.events.contains { $0.behavior.isActing } }
        }
        builders.sort { $0.phase.rawValue < $1.phase.rawValue }
        var result = UnitAssembly()
        for builder in builders { result.add(builder) }
        return BehaviorSequence(
            paths: package.source.files.map(\.path), units: result.units,
            incomplete: plan.incomplete + installing.incomplete + importing.incomplete + result.incomplete)
    }
}

/// Something that starts code of a package.
enum EntryPoint {
    /// A file loaded as a module, or as the main program.
    case file(Int, asMain: Bool)
    /// A line of a `.pth` file.
    case line(String, file: Int, number: UInt32)
    /// A file that a shell reads.
    case shellFile(Int)
    /// Command lines in a file of another kind.
    case commands([String], file: Int)
    /// Shell text of a hook of a manifest.
    case script(String, name: String, manifest: Int)
    /// npm's own `node-gyp rebuild`, or the commands in `binding.gyp` when a hook starts a native build.
    case nativeBuild(manifest: Int, isImplicit: Bool)
}

/// All entry points in order, by phase.
struct EntryPlan {
    var install: [EntryPoint] = []
    var importing: [EntryPoint] = []
    /// Files that only run on demand.
    var rest: [Int] = []
    /// Shell files that only run on demand.
    var shellFiles: [Int] = []
    /// Command lines that only run when somebody chooses them.
    var menus: [EntryPoint] = []
    var incomplete: [IncompleteInspection] = []
}

/// Turns unit builders into units under the bounds.
private struct UnitAssembly {
    private(set) var units: [BehaviorUnit] = []
    private(set) var incomplete: [IncompleteInspection] = []
    private var eventCount = 0
    private var functionEventCount = 0
    private var isFull = false

    mutating func add(_ builder: UnitBuilder) {
        guard !builder.events.isEmpty else { return }
        guard !isFull else { return }
        var events = UnitBuilder.shortened(builder.events[...])
        let runsEarly = builder.phase != .run
        if builder.isCut || events.count > ExtractionLimits.eventsPerUnit {
            events = Array(events.prefix(ExtractionLimits.eventsPerUnit))
            incomplete.append(IncompleteInspection(reason: .tooManyEvents, path: builder.name, runsEarly: runsEarly))
        }
        if eventCount + events.count > ExtractionLimits.eventsPerPackage {
            isFull = true
            incomplete.append(IncompleteInspection(reason: .tooManyEvents, path: builder.name, runsEarly: runsEarly))
            return
        }
        eventCount += events.count
        units.append(BehaviorUnit(phase: builder.phase, name: builder.name, events: events))
        if events.count > ExtractionLimits.undividedUnitLength { addFunctions(of: builder) }
    }

    /// One unit for each acting function, unless it lies in a short function that has one already.
    private mutating func addFunctions(of builder: UnitBuilder) {
        var covered = 0
        for range in builder.functionRanges.sorted(by: { ($0.start, -$0.end) < ($1.start, -$1.end) }) {
            guard range.end <= builder.events.count, range.start < range.end, range.end > covered else { continue }
            let stretch = builder.events[range.start..<range.end]
            guard stretch.contains(where: { $0.behavior.isActing }) else { continue }
            let events = Array(UnitBuilder.shortened(stretch).prefix(ExtractionLimits.eventsPerUnit))
            guard functionEventCount + events.count <= ExtractionLimits.eventsOfFunctionUnits else { return }
            functionEventCount += events.count
            units.append(BehaviorUnit(phase: builder.phase, name: "\(builder.name)#\(range.name)", events: events))
            if events.count <= ExtractionLimits.undividedUnitLength { covered = range.end }
        }
    }
}
