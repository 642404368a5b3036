// Prints `line dotted.callee` of every call and `new` of JavaScript files as acorn sees them, sorted within each file.
//
// usage: node javascript_calls.cjs FILE... (or `-` to read paths from standard input)
// The parser's answer is printed by an executable that walks `parseJavaScript`'s tree in the same way; the two outputs
// are compared file by file. Files that acorn rejects print `# PATH` and `rejected`.
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

const named = process.argv.slice(2);
const paths = named[0] === '-' ? fs.readFileSync(0, 'utf8').split('\n').filter(Boolean) : named;
for (const path of paths) {
  const lines = [];
  try {
    const tree = parse(fs.readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
    walk.full(tree, (node) => {
      if (node.type === 'CallExpression' || node.type === 'NewExpression') {
        lines.push(`${node.loc.start.line} ${dotted(node.callee)}`);
      } else if (node.type === 'ImportExpression') {
        lines.push(`${node.loc.start.line} import`);
      }
    });
    lines.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  } catch (error) {
    lines.length = 0;
    lines.push('rejected');
  }
  process.stdout.write([`# ${path}`, ...lines].join('\n') + '\n');
}
