# Forms of Python 3.12 to 3.14; read by libcst.
import a.b.c
from . import (x, y as z)
type Alias[T: bound(), *Ts, **P] = made(T)
type = ordinary(1)
def generic[T = default_type()](value: T) -> T: return call(value)
class Box[T](base(), metaclass=meta()): field = make()
text = f"{outer(f"{inner('x')}")!r:>{width()}} {nested["key"](1)}"
template = t"{tagged(1)} {other.member()}"
match subject():
    case Point(x=0, y=[first, *rest]) if guard(first):
        act()
    case {"k": value, **others} | None as whole:
        act.more(whole)
    case _: fallback()
match = soft(1)
case = match.group()
try:
    risky()
except* (A, B) as group:
    handle(group)
async def main():
    async with open_it() as one, other() as two:
        return [await fetch(i) async for i in stream() if (n := size(i))]
with (context() as a, second() as b,):
    body()
@(lambda f: wrap(f))
def positional(a, /, b=default(), *, c: annotation() = 1): ...
print(*args(), sep=separator())
