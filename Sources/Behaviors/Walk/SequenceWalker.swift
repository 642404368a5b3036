import SourceSyntax

/// Walks files in the order in which they would run and collects their events: one walker for the phases that share
/// one process, so that modules are loaded and functions entered once.
///
/// A class, because scopes, functions and units refer to each other while the walk goes from file to file; it lives on
/// one thread and is dropped after the phase.
final class SequenceWalker {
    let package: PackageMap
    var phase: Phase

    // Unchecked: reading or changing an element of a table of records calls nothing, so that no two accesses overlap.
    @exclusivity(unchecked)
    var functions: [FunctionRecord] = []
    @exclusivity(unchecked)
    var classes: [ClassRecord] = []
    let inheritedMembers = InheritedMembers()
    var objects: [[String: Value]] = []
    /// Objects whose missing members are those of a known name.
    var objectFallbacks: [Int: CatalogueNode] = [:]
    /// Getters whose values were not known when they were defined, by object and name.
    var getters: [Int: [String: Int]] = [:]

    /// What is being walked.
    var file: FileContext
    var scope: Scope
    var function: FunctionRecord?
    var ownerClass: Int?
    var receiver: Value?
    /// Nobody called the function being walked, so its arguments are a caller's.
    var isUncalled = false
    /// The condition of an `if` or a loop stands around: assignments add to what is known.
    var isConditional = false

    @exclusivity(unchecked)
    var unit: UnitBuilder
    /// Above 0, nothing is recorded and no function entered: constants are computed.
    var quietDepth = 0
    /// Above 0, texts are not classified: they are part of a larger text.
    var literalSilence = 0
    /// Texts are parts of a command that will be read as a whole.
    var isInCommand = false
    var nestedHeight = 0
    var layerDepth = 0

    var loads: [Int: LoadedFile] = [:]
    var loadOrder: [Int] = []
    var activeLoads: Set<Int> = []
    var retainedBytes = 0
    var units: [Int: UnitBuilder] = [:]
    var finished: [UnitBuilder] = []
    var incomplete: [IncompleteInspection] = []

    var nextOrigin: UInt32 = 1
    /// Where values with source labels were read; labels carry numbers from 1.
    var sourcePlaces: [SourcePlace] = []
    /// What was written to a path, by the path's identity, and where the last time.
    var droppedOrigins: [UInt32: (labels: Labels, place: UInt16)] = [:]
    var droppedNames: [(name: String, place: UInt16)] = []
    /// Identities of constant paths, and back.
    var constantOrigins: [String: UInt32] = [:]
    var droppedNameOfOrigin: [UInt32: String] = [:]
    /// Classes that the installer calls and that were not entered yet.
    var waitingInstallCommands: [Int] = []
    var placeChecks = 0
    var layerBytes = 0
    var walkedLayers: Set<String> = []
    var foldedBytes = 0
    var foldingSteps = 0
    var distantClasses = 0
    let foldingLimit: Int
    let foldedLimit: Int
    /// What known commands show, by their text: floods repeat a few.
    var knownCommands: [String: [ShellFinding]] = [:]
    var computingDepth = 0
    /// Paths to which credentials were copied.
    var secretCopies: Set<UInt32> = []
    /// Functions that nobody called are being walked.
    var isDeferred = false
    /// Files that such functions name.
    var namedLater: [Int] = []
    /// Files that a hook started.
    var waitingFiles: [Int] = []
    var scriptLookups = 0
    var walkedScripts: Set<String> = []
    var walkedShellFiles: Set<Int> = []
    /// Words of hooks that were looked up as files.
    var mentions = 0
    /// Files of the package whose content has an identity.
    var fileOrigins: [UInt32: Int] = [:]
    var fileChecks = 0

    /// The assignment of the call that is being walked: its callbacks run when it is done.
    var pendingAssignment: PendingAssignment?
    /// Identities of lists that methods changed.
    var changedLists: Set<UInt32> = []
    /// The digits of integers that no word holds, by the identity of their values.
    var longNumbers: [UInt32: String] = [:]
    /// Files were let go since unreachable objects were.
    var hasReleased = false
    /// Turned tables of strings.
    var rotations = 0
    /// Computes what local functions give for constants.
    lazy var machine = ConstantMachine(walker: self)

