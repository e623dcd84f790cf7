using Stoker.PySpark.Linting;
using Stoker.PySpark.Rewriting.Editing;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Rewriting.Lowering;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Rewriting.Rdds;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting;

/// <summary>Rewrites the UDFs of one module.</summary>
/// <param name="module">The module.</param>
/// <param name="target">The Spark whose answers count.</param>
/// <param name="importedElsewhere">Names of this module that other modules import: their types are not known from here. <c>*</c> stands for all.</param>
/// <param name="declared">Column types that the user states.</param>
internal sealed partial class ModuleRewriter(PythonModule module, Target target, IReadOnlySet<string> importedElsewhere, DeclaredSchemas? declared = null)
{
    private readonly List<TextEdit> edits = [];
    private readonly List<FoundUdf> udfs = new UdfFinder(module).Find();
    private readonly UdfLowering lowering = new(module, target);
    private readonly FunctionsModule functions = FunctionsModule.Of(module);
    private readonly HashSet<PythonNode> deleted = [];
    private readonly bool areColumnsNullable = declared?.MayBeRequired != true && !RequiredColumns.MayExist(module);

    public RewrittenModule Rewrite(IReadOnlySet<(string Name, int Line)>? keep = null)
    {
        var schemas = new FrameSchemas(module, udfs, declared);
        var uses = new UdfUses(module, schemas, importedElsewhere);
        var definitions = new NativeDefinition(module, functions.Name, new Idioms(lowering.Factory, target));
        var results = new List<RewrittenFunction>();
        PythonNode? first = null;
        foreach (var udf in udfs)
        {
            var before = edits.Count;
            RewrittenFunction result;
            try
            {
                result = keep?.Contains((udf.Name, Line(udf.Site))) == true
                    ? Refused(udf, new Refusal(ReasonCode.VerificationDifference, "old and new differ on real Spark", udf.Site))
                    : One(udf, uses, definitions);
            }
            catch (Refusal refusal)
            {
                edits.RemoveRange(before, edits.Count - before);
                result = Refused(udf, refusal);
            }

            first ??= edits.Count > before ? udf.Site : null;
            results.Add(result);
        }

        foreach (var chain in RddChain.FindAll(module))
        {
            var (rewriter, before) = (new RddRewriter(module, target, functions.Name, definitions, areColumnsNullable), edits.Count);
            var result = rewriter.Rewrite(chain, schemas, keep, edits);
            first ??= edits.Count > before ? chain.Whole : null;
            results.Add(result);
        }

        results.AddRange(module.Nodes.OfType<CallExpression>().Select(OverFrames).OfType<RewrittenFunction>());
        if (first is not null)
        {
            DeleteUnused();
            var helpers = definitions.Helpers(lowering.Factory);
            if (helpers.Length > 0)
            {
                edits.Insert(0, Before(TopLevel(first), helpers));
            }

            edits.AddRange(ImportCleaner.Clean(module, edits).ToList());
            if (functions.Import is { } line && edits.Exists(edit => edit.Text.Contains(functions.Name + ".", StringComparison.Ordinal)))
            {
                edits.Add(ImportAt(line));
            }
        }

        var text = module.Source.Text.Text;
        return edits.Count == 0
            ? new RewrittenModule(module.Source.Path, module.Source.FullPath, text, text, results, null)
            : new RewrittenModule(module.Source.Path, module.Source.FullPath, text, SourceEditor.Apply(text, WithLineEnds(text)), results, SourceEditor.ApplyToFile(module.Source, edits));
    }

    private IEnumerable<TextEdit> WithLineEnds(string text) => text.Contains("\r\n", StringComparison.Ordinal)
        ? edits.Select(edit => edit with { Text = edit.Text.Replace("\n", "\r\n", StringComparison.Ordinal) })
        : edits;

    private int Line(PythonNode node) => module.Source.Text.PositionOf(node.Start).Line;

    private RewrittenFunction Refused(FoundUdf udf, Refusal refusal)
    {
        // What cannot be rewritten may stand in another module.
        if (refusal.At is { } at && ModuleOf(at) is { } other && other != module)
        {
            var place = $"{other.Source.Path}:{other.Source.Text.PositionOf(at.Start).Line}";
            refusal = new Refusal(refusal.Code, $"{refusal.Message} ({place})", udf.Function);
        }

        return RefusedHere(udf, refusal);
    }

