/// What calling or reading a known name does.
///
/// A class, because every known call passes it from hand to hand.
final class Effect: Sendable {
    let behaviors: [Behavior]
    /// Labels that the result has whatever went in.
    let yields: Labels
    /// The node that stands for the result, such as `socket#`; nil when nothing is known of it.
    let result: CatalogueNode?
    let sink: Sink?
    let form: SpecialForm?
    /// Whether the labels of the arguments and the receiver are those of the result too.
    let passesLabels: Bool

    /// What the marks of one row of the tables say.
    struct Row {
        var behaviors: [Behavior] = []
        var yields: Labels = []
        var result: CatalogueNode?
        var sink: Sink?
        var form: SpecialForm?
        var passesLabels = true
    }

    init(_ row: Row) {
        behaviors = row.behaviors
        yields = row.yields
        result = row.result
        sink = row.sink
        form = row.form
        passesLabels = row.passesLabels
    }
}

/// Names whose calls need more than a table row: their constants are computed, or they reach code by name.
enum SpecialForm: String, Sendable {
    case require
    case importModule = "import"
    case getAttribute = "getattr"
    case setAttribute = "setattr"
    case globals
    /// Runs its first argument as source of the file's own language.
    case runCode = "run-code"
    /// Compiles its first argument; the result is that text again.
    case compileCode = "compile-code"
    /// Makes a function of its last argument.
    case makeFunction = "make-function"
    /// Calls its first argument later; a text is code.
    case timer
    case open
    /// Starts its `target=` or first function argument.
    case thread
    /// Gives its first argument back.
    case identity
    /// Gives its first argument back with the rest bound.
    case partial
    case joinPath = "join-path"
    case base64
    case hexadecimal = "hex"
    case codec
    case percent
    case characters
    case ordinal
    case integer
    case bytes
    /// `Buffer.from(text, encoding)`.
    case buffer
    case textOf = "text"
    case reversed
    case map
    case environmentGet = "env-get"
    /// `setup(…)` of a `setup.py`.
    case setupCall = "setup"
    case assignObject = "assign"
    /// `Object.defineProperty(exports, name, {get})`.
    case defineProperty = "define-property"
    case exitHook = "exit-hook"
    case chmod
    case eventHandler = "on"
    /// Calls a function for each request: its first argument is the request, the second the answer to be.
    case requestHandler = "serve"
    case pipe
    /// `Reflect.apply(f, receiver, list)`.
    case reflectApply = "reflect-apply"
    /// `JSON.parse(text)`.
    case json
    // Python only.
    case base32
    case base85
    case ascii85
    case inflate
    /// `range`, `enumerate`, `zip`, `itertools.cycle`, `list`, `len` of constants.
    case range
    case enumerate
    case zip
    case list
    case length
    /// `str.maketrans`.
    case translation
    case reduce
    /// Gives its first argument back if it has one, else all names in reach.
    case variables = "vars"
    case attributeGetter = "attrgetter"
    case methodCaller = "methodcaller"
    case superclass = "super"
    /// `codecs.getdecoder(name)`.
    case codecGetter = "codec-getter"
    /// `codecs.getencoder(name)`.
    case encoderGetter = "encoder-getter"
    /// `struct.pack(format, …)`.
    case pack
    /// `marshal.loads(data)`.
    case bytecode
}

/// The index of a known dotted name in its catalogue.
struct CatalogueNode: Sendable, Hashable {
    let index: Int32
}
