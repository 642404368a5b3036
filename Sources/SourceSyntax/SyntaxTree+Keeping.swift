extension SyntaxTree {
    /// What some nodes stand for, without the rest of the tree, and where each of its nodes stands in the new one.
    ///
    /// The source's offsets and lines stay as they are.
    package func keeping(_ wanted: some Sequence<NodeID>) -> (tree: SyntaxTree, places: [NodeID: NodeID]) {
        var isKept = [Bool](repeating: false, count: nodes.count)
        for id in wanted where nodes.indices.contains(Int(id.index)) { isKept[Int(id.index)] = true }
        // Children are added before their parents.
        for index in nodes.indices.reversed() where isKept[index] {
            for child in children(of: NodeID(index)) { isKept[Int(child.index)] = true }
        }
        var kept = SyntaxTree()
        kept.diagnostics = diagnostics
        kept.lineStarts = lineStarts
        var places: [NodeID: NodeID] = [:]
        var textPlaces: [UInt32: UInt32] = [0: 0]
        for index in nodes.indices where isKept[index] {
            let node = nodes[index]
            let first = kept.children.count
            for child in children(of: NodeID(index)) { if let place = places[child] { kept.children.append(place) } }
            let text = textPlaces[node.textIndex] ?? UInt32(kept.texts.count)
            if Int(text) == kept.texts.count {
                kept.texts.append(texts[Int(node.textIndex)])
                textPlaces[node.textIndex] = text
            }
            places[NodeID(index)] = NodeID(kept.nodes.count)
            kept.nodes.append(
                SyntaxNode(
                    kind: node.kind, flags: node.flags, textIndex: text, start: node.start, end: node.end,
                    firstChild: UInt32(first), childCount: UInt32(kept.children.count - first), height: node.height))
        }
        kept.root = NodeID(max(0, kept.nodes.count - 1))
        return (kept, places)
    }
}