    /// <summary>Functions that are given pandas or Arrow frames are never rewritten; that is said of each.</summary>
    private RewrittenFunction? OverFrames(CallExpression call)
    {
        var why = call.Function switch
        {
            AttributeExpression { Name: "applyInPandas" or "applyInArrow" } => "it is given whole groups: what aggregates and windows can say is native, the rest is not (stoker explain PY029)",
            AttributeExpression { Name: "mapInPandas" or "mapInArrow" } => "it is given batches and may return any number of rows",
            _ => null,
        };
        return why is null ? null : new RewrittenFunction
        {
            Name = ((AttributeExpression)call.Function).Name,
            Path = module.Source.Path,
            Line = module.Source.Text.PositionOf(call.Function.End).Line,
            Verdict = Verdict.Refused,
            Reason = ReasonCode.PandasBatch,
            Explanation = why,
            ReasonLine = module.Source.Text.PositionOf(call.Function.End).Line,
        };
    }

    private static PythonModule? ModuleOf(PythonNode node)
    {
        var root = node;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root as PythonModule;
    }

    private RewrittenFunction RefusedHere(FoundUdf udf, Refusal refusal) => new()
    {
        Name = udf.Name,
        Path = module.Source.Path,
        Line = Line(udf.Site),
        Verdict = Verdict.Refused,
        Reason = refusal.Code,
        Explanation = refusal.Message,
        ReasonLine = Line(refusal.At ?? udf.Function),
        ReturnType = udf.ReturnType?.Ddl,
    };

    private RewrittenFunction One(FoundUdf udf, UdfUses uses, NativeDefinition definitions)
    {
        if (udf.Shape == UdfShape.Batches || udf.OtherKind is not null)
        {
            throw new Refusal(ReasonCode.PandasBatch, udf.OtherKind is { } kind
                ? $"a pandas UDF, and {kind}: only those of Series to Series have a row by row form"
                : "its annotations may make it a UDF of batches, in which nulls change the other rows", udf.Site);
        }

        if (udf.IsWrapped)
        {
            throw new Refusal(ReasonCode.UnsupportedUse, "another decorator wraps it", udf.Site);
        }

        if (udf.Shape == UdfShape.Registered)
        {
            return InSql(udf);
        }

        var use = uses.Of(udf);
        var parameters = UdfLowering.Parameters(udf).Take(use.ArgumentCount).ToList();
        var forms = Forms(udf, use, parameters.Count);
        var isPlain = use.ProvenTypes is not null;
        Edit(udf, isPlain ? [Nullable(forms[0])] : forms, isPlain, parameters, definitions, use);
        var idioms = new Idioms(lowering.Factory, target);
        return new RewrittenFunction
        {
            Name = udf.Name,
            Path = module.Source.Path,
            Line = Line(udf.Site),
            Verdict = !isPlain || forms.Any(form => form.IsGuarded) ? Verdict.Guarded : Verdict.Rewritten,
            ReturnType = udf.ReturnType?.Ddl,
            ArgumentTypes = [.. forms.Select(form => (IReadOnlyList<string>)[.. form.Types.Select(type => type.Ddl)])],
            Sql = [.. forms.Select(form => new SqlPrinter(idioms, new Dictionary<string, string>()).Print(form.Root))],
            KeepsPython = !isPlain,
            Notes = use.Notes,
            Case = CaseOf(udf, Nullable(forms[0]), parameters, idioms),
        };
    }

