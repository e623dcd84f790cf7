using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>
/// Series of a pandas UDF, one element a row. pandas decides the type of a batch by what is in it: a column of ints is one of floats where a NULL is among them. Only what gives each row the
/// same value whatever its batch is followed.
/// </content>
internal sealed partial class Evaluator
{
    /// <summary>Ints of which each is a double of its own, and next to none that is not.</summary>
    private static readonly Interval Distinct = new(-(BigInteger.One << 53) + 1, (BigInteger.One << 53) - 1);

    /// <summary>Whether the body runs over batches: not so inside a function that <c>apply</c> calls for each element.</summary>
    private bool isBatch;

    /// <summary>How a pandas UDF ends for the given columns.</summary>
    public Outcome CallBatch(PythonNode function, Scope closure, IReadOnlyList<Value> arguments)
    {
        isBatch = true;
        return Call(function, closure, arguments, []);
    }

    /// <summary>A column as the Series that a pandas UDF sees.</summary>
    public Value IncomingSeries(string name, SparkType type, PythonNode at)
    {
        var node = factory.Argument(name, type);
        switch (type.Kind)
        {
            case SparkKind.Double:
                return SeriesOf(new Value(PythonKind.Float) { Node = node, MayBeNan = true, IsNullable = true });
            case SparkKind.Int or SparkKind.Long:
                return SeriesOf(new Value(PythonKind.Int) { Node = node, Range = Interval.Of(type), IsNullable = true }) with { MayBeFloats = true, Bits = type.Bits };
            case SparkKind.String when target.HasTextObjects:
                return SeriesOf(TextNode(node) with { IsNullable = true }) with { Missing = MissingMark.None };
            case SparkKind.String:
                throw target.Pandas is { } pandas
                    ? Refuse(ReasonCode.PandasBatch, $"'{name}' is a text, and pandas {pandas} keeps texts in Arrow's way, whose methods are not Python's", at)
                    : Refuse(ReasonCode.UnknownPandas, $"'{name}' is a text, and from pandas 3 on texts are not Python's: say which pandas runs, with --pandas-version or by a --python that has it", at);
            case SparkKind.Boolean:
                throw Refuse(ReasonCode.PandasBatch, $"'{name}' is a boolean: a NULL in the batch makes Python objects of all its rows", at);
            case SparkKind.Byte or SparkKind.Short or SparkKind.Float:
                throw Refuse(ReasonCode.PandasBatch, $"'{name}' is of type {type}: NumPy calculates in that width, and a NULL in the batch changes it", at);
            default:
                throw Refuse(ReasonCode.PandasBatch, $"'{name}' is of type {type}, which is not proven for pandas UDFs", at);
        }
    }

    private static string Several(Value element) => element.Kind == PythonKind.Int ? "ints" : Named(element).Replace("a ", "", StringComparison.Ordinal) + "s";

    private static Value SeriesOf(Value element) => new(PythonKind.Series) { Element = element };

    /// <summary>Ints that are ints in every batch.</summary>
    private static Value SeriesOfWholes(Node node, Interval range) => SeriesOf(new Value(PythonKind.Int) { Node = node, Range = range }) with { Bits = 64 };

    private static Value SeriesOfTruths(Node node) => SeriesOf(Boolean(node));

    /// <summary>Whether an element is missing. Never NULL.</summary>
    private Node IsMissing(Value element)
    {
        var node = element.Node!;
        var isNull = element.IsNullable ? factory.IsNull(node) : factory.False;
        return element is { Kind: PythonKind.Float, MayBeNan: true } ? factory.Or(isNull, factory.Call("isnan", SparkType.Boolean, node)) : isNull;
    }

    private Node IsThere(Value element) => factory.Not(IsMissing(element));

    /// <summary>A Series or constant as an element: of its value in a row.</summary>
    private static Value ElementOf(Value operand, PythonNode at) => operand.Kind == PythonKind.Series ? operand.Element!
        : operand is { IsConstant: true, Kind: PythonKind.Int or PythonKind.Float or PythonKind.Text or PythonKind.Bool or PythonKind.None } ? operand
        : throw Refuse(ReasonCode.PandasBatch, $"a Series meets {Named(operand)}", at);

    private static Value Plain(Value series, PythonNode at) => series.IsArray
        ? throw Refuse(ReasonCode.PandasBatch, "a method of a NumPy array: put it into pd.Series(...) first", at)
        : series;

    /// <summary>Operands that exist in every row: a bool Series with missing elements holds Python objects.</summary>
    private static Value Truths(Value operand, PythonNode at) => operand switch
    {
        { Kind: PythonKind.Series, Element: { Kind: PythonKind.Bool, IsNullable: false } element } => element,
        { Kind: PythonKind.Bool, IsConstant: true } => operand,
        { Kind: PythonKind.Series, Element.Kind: PythonKind.Bool } => throw Refuse(ReasonCode.PandasBatch, "truth values of which some may be missing: give na=False or fillna(False)", at),
        _ => throw Refuse(ReasonCode.PandasBatch, $"{Named(operand)} stands where a Series of truth values belongs", at),
    };

    /// <summary>The double of an element, NULL or NaN where it is missing.</summary>
    private Value AsFloats(Value element, PythonNode at) => element.Kind switch
    {
        PythonKind.Float => element,
        PythonKind.Int => element with { Kind = PythonKind.Float, Node = AsDouble(element, at) },
        _ => throw Refuse(ReasonCode.PandasBatch, $"a Series of numbers meets {Named(element)}", at),
    };

    /// <summary>What a pandas UDF's Series becomes as a column.</summary>
    private Node SeriesResult(Value value, SparkType declared, PythonNode at)
    {
        if (value is not { Kind: PythonKind.Series, IsArray: false, Element: { } element })
        {
            throw Refuse(ReasonCode.MixedReturnTypes, value.IsArray ? "it returns a NumPy array, not a Series" : $"it returns {Named(value)}, not a Series", at);
        }

        // 3.5 fails on texts that are floats where all of a batch are missing.
        if (element is { Kind: PythonKind.Text, IsNullable: true } && value.Missing == MissingMark.Untyped)
        {
            throw Refuse(ReasonCode.PandasBatch, "texts of which a whole batch may be missing, which are then floats: fillna() first", at);
        }

        switch (declared.Kind)
        {
            case SparkKind.Double when element.Kind == PythonKind.Float:
                return element.MayBeNan ? factory.Case(factory.Call("isnan", SparkType.Boolean, element.Node!), factory.Null(SparkType.Double), element.Node!) : element.Node!;
            case SparkKind.Double when element.Kind == PythonKind.Int && element.Range.IsWithin(Interval.Exact):
                return factory.Cast(element.Node!, SparkType.Double);
            case SparkKind.Int or SparkKind.Long when element.Kind == PythonKind.Int && element.Range.IsWithin(Interval.Of(declared)) && (!value.MayBeFloats || element.Range.IsWithin(Distinct)):
                return Narrow(element.Node!, declared);
            case SparkKind.Boolean when element.Kind == PythonKind.Bool:
            case SparkKind.String when element.Kind == PythonKind.Text:
                return element.Node!;
            case SparkKind.Long when element.Kind == PythonKind.Int:
                throw Refuse(ReasonCode.PandasBatch, "a bigint goes through a double where a NULL is in its batch, so that what is beyond 2^53 depends on its neighbours", at);
            default:
                throw Refuse(ReasonCode.MixedReturnTypes, $"it returns a Series of {Several(element)}, declared is {declared}", at);
        }
    }
}
