/// The known names of one language: modules, functions, members and the types of their results.
///
/// The tables are text, a row a line: names, `=`, then behaviors and marks. `{a,b}` in a name stands for each;
/// `get` in front means reading instead of calling; `import` that an import of it is an event; `=>` that the names are
/// another name for the one behind it. Marks: `@sink`, `+label` of the result, `>type#` of the result, `*form`
/// (`SpecialForm`), `!` when labels of the arguments do not pass to the result. A `*.name` is a member of an unknown
/// receiver.
///
/// A class, since every look-up passes it on; nothing of it changes once it is made.
final class Catalogue: Sendable {
    private let contents: Contents

    /// Rows that could not be read; empty for the tables of this module, which a test checks.
    var unreadableRows: [String] { contents.unreadableRows }

    static let python = Catalogue(tables: [
        CatalogueTables.pythonNetwork, CatalogueTables.pythonProcesses, CatalogueTables.pythonCode,
        CatalogueTables.pythonEncodings, CatalogueTables.pythonFiles, CatalogueTables.pythonHost,
        CatalogueTables.pythonInterface, CatalogueTables.pythonServices, CatalogueTables.pythonImports,
    ])
    static let javaScript = Catalogue(tables: [
        CatalogueTables.javaScriptNetwork, CatalogueTables.javaScriptProcesses, CatalogueTables.javaScriptCode,
        CatalogueTables.javaScriptEncodings, CatalogueTables.javaScriptFiles, CatalogueTables.javaScriptHost,
        CatalogueTables.javaScriptInterface, CatalogueTables.javaScriptServices, CatalogueTables.javaScriptImports,
    ])

    init(tables: [String]) { contents = Contents(tables: tables) }

    /// The node of a free name; nil when nothing is known of it.
    func root(_ name: String) -> CatalogueNode? { root(name, hashed: nameHash(name)) }

    /// The same for those who know the name's hash.
    func root(_ name: String, hashed hash: UInt64) -> CatalogueNode? {
        member(name, hashed: hash, of: CatalogueNode(index: 0))
    }

    /// The node of a member of a known name; nil when nothing is known of it.
    func member(_ name: String, of node: CatalogueNode) -> CatalogueNode? {
        member(name, hashed: nameHash(name), of: node)
    }

    func member(_ name: String, hashed hash: UInt64, of node: CatalogueNode) -> CatalogueNode? {
        guard let index = contents.members.find(name, hashed: hash, of: node.index) else { return nil }
        let alias = contents.aliases[Int(index)]
        return CatalogueNode(index: alias < 0 ? index : alias)
    }

    /// The node of a member of something unknown.
    func memberOfUnknown(_ name: String, hashed hash: UInt64) -> CatalogueNode? {
        contents.unknownReceiver == 0
            ? nil : member(name, hashed: hash, of: CatalogueNode(index: contents.unknownReceiver))
    }

    /// The node of a dotted name.
    func resolve(_ dotted: some StringProtocol) -> CatalogueNode? {
        var node = CatalogueNode(index: 0)
        var rest = Substring(dotted).utf8
        while let part = Self.firstPart(of: &rest) {
            guard let next = member(part, of: node) else { return nil }
            node = next
        }
        return node
    }

    func call(_ node: CatalogueNode) -> Effect? { contents.calls[Int(node.index)] }

    func read(_ node: CatalogueNode) -> Effect? { contents.reads[Int(node.index)] }

    /// Whether anything is known of members of this name.
    func hasMembers(_ node: CatalogueNode) -> Bool { contents.nodes[Int(node.index)].hasMembers }

    /// Whether classes that derive from it are run by the installer.
    func isInstallCommand(_ node: CatalogueNode) -> Bool { contents.nodes[Int(node.index)].isInstallCommand }

    /// What importing a module shows: the row of the longest known prefix of its name.
    func imports(_ module: some StringProtocol) -> [Behavior] {
        var index: Int32 = 0
        var found: [Behavior] = []
        var rest = Substring(module).utf8
        while let part = Self.firstPart(of: &rest) {
            guard let next = contents.members.find(part, hashed: nameHash(part), of: index) else { break }
            index = next
            if !contents.nodes[Int(index)].imports.isEmpty { found = contents.nodes[Int(index)].imports }
        }
        return found
    }

    /// Takes the part in front of the next dot off a dotted name; nil at its end.
    private static func firstPart(of rest: inout Substring.UTF8View) -> String? {
        let dot = UInt8(ascii: ".")
        while rest.first == dot { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: dot) ?? rest.endIndex
        let part = String(Substring(rest[..<end]))
        rest = rest[end...]
        return part
    }
}