    struct PendingAssignment {
        let call: NodeID
        let file: UInt32
        let targets: ArraySlice<NodeID>
        let declares: Bool
    }

    /// A file that was walked or is being walked.
    struct LoadedFile {
        let context: FileContext
        let module: Value
    }

    init(package: PackageMap, phase: Phase) {
        self.package = package
        self.phase = phase
        foldingLimit = min(
            ExtractionLimits.foldingSteps,
            ExtractionLimits.foldingStepsAtLeast + package.sourceBytes / ExtractionLimits.bytesForFoldingStep)
        foldedLimit = min(
            ExtractionLimits.foldedBytes,
            ExtractionLimits.foldedBytesAtLeast
                + min(package.sourceBytes, 1 << 24) * ExtractionLimits.foldedBytesForByte)
        let scope = Scope(parent: nil)
        file = FileContext(
            fileIndex: -1, pathIndex: 0, tree: SyntaxTree(), isPython: package.isPython, scope: scope, fixedLine: nil)
        self.scope = scope
        unit = UnitBuilder(phase: phase, name: "")
    }

    // MARK: Recording

    /// Records a behavior at a node.
    func emit(_ behavior: Behavior, at node: NodeID) {
        guard quietDepth == 0 else { return }
        unit.append(BehaviorEvent(behavior: behavior, file: file.pathIndex, line: line(of: node)))
    }

    func emit(_ behaviors: [Behavior], at node: NodeID) {
        guard quietDepth == 0, !behaviors.isEmpty else { return }
        let line = line(of: node)
        for behavior in behaviors {
            unit.append(BehaviorEvent(behavior: behavior, file: file.pathIndex, line: line))
        }
    }

    /// Records a flow at a node, with the place where its value was read.
    func emitFlow(_ behavior: Behavior, from place: UInt16, at node: NodeID) {
        guard quietDepth == 0 else { return }
        let index = Int(place)
        unit.append(
            BehaviorEvent(
                behavior: behavior, file: file.pathIndex, line: line(of: node),
                origin: index > 0 && index <= sourcePlaces.count ? sourcePlaces[index - 1] : nil))
    }

    /// The number under which labels carry the place of a node; 0 when the table is full.
    func placeNumber(of node: NodeID) -> UInt16 {
        let place = SourcePlace(file: file.pathIndex, line: line(of: node))
        if sourcePlaces.last == place { return UInt16(truncatingIfNeeded: sourcePlaces.count) }
        // 65,535 is what labels can carry; a package with more sources than that shows its later flows without them.
        guard sourcePlaces.count < Int(UInt16.max) else { return 0 }
        sourcePlaces.append(place)
        return UInt16(truncatingIfNeeded: sourcePlaces.count)
    }

    /// Labels whose sources are read at this node unless they know where they were read.
    func placed(_ labels: Labels, at node: NodeID) -> Labels {
        guard quietDepth == 0, labels.hasUnplacedSources else { return labels }
        var labels = labels
        labels.place(at: placeNumber(of: node))
        return labels
    }

    func line(of node: NodeID) -> UInt32 {
        if let fixed = file.fixedLine { return fixed }
        let offset = file.tree.nodes[Int(node.index)].start
        // Most nodes stand in the line of the one before or in the next.
        let count = file.tree.lineStarts.count
        for line in file.lastLine..<min(file.lastLine + 2, count)
        where file.tree.lineStarts[line] <= offset && (line + 1 == count || offset < file.tree.lineStarts[line + 1]) {
            file.lastLine = line
            return UInt32(clamping: line + 1)
        }
        let line = file.tree.line(at: offset)
        file.lastLine = max(line - 1, 0)
        return UInt32(clamping: line)
    }

    // MARK: The tree being walked

    // Straight from the arrays: going through the tree's own methods would retain and release all of its parts each time.

    func kind(_ node: NodeID) -> SyntaxKind { file.tree.nodes[Int(node.index)].kind }

    func text(_ node: NodeID) -> String { file.tree.texts[Int(file.tree.nodes[Int(node.index)].textIndex)] }

