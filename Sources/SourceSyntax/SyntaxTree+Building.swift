extension SyntaxTree {
    /// Adds a node above the children on top of `scratch`, from index `base` on, and takes them off the stack.
    ///
    /// `textIndex` comes from a `TextTable`. The range is widened to cover the children. Parsers that keep one scratch
    /// stack allocate no array for each node.
    mutating func add(
        _ kind: SyntaxKind, textIndex: UInt32, flags: SyntaxFlags, start: Int, end: Int,
        taking scratch: inout [NodeID], from base: Int
    ) -> NodeID {
        add(
            kind, textIndex: textIndex, flags: flags, start: start,
            over: extent(of: scratch, from: base, start: start, end: end), taking: &scratch, from: base)
    }

    /// What a node above some children covers.
    struct Extent {
        /// Height of the highest child.
        var height: UInt16
        var start: UInt32
        var end: UInt32
    }

    func extent(of scratch: [NodeID], from base: Int, start: Int, end: Int) -> Extent {
        var extent = Extent(height: 0, start: UInt32(clamping: start), end: UInt32(clamping: end))
        var index = base
        while index < scratch.count {
            let child = nodes[Int(scratch[index].index)]
            extent.height = max(extent.height, child.height)
            extent.start = min(extent.start, child.start)
            extent.end = max(extent.end, child.end)
            index += 1
        }
        return extent
    }

    /// The same for those who know what it covers.
    mutating func add(
        _ kind: SyntaxKind, textIndex: UInt32, flags: SyntaxFlags, start: Int, over extent: Extent,
        taking scratch: inout [NodeID], from base: Int
    ) -> NodeID {
        let height = Int(extent.height)
        let isTooDeep = height + 1 > Self.maximumDepth
        if isTooDeep { diagnostics.append(SyntaxDiagnostic(kind: .tooDeep, offset: start)) }
        let firstChild = UInt32(truncatingIfNeeded: children.count)
        var index = base
        while !isTooDeep, index < scratch.count {
            children.append(scratch[index])
            index += 1
        }
        while scratch.count > base { scratch.removeLast() }
        nodes.append(
            SyntaxNode(
                kind: isTooDeep ? .error : kind, flags: flags, textIndex: textIndex, start: extent.start,
                end: extent.end,
                firstChild: firstChild,
                childCount: UInt32(truncatingIfNeeded: children.count) - firstChild,
                height: isTooDeep ? 1 : UInt16(truncatingIfNeeded: height + 1)))
        return NodeID(nodes.count - 1)
    }

    /// Adds a node without children.
    mutating func addLeaf(_ kind: SyntaxKind, textIndex: UInt32, start: Int, end: Int) -> NodeID {
        nodes.append(
            SyntaxNode(
                kind: kind, flags: [], textIndex: textIndex, start: UInt32(clamping: start),
                end: UInt32(clamping: end), firstChild: UInt32(truncatingIfNeeded: children.count), childCount: 0,
                height: 1))
        return NodeID(nodes.count - 1)
    }

    /// Gives back what the arrays of a finished tree reserved for more nodes than there are: many trees are kept at once.
    ///
    /// The unused end of a large array was never touched, so that it takes no memory and copying would cost some.
    mutating func trim() {
        guard nodes.count < 1 << 16 else { return }
        nodes = trimmed(nodes)
        children = trimmed(children)
    }

    private func trimmed<Element>(_ array: [Element]) -> [Element] {
        guard array.capacity > array.count + array.count / 8 else { return array }
        var exact: [Element] = []
        exact.reserveCapacity(array.count)
        exact.append(contentsOf: array)
        return exact
    }

    /// Forgets the nodes added since the arena had `nodeCount` nodes and `childCount` children.
    ///
    /// Nothing that is kept may refer to them.
    mutating func removeNodes(downTo nodeCount: Int, children childCount: Int) {
        nodes.removeLast(max(0, nodes.count - nodeCount))
        children.removeLast(max(0, children.count - childCount))
    }
}
