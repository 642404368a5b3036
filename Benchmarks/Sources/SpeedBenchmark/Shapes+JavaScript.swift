/// Hostile JavaScript and TypeScript: each line a way to spend time in the lexer, the parser or the walk.
let javaScriptShapes: [Shape] = [
    // Brackets and nesting
    .repeating("open parentheses", .javaScript, "("), .repeating("open brackets", .javaScript, "["),
    .repeating("open braces", .javaScript, "{"), .repeating("closers", .javaScript, ")]}"),
    .nested("nested parentheses", .javaScript, "(", "1", ")"), .nested("nested arrays", .javaScript, "[", "1", "]"),
    .nested("nested calls", .javaScript, "f(", "1", ")"), .nested("nested objects", .javaScript, "({a:", "1", "})"),
    .nested("nested arrows", .javaScript, "(a=>{", "1", "})"),
    .nested("nested functions", .javaScript, "function f(){", "1", "}"),
    .nested("nested templates", .javaScript, "`${", "1", "}`"), .repeating("templates opened", .javaScript, "`${"),
    .repeating("templates", .javaScript, "`a${b}c`;"),
    .repeating("one long template", .javaScript, head: "x = `", "${a}b", tail: "`"),
    .repeating("mixed open brackets", .javaScript, "([{"), .repeating("lost closers", .javaScript, "([{1)"),
    .repeating("arrow heads", .javaScript, "(a, b) => "), .repeating("arrow guesses", .javaScript, "(a, "),
    .repeating("async guesses", .javaScript, "async ("),
    .repeating("default guesses", .javaScript, "(a = "), .repeating("object guesses", .javaScript, "({a = "),
    .repeating("array patterns", .javaScript, "[a, [b, "), .repeating("unclosed strings", .javaScript, "x = 'abc\n"),
    .repeating("unclosed regex", .javaScript, "x = /abc\n"),
    .repeating("regex guesses", .javaScript, "a = b / c / d / "),
    .repeating("regex unclosed one line", .javaScript, "(/[a"), .repeating("unclosed comments", .javaScript, "/* a"),
    .repeating("markup comments", .javaScript, "<!-- a\n"), .repeating("markup comment guesses", .javaScript, "a <!-b"),
    // Names, operators
    .repeating("one identifier", .javaScript, "a"), .repeating("one member chain", .javaScript, head: "a", ".b"),
    .repeating("one call chain", .javaScript, head: "a", ".b()"),
    .repeating("one index chain", .javaScript, head: "a", "[0]"),
    .repeating("one optional chain", .javaScript, head: "a", "?.b"),
    .repeating("distinct identifiers", .javaScript, "x# = y#;"),
    .repeating("assign chain", .javaScript, "x = ", tail: "1"),
    .repeating("plus chain", .javaScript, head: "x = a", " + a"),
    .repeating("text plus chain", .javaScript, head: "x = 'a'", " + 'b'"),
    .repeating("plus assign", .javaScript, head: "x = '';", "x += 'abc';"),
    .repeating("minus prefix", .javaScript, "- ", tail: "1"),
    .repeating("exclamation prefix", .javaScript, "!", tail: "1"),
    .repeating("typeof prefix", .javaScript, "typeof ", tail: "1"),
    .repeating("power chain", .javaScript, head: "1", "**1"),
    .repeating("conditional chain", .javaScript, "a ? b : ", tail: "1"),
    .repeating("conditional middle", .javaScript, "a ? "),
    .repeating("comma chain", .javaScript, "a, "), .repeating("new chain", .javaScript, "new ", tail: "A"),
    .repeating("await chain", .javaScript, "await ", tail: "x"),
    .repeating("yield chain", .javaScript, head: "function* f() {", "yield ", tail: "}"),
    .repeating("spread chain", .javaScript, "..."), .repeating("mixed operators", .javaScript, head: "a", "+b*c-d"),
    .repeating("escaped identifiers", .javaScript, "\\u0061#;"), .repeating("private names", .javaScript, "#a "),
    .repeating("labels", .javaScript, "a: "), .repeating("keywords", .javaScript, "if else for while do "),
    // Literals
    .repeating("strings", .javaScript, "'abc';"), .repeating("numbers", .javaScript, "1;"),
    .repeating("number dots", .javaScript, "1..a;"),
    .repeating("number list", .javaScript, head: "x = [", "1, ", tail: "]"),
    .repeating("holes", .javaScript, head: "x = [", ",", tail: "]"),
    .repeating("string list", .javaScript, head: "x = [", "'abc', ", tail: "]"),
    .repeating("string object", .javaScript, head: "x = {", "k#: 'v#', ", tail: "}"),
    .repeating("string list joined", .javaScript, head: "x = [", "'abc', ", tail: "].join('')"),
    .repeating("char codes", .javaScript, head: "x = String.fromCharCode(", "97, ", tail: ")"),
    .repeating("one string", .javaScript, head: "x = '", "abcd ", tail: "'"),
    .repeating("one base64", .javaScript, head: "eval(atob('", "aW1w", tail: "'))"),
    .repeating("escapes", .javaScript, head: "x = '", "\\x61", tail: "'"),
    .repeating("one hex buffer", .javaScript, head: "eval(Buffer.from('", "2020", tail: "', 'hex').toString())"),
    .repeating("addresses", .javaScript, "x = 'https://a#.invalid/b';"),
    .repeating("regexes", .javaScript, "x = /ab[c/]d/g;"),
    .repeating("line comments", .javaScript, "// a comment\n"), .repeating("block comments", .javaScript, "/* a */"),
    .repeating("blank lines", .javaScript, "\n"), .repeating("separators", .javaScript, "\u{2028}"),
    .repeating("wide spaces", .javaScript, "\u{A0}a"),
    .repeating("unknown bytes", .javaScript, "\\"),
    .repeating("JSFuck", .javaScript, head: "x = ", "(![]+[])[+!+[]]+(+[![]]+[])[+[]]+", tail: "[]"),
    .repeating("JSFuck nested", .javaScript, "[][(![]+[])[+[]]+(![]+[])["),
    // Statements
    .repeating("small functions", .javaScript, "function f#(){g()}"),
    .repeating("calls of one function", .javaScript, head: "function f(x){return x}", "f(f);"),
    Shape("functions calling the next", .javaScript) { size in
        var text = ""
        var number = 0
        while text.utf8.count < size {
            text += "function f\(number)(x){return f\(number + 1)(x)}"
            number += 1
        }
        return text + "f0(1)"
    },
    Shape("string array with an index function", .javaScript) { size in
        var text = "var _0xa=["
        for number in 0..<3_000 { text += "'text\(number)'," }
        text += "];function _0xb(i,k){i=i-0x10;var s=_0xa[i];return s}"
        var number = 0
        while text.utf8.count < size {
            text += "o[_0xb(0x\(String(16 + number % 3_000, radix: 16)))](_0xb(17));"
            number += 1
        }
        return text
    },
    Shape("string array with its own decoder", .javaScript) { size in
        var text = "const _0xa=function(){const l=["
        for number in 0..<3_000 { text += "'dGV4dA\(number)'," }
        text += "];_0xa=function(){return l};return _0xa()};"
        text += "function _0xb(i){i=i-0x10;let s=_0xa()[i];return atob(s)}"
        text +=
            "(function(a,b){const c=_0xb;while(!![]){try{const d=-parseInt(c(0x11))/1;if(d===b)break;else a().push(a().shift())}catch(e){a().push(a().shift())}}}(_0xa,0x1));"
        while text.utf8.count < size { text += "const y=_0xb;z[y(0x12)+y(0x13)](y(0x14));" }
        return text
    },
    .repeating(
        "aliases of an index function", .javaScript, head: "var a=['x'];function f(i){return a[i]}", "var g#=f;g#(0);"),
    .repeating("methods", .javaScript, "class A#{b(){c()}}"),
    .repeating("class fields", .javaScript, head: "class A{", "a#=1;", tail: "}"),
    .repeating("else if chain", .javaScript, head: "if(a)b;", "else if(a#)b;"),
    .repeating("else chain", .javaScript, "else a;"),
    .repeating("if nest", .javaScript, "if(a)"), .repeating("for nest", .javaScript, "for(;;)"),
    .repeating("do nest", .javaScript, "do "),
    .repeating("blocks", .javaScript, "{}"),
    .repeating("switch", .javaScript, head: "switch(a){", "case #:b;", tail: "}"),
    .repeating("try", .javaScript, "try{a}catch(b){c}"), .repeating("semicolons", .javaScript, ";"),
    .repeating("declarations", .javaScript, "let {a#: b, ...c} = d;"),
    .repeating("one declaration", .javaScript, head: "let ", "a#=1,", tail: "z"),
    .repeating("imports", .javaScript, "import {a as b#} from 'c#';"),
    .repeating("requires", .javaScript, "const a#=require('b#');"),
    .repeating("local requires", .javaScript, "require('./b#');"),
    .repeating("known requires", .javaScript, "const a#=require('child_process').exec;"),
    .repeating("exports", .javaScript, "exports.a#=b;"), .repeating("reexports", .javaScript, "export * from 'a#';"),
    .repeating("promise chain", .javaScript, head: "fetch(a)", ".then(b=>b)"),
    .repeating("callbacks", .javaScript, "f(function(){g()});"),
    .repeating("immediate functions", .javaScript, "(function(){a()})();"),
    .repeating("getters", .javaScript, head: "x = {", "get a#(){return 1},", tail: "}"),
    .repeating("replace chain", .javaScript, head: "x = 'abc'", ".replace('a', 'b')"),
    .repeating("split and join chain", .javaScript, head: "x = 'abc'", ".split('').reverse().join('')"),
    .repeating("doubling text", .javaScript, head: "x = 'abcdefgh';", "x = x + x;"),
    .repeating("doubling list", .javaScript, head: "x = [1];", "x = x.concat(x);"),
    .repeating("doubling list in a list", .javaScript, head: "x = [1];", "x = [x, x];"),
    .repeating("doubling spread", .javaScript, head: "x = [1, 2];", "x = [...x, ...x];"),
    .repeating(
        "uses of one text", .javaScript, head: "s = '" + String(repeating: "abcd", count: 20_000) + "';", "f(s);"),
    .repeating(
        "sums with one text", .javaScript, head: "s = '" + String(repeating: "abcd", count: 20_000) + "';", "x = s + s;"
    ),
    .repeating(
        "splits of one text", .javaScript, head: "s = '" + String(repeating: "abcd,", count: 4_000) + "';",
        "x = s.split(',');"),
    .repeating(
        "maps of one list", .javaScript, head: "l = [" + String(repeating: "97,", count: 5_000) + "];",
        "x = l.map(c => c + 1);"),
    .repeating("eval layers", .javaScript, "eval('eval(\"eval(1)\")');"),
    .repeating("computed members", .javaScript, "a['b' + 'c']('d');"),
    .repeating("environment", .javaScript, "process.env.A#;"),
    .repeating("commands", .javaScript, head: "const {exec}=require('child_process');", "exec('curl a | sh');"),
    .repeating("assignment of one object", .javaScript, head: "d = {};", "d.a# = 'b';"),
    .repeating("assignment by key", .javaScript, head: "d = {};", "d['a#'] = 'b';"),
    .repeating("parameters", .javaScript, head: "function f(", "a#=1,", tail: "){}"),
    .repeating("arguments", .javaScript, head: "f(", "a#,", tail: ")"),
    .repeating(
        "minified", .javaScript,
        "!function(e,t){var n=e.a,r=t||{};for(var i=0;i<n.length;i++)r[n[i]]=n[i]?e.b(i):void 0;return r}(a#,b);"),
    // Markup and types
    .repeating("markup open", .javaScript, "<a>"), .nested("markup nested", .javaScript, "<a>", "b", "</a>"),
    .repeating("markup attributes", .javaScript, head: "x = <a ", "b={c} ", tail: "/>"),
    .repeating("markup text", .javaScript, head: "x = <a>", "b {c} ", tail: "</a>"),
    .repeating("less chain", .javaScript, head: "a", "<b"),
    .repeating("less chain", .typeScript, head: "a", "<b"), .repeating("type arguments open", .typeScript, "a<"),
    .repeating("type arguments", .typeScript, "a<b>(c);"),
    .nested("type arguments nested", .typeScript, "a<", "b", ">"),
    .repeating("type arguments lost", .typeScript, "f(a<b, c<d, "), .repeating("assertions", .typeScript, "<a>"),
    .repeating("as chain", .typeScript, head: "a", " as b"), .repeating("arrow types", .typeScript, "(a: b): c => "),
    .repeating("arrow type guesses", .typeScript, "(a: (b: "),
    .repeating("conditional types", .typeScript, head: "type A = ", "B extends C ? D : ", tail: "E"),
    .repeating("union types", .typeScript, head: "type A = B", " | C"),
    .repeating("object types", .typeScript, "type A# = {a: {b: c}};"),
    .repeating("object types open", .typeScript, "type A = {a: "),
    .repeating("interfaces", .typeScript, "interface A#<T> extends B<T> { c(d: e): f }"),
    .repeating("enums", .typeScript, "enum A# { B, C = 1 }"),
    .repeating("decorators", .typeScript, "@a() ", tail: "class B {}"),
    .repeating("generic arrows", .typeScript, "<T>(a: T) => "),
    .repeating("optional mark guesses", .typeScript, "a ? (b) : "),
    .repeating("abstract guesses", .typeScript, "abstract declare "),
]
