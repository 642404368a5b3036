/// What `marshal.loads` gives for data, as far as the walk can use it.
enum MarshalledCode {
    /// Source of a code object, not all of it when `isCut`.
    case source(String, isCut: Bool)
    /// A text or bytes.
    case text(String)

    /// Reads marshalled data, whose version of CPython is found by trying; nil for data that is neither code nor text.
    static func read(_ data: [UInt8]) -> MarshalledCode? {
        for layout in MarshalLayout.allCases {
            guard let objects = MarshalReader.objects(of: data, layout: layout) else { continue }
            switch objects[objects.root] {
            case .text(let text): return .text(text)
            case .bytes(let range): return .text(ConstantDecoding.text(of: Array(data[range])))
            case .code(let code):
                guard let version = bestVersion(for: objects) else { continue }
                var reading = BytecodeReading(objects, version, root: code)
                let source = reading.source()
                return .source(source, isCut: reading.isCut)
            case .none, .ellipsis, .truth, .integer, .long, .float, .complex, .sequence, .dictionary: return nil
            }
        }
        return nil
    }

    /// The version with the fewest instructions that cannot be its own, which are at most an eighth.
    ///
    /// Some may be there: what never runs may be anything.
    private static func bestVersion(for objects: MarshalObjects) -> BytecodeVersion? {
        var best: (version: BytecodeVersion, misfits: Int)?
        for version in BytecodeVersion.all where version.layout == objects.layout {
            guard let misfits = misfits(of: version, in: objects), misfits < best?.misfits ?? Int.max else { continue }
            best = (version, misfits)
        }
        return best?.version
    }

    /// The number of instructions that a version would not write; nil when they are too many.
    private static func misfits(of version: BytecodeVersion, in objects: MarshalObjects) -> Int? {
        var misfits = 0
        var count = 0
        for case .code(let code) in objects.objects {
            var position = code.instructions.lowerBound
            var argument = 0
            // Code objects may share their instructions, which need not be looked at again and again.
            while position + 1 < code.instructions.upperBound, count <= objects.data.count {
                count += 1
                argument = (argument << 8 | Int(objects.data[position + 1])) & 0x7fff_ffff
                let operation = version.operations[Int(objects.data[position])]
                position += 2
                if operation?.kind == .extendedArgument { continue }
                let remaining = code.instructions.upperBound - position
                let offset = position - code.instructions.lowerBound
                if operation.map({ fits($0, argument, code, version, offset, remaining) }) != true { misfits += 1 }
                argument = 0
            }
        }
        return misfits * 8 <= count + 8 ? misfits : nil
    }

    private static func fits(
        _ operation: BytecodeOperation, _ argument: Int, _ code: MarshalCode, _ version: BytecodeVersion, _ offset: Int,
        _ remaining: Int
    ) -> Bool {
        let isNewer = version.minor >= 12
        switch operation.kind {
        case .constant, .keywordNames, .returnConstant: return argument < code.constants.count
        case .name, .storeName, .storeGlobal, .method, .storeAttribute, .importName, .importFrom:
            return argument < code.names.count
        case .global: return (version.jumpsRelative ? argument >> 1 : argument) < code.names.count
        case .attribute: return (isNewer ? argument >> 1 : argument) < code.names.count
        case .superAttribute: return argument >> 2 < code.names.count
        case .local, .storeLocal: return argument < code.locals.count
        case .localPair, .storeLocalPair, .storeAndLoad: return max(argument >> 4, argument & 15) < code.locals.count
        case .cell, .storeCell:
            return argument < code.locals.count + code.cells.count + code.freeVariables.count
        case .iterate, .enter, .guarded, .await:
            return operation.kind == .enter && version.jumpsRelative
                || argument * version.jumpUnit <= remaining
                    && argument * version.jumpUnit % 2 == 0
        case .jump where operation.text.isEmpty: return argument * version.jumpUnit <= remaining
        case .jumpIf where version.jumpsRelative, .jumpOrPop where version.jumpsRelative:
            return argument * version.jumpUnit <= remaining
        case .jump, .jumpIf, .jumpOrPop, .jumpUnlessMatch:
            return argument * version.jumpUnit < offset + remaining && argument * version.jumpUnit % 2 == 0
        case .compare: return argument >> (version.minor >= 13 ? 5 : isNewer ? 4 : 0) <= 10
        case .binaryOperation: return argument < 26
        case .rotateBy, .copy, .swap: return argument >= 1
        case .function: return argument < 32
        case .ignored, .extendedArgument, .pop, .drop, .push, .obscure, .rotate, .duplicate, .duplicateTwo, .pushNull,
            .importStar, .call, .callFunction, .callMethod, .callKeywords, .callNamed, .callSpread, .intrinsic,
            .functionAttribute, .classBuilder, .unary, .binary, .identity, .containment, .subscriptRead,
            .storeSubscript,
            .slice, .storeSlice, .buildSlice, .build, .buildUnpacked, .buildMap, .buildConstantMap, .buildString,
            .extend, .merge, .append, .mapAdd, .format, .formatSimple, .formatSpecified, .unpack, .unpackRest,
            .returnValue, .yield, .raise, .end, .jumpBack, .jumpBackIf, .handle:
            return true
        }
    }
}