/// The tables as they are read.
private struct Contents: Sendable {
    struct Node: Sendable {
        var imports: [Behavior] = []
        var isInstallCommand = false
        var hasMembers = false
    }

    private(set) var nodes: [Node] = [Node()]
    private(set) var members = MemberTable()
    /// The node that another name stands for, by node; -1 for none.
    private(set) var aliases: [Int32] = [-1]
    private(set) var calls: [Effect?] = [nil]
    private(set) var reads: [Effect?] = [nil]
    private(set) var unknownReceiver: Int32 = 0
    private(set) var unreadableRows: [String] = []

    init(tables: [String]) {
        let behaviors = Dictionary(uniqueKeysWithValues: Behavior.allCases.map { ($0.name[...], $0) })
        for table in tables {
            for row in table.split(separator: "\n") where !row.hasPrefix("#") {
                if !read(row: row, behaviors: behaviors) { unreadableRows.append(String(row)) }
            }
        }
        unknownReceiver = members.find("*", hashed: nameHash("*"), of: 0) ?? 0
    }

    // MARK: Reading the tables

    private mutating func read(row: Substring, behaviors: [Substring: Behavior]) -> Bool {
        var words = row.split(separator: " ")[...]
        guard let first = words.first else { return true }
        var contents = Effect.Row()
        if first == "get" || first == "import" || first == "command" { words.removeFirst() }
        guard let equals = words.firstIndex(where: { $0 == "=" || $0 == "=>" }) else {
            guard first == "command" else { return false }
            for name in words.flatMap(Self.expanded) { nodes[Int(node(of: name))].isInstallCommand = true }
            return true
        }
        let names = words[..<equals].flatMap(Self.expanded)
        let marks = words[(equals + 1)...]
        if words[equals] == "=>" {
            guard let target = marks.first else { return false }
            let targetIndex = node(of: String(target))
            let alias = aliases[Int(targetIndex)] < 0 ? targetIndex : aliases[Int(targetIndex)]
            for name in names { aliases[Int(node(of: name))] = alias }
            return true
        }
        for mark in marks {
            guard apply(mark, to: &contents, behaviors: behaviors) else { return false }
        }
        let effect = Effect(contents)
        for name in names {
            let index = Int(node(of: name))
            switch first {
            case "get": reads[index] = effect
            case "import": nodes[index].imports = effect.behaviors
            default: calls[index] = effect
            }
        }
        return true
    }

    private mutating func apply(
        _ mark: Substring, to row: inout Effect.Row, behaviors: [Substring: Behavior]
    ) -> Bool {
        let rest = mark.dropFirst()
        switch mark.first {
        case "@":
            guard let sink = Sink(rawValue: String(rest)) else { return false }
            row.sink = sink
        case "+":
            guard let label = Labels(word: rest) else { return false }
            row.yields.formUnion(label)
        case ">": row.result = CatalogueNode(index: node(of: String(rest)))
        case "*":
            guard let form = SpecialForm(rawValue: String(rest)) else { return false }
            row.form = form
        case "!": row.passesLabels = false
        default:
            guard let behavior = behaviors[mark] else { return false }
            row.behaviors.append(behavior)
        }
        return true
    }

    private mutating func node(of dotted: String) -> Int32 {
        var index: Int32 = 0
        for part in dotted.split(separator: ".") {
            let name = String(part)
            let hash = nameHash(name)
            if let next = members.find(name, hashed: hash, of: index) {
                index = aliases[Int(next)] < 0 ? next : aliases[Int(next)]
            } else {
                nodes.append(Node())
                aliases.append(-1)
                calls.append(nil)
                reads.append(nil)
                let next = Int32(nodes.count - 1)
                members.add(name, hashed: hash, of: index, target: next)
                nodes[Int(index)].hasMembers = true
                index = next
            }
        }
        return index
    }

    private static func expanded(_ word: Substring) -> [String] {
        guard let open = word.firstIndex(of: "{"), let close = word[open...].firstIndex(of: "}") else {
            return [String(word)]
        }
        let head = word[..<open]
        let tail = word[word.index(after: close)...]
        return word[word.index(after: open)..<close].split(separator: ",").flatMap { choice in
            expanded(Substring("\(head)\(choice)\(tail)"))
        }
    }
}

/// The tables, one file a family.
enum CatalogueTables {}
