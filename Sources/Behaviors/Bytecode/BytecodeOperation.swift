/// What an opcode does, as far as the reading needs to tell opcodes apart.
struct BytecodeOperation {
    let kind: Kind
    /// How the kind differs: an operator, a bracket, a number of values.
    let text: String

    /// Opcodes that do the same to the expressions, whatever they are called.
    enum Kind: String {
        case ignored, extendedArgument
        // The stack.
        case pop, drop, push, obscure, rotate, rotateBy, duplicate, duplicateTwo, copy, swap, pushNull
        // Names and constants.
        case constant, name, global, local, localPair, cell
        case storeName, storeGlobal, storeLocal, storeLocalPair, storeAndLoad, storeCell
        case attribute, method, superAttribute, storeAttribute
        case importName, importFrom, importStar
        // Calls.
        case call, callFunction, callMethod, callKeywords, callNamed, callSpread, keywordNames, intrinsic
        case function, functionAttribute, classBuilder
        // Operators.
        case unary, binary, binaryOperation, compare, identity, containment
        case subscriptRead, storeSubscript, slice, storeSlice, buildSlice
        // Building.
        case build, buildUnpacked, buildMap, buildConstantMap, buildString, extend, merge, append, mapAdd
        case format, formatSimple, formatSpecified
        case unpack, unpackRest
        // The order of things.
        case returnValue, returnConstant, yield, await, raise, end
        case jump, jumpBack, jumpIf, jumpBackIf, jumpOrPop, jumpUnlessMatch, iterate, enter, guarded, handle
    }

    static let ignored = BytecodeOperation(kind: .ignored, text: "")

    /// Each row: the kind, its text, and the opcodes; those that are in no row change nothing that the reading follows.
    private static let rows = """
        extendedArgument . EXTENDED_ARG
        pop . POP_TOP
        drop 1 DELETE_ATTR END_FOR YIELD_FROM STORE_ANNOTATION
        drop 2 DELETE_SUBSCR
        push 1 LOAD_ASSERTION_ERROR BEGIN_FINALLY LOAD_LOCALS WITH_EXCEPT_START
        push 1 GET_LEN LOAD_FAST_AND_CLEAR
        obscure . CHECK_EXC_MATCH CHECK_EG_MATCH
        rotate 2 ROT_TWO
        rotate 3 ROT_THREE
        rotate 4 ROT_FOUR
        rotateBy . ROT_N
        duplicate . DUP_TOP
        duplicateTwo . DUP_TOP_TWO
        copy . COPY
        swap . SWAP
        pushNull . PUSH_NULL
        constant . LOAD_CONST
        name . LOAD_NAME
        global . LOAD_GLOBAL LOAD_FROM_DICT_OR_GLOBALS
        local . LOAD_FAST LOAD_FAST_CHECK
        localPair . LOAD_FAST_LOAD_FAST
        cell . LOAD_DEREF LOAD_CLOSURE LOAD_CLASSDEREF LOAD_FROM_DICT_OR_DEREF
        storeName . STORE_NAME
        storeGlobal . STORE_GLOBAL
        storeLocal . STORE_FAST
        storeLocalPair . STORE_FAST_STORE_FAST
        storeAndLoad . STORE_FAST_LOAD_FAST
        storeCell . STORE_DEREF
        attribute . LOAD_ATTR
        method . LOAD_METHOD
        superAttribute . LOAD_SUPER_ATTR
        storeAttribute . STORE_ATTR
        importName . IMPORT_NAME
        importFrom . IMPORT_FROM
        importStar . IMPORT_STAR
        call . CALL
        callFunction . CALL_FUNCTION
        callMethod . CALL_METHOD
        callKeywords . CALL_FUNCTION_KW
        callNamed . CALL_KW
        callSpread . CALL_FUNCTION_EX
        keywordNames . KW_NAMES
        intrinsic 1 CALL_INTRINSIC_1
        intrinsic 2 CALL_INTRINSIC_2
        function . MAKE_FUNCTION
        functionAttribute . SET_FUNCTION_ATTRIBUTE
        classBuilder . LOAD_BUILD_CLASS
        unary - UNARY_NEGATIVE
        unary + UNARY_POSITIVE
        unary ~ UNARY_INVERT
        unary not UNARY_NOT
        binary + BINARY_ADD INPLACE_ADD
        binary - BINARY_SUBTRACT INPLACE_SUBTRACT
        binary * BINARY_MULTIPLY INPLACE_MULTIPLY
        binary / BINARY_TRUE_DIVIDE INPLACE_TRUE_DIVIDE
        binary // BINARY_FLOOR_DIVIDE INPLACE_FLOOR_DIVIDE
        binary % BINARY_MODULO INPLACE_MODULO
        binary ** BINARY_POWER INPLACE_POWER
        binary @ BINARY_MATRIX_MULTIPLY INPLACE_MATRIX_MULTIPLY
        binary << BINARY_LSHIFT INPLACE_LSHIFT
        binary >> BINARY_RSHIFT INPLACE_RSHIFT
        binary & BINARY_AND INPLACE_AND
        binary | BINARY_OR INPLACE_OR
        binary ^ BINARY_XOR INPLACE_XOR
        binaryOperation . BINARY_OP
        compare . COMPARE_OP
        identity . IS_OP
        containment . CONTAINS_OP
        subscriptRead . BINARY_SUBSCR
        storeSubscript . STORE_SUBSCR
        slice . BINARY_SLICE
        storeSlice . STORE_SLICE
        buildSlice . BUILD_SLICE
        build ( BUILD_TUPLE
        build [ BUILD_LIST
        build { BUILD_SET
        buildUnpacked ( BUILD_TUPLE_UNPACK BUILD_TUPLE_UNPACK_WITH_CALL
        buildUnpacked [ BUILD_LIST_UNPACK
        buildUnpacked { BUILD_SET_UNPACK
        buildUnpacked ** BUILD_MAP_UNPACK BUILD_MAP_UNPACK_WITH_CALL
        buildMap . BUILD_MAP
        buildConstantMap . BUILD_CONST_KEY_MAP
        buildString . BUILD_STRING
        extend [ LIST_EXTEND
        extend { SET_UPDATE
        merge . DICT_UPDATE DICT_MERGE
        append [ LIST_APPEND
        append { SET_ADD
        mapAdd . MAP_ADD
        format . FORMAT_VALUE
        formatSimple . FORMAT_SIMPLE
        formatSpecified . FORMAT_WITH_SPEC
        unpack . UNPACK_SEQUENCE
        unpackRest . UNPACK_EX
        returnValue . RETURN_VALUE
        returnConstant . RETURN_CONST
        yield . YIELD_VALUE
        await . SEND
        raise . RAISE_VARARGS
        end . RERAISE
        jump . JUMP_FORWARD
        jump absolute JUMP_ABSOLUTE
        jumpBack . JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT CONTINUE_LOOP
        jumpIf not POP_JUMP_IF_TRUE POP_JUMP_FORWARD_IF_TRUE POP_JUMP_IF_NOT_NONE POP_JUMP_FORWARD_IF_NOT_NONE
        jumpIf . POP_JUMP_IF_FALSE POP_JUMP_FORWARD_IF_FALSE POP_JUMP_IF_NONE POP_JUMP_FORWARD_IF_NONE
        jumpBackIf not POP_JUMP_BACKWARD_IF_TRUE POP_JUMP_BACKWARD_IF_NOT_NONE
        jumpBackIf . POP_JUMP_BACKWARD_IF_FALSE POP_JUMP_BACKWARD_IF_NONE
        jumpOrPop and JUMP_IF_FALSE_OR_POP
        jumpOrPop or JUMP_IF_TRUE_OR_POP
        jumpUnlessMatch . JUMP_IF_NOT_EXC_MATCH
        iterate . FOR_ITER
        enter . BEFORE_WITH BEFORE_ASYNC_WITH SETUP_WITH SETUP_ASYNC_WITH
        guarded . SETUP_EXCEPT SETUP_FINALLY
        handle . PUSH_EXC_INFO
        """

