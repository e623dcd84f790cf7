using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Editing;

/// <summary>How a module calls <c>pyspark.sql.functions</c>, and the import that it lacks.</summary>
/// <param name="Name">The name to use.</param>
/// <param name="Import">The line to add, or absent.</param>
internal sealed record FunctionsModule(string Name, string? Import)
{
    public static FunctionsModule Of(PythonModule module)
    {
        foreach (var statement in module.Body.Where(node => node is ImportStatement or ImportFromStatement))
        {
            foreach (var (name, dotted) in ScopeNames.Imports(statement))
            {
                if (dotted == "pyspark.sql.functions" && ScopeNames.Of(module, module).Find(name) is { Kind: ScopeBindingKind.Import })
                {
                    return new FunctionsModule(name, null);
                }
            }
        }

        var free = ScopeNames.Of(module, module).Find("F") is null && !module.Nodes.OfType<NameExpression>().Any(name => name.Name == "F") ? "F" : "spark_functions";
        return new FunctionsModule(free, $"from pyspark.sql import functions as {free}");
    }
}
