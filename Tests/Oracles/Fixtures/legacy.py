# Forms of Python 2; read by lib2to3 and by Python 2.7.
import os, sys as system
from ConfigParser import (ConfigParser as Parser, SafeConfigParser)
from .. import parent
print first(), second.third(1)
print >>system.stderr, report("a"), ur"text"
exec compile(code(), "x", "exec") in scope(), {}
exec "pass"
value = `shown(1)` + `2`
if one() <> two() or 0777 == 10L:
    raise Error, message(), trace()
try:
    attempt()
except Error, error:
    handle(error)
except (A, B), (c, d):
    handle(c)
def unpack((a, b), c=default()):
    return lambda (x, y): x(y)
class Old:
    def method(self): return self.call().chain()[0]()
squares = [square(x) for x in one(), two()]
assert isinstance(u"x", unicode), ur'\x' % names()
dict.has_key(key())
@decorated(1)
def decorated_function(): yield inner()