    /// The hash of a node's text as a name.
    func hash(of node: NodeID) -> UInt64 { file.hash(ofText: Int(file.tree.nodes[Int(node.index)].textIndex)) }

    func children(_ node: NodeID) -> ArraySlice<NodeID> {
        let node = file.tree.nodes[Int(node.index)]
        let first = Int(node.firstChild)
        return file.tree.children[first..<first + Int(node.childCount)]
    }

    /// Where a node's children stand in the tree's list: a loop over them is spared the slice's counting.
    func childPlaces(_ node: NodeID) -> Range<Int> {
        let node = file.tree.nodes[Int(node.index)]
        let first = Int(node.firstChild)
        return first..<first + Int(node.childCount)
    }

    func child(at place: Int) -> NodeID { file.tree.children[place] }

    func flags(_ node: NodeID) -> SyntaxFlags { file.tree.nodes[Int(node.index)].flags }

    /// The child at an offset, if there are so many.
    func child(_ node: NodeID, _ offset: Int) -> NodeID? {
        let node = file.tree.nodes[Int(node.index)]
        guard offset < Int(node.childCount) else { return nil }
        return file.tree.children[Int(node.firstChild) + offset]
    }

    /// A fresh identity for a value that may become a path.
    func makeOrigin() -> UInt32 {
        nextOrigin &+= 1
        return nextOrigin
    }

    /// Whether so many more bytes of folded text are within the bound.
    func canFold(_ count: Int) -> Bool {
        guard count <= ConstantDecoding.maximumLength, foldedBytes + count <= foldedLimit else {
            return false
        }
        foldedBytes += count
        return true
    }

    // MARK: Loading files

    /// Walks the load part of a file, once, and gives its module.
    @discardableResult
    func load(_ fileIndex: Int, asMain: Bool = false) -> Value {
        if let loaded = loads[fileIndex] { return loaded.module }
        guard let source = package.source(at: fileIndex) else { return .unknown }
        let runsEarly = phase != .run
        if let reason = package.claimSource(fileIndex) {
            incomplete.append(IncompleteInspection(reason: reason, path: source.path, runsEarly: runsEarly))
            return .unknown
        }
        let bytes = package.bytes(at: fileIndex) ?? []
        let isPython = package.isPythonSource(fileIndex)
        let tree = package.parse(fileIndex)
        let height = Int(tree[tree.root].height)
        note(tree, path: source.path, runsEarly: runsEarly)
        if isPython, declaresUndecodableEncoding(bytes) {
            incomplete.append(
                IncompleteInspection(reason: .undecodableSource, path: source.path, runsEarly: runsEarly))
        }
        guard nestedHeight + height <= ExtractionLimits.nestedHeight else { return .unknown }
        let moduleScope = Scope(parent: nil)
        let context = FileContext(
            fileIndex: fileIndex, pathIndex: UInt32(fileIndex), tree: tree, isPython: isPython, scope: moduleScope,
            fixedLine: nil)
        context.isMainScript = asMain
        context.isSetupScript = asMain && isPython && phase == .install
        let module = makeModule(context)
        loads[fileIndex] = LoadedFile(context: context, module: module)
        loadOrder.append(fileIndex)
        retainedBytes += bytes.count
        activeLoads.insert(fileIndex)
        let builder = UnitBuilder(phase: phase, name: source.path)
        units[fileIndex] = builder
        let signs = SourceSigns.behaviors(of: bytes, tree: tree, isPython: isPython)
        let isSymbolic = !isPython && SourceSigns.isSymbolic(bytes)
        inside(context, unit: builder) {
            for sign in signs { emit(sign, at: tree.root) }
            context.isMachineMade = signs.contains { $0 == .obfNames || $0 == .obfStringArray }
            walkModule()
            if isSymbolic { runSymbols() }
        }
        activeLoads.remove(fileIndex)
        if retainedBytes > ExtractionLimits.retainedSourceBytes { finishLoaded() }
        return module
    }

