extension PythonParser {
    /// `import a.b as c, d`: one declaration for each module.
    mutating func pushImport() {
        var start = self.start
        advance()
        repeat {
            let base = scratch.count
            let first = tokens[position]
            let (module, isDotted) = takeModule()
            guard module != 0 else {
                note(.unexpected, at: self.start)
                return
            }
            let bindingStart = Int(first.start)
            let bindingBase = scratch.count
            var flags: SyntaxFlags = []
            if take(.asKeyword) {
                pushLocalName()
            } else {
                if isDotted { flags = .bindsRoot }
                let root = intern(Int(first.start)..<Int(first.end))
                let name = leaf(.name, textIndex: root, start: Int(first.start), end: Int(first.end))
                scratch.append(name)
            }
            let binding = makeExpression(.importBinding, flags: flags, start: bindingStart, from: bindingBase)
            scratch.append(binding)
            let declaration = makeExpression(.importDeclaration, textIndex: module, start: start, from: base)
            scratch.append(declaration)
            start = self.start
        } while take(.comma)
    }

    /// `from ..a import b as c, (d)`, `from x import *`.
    mutating func pushFromImport() {
        let start = self.start
        let base = scratch.count
        advance()
        let (module, _) = takeModule()
        if !take(.importKeyword) {
            note(.unexpected, at: self.start)
        } else if current == .openParenthesis {
            _ = parseElements { parser in parser.pushBinding() }
        } else {
            repeat {
                guard current == .name || current.isKeyword || current == .star else { break }
                pushBinding()
            } while take(.comma)
        }
        let declaration = makeExpression(.importDeclaration, textIndex: module, start: start, from: base)
        scratch.append(declaration)
    }

    private mutating func pushBinding() {
        guard current == .name || current.isKeyword || current == .star else { return }
        let start = self.start
        let base = scratch.count
        let isAll = current == .star
        let member = takeText()
        if isAll {
            let none = empty()
            scratch.append(none)
        } else if take(.asKeyword) {
            pushLocalName()
        } else {
            let name = leaf(.name, textIndex: member, start: start, end: previousEnd)
            scratch.append(name)
        }
        let binding = makeExpression(.importBinding, textIndex: member, start: start, from: base)
        scratch.append(binding)
    }

    private mutating func pushLocalName() {
        if current == .name || current.isKeyword {
            scratch.append(takeLeaf(.name))
        } else {
            note(.unexpected, at: start)
            let missing = empty()
            scratch.append(missing)
        }
    }

    /// Consumes dots and a dotted name; the text without blanks, 0 if there is none.
    private mutating func takeModule() -> (text: UInt32, isDotted: Bool) {
        var parts = 0
        var text = ""
        while current == .dot || current == .ellipsis {
            text += current == .dot ? "." : "..."
            advance()
        }
        while current == .name || current.isKeyword && current != .importKeyword && current != .asKeyword {
            parts += 1
            text += tree.texts[Int(takeText())]
            guard current == .dot else { break }
            text += "."
            advance()
        }
        let bytes = Array(text.utf8)
        return (texts.treeIndex(of: bytes, from: 0, to: bytes.count, in: &tree), parts > 1)
    }
}
