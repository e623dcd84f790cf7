using System.Collections.Immutable;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Rewriting.Editing;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Rewriting.Lowering;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Rdds;

/// <summary>
/// Turns chains on the RDD of a DataFrame into DataFrame code, where what comes out has the same elements, order and types. Rows of an RDD are pickled, whatever the settings for UDFs say.
/// </summary>
/// <param name="module">The module.</param>
/// <param name="target">The Spark whose answers count.</param>
/// <param name="functions">How the module calls <c>pyspark.sql.functions</c>.</param>
/// <param name="definitions">Writes native expressions, and the helpers that they call.</param>
/// <param name="areColumnsNullable">Whether no column is known to be NOT NULL.</param>
internal sealed partial class RddRewriter(PythonModule module, Target target, string functions, NativeDefinition definitions, bool areColumnsNullable)
{
    private const int MostNodes = 80;

    private readonly NodeFactory factory = new();
    private readonly List<Node> proofs = [];
    private readonly List<string> proofTexts = [];
    private readonly List<PythonNode> bodies = [];
    private readonly List<string> helpers = [];

    /// <summary>What becomes of a chain; the edits of one that is rewritten are added.</summary>
    public RewrittenFunction Rewrite(RddChain chain, FrameSchemas schemas, IReadOnlySet<(string Name, int Line)>? keep, List<TextEdit> edits)
    {
        var line = module.Source.Text.PositionOf(chain.Whole.Start).Line;
        try
        {
            if (keep?.Contains((chain.Name, line)) == true)
            {
                throw new Refusal(ReasonCode.VerificationDifference, "old and new differ on real Spark", chain.Whole);
            }

            var columns = schemas.Columns(chain.Frame) ?? throw new Refusal(ReasonCode.UnknownType, "the types of the columns of its DataFrame are not known", chain.Frame);
            if (chain.Steps is [("isEmpty", { Arguments.Count: 0 } empty)])
            {
                edits.Add(new TextEdit(chain.Frame.End, empty.End, ".isEmpty()"));
                return Done(chain, line, Verdict.Rewritten, [], null);
            }

            CheckPlace(chain);
            var (before, after) = Written(chain, columns);
            var proof = Proof(chain, columns);
            edits.Add(new TextEdit(chain.Frame.End, chain.Whole.End, after));
            helpers.ForEach(helper => definitions.FixedHelpersUsed.Add(helper));
            if (before.Length > 0)
            {
                edits.Add(new TextEdit(chain.Whole.Start, chain.Whole.Start, before));
            }

            var isFrame = chain.Steps[^1].Name == "toDF";
            string[] notes = !isFrame ? [] : chain.Steps.Any(step => step.Name == "reduceByKey")
                ? ["as toDF(), it fails where no row has a key; the rows come in another order"]
                : ["as toDF(), it looks at up to 100 rows and fails where they do not tell every type"];
            return Done(chain, line, isFrame || proofs.Exists(node => node.IsPartial) ? Verdict.Guarded : Verdict.Rewritten, notes, proof);
        }
        catch (Refusal refusal)
        {
            return new RewrittenFunction
            {
                Name = chain.Name,
                Path = module.Source.Path,
                Line = line,
                Verdict = Verdict.Refused,
                Reason = refusal.Code,
                Explanation = refusal.Message,
                ReasonLine = module.Source.Text.PositionOf((refusal.At ?? chain.Whole).Start).Line,
            };
        }
    }

    /// <summary>Refuses where the name of the functions means something else, and where a handler may wait for what toDF() throws.</summary>
    private void CheckPlace(RddChain chain)
    {
        var name = functions.Split('.')[0];
        if (ScopeNames.FindAround(module, chain.Whole, name) is not null)
        {
            throw new Refusal(ReasonCode.UnsupportedUse, $"the function around it binds {name}", chain.Whole);
        }

        if (chain.Steps[^1].Name == "toDF")
        {
            for (var around = chain.Whole.Parent; around is not null; around = around.Parent)
            {
                if (around is TryStatement)
                {
                    throw new Refusal(ReasonCode.UnsupportedUse, "it stands in a try: what toDF() throws where there is no row is not what its native form throws", chain.Whole);
                }
            }
        }
    }

    private RewrittenFunction Done(RddChain chain, int line, Verdict verdict, IReadOnlyList<string> notes, VerificationCase? proof) => new()
    {
        Name = chain.Name,
        Path = module.Source.Path,
        Line = line,
        Verdict = verdict,
        Sql = [.. proofs.Select(node => new SqlPrinter(new Idioms(factory, target), new Dictionary<string, string>()).Print(node))],
        Notes = notes,
        Case = proof,
    };