    /// Walks what nothing reached at load time, for every loaded file that is not still loading, and lets them go.
    func finishLoaded() {
        var released: [FileContext] = []
        var index = 0
        while index < loadOrder.count {
            let fileIndex = loadOrder[index]
            index += 1
            guard !activeLoads.contains(fileIndex), let loaded = loads[fileIndex], let builder = units[fileIndex] else {
                continue
            }
            activeLoads.insert(fileIndex)
            walkDeferred(loaded.context, into: builder)
            activeLoads.remove(fileIndex)
            units[fileIndex] = nil
            finished.append(builder)
            loaded.context.isReleased = true
            retainedBytes -= package.source(at: fileIndex)?.byteCount ?? 0
            releaseTree(of: fileIndex)
            released.append(loaded.context)
            hasReleased = true
        }
        if package.sourceBytes > ExtractionLimits.retainedSourceBytes { machine.release(released) }
        loadOrder.removeAll { units[$0] == nil }
    }

    private func walkDeferred(_ context: FileContext, into builder: UnitBuilder) {
        let wasDeferred = isDeferred
        isDeferred = true
        defer { isDeferred = wasDeferred }
        inside(context, unit: builder) {
            var next = 0
            var hasMark = false
            while next < context.definedFunctions.count {
                let index = context.definedFunctions[next]
                next += 1
                guard !functions[index].isEntered else { continue }
                let start = builder.events.count
                if !hasMark {
                    builder.append(BehaviorEvent(behavior: .deferred, file: context.pathIndex, line: 1))
                }
                enterUncalled(index)
                if !hasMark {
                    if builder.events.count == start + 1 { builder.dropLast() } else { hasMark = true }
                }
            }
        }
    }

    /// Notes what the parser had to cut.
    private func note(_ tree: SyntaxTree, path: String, runsEarly: Bool) {
        if tree.diagnostics.contains(where: { $0.kind == .tooDeep }) {
            incomplete.append(IncompleteInspection(reason: .nestingTooDeep, path: path, runsEarly: runsEarly))
        }
        if tree.diagnostics.contains(where: { $0.kind == .tooLarge }) {
            incomplete.append(IncompleteInspection(reason: .syntaxTooLarge, path: path, runsEarly: runsEarly))
        }
    }

    private func makeModule(_ context: FileContext) -> Value {
        guard !context.isPython else { return Value(.module(context.fileIndex)) }
        objects.append([:])
        context.exportsObject = objects.count - 1
        let exports = Value(.object(context.exportsObject))
        objects.append(["exports": exports])
        let module = objects.count - 1
        if let known = context.catalogue.root("module") { objectFallbacks[module] = known }
        context.moduleScope.names["module"] = Value(.object(module))
        context.moduleScope.names["exports"] = exports
        context.moduleScope.names["this"] = exports
        return Value(.module(context.fileIndex))
    }

    /// Does something as the top level of a file, with everything about the current place put back afterwards.
    func inside(_ context: FileContext, unit builder: UnitBuilder, _ work: () -> Void) {
        let saved = (file, scope, function, ownerClass, receiver, isUncalled, isConditional, unit)
        let savedCounters = (quietDepth, literalSilence, isInCommand, nestedHeight)
        file = context
        scope = context.moduleScope
        function = nil
        ownerClass = nil
        receiver = nil
        isUncalled = false
        isConditional = false
        unit = builder
        quietDepth = 0
        literalSilence = 0
        isInCommand = false
        work()
        (file, scope, function, ownerClass, receiver, isUncalled, isConditional, unit) = saved
        (quietDepth, literalSilence, isInCommand, nestedHeight) = savedCounters
    }

    private func walkModule() {
        let root = file.tree.root
        guard !file.tree.nodes.isEmpty else { return }
        nestedHeight += Int(file.tree.nodes[Int(root.index)].height)
        hoistFunctions(in: root)
        for place in childPlaces(root) { walk(child(at: place)) }
        if file.isPython, let index = scope.names["__getattr__"]?.functionIndex, functions[index].file === file {
            // Any name that the module lacks is asked of it, by the import system too.
            _ = enter(index, arguments: [], receiver: nil, at: root)
        }
        enterInstallCommands(at: root)
        nestedHeight -= Int(file.tree.nodes[Int(root.index)].height)
    }
}
