using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting;

/// <summary>Turns Python UDFs into native expressions. It parses with a helper process; it never runs what it reads.</summary>
/// <param name="target">The Spark whose answers count.</param>
/// <param name="interpreter">The Python that parses.</param>
/// <param name="schemas">Column types that the user states for what the source reads without a schema.</param>
public sealed class PythonRewriter(Target target, string interpreter = "python3", DeclaredSchemas? schemas = null)
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
        ProjectModules.Join([.. modules.OfType<PythonModule>()]);
        var imported = ImportedNames([.. modules.OfType<PythonModule>()]);
        var results = new List<RewrittenModule>();
        foreach (var module in modules.OfType<PythonModule>())
        {
            cancellation.ThrowIfCancellationRequested();
            var elsewhere = Elsewhere(module, imported);
            var kept = keep?.Where(udf => udf.Path == module.Source.Path).Select(udf => (udf.Name, udf.Line)).ToHashSet();
            results.Add(new ModuleRewriter(module, target, elsewhere, schemas).Rewrite(kept));
        }

        return results;
    }

    /// <summary>
    /// The verdicts on the UDFs of a module that is parsed already, by the first line of each: for whoever reports on UDFs, such as the lint rules. Other modules are not looked at,
    /// so that a verdict may be "rewritten" where the rewrite of a project would guard.
    /// </summary>
    internal static IReadOnlyDictionary<int, RewrittenFunction> Judge(PythonModule module, Target target) =>
        new ModuleRewriter(module, target, new HashSet<string>(StringComparer.Ordinal)).Rewrite().Functions
            .GroupBy(function => function.Line).ToDictionary(group => group.Key, group => group.First());

    /// <summary>What the modules of a project take from each other.</summary>
    internal static HashSet<(string Module, string Name)> ImportedNames(IReadOnlyList<PythonModule> modules) => modules.SelectMany(Imports).ToHashSet();

    /// <summary>The names of a module that others import.</summary>
    internal static HashSet<string> Elsewhere(PythonModule module, HashSet<(string Module, string Name)> imported)
    {
        var stem = Path.GetFileNameWithoutExtension(module.Source.Path);
        return imported.Where(name => name.Module == stem).Select(name => name.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What a module takes from others by name; <c>*</c> where it may take anything: a star, or the module itself.</summary>
    private static IEnumerable<(string Module, string Name)> Imports(PythonModule module) =>
        module.Nodes.SelectMany(node => node switch
        {
            ImportFromStatement import => import.Names.SelectMany(alias => ((string, string)[])[((import.Module ?? "").Split('.')[^1], alias.Name), (alias.Name, "*")]),
            ImportStatement import => import.Names.Select(alias => (alias.Name.Split('.')[^1], "*")),
            _ => [],
        });
}
