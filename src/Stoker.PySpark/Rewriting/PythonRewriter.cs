using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting;

/// <summary>Turns Python UDFs into native expressions. It parses with a helper process; it never runs what it reads.</summary>
/// <param name="target">The Spark whose answers count.</param>
/// <param name="interpreter">The Python that parses.</param>
public sealed class PythonRewriter(Target target, string interpreter = "python3")
{
    /// <summary>What becomes of each source that can be read, in the order of the sources.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="issues">Takes what could not be read.</param>
    /// <param name="keep">UDFs to leave alone, because a verification found a difference.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IReadOnlyList<RewrittenModule> Rewrite(
        IReadOnlyList<PythonSource> sources, ICollection<SourceIssue> issues, IReadOnlySet<(string Path, string Name, int Line)>? keep = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(issues);
        var found = new List<SourceIssue>();
        var modules = new PythonParser(interpreter).Parse(sources, found, cancellation);
        found.ForEach(issues.Add);
        var imported = modules.OfType<PythonModule>().SelectMany(module => module.Nodes.OfType<ImportFromStatement>().SelectMany(import =>
            import.Names.Select(alias => (Module: (import.Module ?? "").Split('.')[^1], alias.Name)))).ToHashSet();
        var results = new List<RewrittenModule>();
        foreach (var module in modules.OfType<PythonModule>())
        {
            cancellation.ThrowIfCancellationRequested();
            var stem = Path.GetFileNameWithoutExtension(module.Source.Path);
            var elsewhere = imported.Where(name => name.Module == stem).Select(name => name.Name).ToHashSet(StringComparer.Ordinal);
            var kept = keep?.Where(udf => udf.Path == module.Source.Path).Select(udf => (udf.Name, udf.Line)).ToHashSet();
            results.Add(new ModuleRewriter(module, target, elsewhere).Rewrite(kept));
        }

        return results;
    }
}
