"""Reads Python text and answers with its syntax tree as numbers. It parses and never runs, imports or opens what it reads.

Request:  uint32 length, UTF-8 text.      The stream ends when the input does.
Answer:   int32 has_tree, int32 errors, then per error: int32 line, int32 column, uint32 length, UTF-8 message;
          uint32 numbers, int32[] (the tree); uint32 texts, uint32[] lengths, UTF-8 bytes of all texts.
Tree, in pre-order: node = kind, line, column, end line, end column, fields in the order of the table (no position for operators);
          -1 = None, -2 n = list of n values, -3 i = text i, -4 n = number n; a constant is kind, position, type, text.
Runs on CPython 3.8 and later, with the standard library alone.
"""
import array, ast, gc, operator, re, struct, sys, threading, warnings

KINDS = [
    (1, "FunctionDef", ("name", "args", "body", "decorator_list", "returns")),
    (2, "AsyncFunctionDef", ("name", "args", "body", "decorator_list", "returns")),
    (3, "ClassDef", ("name", "bases", "keywords", "body", "decorator_list")),
    (4, "Return", ("value",)),
    (5, "Delete", ("targets",)),
    (6, "Assign", ("targets", "value")),
    (7, "AugAssign", ("target", "op", "value")),
    (8, "AnnAssign", ("target", "annotation", "value")),
    (9, "For", ("target", "iter", "body", "orelse")),
    (10, "AsyncFor", ("target", "iter", "body", "orelse")),
    (11, "While", ("test", "body", "orelse")),
    (12, "If", ("test", "body", "orelse")),
    (13, "With", ("items", "body")),
    (14, "AsyncWith", ("items", "body")),
    (15, "Match", ("subject", "cases")),
    (16, "Raise", ("exc", "cause")),
    (17, "Try", ("body", "handlers", "orelse", "finalbody")),
    (18, "TryStar", ("body", "handlers", "orelse", "finalbody")),
    (19, "Assert", ("test", "msg")),
    (20, "Import", ("names",)),
    (21, "ImportFrom", ("module", "names", "level")),
    (22, "Global", ("names",)),
    (23, "Nonlocal", ("names",)),
    (24, "Expr", ("value",)),
    (25, "Pass", ()),
    (26, "Break", ()),
    (27, "Continue", ()),
    (28, "TypeAlias", ("name", "value")),
    (40, "BoolOp", ("op", "values")),
    (41, "NamedExpr", ("target", "value")),
    (42, "BinOp", ("left", "op", "right")),
    (43, "UnaryOp", ("op", "operand")),
    (44, "Lambda", ("args", "body")),
    (45, "IfExp", ("test", "body", "orelse")),
    (46, "Dict", ("keys", "values")),
    (47, "Set", ("elts",)),
    (48, "ListComp", ("elt", "generators")),
    (49, "SetComp", ("elt", "generators")),
    (50, "DictComp", ("key", "value", "generators")),
    (51, "GeneratorExp", ("elt", "generators")),
    (52, "Await", ("value",)),
    (53, "Yield", ("value",)),
    (54, "YieldFrom", ("value",)),
    (55, "Compare", ("left", "ops", "comparators")),
    (56, "Call", ("func", "args", "keywords")),
    (57, "FormattedValue", ("value", "conversion", "format_spec")),
    (58, "JoinedStr", ("values",)),
    (59, "Constant", ("value",)),
    (60, "Attribute", ("value", "attr")),
    (61, "Subscript", ("value", "slice")),
    (62, "Starred", ("value",)),
    (63, "Name", ("id",)),
    (64, "List", ("elts",)),
    (65, "Tuple", ("elts",)),
    (66, "Slice", ("lower", "upper", "step")),
    (80, "comprehension", ("target", "iter", "ifs")),
    (81, "ExceptHandler", ("type", "name", "body")),
    (82, "arguments", ("posonlyargs", "args", "vararg", "kwonlyargs", "kw_defaults", "kwarg", "defaults")),
    (83, "arg", ("arg", "annotation")),
    (84, "keyword", ("arg", "value")),
    (85, "alias", ("name", "asname")),
    (86, "withitem", ("context_expr", "optional_vars")),
    (87, "match_case", ("pattern", "guard", "body")),
    (88, "MatchValue", ("value",)),
    (89, "MatchSingleton", ()),
    (90, "MatchSequence", ("patterns",)),
    (91, "MatchMapping", ("keys", "patterns", "rest")),
    (92, "MatchClass", ("cls", "patterns", "kwd_attrs", "kwd_patterns")),
    (93, "MatchStar", ("name",)),
    (94, "MatchAs", ("pattern", "name")),
    (95, "MatchOr", ("patterns",)),
]
OPERATORS = [
    (200, ("Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv")),
    (220, ("And", "Or")),
    (230, ("Invert", "Not", "UAdd", "USub")),
    (240, ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn")),
]
ATTEMPTS = 12
POSITION = operator.attrgetter("lineno", "col_offset", "end_lineno", "end_col_offset")
TOP_LEVEL = re.compile(r"[^\s#)\]}]")
CONTINUES = re.compile(r"(else|elif|except|finally)\b")


def known_kinds():
    """Class -> (number, has position, getter of its fields from last to first, fields it lacks in this Python)."""
    found = {}
    for number, name, fields in KINDS:
        cls = getattr(ast, name, None)
        if cls is None or name == "Constant":
            continue
        present = [f for f in fields if f in cls._fields]
        getter = operator.attrgetter(*reversed(present)) if present else None
        found[cls] = (number, "end_col_offset" in cls._attributes, getter, len(present), len(fields) - len(present))
    for start, names in OPERATORS:
        for i, name in enumerate(names):
            found[getattr(ast, name)] = (start + i, None, None, 0, 0)
    return found


KNOWN = known_kinds()


def encode(tree):
    numbers = array.array("i")
    add = numbers.append
    extend = numbers.extend
    texts = {}
    intern = texts.setdefault
    stack = [tree.body]
    pop = stack.pop
    push = stack.append
    known = KNOWN.get
    constant = ast.Constant
    while stack:
        value = pop()
        cls = value.__class__
        kind = known(cls)
        if kind is not None:
            number, positioned, getter, count, lacking = kind
            add(number)
            if positioned is None:
                continue
            if positioned:
                extend(POSITION(value))
            else:
                extend((0, 0, 0, 0))
            for _ in range(lacking):
                push(None)
            if count > 1:
                stack.extend(getter(value))
            elif count:
                push(getter(value))
        elif value is None:
            add(-1)
        elif cls is list:
            add(-2)
            add(len(value))
            value.reverse()
            stack.extend(value)
        elif cls is str:
            add(-3)
            add(intern(value, len(texts)))
        elif cls is constant:
            add(59)
            extend(POSITION(value))
            extend(encode_constant(value.value, texts))
        elif cls is int:
            add(-4)
            add(value)
        elif cls.__name__ == "Index":  # 3.8 wraps subscripts
            push(value.value)
        elif cls.__name__ == "ExtSlice":
            elements = value.dims
            add(65)
            extend((0, 0, 0, 0))
            push(elements)
        elif isinstance(value, ast.AST):
            add(99)
            extend((getattr(value, "lineno", 0), getattr(value, "col_offset", 0), getattr(value, "end_lineno", 0), getattr(value, "end_col_offset", 0)))
            push(list(ast.iter_child_nodes(value)) if isinstance(value, ast.expr) else [])
        else:
            add(-1)
    return numbers, texts


def encode_constant(value, texts):
    if value is None:
        return (0, 0)
    if value is True:
        return (1, 0)
    if value is False:
        return (2, 0)
    if value is Ellipsis:
        return (3, 0)
    if value.__class__ is str:
        return (4, texts.setdefault(value, len(texts)))
    if value.__class__ is int:
        try:
            text = str(value)
        except ValueError:  # more digits than this Python prints
            text = hex(value)
        return (5, texts.setdefault(text, len(texts)))
    if value.__class__ is float:
        return (6, texts.setdefault(repr(value), len(texts)))
    if value.__class__ is complex:
        return (7, texts.setdefault(repr(value), len(texts)))
    return (8, texts.setdefault(value.decode("latin-1"), len(texts)))


def without_block(lines, line):
    """The lines without the top-level block around a 1-based line, or None when nothing is left to take away."""
    at = min(max(line, 1), len(lines)) - 1
    while at > 0 and not lines[at].strip():
        at -= 1
    first = at
    while first > 0 and (not TOP_LEVEL.match(lines[first]) or CONTINUES.match(lines[first])):
        first -= 1
    while first > 0 and lines[first - 1].startswith("@"):
        first -= 1
    last = at + 1
    while last < len(lines) and (not TOP_LEVEL.match(lines[last]) or CONTINUES.match(lines[last])):
        last += 1
    if not any(text.strip() for text in lines[first:last]):
        return None
    return lines[:first] + [""] * (last - first) + lines[last:]


def parse(text):
    errors = []
    lines = None
    for _ in range(ATTEMPTS):
        try:
            return ast.parse(text), errors
        except SyntaxError as error:
            line = error.lineno or 0
            errors.append((line, error.offset or 0, error.msg or "invalid syntax"))
            if lines is None:
                lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            lines = without_block(lines, line)
            if lines is None:
                break
            text = "\n".join(lines)
        except (RecursionError, MemoryError):
            errors.append((0, 0, "nested too deeply for Python's own parser"))
            break
        except (ValueError, OverflowError, UnicodeError) as error:
            errors.append((0, 0, str(error)))
            break
    return None, errors


def answer(text):
    tree, errors = parse(text)
    numbers, texts = ([], {}) if tree is None else encode(tree)
    parts = [struct.pack("<ii", 0 if tree is None else 1, len(errors))]
    for line, column, message in errors:
        data = message.encode("utf-8", "replace")
        parts.append(struct.pack("<iiI", line, column, len(data)))
        parts.append(data)
    parts.append(struct.pack("<I", len(numbers)))
    if numbers:
        if sys.byteorder != "little":
            numbers.byteswap()
        parts.append(numbers.tobytes())
    data = [text.encode("utf-8", "surrogatepass") for text in texts]
    parts.append(struct.pack("<I", len(data)))
    parts.append(struct.pack("<%dI" % len(data), *map(len, data)))
    parts.extend(data)
    return b"".join(parts)


def serve():
    source, target = sys.stdin.buffer, sys.stdout.buffer
    target.write(b"STKR" + struct.pack("<ii", sys.version_info[0], sys.version_info[1]))
    target.flush()
    while True:
        header = source.read(4)
        if len(header) < 4:
            return
        text = source.read(struct.unpack("<I", header)[0]).decode("utf-8", "replace")
        target.write(answer(text))
        target.flush()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    gc.disable()  # trees hold no cycles
    sys.setrecursionlimit(20000)
    threading.stack_size(256 * 1024 * 1024)
    worker = threading.Thread(target=serve, daemon=True)
    worker.start()
    worker.join()