    private (string Before, string After) Written(RddChain chain, ImmutableDictionary<string, SparkType> columns)
    {
        var order = OrderOf(chain.Frame);
        var at = 0;
        var text = "";
        var present = new HashSet<Node>();
        for (; at < chain.Steps.Count && chain.Steps[at].Name == "filter"; at++)
        {
            var function = FunctionOf(chain.Steps[at].Call);
            var (evaluator, outcome) = Run(function, columns, order);
            var condition = evaluator.TruthOf(outcome, function);
            Prove(function, [condition], "bool({0})");
            NonNull.Learn(condition, true, present);
            text += $".filter({Inline(condition)})";
        }

        var rest = chain.Steps.Skip(at).ToList();
        switch (rest)
        {
            case [("count", { Arguments.Count: 0 })] when at > 0:
                return ("", text + ".count()");
            case [("flatMap", { Arguments: [LambdaExpression { Body: NameExpression body, Parameters.Positional: [var only] }] }), ("collect", { Arguments.Count: 0 })]
                when body.Name == only.Name && order.Count > 0 && order.All(name => columns.TryGetValue(name, out var type) && IsSame(type)):
                return ("[value for row in ", $"{text}.collect() for value in row]");
            case [("map", var map), ("collect", { Arguments.Count: 0 })]:
                var (items, kind, isList) = Mapped(map, columns, order);
                var element = kind != PythonKind.Sequence ? "row[0]" : isList ? "list(row)" : "tuple(row)";
                if (kind == PythonKind.Sequence && ScopeNames.Of(module, module).Find(isList ? "list" : "tuple") is not null)
                {
                    throw new Refusal(ReasonCode.UnsupportedUse, "the module binds list or tuple", map);
                }

                return ($"[{element} for row in ", $"{text}.select({Columns(items, [])}).collect()]");
            case [("map", var map), ("toDF", var toDF)]:
                var (cells, cellKind, _) = Mapped(map, columns, order);
                return cellKind == PythonKind.Sequence
                    ? Inferred($"{text}.select({Columns(cells, NamesOf(toDF, cells.Count))})")
                    : throw new Refusal(ReasonCode.MixedReturnTypes, "toDF() of values that are no tuples", map);
            case [("map", var map), ("reduceByKey", var reduce), ("toDF", var toDF)] when IsAddition(reduce):
                var (pair, pairKind, _) = Mapped(map, columns, order);
                return pair.Count == 2 && pairKind == PythonKind.Sequence
                    ? Grouped(text, pair, NamesOf(toDF, 2), present, map)
                    : throw new Refusal(ReasonCode.MixedReturnTypes, "reduceByKey() of other than pairs", map);
            case [("map", _), ("reduceByKey", _), ..]:
                throw new Refusal(ReasonCode.DictionaryOrder, "the pairs of reduceByKey() would come in another order, or are reduced by other than a sum", rest[1].Call);
            case [("flatMap", var flat), ..]:
                throw new Refusal(ReasonCode.UnknownFunction, "flatMap() of other than the fields of a Row whose columns are all known and are no timestamps", flat);
            default:
                throw new Refusal(ReasonCode.UnknownFunction, $"{string.Join('.', rest.Select(step => step.Name).DefaultIfEmpty("filter"))} has no DataFrame form here", rest.Count > 0 ? rest[^1].Call : chain.Whole);
        }
    }

    /// <summary>What a worker and the driver make the same Python value of.</summary>
    private static bool IsSame(SparkType type) => type.IsInteger || type.Kind is SparkKind.String or SparkKind.Double or SparkKind.Float or SparkKind.Boolean or SparkKind.Date;

    private (Evaluator Evaluator, Outcome Outcome) Run(PythonNode function, ImmutableDictionary<string, SparkType> columns, IReadOnlyList<string> order)
    {
        var evaluator = new Evaluator(factory, target with { IsArrow = false });
        return (evaluator, evaluator.Call(function, Scope.Around(module, function), [evaluator.RecordOf(columns, order)], []));
    }

    private (IReadOnlyList<Node> Items, PythonKind Kind, bool IsList) Mapped(CallExpression map, ImmutableDictionary<string, SparkType> columns, IReadOnlyList<string> order)
    {
        var function = FunctionOf(map);
        var (evaluator, outcome) = Run(function, columns, order);
        var found = evaluator.ItemsOf(outcome, function);
        Prove(function, found.Items, found.Kind == PythonKind.Sequence ? "*{0}" : "{0}");
        return found;
    }

    private void Prove(PythonNode function, IReadOnlyList<Node> nodes, string text)
    {
        if (nodes.FirstOrDefault(node => node.Size > MostNodes) is { } large)
        {
            throw new Refusal(ReasonCode.TooLarge, $"its native form has {large.Size} nodes: too long to stand in place", function);
        }

        proofs.AddRange(nodes);
        proofTexts.Add(text);
        bodies.Add(function);
    }

    private PythonNode FunctionOf(CallExpression call)
    {
        if (call is not { Arguments: [var given], Keywords.Count: 0 })
        {
            throw new Refusal(ReasonCode.UnsupportedUse, "it is called with more than a function", call);
        }

        return given switch
        {
            LambdaExpression lambda => lambda,
            NameExpression name when Scope.Around(module, name).Find(name.Name, name) is Value { Kind: PythonKind.Function, Function: { } function } => function,
            _ => throw new Refusal(ReasonCode.UnknownFunction, "its function is not in this file", given),
        };
    }

    /// <summary>All columns of a frame in order, where a <c>select</c> of plain names says so.</summary>
    private static IReadOnlyList<string> OrderOf(PythonExpression frame) =>
        frame is CallExpression { Function: AttributeExpression { Name: "select" }, Keywords.Count: 0 } select
            && (select.Arguments is [ListExpression list] ? list.Elements : select.Arguments) is var items && items.All(item => item is ConstantExpression { Text: { } name } && name != "*" && !name.Contains('.', StringComparison.Ordinal))
            && items.Select(item => ((ConstantExpression)item).Text!).Distinct(StringComparer.OrdinalIgnoreCase).Count() == items.Count
            ? [.. items.Select(item => ((ConstantExpression)item).Text!.ToLowerInvariant())]
            : [];
}
