import SourceSyntax

/// The tree as a compact S-expression: `(kind'text'+flag child child)`, without positions.
///
/// Control characters, quotes and backslashes of a text are escaped as `\u{…}`.
func dump(_ tree: SyntaxTree) -> String {
    var output = ""
    dump(tree, tree.root, into: &output)
    return output
}

/// The S-expressions of the root's children, one a line.
func dumpStatements(_ tree: SyntaxTree) -> String {
    tree.children(of: tree.root).map { child in
        var output = ""
        dump(tree, child, into: &output)
        return output
    }.joined(separator: "\n")
}

private func dump(_ tree: SyntaxTree, _ id: NodeID, into output: inout String) {
    let node = tree[id]
    output += "(\(node.kind)"
    let text = tree.text(id)
    if !text.isEmpty {
        output += "'"
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x7F || scalar == "'" || scalar == "\\" {
                output += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
        output += "'"
    }
    for (flag, name) in flagNames where node.flags.contains(flag) { output += "+\(name)" }
    for child in tree.children(of: id) {
        output += " "
        dump(tree, child, into: &output)
    }
    output += ")"
}

private let flagNames: [(SyntaxFlags, String)] = [
    (.isAsync, "async"), (.isGenerator, "generator"), (.isArrow, "arrow"), (.isStatic, "static"),
    (.isAccessor, "accessor"), (.spread, "spread"), (.bindsRoot, "bindsRoot"), (.isDefault, "default"),
    (.declares, "declares"), (.isBytes, "bytes"), (.isComputed, "computed"), (.hasEscapes, "escapes"),
]

/// Every broken promise of the tree's shape: ranges outside the file or outside the parent, heights over the bound.
func shapeViolations(_ tree: SyntaxTree, byteCount: Int) -> [String] {
    var violations: [String] = []
    var pending = [tree.root]
    while let id = pending.popLast() {
        let node = tree[id]
        if node.start > node.end || Int(node.end) > byteCount {
            violations.append("\(node.kind) \(node.start)..<\(node.end) outside the file of \(byteCount) bytes")
        }
        if Int(node.height) > SyntaxTree.maximumDepth { violations.append("\(node.kind) has height \(node.height)") }
        for child in tree.children(of: id) {
            let inner = tree[child]
            if inner.start < node.start || inner.end > node.end {
                violations.append(
                    "\(inner.kind) \(inner.start)..<\(inner.end) outside \(node.kind) \(node.start)..<\(node.end)")
            }
            if inner.height >= node.height { violations.append("\(inner.kind) as high as its parent") }
            pending.append(child)
        }
        if violations.count > 20 { break }
    }
    return violations
}
