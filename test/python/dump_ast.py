"""Prints what Python's own ast makes of the files named on stdin, one JSON document a line.

The form is that of dump-syntax.ts: [kind, start, end, details...], offsets in UTF-16 units. Inside f-strings
Python 3.11 gives no true positions: they are left out there.
"""
import ast
import json
import re
import sys

BINARY = {ast.Add: '+', ast.Sub: '-', ast.Mult: '*', ast.MatMult: '@', ast.Div: '/', ast.Mod: '%',
          ast.FloorDiv: '//', ast.Pow: '**', ast.BitOr: '|', ast.BitAnd: '&', ast.BitXor: '^',
          ast.LShift: '<<', ast.RShift: '>>'}
COMPARE = {ast.Lt: '<', ast.LtE: '<=', ast.Eq: '==', ast.NotEq: '!=', ast.GtE: '>=', ast.Gt: '>',
           ast.In: 'in', ast.NotIn: 'not in', ast.Is: 'is', ast.IsNot: 'is not'}
UNARY = {ast.UAdd: '+', ast.USub: '-', ast.Invert: '~', ast.Not: 'not'}


class Dump:
    def __init__(self, text):
        self.lines = []
        start = 0
        for line in re.split(r'(?<=\n)|(?<=\r)(?!\n)', text):
            self.lines.append((start, line))
            start += len(line.encode('utf-16-le', 'surrogatepass')) // 2
        self.loose = 0

    def offset(self, line, column):
        start, text = self.lines[line - 1]
        before = text.encode('utf-8', 'surrogatepass')[:column].decode('utf-8', 'surrogatepass')
        return start + len(before.encode('utf-16-le', 'surrogatepass')) // 2

    def span(self, node):
        if self.loose:
            return [None, None]
        return [self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)]

    def all(self, nodes):
        return [self.node(node) for node in nodes]

    def node(self, node):
        if node is None:
            return None
        return getattr(self, type(node).__name__)(node)

    # expressions
    def Name(self, n): return ['name', *self.span(n), n.id]

    def Constant(self, n):
        v = n.value
        if v is True or v is False or v is None or v is Ellipsis:
            return ['constant', *self.span(n), 'Ellipsis' if v is Ellipsis else str(v)]
        if isinstance(v, str): return ['string', *self.span(n), v]
        if isinstance(v, bytes): return ['bytes', *self.span(n), v.decode('latin-1')]
        if isinstance(v, int): return ['int', *self.span(n), format(v, 'x')]
        if isinstance(v, float): return ['float', *self.span(n), v if v not in (float('inf'),) else 'inf']
        return ['imaginary', *self.span(n), v.imag]

    def List(self, n): return ['list', *self.span(n), self.all(n.elts)]
    def Tuple(self, n): return ['tuple', *self.span(n), self.all(n.elts)]
    def Set(self, n): return ['set', *self.span(n), self.all(n.elts)]
    def Dict(self, n): return ['dict', *self.span(n), [[self.node(k), self.node(v)] for k, v in zip(n.keys, n.values)]]
    def UnaryOp(self, n): return ['unary', *self.span(n), UNARY[type(n.op)], self.node(n.operand)]
    def BinOp(self, n): return ['binary', *self.span(n), BINARY[type(n.op)], self.node(n.left), self.node(n.right)]
    def BoolOp(self, n): return ['boolean', *self.span(n), type(n.op).__name__.lower(), self.all(n.values)]

    def Compare(self, n):
        return ['compare', *self.span(n), self.node(n.left),
                [[COMPARE[type(o)], self.node(c)] for o, c in zip(n.ops, n.comparators)]]

    def IfExp(self, n): return ['conditional', *self.span(n), self.node(n.test), self.node(n.body), self.node(n.orelse)]
    def Lambda(self, n): return ['lambda', *self.span(n), self.arguments(n.args), self.node(n.body)]
    def Call(self, n): return ['call', *self.span(n), self.node(n.func), self.all(n.args), self.keywords(n.keywords)]
    def keywords(self, ks): return [[k.arg, self.node(k.value)] for k in ks]
    def Attribute(self, n): return ['attribute', *self.span(n), self.node(n.value), n.attr]
    def Subscript(self, n): return ['subscript', *self.span(n), self.node(n.value), self.node(n.slice)]
    def Slice(self, n): return ['slice', *self.span(n), self.node(n.lower), self.node(n.upper), self.node(n.step)]
    def Starred(self, n): return ['starred', *self.span(n), self.node(n.value)]
    def NamedExpr(self, n): return ['named', *self.span(n), self.node(n.target), self.node(n.value)]
    def Await(self, n): return ['await', *self.span(n), self.node(n.value)]
    def Yield(self, n): return ['yield', *self.span(n), False, self.node(n.value)]
    def YieldFrom(self, n): return ['yield', *self.span(n), True, self.node(n.value)]
    def ListComp(self, n): return ['comprehension', *self.span(n), 'list', self.node(n.elt), None, self.clauses(n)]
    def SetComp(self, n): return ['comprehension', *self.span(n), 'set', self.node(n.elt), None, self.clauses(n)]
    def GeneratorExp(self, n): return ['comprehension', *self.span(n), 'generator', self.node(n.elt), None, self.clauses(n)]
    def DictComp(self, n): return ['comprehension', *self.span(n), 'dict', self.node(n.key), self.node(n.value), self.clauses(n)]

    def clauses(self, n):
        return [[bool(c.is_async), self.node(c.target), self.node(c.iter), self.all(c.ifs)] for c in n.generators]

    def JoinedStr(self, n):
        return ['f-string', *self.span(n), self.parts(n)]

    def parts(self, n):
        self.loose += 1
        parts = []
        for value in n.values if n else []:
            if isinstance(value, ast.Constant):
                parts.append(value.value)
            else:
                conversion = '' if value.conversion == -1 else chr(value.conversion)
                parts.append([self.node(value.value), conversion, self.parts(value.format_spec)])
        self.loose -= 1
        return parts

    def arguments(self, a):
        found = []
        positional = a.posonlyargs + a.args
        defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
        for index, (arg, default) in enumerate(zip(positional, defaults)):
            passing = 'positional-only' if index < len(a.posonlyargs) else 'standard'
            found.append([arg.arg, passing, self.node(arg.annotation), self.node(default)])
        if a.vararg:
            found.append([a.vararg.arg, 'rest', self.node(a.vararg.annotation), None])
        for arg, default in zip(a.kwonlyargs, a.kw_defaults):
            found.append([arg.arg, 'keyword-only', self.node(arg.annotation), self.node(default)])
        if a.kwarg:
            found.append([a.kwarg.arg, 'keyword-rest', self.node(a.kwarg.annotation), None])
        return found

    # statements
    def Module(self, n): return self.all(n.body)

    def function(self, n, is_async):
        return ['function', None, self.span(n)[1], n.name, is_async, self.all(n.decorator_list),
                self.arguments(n.args), self.node(n.returns), self.all(n.body)]

    def FunctionDef(self, n): return self.function(n, False)
    def AsyncFunctionDef(self, n): return self.function(n, True)

    def ClassDef(self, n):
        return ['class', None, self.span(n)[1], n.name, self.all(n.decorator_list), self.all(n.bases),
                self.keywords(n.keywords), self.all(n.body)]

    def Return(self, n): return ['return', *self.span(n), self.node(n.value)]
    def Delete(self, n): return ['delete', *self.span(n), self.all(n.targets)]
    def Assign(self, n): return ['assign', *self.span(n), self.all(n.targets), self.node(n.value)]
    def AugAssign(self, n): return ['augmented-assign', *self.span(n), self.node(n.target), BINARY[type(n.op)], self.node(n.value)]
    def AnnAssign(self, n): return ['annotated-assign', *self.span(n), self.node(n.target), self.node(n.annotation), self.node(n.value)]
    def For(self, n): return ['for', *self.span(n), False, self.node(n.target), self.node(n.iter), self.all(n.body), self.all(n.orelse)]
    def AsyncFor(self, n): return ['for', *self.span(n), True, self.node(n.target), self.node(n.iter), self.all(n.body), self.all(n.orelse)]
    def While(self, n): return ['while', *self.span(n), self.node(n.test), self.all(n.body), self.all(n.orelse)]

    def If(self, n):
        branches = []
        span = self.span(n)
        while True:
            branches.append([self.node(n.test), self.all(n.body)])
            rest = n.orelse
            # `else: if` is indented deeper than `elif`.
            if len(rest) == 1 and isinstance(rest[0], ast.If) and self.is_elif(rest[0]):
                n = rest[0]
                continue
            return ['if', *span, branches, self.all(rest)]

    def is_elif(self, n):
        return self.lines[n.lineno - 1][1].encode('utf-8', 'surrogatepass')[n.col_offset:].startswith(b'elif')

    def With(self, n, is_async=False):
        return ['with', *self.span(n), is_async, [[self.node(i.context_expr), self.node(i.optional_vars)] for i in n.items], self.all(n.body)]

    def AsyncWith(self, n): return self.With(n, True)
    def Raise(self, n): return ['raise', *self.span(n), self.node(n.exc), self.node(n.cause)]

    def Try(self, n, is_group=False):
        handlers = [[*self.span(h), is_group, self.node(h.type), h.name, self.all(h.body)] for h in n.handlers]
        return ['try', *self.span(n), self.all(n.body), handlers, self.all(n.orelse), self.all(n.finalbody)]

    def TryStar(self, n): return self.Try(n, True)
    def Assert(self, n): return ['assert', *self.span(n), self.node(n.test), self.node(n.msg)]
    def names(self, n): return [[a.name, a.asname] for a in n.names]
    def Import(self, n): return ['import', *self.span(n), self.names(n)]

    def ImportFrom(self, n):
        return ['import-from', *self.span(n), n.module or '', n.level,
                '*' if n.names[0].name == '*' else self.names(n)]

    def Global(self, n): return ['global', *self.span(n), n.names]
    def Nonlocal(self, n): return ['nonlocal', *self.span(n), n.names]
    def Expr(self, n): return ['expression', *self.span(n), self.node(n.value)]
    def Pass(self, n): return ['pass', *self.span(n)]
    def Break(self, n): return ['break', *self.span(n)]
    def Continue(self, n): return ['continue', *self.span(n)]

    def Match(self, n):
        cases = [[self.node(c.pattern), self.node(c.guard), self.all(c.body)] for c in n.cases]
        return ['match', *self.span(n), self.node(n.subject), cases]

    # patterns
    def MatchValue(self, n): return ['value-pattern', self.node(n.value)]
    def MatchSingleton(self, n): return ['value-pattern', ['constant', None, None, str(n.value)]]
    def MatchAs(self, n): return ['capture-pattern', n.name, self.node(n.pattern)]
    def MatchStar(self, n): return ['star-pattern', n.name]
    def MatchSequence(self, n): return ['sequence-pattern', self.all(n.patterns)]
    def MatchOr(self, n): return ['or-pattern', self.all(n.patterns)]
    def MatchMapping(self, n): return ['mapping-pattern', [[self.node(k), self.node(p)] for k, p in zip(n.keys, n.patterns)], n.rest]

    def MatchClass(self, n):
        return ['class-pattern', self.node(n.cls), self.all(n.patterns),
                [[a, self.node(p)] for a, p in zip(n.kwd_attrs, n.kwd_patterns)]]


sys.setrecursionlimit(20000)
for name in sys.stdin.read().split('\n'):
    if not name:
        continue
    with open(name, encoding='utf-8-sig', newline='') as file:
        text = file.read()
    try:
        print(json.dumps(Dump(text).node(ast.parse(text))))
    except SyntaxError as error:
        print(json.dumps(["refused", str(error)]))
