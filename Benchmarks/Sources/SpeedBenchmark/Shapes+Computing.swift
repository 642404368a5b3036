/// Shapes for what the walk computes, follows or reads as commands, and for what runs without being called.
let computingShapes: [Shape] = [
    // Decoders of Python
    .repeating(
        "loops over one list", .python, head: "l = [" + String(repeating: "97, ", count: 5_000) + "]\n",
        "r = ''\nfor c in l:\n  r += chr(c ^ 7)\n"),
    .repeating(
        "calls of a decoder", .python,
        head: "def d(s, k):\n  r = ''\n  for c in s:\n    r += chr(ord(c) ^ k)\n  return r\n",
        "x = d('abcdefgh#', 3)\n"),
    .repeating(
        "calls of a table", .python, head: "t = ['a', 'b', 'c']\ndef d(i): return t[i]\n", "x = d(1) + d(2)\n"),
    .repeating("eval of expressions", .python, "x = eval('1 + #')\n"),
    .repeating("exec of statements", .python, "exec('x = f(#)')\n"),
    .repeating("exec in a dictionary", .python, head: "d = {}\n", "exec('x# = 1', d)\n"),
    .repeating("getattr chain", .python, head: "import os\nx = os\n", "x = getattr(x, 'path')\n"),
    .repeating("nested getattr", .python, "getattr(", tail: "a"),
    .repeating("globals looked up", .python, head: "import os\n", "globals()['o' + 's'].system('a#')\n"),
    .repeating("translate", .python, head: "t = str.maketrans('abc', 'xyz')\n", "x = 'abcabc#'.translate(t)\n"),
    .repeating("ranges", .python, "x = list(range(9999))\n"),
    .repeating(
        "zips of one list", .python, head: "l = [" + String(repeating: "1, ", count: 5_000) + "]\n", "x = zip(l, l)\n"),
    .repeating("base64 layers", .python, head: "import base64\n", "exec(base64.b64decode('eCA9IDEgKyAx#'))\n"),
    // What runs without being called
    .repeating("decorated functions", .python, head: "def w(f): return f\n", "@w\ndef f#(): pass\n"),
    .repeating(
        "many properties", .python, head: "class A:\n", "  @property\n  def p#(self): return self.p#\n",
        tail: "A().p1\n"),
    .repeating(
        "operators of instances", .python, head: "class A:\n  def __add__(self, o): return self\nx = A()\n", "x + x\n"),
    .repeating("contexts", .python, head: "class A:\n  def __enter__(self): pass\nx = A()\n", "with x: pass\n"),
    Shape("members changed in a chain", .python) { size in
        var text = chainOfClasses(2_000)
        while text.utf8.count < size { text += "C9.x = 1; C2000().a()\n" }
        return text
    },
    Shape("names looked up in a chain", .python) { size in
        var text = chainOfClasses(200)
        var number = 0
        while text.utf8.count < size {
            text += "C200().a\(number)()\n"
            number += 1
        }
        return text
    },
    .repeating("wide hierarchy", .python, head: "class A: pass\n", "class C#(A, A, A, A): pass\n"),
    // Commands
    .repeating("different commands", .python, head: "import os\n", "os.system('curl a# | sh')\n"),
    .repeating("shell variables", .python, head: "import os\nos.system('", "a#=b; $a#; ", tail: "')"),
    .repeating("shell variable doubled", .python, head: "import os\nos.system('a=b; ", "a=$a$a; ", tail: "')"),
    .repeating("here-documents", .python, head: "import os\nos.system('''", "sh <<E\ncurl a\nE\n", tail: "''')"),
    .repeating("echoes into a shell", .python, head: "import os\nos.system('", "echo a# | sh; ", tail: "')"),
    .repeating("nested shells", .python, head: "import os\nos.system('", "sh -c \"", tail: "')"),
    .repeating("environment names", .python, head: "import os\n", "os.getenv('A#')\n"),
    // Decoders of JavaScript
    .repeating(
        "calls of a decoder", .javaScript,
        head: "function d(s){var r='';for(var i=0;i<s.length;i++)r+=String.fromCharCode(s.charCodeAt(i)^7);return r}",
        "x=d('abcdefgh#');"),
    .repeating(
        "calls of a table", .javaScript, head: "var t=['a','b','c'];function d(i){return t[i]}", "x=d(1)+d(2);"),
    .repeating("loops of codes", .javaScript, "for(var i=0,r='';i<9;i++)r+=String.fromCharCode(i+97);"),
    .repeating("eval of expressions", .javaScript, "x=eval('1+#');"),
    .repeating("functions made", .javaScript, "Function('return #')();"),
    .repeating(
        "rotations", .javaScript, head: "var t=['a','b','c'];",
        "(function(a,n){while(--n){a.push(a.shift())}})(t,0x99);"),
    .repeating("timers of text", .javaScript, "setTimeout('later(#)',1);"),
]

private func chainOfClasses(_ count: Int) -> String {
    "class C0: pass\n" + (0..<count).map { "class C\($0 + 1)(C\($0)): pass\n" }.joined()
}
