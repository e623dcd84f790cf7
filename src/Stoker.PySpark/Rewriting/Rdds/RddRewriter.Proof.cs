using System.Collections.Immutable;
using Stoker.PySpark.Rewriting.Editing;
using Stoker.PySpark.Rewriting.Lowering;
using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Rdds;

/// <content>What a run on real Spark compares.</content>
internal sealed partial class RddRewriter
{
    /// <summary>All functions of the chain side by side over the columns that they read, for a run on real Spark.</summary>
    private VerificationCase? Proof(RddChain chain, ImmutableDictionary<string, SparkType> columns)
    {
        var seen = new HashSet<Node>();
        var names = proofs.SelectMany(node => ArgumentsOf(node, seen)).Select(argument => argument.Name).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0 || names.Exists(name => !name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_') || !char.IsAsciiLetter(name[0])) || chain.Steps.Any(step => step.Name == "flatMap"))
        {
            return null;
        }

        // What raises inside a struct cannot be told from a NULL there.
        if (proofs.Count > 1 && proofs.Exists(node => node.IsPartial))
        {
            return null;
        }

        var fields = proofs.Select((node, i) => ($"v{i}", node.Type)).ToList();
        var root = proofs.Count == 1 ? proofs[0] : factory.Call("named_struct", SparkType.Struct(fields), [.. proofs.SelectMany((node, i) => new[] { factory.Text($"v{i}"), node })]);
        var form = new NativeForm([.. names.Select(name => columns[name])], Nullability.Keep(factory, root, areColumnsNullable), root.Type.Ddl, true);
        var idioms = new Idioms(factory, target);
        var alone = new NativeDefinition(module, "F", idioms);
        var native = alone.Plain("__new", form, names, "", "");
        var old = string.Concat(bodies.Select((body, i) => new SourceSlicer(module).Slice(body, out _) + $"__step{i} = __old\n"));
        var calls = proofTexts.Select((text, i) => text.Replace("{0}", $"__step{i}(row)", StringComparison.Ordinal));
        old += $"from pyspark.sql import Row as __Row\ndef __old({string.Join(", ", names)}):\n    row = __Row({string.Join(", ", names.Select(name => $"{name}={name}"))})\n    return ({string.Join(", ", calls)},){(proofs.Count == 1 ? "[0]" : "")}\n";
        return new VerificationCase(
            chain.Name, names, root.Type.Ddl, false, false, old, $"from pyspark.sql import functions as F\n\n\n{alone.Helpers(factory)}{native}", [.. form.Types.Select(type => type.Ddl)], [],
            new SqlPrinter(idioms, new Dictionary<string, string>()).Print(root));
    }
}
