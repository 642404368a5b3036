import type { OnlyType } from "module-a";
import def, { type Hidden, shown as renamed } from "module-b";
import legacy = require("module-c");
export type { Other } from "module-d";
declare function declared(x: number): void;
declare module "ambient" { export function inside(): void }
abstract class Base<T extends object = {}> implements Shape, Named {
  constructor(private readonly a: string, public b = make<T>()) { super(); }
  abstract missing(): void;
  overloaded(x: string): void;
  overloaded(x: number): void;
  overloaded(x: any) { return this.a!.call<string>(x) as unknown as T; }
  declare field: string;
  static { setup(); }
  get value(): T | undefined { return compute<Map<string, T[]>>(1); }
}
enum Color { Red = first(), Green = "g".length }
namespace Space { export const inner = call(); }
const generic = <T,>(x: T): x is NonNullable<T> => check(x);
const compare = a < b && c > (d), shifted = a >> call<number>(2);
function assertIsString(value: any): asserts value is string { if (!test(value)) throw new Error(); }
type Mapped<T> = { readonly [K in keyof T]?: T[K] extends (infer U)[] ? U : never };
let optional = object?.method!()?.[key()] as Thing;
@decorate({ a: create() }) class Decorated { @inject() field!: string; @bound() method(@param() p: string) {} }
const conditional = x ? (y) : (z) => run(z), typed = (<any>value).method(), arrow = async <T>(x: T) => await x;
for (const x of <any[]>list()) step(x);
export default interface Shape { call(): void }
