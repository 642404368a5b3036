// Prints the calls, imports and functions of TypeScript files as TypeScript's own parser sees them.
//
// usage: node typescript_facts.cjs < LIST_OF_PATHS
// Output as of `javascript_facts.cjs`. What has no effect at run time is left out, as `parseJavaScript` leaves it out: type-only
// imports and exports, `declare` statements, signatures without a body. `REJECTED` for a file with syntax errors.
// Needs the package typescript (Debian: node-typescript), on NODE_PATH if need be.
'use strict';

const fs = require('fs');
const ts = require('typescript');
const kinds = ts.SyntaxKind;

function dotted(node) {
  const parts = [];
  for (;;) {
    switch (node.kind) {
      case kinds.ParenthesizedExpression:
      case kinds.NonNullExpression:
      case kinds.AsExpression:
      case kinds.SatisfiesExpression:
      case kinds.TypeAssertionExpression:
      case kinds.ExpressionWithTypeArguments:
        node = node.expression;
        break;
      case kinds.Identifier: parts.unshift(node.text); return parts.join('.');
      case kinds.ThisKeyword: parts.unshift('this'); return parts.join('.');
      case kinds.SuperKeyword: parts.unshift('super'); return parts.join('.');
      case kinds.ImportKeyword: parts.unshift('import'); return parts.join('.');
      case kinds.TrueKeyword: parts.unshift('true'); return parts.join('.');
      case kinds.FalseKeyword: parts.unshift('false'); return parts.join('.');
      case kinds.NullKeyword: parts.unshift('null'); return parts.join('.');
      case kinds.MetaProperty:
        parts.unshift(`${node.keywordToken === kinds.NewKeyword ? 'new' : 'import'}.${node.name.text}`);
        return parts.join('.');
      case kinds.PropertyAccessExpression:
        parts.unshift(node.name.text);
        node = node.expression;
        break;
      default: return '?';
    }
  }
}

function isDeclared(node) {
  return Boolean(node.modifiers && node.modifiers.some((modifier) => modifier.kind === kinds.DeclareKeyword));
}

function methodName(name) {
  switch (name.kind) {
    case kinds.ComputedPropertyName: return '';
    case kinds.NumericLiteral: return name.getText();
    default: return name.text;
  }
}

function facts(source) {
  const lines = [];
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const add = (kind, position, ...rest) => lines.push([kind, lineOf(position), ...rest].join('\t'));
  const specifiers = (elements) => elements.filter((element) => !element.isTypeOnly)
    .map((element) => (element.propertyName || element.name).text);
  function visit(node) {
    if (isDeclared(node) && node.kind !== kinds.PropertyDeclaration) return;
    const start = node.getStart(source);
    switch (node.kind) {
      case kinds.CallExpression:
      case kinds.NewExpression:
        add('call', start, dotted(node.expression));
        break;
      case kinds.FunctionDeclaration:
      case kinds.FunctionExpression:
      case kinds.ArrowFunction:
        if (node.body) add('function', start, node.name ? node.name.text : '');
        break;
      case kinds.MethodDeclaration:
      case kinds.GetAccessor:
      case kinds.SetAccessor:
        if (node.body) {
          const isComputed = node.name.kind === kinds.ComputedPropertyName;
          add('function', isComputed ? node.name.end : start, methodName(node.name));
        }
        break;
      case kinds.Constructor:
        if (node.body) add('function', start, 'constructor');
        break;
      case kinds.ImportDeclaration: {
        const clause = node.importClause;
        if (clause && clause.isTypeOnly) return;
        const names = [];
        if (clause && clause.name) names.push('default');
        if (clause && clause.namedBindings) {
          if (clause.namedBindings.kind === kinds.NamespaceImport) names.push('*');
          else names.push(...specifiers(clause.namedBindings.elements));
        }
        add('import', start, node.moduleSpecifier.text, names.sort().join(','));
        break;
      }
      case kinds.ExportDeclaration: {
        if (node.isTypeOnly) return;
        if (!node.moduleSpecifier) break;
        const clause = node.exportClause;
        const names = clause && clause.kind === kinds.NamedExports ? specifiers(clause.elements) : ['*'];
        add('import', start, node.moduleSpecifier.text, names.sort().join(','));
        break;
      }
      case kinds.ImportEqualsDeclaration:
        // `import a = require("m")` calls at run time; `import a = b.c` only names.
        if (!node.isTypeOnly && node.moduleReference.kind === kinds.ExternalModuleReference) {
          add('call', node.moduleReference.getStart(source), 'require');
        }
        return;
      case kinds.InterfaceDeclaration:
      case kinds.TypeAliasDeclaration:
        return;
      default: break;
    }
    if (ts.isTypeNode(node) && node.kind !== kinds.ExpressionWithTypeArguments) return;
    ts.forEachChild(node, visit);
  }
  visit(source);
  return lines.sort();
}

for (const path of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  let lines;
  try {
    const kind = /x$/.test(path) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const source = ts.createSourceFile(path, fs.readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, kind);
    lines = source.parseDiagnostics.length > 0 ? ['REJECTED'] : facts(source);
  } catch (error) {
    lines = ['REJECTED'];
  }
  process.stdout.write([`FILE ${path}`, ...lines].join('\n') + '\n');
}
