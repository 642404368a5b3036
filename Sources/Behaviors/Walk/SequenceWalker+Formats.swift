import SourceSyntax

// Texts with places for values: `"…%s…" % x`, `"…{}…".format(x)`, `Template("…$x…").substitute(x=…)`.
extension SequenceWalker {
    /// `format % arguments`.
    func percentFormat(_ format: String, _ arguments: [Value], labels: Labels) -> Value {
        guard canFold(format.utf8.count) else { return Value(labels: labels) }
        var result = ""
        var isPartial = false
        var next = 0
        var iterator = format.unicodeScalars.makeIterator()
        while let scalar = iterator.next() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            var conversion = iterator.next()
            var key: String?
            while let mark = conversion, "-+ #0123456789.(".unicodeScalars.contains(mark) {
                if mark == "(" {
                    var name = String.UnicodeScalarView()
                    while let inner = iterator.next(), inner != ")" { name.append(inner) }
                    key = String(name)
                }
                conversion = iterator.next()
            }
            if conversion == "%" {
                result += "%"
                continue
            }
            var argument = next < arguments.count ? arguments[next] : .unknown
            if let key, case .object(let index)? = arguments.first?.shape {
                argument = objects[index][key] ?? .unknown
            } else {
                next += 1
            }
            if let text = argument.knownText, canFold(text.utf8.count) {
                result += text
            } else if let number = argument.number {
                result +=
                    conversion == "c"
                    ? Unicode.Scalar(UInt32(truncatingIfNeeded: number)).map { String(Character($0)) } ?? ""
                    : String(number)
            } else {
                result += unknownPart
                isPartial = true
            }
        }
        return Value(
            .text(result, isPartial: isPartial), labels: labels, origin: arguments.first { $0.origin != 0 }?.origin ?? 0
        )
    }

    /// `"…{}…".format(…)`.
    func braceFormat(_ format: String, _ arguments: [Argument], labels: Labels) -> Value {
        guard canFold(format.utf8.count) else { return Value(labels: labels) }
        var result = ""
        var isPartial = false
        var next = 0
        let positional = arguments.filter { $0.name == nil }
        var rest = format[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[rest.index(after: open)...]
            if rest.first == "{" {
                result += "{"
                rest = rest.dropFirst()
                continue
            }
            guard let close = rest.firstIndex(of: "}") else { break }
            let field = rest[..<close].prefix { $0 != ":" && $0 != "!" && $0 != "." && $0 != "[" }
            let isCharacter = rest[..<close].hasSuffix(":c")
            rest = rest[rest.index(after: close)...]
            var argument: Argument?
            if field.isEmpty {
                argument = next < positional.count ? positional[next] : nil
                next += 1
            } else if let index = Int(field) {
                argument = positional.indices.contains(index) ? positional[index] : nil
            } else {
                argument = arguments.first { $0.name == String(field) }
            }
            if let text = argument?.value.knownText, canFold(text.utf8.count) {
                result += text
            } else if isCharacter, let number = argument?.value.number,
                let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: number))
            {
                result.unicodeScalars.append(scalar)
            } else {
                result += unknownPart
                isPartial = true
            }
        }
        result += rest
        let origin = arguments.first { $0.value.origin != 0 }?.value.origin ?? 0
        return Value(.text(result, isPartial: isPartial), labels: labels, origin: origin)
    }

    /// `Template("…$name…").substitute(name=…)` and `"…{name}…".format_map(…)`: the named values.
    func namedValues(_ arguments: [Argument]) -> [Argument] {
        var named = arguments.filter { $0.name != nil }
        for argument in arguments where argument.name == nil {
            guard case .object(let index) = argument.value.shape, objects.indices.contains(index) else { continue }
            named += objects[index].prefix(256).map { Argument(name: $0.key, value: $0.value, node: argument.node) }
        }
        return named
    }

    /// `$name` and `${name}` replaced.
    func dollarFormat(_ format: String, _ arguments: [Argument], labels: Labels) -> Value {
        guard canFold(format.utf8.count) else { return Value(labels: labels) }
        let named = namedValues(arguments)
        var result = ""
        var isPartial = false
        var rest = format[...]
        while let mark = rest.firstIndex(of: "$") {
            result += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            if rest.first == "$" {
                result += "$"
                rest = rest.dropFirst()
                continue
            }
            let isBraced = rest.first == "{"
            if isBraced { rest = rest.dropFirst() }
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            rest = rest[name.endIndex...]
            if isBraced, rest.first == "}" { rest = rest.dropFirst() }
            if let text = named.first(where: { $0.name == String(name) })?.value.knownText, canFold(text.utf8.count) {
                result += text
            } else {
                result += unknownPart
                isPartial = true
            }
        }
        return Value(.text(result + rest, isPartial: isPartial), labels: labels)
    }
}