    /// Every opcode that does something, by name.
    static let byName: [Substring: BytecodeOperation] = {
        var known: [Substring: BytecodeOperation] = [:]
        for row in rows.split(separator: "\n") {
            let words = row.split(separator: " ")
            guard words.count > 2, let kind = Kind(rawValue: String(words[0])) else { continue }
            let operation = BytecodeOperation(kind: kind, text: words[1] == "." ? "" : String(words[1]))
            for name in words.dropFirst(2) { known[name] = operation }
        }
        return known
    }()
}

/// The opcodes of one version of CPython, or of some that share them.
struct BytecodeVersion {
    /// 10 for CPython 3.10.
    let minor: Int
    let layout: MarshalLayout
    /// By opcode; nil for those that the version lacks.
    let operations: [BytecodeOperation?]

    /// Jumps count instructions of two bytes, before they counted bytes.
    var jumpUnit: Int { minor >= 10 ? 2 : 1 }
    /// Jumps with conditions count from where they stand.
    var jumpsRelative: Bool { minor >= 11 }
    /// What is called stands below the empty place for a receiver, not above it.
    var nullsFollow: Bool { minor >= 13 }

    private init(minor: Int, layout: MarshalLayout, names: String) {
        self.minor = minor
        self.layout = layout
        var operations = [BytecodeOperation?](repeating: nil, count: 256)
        for entry in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: "=")
            guard parts.count == 2, let number = Int(parts[1]), operations.indices.contains(number) else { continue }
            operations[number] = BytecodeOperation.byName[parts[0]] ?? .ignored
        }
        self.operations = operations
    }

    /// Newest first.
    static let all: [BytecodeVersion] = [
        BytecodeVersion(minor: 13, layout: .withKinds, names: OpcodeNames.python3Minor13),
        BytecodeVersion(minor: 12, layout: .withKinds, names: OpcodeNames.python3Minor12),
        BytecodeVersion(minor: 11, layout: .withKinds, names: OpcodeNames.python3Minor11),
        BytecodeVersion(minor: 10, layout: .withPositionalOnly, names: OpcodeNames.python3Minor10),
        BytecodeVersion(minor: 9, layout: .withPositionalOnly, names: OpcodeNames.python3Minor9),
        BytecodeVersion(minor: 8, layout: .withPositionalOnly, names: OpcodeNames.python3Minor8),
        BytecodeVersion(minor: 7, layout: .early, names: OpcodeNames.python3Minor7),
    ]
}
