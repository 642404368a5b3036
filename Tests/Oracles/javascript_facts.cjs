// Prints the calls, imports and functions of JavaScript files as acorn sees them.
//
// usage: node javascript_facts.cjs < LIST_OF_PATHS
// For each path: `FILE path`, then one line a fact, sorted: `call LINE CALLEE`, `import LINE MODULE NAMES`,
// `function LINE NAME`, between tabs; `REJECTED` for a file that acorn does not read. `SyntaxFacts` prints the same of
// `parseJavaScript`, and `compare_facts.py` compares. Re-exports are imports; methods are functions with their key as name.
// Needs the packages acorn and acorn-walk (Debian: node-acorn), on NODE_PATH if need be.
'use strict';

const fs = require('fs');
const acorn = require('acorn');
const walk = require('acorn-walk');

function dotted(node) {
  const parts = [];
  for (;;) {
    switch (node.type) {
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        node = node.expression;
        break;
      case 'Identifier':
      case 'PrivateIdentifier':
        parts.unshift(node.name);
        return parts.join('.');
      case 'ThisExpression':
        parts.unshift('this');
        return parts.join('.');
      case 'Super':
        parts.unshift('super');
        return parts.join('.');
      case 'MetaProperty':
        parts.unshift(node.meta.name + '.' + node.property.name);
        return parts.join('.');
      case 'Literal':
        if (node.value === null || typeof node.value === 'boolean') {
          parts.unshift(String(node.value));
          return parts.join('.');
        }
        return '?';
      case 'MemberExpression':
        if (node.computed) return '?';
        parts.unshift((node.property.type === 'PrivateIdentifier' ? '#' : '') + node.property.name);
        node = node.object;
        break;
      default:
        return '?';
    }
  }
}

function parse(source) {
  const options = {
    ecmaVersion: 'latest', locations: true, allowHashBang: true, allowReturnOutsideFunction: true,
    allowImportExportEverywhere: true, allowSuperOutsideMethod: true,
  };
  try {
    return acorn.parse(source, { ...options, sourceType: 'module' });
  } catch {
    return acorn.parse(source, { ...options, sourceType: 'script' });
  }
}

function importedName(specifier) {
  switch (specifier.type) {
    case 'ImportDefaultSpecifier': return 'default';
    case 'ImportNamespaceSpecifier': return '*';
    case 'ImportSpecifier': return text(specifier.imported);
    default: return text(specifier.local);
  }
}

function text(name) { return name.type === 'Literal' ? String(name.value) : name.name; }

function key(node) {
  if (node.computed) return '';
  switch (node.key.type) {
    case 'Literal': return node.key.raw !== undefined && typeof node.key.value !== 'string' ? node.key.raw : node.key.value;
    case 'PrivateIdentifier': return '#' + node.key.name;
    default: return node.key.name;
  }
}

function facts(tree) {
  const lines = [];
  const methods = new Set();
  const add = (kind, node, ...rest) => lines.push([kind, node.loc.start.line, ...rest].join('\t'));
  walk.full(tree, (node) => {
    const isMethod = node.type === 'MethodDefinition' || (node.type === 'Property' && (node.method || node.kind !== 'init'));
    if (isMethod && node.value.type === 'FunctionExpression') {
      methods.add(node.value);
      add('function', node.computed ? node.value : node, key(node));
    }
  });
  walk.full(tree, (node) => {
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression': return add('call', node, dotted(node.callee));
      case 'ImportExpression': return add('call', node, 'import');
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (!methods.has(node)) add('function', node, node.id ? node.id.name : '');
        return undefined;
      case 'ImportDeclaration':
        return add('import', node, node.source.value, node.specifiers.map(importedName).sort().join(','));
      case 'ExportAllDeclaration': return add('import', node, node.source.value, '*');
      case 'ExportNamedDeclaration':
        if (node.source) add('import', node, node.source.value, node.specifiers.map(importedName).sort().join(','));
        return undefined;
      default: return undefined;
    }
  });
  return lines.sort();
}

for (const path of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  let lines;
  try {
    lines = facts(parse(fs.readFileSync(path, 'utf8').replace(/^\ufeff/, '')));
  } catch (error) {
    lines = ['REJECTED'];
  }
  process.stdout.write([`FILE ${path}`, ...lines].join('\n') + '\n');
}
