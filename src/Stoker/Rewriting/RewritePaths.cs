using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Verification;

namespace Stoker.Rewriting;

/// <summary>
/// Rewrites the UDFs of PySpark files and notebooks. It writes nothing. It runs the functions that it reads only when the request asks for verification.
/// </summary>
public static class RewritePaths
{
    /// <summary>Whether the request's Python finds pyspark, without which nothing can be verified.</summary>
    public static bool CanVerify(RewriteRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new SparkVerifier(request.Interpreter).Versions().Spark is not null;
    }

    /// <summary>Reads, rewrites, and verifies when asked to. A function on which old and new differ is left alone.</summary>
    public static RewriteResult Run(RewriteRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var issues = new List<SourceIssue>();
        var files = new PythonFileFinder(request.Root, request.Exclude).Find(request.Paths, issues);
        var sources = files.Select(file => PythonSourceLoader.TryLoad(file, issues)).OfType<PythonSource>().ToList();
        var verifier = new SparkVerifier(request.Interpreter);
        var installed = verifier.Versions();
        var target = request.Target ?? (installed.Spark is { } version ? Target.For(version) : Target.Default);
        target = target with { Pandas = request.Pandas ?? target.Pandas ?? installed.Pandas };
        var rewriter = new PythonRewriter(target, request.Interpreter, request.Schemas);
        var modules = rewriter.Rewrite(sources, issues, null, cancellation);
        var cases = modules.SelectMany(module => module.Functions).Where(function => function.Case is not null).ToList();
        if (!request.Verify || cases.Count == 0)
        {
            return new RewriteResult(target, files.Count, modules, issues, null);
        }

        var run = verifier.Verify([.. cases.Select(function => function.Case!)], request.Rows, request.Seed, cancellation);
        var wrong = run.Cases.Zip(cases).Where(pair => !pair.First.IsEqual).Select(pair => (pair.Second.Path, pair.Second.Name, pair.Second.Line)).ToHashSet();
        if (wrong.Count > 0)
        {
            modules = rewriter.Rewrite(sources, [], wrong, cancellation);
        }

        return new RewriteResult(target, files.Count, modules, issues, run with { Cases = [.. run.Cases.Zip(cases, (outcome, function) => outcome with { Path = function.Path, Line = function.Line })] });
    }
}