    /// <summary>Calls in SQL texts become native SQL in place. The registration stays: other code may call the function by its name.</summary>
    private RewrittenFunction InSql(FoundUdf udf)
    {
        var parameters = UdfLowering.Parameters(udf);
        var (calls, left) = new SqlUses(module, new FrameSchemas(module, udfs, declared)).Of(udf.SqlName!, parameters.Count);
        if (calls.Count == 0)
        {
            throw new Refusal(ReasonCode.UnsupportedUse, left > 0
                ? "the SQL texts that call it are not plain enough, or the types of its columns are not known"
                : "it is registered for SQL, and no text in this file calls it: others may, by its name", udf.Site);
        }

        var idioms = new Idioms(lowering.Factory, target);
        var forms = calls.GroupBy(call => string.Join(",", call.Types.Select(type => type.Ddl))).ToDictionary(group => group.Key, group => lowering.Lower(udf, group.First().Types));
        foreach (var call in calls)
        {
            var form = forms[string.Join(",", call.Types.Select(type => type.Ddl))];
            var columns = parameters.Zip(call.Columns).ToDictionary(pair => pair.First, pair => $"`{pair.Second}`", StringComparer.Ordinal);
            var sql = new SqlPrinter(idioms, columns).Print(Nullable(form).Root);
            sql = form.CastTo.Length == 0 && form.Root.Type.Equals(udf.ReturnType) ? sql : $"CAST({sql} AS {udf.ReturnType!.Ddl})";
            edits.Add(new TextEdit(call.Start, call.End, PythonText.Inside(sql, module.TextOf(call.Text)[0])));
        }

        return new RewrittenFunction
        {
            Name = udf.Name,
            Path = module.Source.Path,
            Line = Line(udf.Site),
            Verdict = left > 0 || forms.Values.Any(form => form.IsGuarded) ? Verdict.Guarded : Verdict.Rewritten,
            ReturnType = udf.ReturnType?.Ddl,
            ArgumentTypes = [.. forms.Values.Select(form => (IReadOnlyList<string>)[.. form.Types.Select(type => type.Ddl)])],
            Sql = [.. forms.Values.Select(form => new SqlPrinter(idioms, new Dictionary<string, string>()).Print(form.Root))],
            KeepsPython = true,
            Notes = [left > 0 ? $"{left} SQL texts still call it" : "the registration stays: other code may call it by its name"],
            Case = CaseOf(udf, Nullable(forms.Values.First()), parameters, idioms),
        };
    }

    /// <summary>The form whose column may be NULL for the schema, as that of a UDF may.</summary>
    private NativeForm Nullable(NativeForm form) => form with { Root = Nullability.Keep(lowering.Factory, form.Root, areColumnsNullable) };

    private List<NativeForm> Forms(FoundUdf udf, UdfUse use, int count)
    {
        if (use.ProvenTypes is { } proven)
        {
            return [lowering.Lower(udf, proven)];
        }

        var forms = new List<NativeForm>();
        Refusal? first = null;
        var tuples = use.SeenTypes.Concat(TypeGuess.Tuples(module, udf).Select(tuple => (IReadOnlyList<SparkType>)[.. tuple.Take(count)]))
            .Where(tuple => tuple.All(NativeDefinition.CanDispatchOn)).DistinctBy(tuple => string.Join(",", tuple.Select(type => type.Ddl)));
        foreach (var tuple in tuples)
        {
            try
            {
                forms.Add(lowering.Lower(udf, tuple));
            }
            catch (Refusal refusal)
            {
                first ??= refusal;
            }

            if (forms.Count == 4)
            {
                break;
            }
        }

        return forms.Count > 0 ? forms : throw first ?? new Refusal(ReasonCode.UnknownType, "the types of its arguments are not known", udf.Function);
    }

    private VerificationCase CaseOf(FoundUdf udf, NativeForm form, IReadOnlyList<string> parameters, Idioms idioms)
    {
        var old = new SourceSlicer(module).Slice(udf.Function, out var parts);
        var alone = new NativeDefinition(module, "F", idioms);
        var native = alone.Plain("__new", form, parameters, "", "");
        return new VerificationCase(
            udf.Name,
            parameters,
            udf.ReturnType!.Ddl,
            udf.UsesArrow,
            udf.IsPandas,
            old,
            $"from pyspark.sql import functions as F\n\n\n{alone.Helpers(lowering.Factory)}{native}",
            [.. form.Types.Select(type => type.Ddl)],
            [.. parts.SelectMany(SourceSlicer.Everything).OfType<ConstantExpression>()
                .Where(constant => constant.Kind is ConstantKind.Text or ConstantKind.Integer or ConstantKind.Float && constant.Value.Length < 200)
                .Select(constant => constant.Kind == ConstantKind.Text ? PythonText.Text(Printable(constant.Value)) : constant.Value is "inf" or "nan" ? $"float(\"{constant.Value}\")" : constant.Value).Distinct().Take(400)],
            new SqlPrinter(idioms, new Dictionary<string, string>()).Print(form.Root));
    }

    private static string Printable(string text) => new([.. text.Select(sign => char.IsSurrogate(sign) ? '?' : sign)]);
}
