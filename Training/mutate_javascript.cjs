// Rewrites JavaScript sources for mutate.py: one JSON question a line, one JSON answer (the text, or null where acorn does not parse it).
"use strict";
const acorn = require("acorn");
const walk = require("acorn-walk");
const readline = require("readline");

const PADDING = [
  "require('path').join('a', 'b');", "JSON.stringify({ a: [1, 2, 3] });", "new Date().toISOString();", "'text'.replace(/[a-z]+/g, '-');",
  "if (''.length > 0) { console.log(require('fs').readFileSync('notes', 'utf8')); }", "function NAME(first, second) { return [first, second].sort(); } NAME(1, 2);",
  "try { parseInt('7', 10); } catch (problem) { console.log(problem); }", "class NAME { run(other) { return other.slice().sort(); } }",
];

// Other code for training, so that what was put between there is not what robustness is measured with.
const TRAINING_PADDING = [
  "require('url').parse('about:blank');", "Object.keys({ a: 1, b: 2 }).length;", "require('util').inspect([1, 2]);", "Math.max(1, 2, 3);", "'a,b'.split(',').map((part) => part.trim());",
  "const NAME = new Map(); NAME.set('a', 1);", "function NAME(value) { return value ? value + 1 : 0; } NAME(2);", "for (let NAME = 0; NAME < 3; NAME++) { String(NAME); }",
  "if (process.argv.length > 9) { console.warn(require('fs').existsSync('notes')); }", "const NAME = require('events'); new NAME().emit('ready');",
];

function generator(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}

function parse(source) {
  const options = { ecmaVersion: "latest", allowHashBang: true, allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true };
  try {
    return acorn.parse(source, { ...options, sourceType: "script" });
  } catch {
    return acorn.parse(source, { ...options, sourceType: "module" });
  }
}

// Names that the file declares and nowhere uses as a key, so that every identifier of that name can change.
function ownNames(tree) {
  const declared = new Set(), kept = new Set(["exports", "module", "require", "arguments", "undefined"]);
  const pattern = (node) => {
    if (!node) return;
    if (node.type === "Identifier") declared.add(node.name);
    else if (node.type === "ArrayPattern") node.elements.forEach(pattern);
    else if (node.type === "AssignmentPattern") pattern(node.left);
    else if (node.type === "RestElement") pattern(node.argument);
    else if (node.type === "ObjectPattern") node.properties.forEach((part) => pattern(part.value || part.argument));
  };
  walk.full(tree, (node) => {
    if (node.type === "VariableDeclarator") pattern(node.id);
    if (/Function/.test(node.type)) {
      if (node.id) declared.add(node.id.name);
      node.params.forEach(pattern);
    }
    if (node.type === "ClassDeclaration" && node.id) kept.add(node.id.name);
    if (node.type === "Property" && node.shorthand) kept.add(node.key.name);
    if (/^(Import|Export)/.test(node.type)) walk.full(node, (part) => { if (part.type === "Identifier") kept.add(part.name); });
    if (node.type === "Literal" && typeof node.value === "string") node.value.split(/\W+/).forEach((word) => kept.add(word));
  });
  return [...declared].filter((name) => !kept.has(name)).sort();
}

function renamed(source, random) {
  const tree = parse(source), names = new Map();
  for (const name of ownNames(tree)) names.set(name, "klmnpqrstv"[random(10)] + "aeiou"[random(5)] + names.size);
  const edits = [], keys = new Set();
  walk.full(tree, (node) => {
    if (node.type === "MemberExpression" && !node.computed) keys.add(node.property.start);
    if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(node.type) && !node.computed && !node.shorthand) keys.add(node.key.start);
    if (/^(LabeledStatement|BreakStatement|ContinueStatement)$/.test(node.type) && node.label) keys.add(node.label.start);
  });
  const change = (node) => { if (names.has(node.name) && !keys.has(node.start)) edits.push([node.start, node.end, names.get(node.name)]); };
  walk.full(tree, (node) => {
    if (node.type === "Identifier" || node.type === "VariablePattern") change(node);
    if (/Function/.test(node.type)) {
      if (node.id) change(node.id);
      node.params.forEach((part) => walk.full(part, (inner) => { if (inner.type === "Identifier") change(inner); }));
    }
    if (node.type === "VariableDeclarator") walk.full(node.id, (inner) => { if (inner.type === "Identifier") change(inner); });
    if (node.type === "CatchClause" && node.param && node.param.type === "Identifier") change(node.param);
  });
  return edited(source, edits);
}

function texts(source, random, encodes) {
  const tree = parse(source), edits = [], kept = new Set();
  walk.full(tree, (node) => {
    if (/^(Import|Export)/.test(node.type) && node.source) kept.add(node.source.start);
    if (node.directive) kept.add(node.expression.start);
    if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(node.type) && !node.computed) kept.add(node.key.start);
  });
  walk.full(tree, (node) => {
    if (node.type !== "Literal" || typeof node.value !== "string" || kept.has(node.start) || node.value.length < 4 || node.value.length > 100000) return;
    const at = 1 + random(node.value.length - 1);
    const text = encodes ? `Buffer.from("${Buffer.from(node.value).toString("base64")}", "base64").toString()`
      : `(${JSON.stringify(node.value.slice(0, at))} + ${JSON.stringify(node.value.slice(at))})`;
    edits.push([node.start, node.end, text]);
  });
  return edited(source, edits);
}

function padded(source, random, padding) {
  const tree = parse(source), edits = [];
  walk.full(tree, (node) => {
    if (node.type !== "Program" && node.type !== "BlockStatement") return;
    for (const part of node.body) {
      if (part.directive || /^(Import|Export)/.test(part.type) || random(100) >= 35) continue;
      edits.push([part.start, part.start, ";" + padding[random(padding.length)].replaceAll("NAME", "part" + random(1e6)) + "\n"]);
    }
  });
  return edited(source, edits);
}

function edited(source, edits) {
  const unique = new Map(edits.map((edit) => [`${edit[0]}:${edit[1]}:${edit[0] === edit[1] ? edit[2] : ""}`, edit]));
  let text = "", at = 0;
  for (const [start, end, replacement] of [...unique.values()].sort((left, right) => left[0] - right[0] || left[1] - right[1])) {
    if (start < at) continue;
    text += source.slice(at, start) + replacement;
    at = end;
  }
  return text + source.slice(at);
}

function changed({ source, mutation, seed, isTraining }) {
  const random = generator(seed);
  try {
    if (mutation === "renamed" || mutation === "all") source = renamed(source, random);
    if (mutation === "split" || mutation === "all") source = texts(source, random, false);
    if (mutation === "encoded") source = texts(source, random, true);
    if (mutation === "padded" || mutation === "all") source = padded(source, random, isTraining ? TRAINING_PADDING : PADDING);
    parse(source);
    return source;
  } catch {
    return null;
  }
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", (line) => process.stdout.write(JSON.stringify(changed(JSON.parse(line))) + "\n"));
