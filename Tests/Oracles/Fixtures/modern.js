#!/usr/bin/env node
import first, { second as third, default as fourth } from "module-a";
import * as everything from "module-b";
import "module-c";
export * as names from "module-d";
export { fifth as sixth } from "module-e";
export default async function* exported() { yield* inner(); await outer(); }
const { a = call(), b: { c } } = source(...spread());
const arrow = async (x, y = standard()) => ({ [computed()]: x?.method?.(y) ?? fallback() });
class Box extends mixin(Base) {
  static #hidden = make();
  static { initialize(); }
  get value() { return this.#secret(); }
  #secret() { return super.value; }
  async *[Symbol.iterator]() { for await (const item of items()) yield item; }
  "quoted name"() { new this.Kind(new Other); }
  field = () => later();
}
const ratio = (a + b) / divide() / 2, pattern = /[/\]]+/gu.exec(text(a)), tagged = html`a ${nested(`b ${deep()}`)}`;
label: for (let i = start(), n = end(); i < n; i++) if (test(i)) continue label; else break;
let semicolonless = one
(two)
let asi = three
++four
var \u0061bc = escaped(), async = later(), of = from(1);
function hoisted() { return new.target.create() }
if (x) act(); else handler();
do act(); while (more()) last()
import("lazy").then(({ default: m }) => m());
import.meta.resolve("x"), (0, indirect.call)(1), void async function () {}();
try { risky() } catch { recover() } finally { done() }
switch (kind()) { case one(): default: other() }
const object = { method() {}, get [key()]() { return 1 }, set value(v) {}, async f() {}, *g() {}, 5() {} };
