import SourceSyntax

/// Reads the facts that oracles know too off a tree.
struct FactReader {
    let tree: SyntaxTree
    let isPython: Bool
    private var facts: [String] = []

    init(tree: SyntaxTree, isPython: Bool) {
        self.tree = tree
        self.isPython = isPython
    }

    /// One line a fact, sorted.
    mutating func read() -> [String] {
        var waiting = [tree.root]
        while let node = waiting.popLast() {
            note(node)
            waiting.append(contentsOf: tree.children(of: node))
        }
        return facts.sorted()
    }

    private mutating func note(_ node: NodeID) {
        switch tree.kind(node) {
        case .call, .newExpression:
            if let callee = tree.children(of: node).first { add("call", node, dotted(callee)) }
        case .function:
            // Python's decorators stand before the line that counts.
            let isNamed = isPython && !tree.text(node).isEmpty
            add("function", isNamed ? tree.children(of: node).first ?? node : node, tree.text(node))
        case .importDeclaration: addImport(node)
        case .exportDeclaration where !tree.text(node).isEmpty: addImport(node)
        default: break
        }
    }

    private mutating func addImport(_ node: NodeID) {
        var names: [String] = []
        for binding in tree.children(of: node) where tree.kind(binding) == .importBinding {
            let name = tree.text(binding)
            if !name.isEmpty { names.append(name) } else if !isPython { names.append("*") }
        }
        add("import", node, tree.text(node) + "\t" + names.sorted().joined(separator: ","))
    }

    private mutating func add(_ kind: String, _ node: NodeID, _ text: String) {
        facts.append("\(kind)\t\(tree.line(of: node))\t\(text)")
    }

    /// The callee as a dotted path; what is neither a name nor a member is `?`.
    private func dotted(_ node: NodeID) -> String {
        var parts: [String] = []
        var node = node
        while true {
            switch tree.kind(node) {
            case .member:
                parts.append(tree.text(node))
                guard let object = tree.children(of: node).first else { return "?" }
                node = object
                continue
            case .name: parts.append(tree.text(node))
            case .constant where !isPython: parts.append(tree.text(node))
            default:
                if !isPython { return "?" }
                parts.append("?")
            }
            return parts.reversed().joined(separator: ".")
        }
    }
}
