/// A class of the package.
final class ClassRecord {
    /// A base that members are looked up in.
    enum Parent {
        case local(Int)
        case known(CatalogueNode)
    }

    /// Bases of one class through which members are looked up.
    private static let maximumParents = 16

    let name: String
    private(set) var bases: [Value] = []
    /// Those of its bases that are known, without what else a value carries: long chains are gone through often.
    @exclusivity(unchecked)
    private(set) var parents: [Parent] = []
    @exclusivity(unchecked)
    private(set) var members = NameTable<Value>()
    var isInstallCommand = false
    var methods: [Int] = []
    var metaclass: Value?
    private let inherited: InheritedMembers

    init(name: String, inherited: InheritedMembers) {
        self.name = name
        self.inherited = inherited
    }

    /// Adds a base while the class is defined, when nobody can have asked for its members yet.
    func addBase(_ base: Value) {
        bases.append(base)
        guard bases.count <= Self.maximumParents else { return }
        switch base.shape {
        case .classType(let index): parents.append(.local(index))
        case .name(let node): parents.append(.known(node))
        case .unknown, .text, .number, .truth, .list, .function, .instance, .object, .module: break
        }
    }

    /// Gives back what was reserved for more members, when the class is defined.
    func trim() { members.trim() }

    /// The same after the class's file was finished.
    func trimCompletely() { members.trimCompletely() }

    func setMember(_ name: String, to value: Value) { setMember(name, hashed: nameHash(name), to: value) }

    func setMember(_ name: String, hashed hash: UInt64, to value: Value) {
        members[name, hashed: hash] = value
        inherited.forget(hash)
    }

    /// Takes from a scope what is no member yet.
    func addMembers(of scope: Scope) {
        scope.names.forEachName { name, hash, value in
            if !members.contains(name, hashed: hash) { setMember(name, hashed: hash, to: value) }
        }
    }
}

/// What was looked up through several classes, until a class changes a member of a name that was asked for.
final class InheritedMembers {
    struct Question: Hashable {
        let owner: Int
        let name: String
        let nameHash: UInt64
        /// Whose catalogue the known bases are looked up in.
        let isPython: Bool

        func hash(into hasher: inout Hasher) {
            hasher.combine(owner)
            hasher.combine(nameHash)
        }
    }

    /// What hostile text asks of thousands of classes is not worth its memory.
    private static let maximumCount = 16_384

    @exclusivity(unchecked)
    private var answers: [Question: Value?] = [:]
    private var askedNames: Set<UInt64> = []

    /// The outer optional is nil when the answer is not known.
    func answer(_ question: Question) -> Value?? { answers[question] }

    func keep(_ answer: Value?, of question: Question) {
        if answers.count >= Self.maximumCount { forgetAll() }
        answers[question] = .some(answer)
        askedNames.insert(question.nameHash)
    }

    func forget(_ hash: UInt64) {
        if !answers.isEmpty, askedNames.contains(hash) { forgetAll() }
    }

    private func forgetAll() {
        answers = [:]
        askedNames = []
    }
}
