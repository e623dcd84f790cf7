using System.Runtime.CompilerServices;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>Whether <c>stoker rewrite</c> turns a UDF into native expressions: its own verdict, so that lint promises nothing that rewrite refuses.</summary>
internal static class NativeForm
{
    private static readonly ConditionalWeakTable<PythonModule, Dictionary<PythonNode, RewrittenFunction>> Verdicts = [];

    private static readonly ConditionalWeakTable<ResolvedProject, HashSet<(string Module, string Name)>> Imported = [];

    /// <summary>Whether it does, and its body or why not.</summary>
    public static (bool IsNative, string Reason) Verdict(LintScope scope, UdfDefinition udf)
    {
        if (udf.Body is null || !Verdicts.GetValue(scope.Module.Module, module => Read(scope, module)).TryGetValue(udf.Body, out var function))
        {
            return (false, "not a scalar function of this file");
        }

        return function.Verdict == Rewriting.Verdict.Refused
            ? (false, function.Explanation ?? "refused")
            : (true, !UdfBodies.IsHere(scope, udf.Body) ? scope.Short(udf.Site) : udf.Body is LambdaExpression lambda ? scope.Short(lambda.Body) : scope.Short(((FunctionDefinition)udf.Body).Body[^1]));
    }

    private static Dictionary<PythonNode, RewrittenFunction> Read(LintScope scope, PythonModule module)
    {
        var target = scope.Facts.SparkVersion is { } version ? Target.For(version) : Target.Default;
        var imported = Imported.GetValue(scope.Module.Project, Join);
        var rewriter = new ModuleRewriter(module, target, PythonRewriter.Elsewhere(module, imported), scope.Settings.Schemas);
        var verdicts = new Dictionary<PythonNode, RewrittenFunction>();
        foreach (var (udf, function) in new UdfFinder(module).Find().Zip(rewriter.Rewrite().Functions))
        {
            verdicts[udf.Function] = function;
        }

        return verdicts;
    }

    /// <summary>As a rewrite of the same files does: they know each other's functions and constants.</summary>
    private static HashSet<(string Module, string Name)> Join(ResolvedProject project)
    {
        List<PythonModule> modules = [.. project.Modules.Select(module => module.Module)];
        ProjectModules.Join(modules);
        return PythonRewriter.ImportedNames(modules);
    }
}
