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

    /// Reserves what the members of a body of so many statements take.
    func reserve(_ count: Int) { members.reserve(count) }

    /// Gives back what was reserved for more members, when the class is defined.
    func trim() { members.trim() }

    /// The same after the class's file was finished.
    func trimCompletely() { members.trimCompletely() }

    func setMember(_ name: String, to value: Value) { setMember(name, hashed: nameHash(name), to: value) }

    func setMember(_ name: String, hashed hash: UInt64, to value: Value) {
        members[name, hashed: hash] = value
        inherited.forget(name, hashed: hash)
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
    /// What hostile text asks of thousands of classes is not worth its memory.
    private static let maximumCount = 16_384

    @exclusivity(unchecked)
    private var answers = NameTable<Value?>()
    @exclusivity(unchecked)
    private var askedNames = NameTable<Bool>()

    /// What is asked: a name with the hash that it has for one class.
    struct Question {
        let name: String
        let nameHash: UInt64
        fileprivate let hash: UInt64

        /// - Parameter isPython: Whose catalogue the known bases are looked up in.
        init(_ name: String, hashed nameHash: UInt64, of owner: Int, isPython: Bool) {
            self.name = name
            self.nameHash = nameHash
            // The factor is odd: the hashes of one name differ for each class and language.
            let asker = UInt64(truncatingIfNeeded: owner) &* 2 &+ (isPython ? 1 : 0)
            hash = nameHash &+ asker &* 0x9E37_79B9_7F4A_7C15
        }
    }

    /// The outer optional is nil when the answer is not known.
    func answer(_ question: Question) -> Value?? { answers[question.name, hashed: question.hash] }

    func keep(_ answer: Value?, of question: Question) {
        if answers.count >= Self.maximumCount { forgetAll() }
        answers[question.name, hashed: question.hash] = .some(answer)
        if !askedNames.contains(question.name, hashed: question.nameHash) {
            askedNames[question.name, hashed: question.nameHash] = true
        }
    }

    func forget(_ name: String, hashed hash: UInt64) {
        if !answers.isEmpty, askedNames.contains(name, hashed: hash) { forgetAll() }
    }

    private func forgetAll() {
        answers = NameTable()
        askedNames = NameTable()
    }
}
