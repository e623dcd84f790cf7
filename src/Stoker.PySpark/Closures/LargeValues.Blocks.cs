using System.Globalization;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <content>Values that are one block of memory: texts, bytes, arrays of numbers.</content>
internal sealed partial class LargeValues
{
    /// <summary>From so many bytes a block is large: it takes 4 ms to unpickle (20 ms for 50 MB, Python 3.11 on the lab's machine).</summary>
    public const long LeastBytes = 10_000_000;

    /// <summary>Bytes of a number where the source does not say which: a float of Python and numpy's default.</summary>
    private const int NumberBytes = 8;

    /// <summary>Functions of numpy whose first argument is a shape.</summary>
    private static readonly HashSet<string> OfShape = ["zeros", "ones", "empty", "full", "random.random", "random.random_sample", "random.ranf", "random.sample"];

    /// <summary>Functions of numpy, and methods of its generators, with a position at which a shape may stand; by name it is <c>size</c>.</summary>
    private static readonly Dictionary<string, int> OfSize = new()
    {
        ["random"] = 0,
        ["standard_normal"] = 0,
        ["choice"] = 1,
        ["exponential"] = 1,
        ["poisson"] = 1,
        ["randint"] = 2,
        ["integers"] = 2,
        ["normal"] = 2,
        ["uniform"] = 2,
    };

    /// <summary>Methods of arrays that leave their length as it is.</summary>
    private static readonly HashSet<string> SameLength = ["reshape", "astype", "copy", "ravel", "flatten", "transpose", "round", "clip", "cumsum"];

    /// <summary>Bytes of a text, of bytes or of an array, when constants say so.</summary>
    public long? BytesOf(PythonExpression value, int depth = 0) => TextBytesOf(value, depth) ?? ArrayBytesOf(value, depth);

    private long? TextBytesOf(PythonExpression value, int depth) => depth > Deepest ? null : value switch
    {
        ConstantExpression { Kind: ConstantKind.Text or ConstantKind.Bytes, Value: var text } => text.Length,
        NameExpression name => scope.Flow.Followed(name) is { } followed ? TextBytesOf(followed, depth + 1) : null,
        BinaryExpression { Operator: BinaryOperator.Multiply } repeated => (TextBytesOf(repeated.Left, depth + 1) * IntegerOf(repeated.Right)) ?? (TextBytesOf(repeated.Right, depth + 1) * IntegerOf(repeated.Left)),
        BinaryExpression { Operator: BinaryOperator.Add } joined => TextBytesOf(joined.Left, depth + 1) + TextBytesOf(joined.Right, depth + 1),
        CallExpression { Arguments: [var only] } call when ExternalCalls.QualifiedName(scope, call) is "bytes" or "bytearray" or "os.urandom" or "random.randbytes" or "secrets.token_bytes" => IntegerOf(only) ?? TextBytesOf(only, depth + 1),
        _ => null,
    };

    private long? ArrayBytesOf(PythonExpression value, int depth) => depth > Deepest ? null : value switch
    {
        NameExpression name => scope.Flow.Followed(name) is { } followed ? ArrayBytesOf(followed, depth + 1) : null,
        BinaryExpression either => ArrayBytesOf(either.Left, depth + 1) ?? ArrayBytesOf(either.Right, depth + 1),
        UnaryExpression { Operand: var operand } => ArrayBytesOf(operand, depth + 1),
        AttributeExpression { Name: "T", Value: var turned } => ArrayBytesOf(turned, depth + 1),
        CallExpression call => ItemsOfArray(call) * WidthOf(call) ?? SameAs(call, depth),
        _ => null,
    };

    /// <summary>An array that is as long as another.</summary>
    private long? SameAs(CallExpression call, int depth) => ExternalCalls.QualifiedName(scope, call) switch
    {
        "numpy.array" or "numpy.asarray" when call.Arguments is [var items, ..] => ArrayBytesOf(items, depth + 1) ?? CountOf(items, depth + 1) * WidthOf(call),
        "numpy.zeros_like" or "numpy.ones_like" or "numpy.sqrt" or "numpy.exp" or "numpy.log" or "numpy.abs" or "numpy.sort" when call.Arguments is [var model, ..] => ArrayBytesOf(model, depth + 1),
        _ => SameLength.Contains(LintScope.NameOf(call)) && LintScope.ReceiverOf(call) is { } receiver ? ArrayBytesOf(receiver, depth + 1) : null,
    };

    /// <summary>How many numbers a function of numpy makes.</summary>
    private long? ItemsOfArray(CallExpression call)
    {
        var name = NumpyName(call);
        return name switch
        {
            null => null,
            "arange" when call.Arguments is [var to] => IntegerOf(to),
            "arange" when call.Arguments is [var from, var to] => IntegerOf(to) - IntegerOf(from),
            "linspace" or "logspace" => LintScope.Argument(call, 2, "num") is { } count ? IntegerOf(count) : null,
            "eye" or "identity" when call.Arguments is [var side] => IntegerOf(side) * IntegerOf(side),
            "random.rand" or "random.randn" => ProductOf(call.Arguments),
            "random.permutation" when call.Arguments is [var count] => IntegerOf(count),
            _ when OfShape.Contains(name) => LintScope.Argument(call, 0, "shape") is { } shape ? ShapeOf(shape) : null,
            _ when OfSize.TryGetValue(name[(name.LastIndexOf('.') + 1)..], out var position) => LintScope.Argument(call, position, "size") is { } size ? ShapeOf(size) : null,
            _ => null,
        };
    }

    /// <summary>The name below numpy; for a method of one of its generators <c>random.METHOD</c>.</summary>
    private string? NumpyName(CallExpression call)
    {
        if (ExternalCalls.QualifiedName(scope, call) is { } qualified && qualified.StartsWith("numpy.", StringComparison.Ordinal))
        {
            var own = qualified["numpy.".Length..];
            return own.StartsWith("random.default_rng", StringComparison.Ordinal) || own.StartsWith("random.RandomState", StringComparison.Ordinal) ? "random." + LintScope.NameOf(call) : own;
        }

        return LintScope.ReceiverOf(call) is { } receiver && (receiver is NameExpression name ? scope.Flow.Followed(name) : receiver) is CallExpression maker
            && ExternalCalls.QualifiedName(scope, maker) is "numpy.random.default_rng" or "numpy.random.RandomState" ? "random." + LintScope.NameOf(call) : null;
    }

    private long? ShapeOf(PythonExpression shape) => shape switch
    {
        TupleExpression tuple => ProductOf(tuple.Elements),
        ListExpression list => ProductOf(list.Elements),
        _ => IntegerOf(shape),
    };

    private long? ProductOf(IReadOnlyList<PythonExpression> dimensions)
    {
        long? product = dimensions.Count > 0 ? 1 : null;
        foreach (var dimension in dimensions)
        {
            product = product < int.MaxValue && IntegerOf(dimension) is >= 0 and < int.MaxValue and var length ? product * length : null;
        }

        return product;
    }

    /// <summary>Bytes of one item: 4 of <c>dtype=np.float32</c>.</summary>
    private int WidthOf(CallExpression call)
    {
        var type = LintScope.Argument(call, -1, "dtype") is { } given ? scope.Text(given) : "";
        var digits = type.Where(char.IsAsciiDigit).ToArray();
        return type.Contains("bool", StringComparison.Ordinal) ? 1
            : digits.Length == 0 || !int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? NumberBytes
            : number is 16 or 32 or 64 || (number == 8 && type.Contains("int", StringComparison.Ordinal)) ? number / 8
            : number is 1 or 2 or 4 ? number
            : NumberBytes;
    }
}
