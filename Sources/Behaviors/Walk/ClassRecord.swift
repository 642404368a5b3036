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
    /// What hostile text asks of thousands of classes is not worth its memory.
    private static let maximumCount = 16_384

    @exclusivity(unchecked)
    private var answers = NameTable<Value?>()
    private var askedNames: Set<UInt64> = []

    /// What a class inherits by a name, looked up in the catalogue of a language; the outer optional is nil when that is
    /// not known.
    func answer(_ name: String, hashed hash: UInt64, of owner: Int, isPython: Bool) -> Value?? {
        answers[name, hashed: Self.key(hash, owner, isPython)]
    }

    func keep(_ answer: Value?, of name: String, hashed hash: UInt64, _ owner: Int, isPython: Bool) {
        if answers.count >= Self.maximumCount { forgetAll() }
        answers[name, hashed: Self.key(hash, owner, isPython)] = .some(answer)
        askedNames.insert(hash)
    }

    /// One number for each owner and language of one name, as both steps can be undone.
    private static func key(_ hash: UInt64, _ owner: Int, _ isPython: Bool) -> UInt64 {
        (hash ^ UInt64(truncatingIfNeeded: owner << 1 | (isPython ? 1 : 0))) &* 0x9E37_79B9_7F4A_7C15
    }

    func forget(_ hash: UInt64) {
        if !answers.isEmpty, askedNames.contains(hash) { forgetAll() }
    }

    private func forgetAll() {
        answers = NameTable()
        askedNames = []
    }
}
