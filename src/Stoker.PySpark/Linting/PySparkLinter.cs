using System.Text;
using Stoker.Findings;
using Stoker.Findings.Fingerprints;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Findings.Tracing;
using Stoker.PySpark.Reading;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;
using Stoker.PySpark.Tracing;

namespace Stoker.PySpark.Linting;

/// <summary>Runs the lint rules over sources. It reads no files; the helper process that parses is all that it starts.</summary>
/// <param name="settings">What to look for.</param>
/// <param name="interpreter">The Python that parses.</param>
public sealed class PySparkLinter(LintSettings settings, string interpreter = "python3")
{
    /// <summary>Rules walk trees by recursion in places; deep ones need more than the default.</summary>
    private const int StackBytes = 64 << 20;

    /// <summary>A file without any of these neither uses Spark nor defines what a file that does could call.</summary>
    private static readonly string[] SparkWords = ["spark", "DataFrame", "databricks", "glueContext", "toPandas", "sqlContext", ".write."];

    /// <summary>Lints the sources together, so that helpers in one are known in the others.</summary>
    public LintResult Lint(IReadOnlyList<PythonSource> sources, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        // A package's __init__ may hand on classes of other modules without a word of Spark.
        var relevant = sources.Where(source => source.Path.EndsWith("__init__.py", StringComparison.Ordinal) || SparkWords.Any(word => source.Text.Text.Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        var issues = new List<SourceIssue>();
        var modules = new PythonParser(interpreter).Parse(relevant, issues, cancellation).OfType<PythonModule>().ToList();
        LintResult? result = null;
        var thread = new Thread(() => result = Lint(sources, modules, issues, cancellation), StackBytes);
        thread.Start();
        thread.Join();
        cancellation.ThrowIfCancellationRequested();
        return result ?? throw new InvalidOperationException("The linting thread ended without a result.");
    }

    private LintResult Lint(IReadOnlyList<PythonSource> sources, List<PythonModule> modules, List<SourceIssue> issues, CancellationToken cancellation)
    {
        var project = new ResolvedProject(modules, new ProjectFacts { SparkVersion = settings.SparkVersion });
        var found = new List<(LintFinding Finding, LintScope Scope, LintMatch Match)>();
        var scopes = new List<LintScope>();
        foreach (var module in project.Modules)
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            if (UsesSpark(module))
            {
                module.EnsureUses();
                var scope = new LintScope(module, settings);
                scopes.Add(scope);
                found.AddRange(Check(scope).Select(item => (item.Finding, scope, item.Match)));
            }
        }

        found.Sort(static (left, right) => (left.Finding.Finding.Place, left.Finding.Rule.Id).CompareTo((right.Finding.Finding.Place, right.Finding.Rule.Id)));
        var tracer = settings.Traces ? new SourceTracer(project, scopes, cancellation) : null;
        var findings = found.ConvertAll(item => tracer is null ? item.Finding : item.Finding with { Trace = tracer.TraceOf(item.Scope.Module, item.Match.Node, item.Match.IsEager) });
        return new LintResult
        {
            Findings = [.. findings.Where(finding => finding.SuppressedBy is null)],
            Suppressed = [.. findings.Where(finding => finding.SuppressedBy is not null)],
            Issues = [.. issues.Distinct()],
            Actions = tracer?.Actions ?? [],
            FileCount = sources.Count,
            SparkFileCount = scopes.Count,
            LineCount = sources.Sum(source => source.Text.LineCount),
        };
    }

    private bool UsesSpark(ResolvedModule module) =>
        (settings.IncludeTests || !module.IsTest)
        && (module.ImportsSpark || module.Module.Source is { Kind: PythonSourceKind.DatabricksNotebook, SqlCells.Count: > 0 } || module.Module.Nodes.Any(node => node is NameExpression { Name: "spark" or "sc" or "glueContext" } name && !module.IsStore(name) && module.Reaching(name).Count == 0)
            || module.Module.Nodes.OfType<CallExpression>().Any(call => call.Function is AttributeExpression member
                && (ApiTable.DataFrameOnly.Contains(member.Name) || member.Value is AttributeExpression { Name: "write" }) && module.ValueOf(member.Value).IsSpark));

    private IEnumerable<(LintFinding Finding, LintMatch Match)> Check(LintScope scope)
    {
        var ignored = settings.PerFileIgnores.Where(item => IgnoreFile.Translate(item.Glob, item.Glob.Contains('/', StringComparison.Ordinal)).IsMatch(scope.Module.Module.Source.Path))
            .SelectMany(item => item.Rules).ToList();
        var suppressions = new SuppressionReader(scope.Module.Module, settings);
        var ordinals = new Dictionary<string, int>();
        var findings = new List<(LintFinding, LintMatch)>();
        foreach (var rule in LintRules.All.Where(rule => Runs(rule.Id) && !ignored.Exists(prefix => rule.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))))
        {
            foreach (var match in rule.Find(scope).OrderBy(match => match.Node.Index).ThenBy(match => match.Node.End))
            {
                if (IsReported(match, match.Severity ?? rule.Severity))
                {
                    var finding = ToFinding(scope, rule, match, ordinals, match.Span);
                    findings.Add((finding with { SuppressedBy = suppressions.Match(rule.Id, match.Node, match.Span?.Start) }, match));
                }
            }
        }

        return [.. findings, .. Unused(scope, suppressions, ordinals)];
    }

    private IEnumerable<(LintFinding Finding, LintMatch Match)> Unused(LintScope scope, SuppressionReader suppressions, Dictionary<string, int> ordinals)
    {
        if (!Runs(UnusedSuppression.Rule.Id))
        {
            yield break;
        }

        foreach (var (node, start, end, evidence, why) in suppressions.Faults())
        {
            var match = LintScope.At(node, Confidence.High).With("comment", evidence).With("because", why);
            yield return (ToFinding(scope, UnusedSuppression.Rule, match, ordinals, (start, end)), match);
        }
    }

    private bool Runs(string id) =>
        (settings.Select.Count == 0 || settings.Select.Any(prefix => id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        && !settings.Ignore.Any(prefix => id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private bool IsReported(LintMatch match, Severity severity) =>
        match.Confidence >= settings.Confidence && (severity > Severity.Info || match.Confidence == Confidence.High || settings.Verbose || settings.Confidence == Confidence.Low);

    private static LintFinding ToFinding(LintScope scope, LintRule rule, LintMatch match, Dictionary<string, int> ordinals, (int Start, int End)? span = null)
    {
        var source = scope.Module.Module.Source;
        var (start, end) = span ?? SpanOf(match.Node, source);
        var statement = ResolvedModule.StatementOf(match.Node);
        var text = statement is not null ? scope.Short(statement) : span is { } lines ? source.Text.Slice(lines.Start, lines.End) : "";
        var symbol = ResolvedModule.SymbolOf(match.Node);
        var key = string.Join('\n', rule.Id, source.Path, symbol, text);
        ordinals[key] = ordinals.GetValueOrDefault(key) + 1;
        var fingerprint = Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(key + "\n" + ordinals[key])).AsSpan(0, 16));
        return new LintFinding
        {
            Rule = rule,
            Source = source,
            Span = (start, end),
            Fix = match.Fix,
            Fingerprint = fingerprint,
            Finding = new Finding
            {
                Id = rule.Id,
                Severity = match.Severity ?? rule.Severity,
                Confidence = match.Confidence,
                Place = SourcePlaces.Of(source, start, end, symbol),
                RelatedPlaces = [.. match.Related.Select(node => SourcePlaces.Of(source, node.Start, node.End, ResolvedModule.SymbolOf(node)))],
                Evidence = match.Evidence,
                Remedies = [new Remedy(RemedyKind.Code, rule.Advice)],
            },
        };
    }

    /// <summary>A chain of calls is pointed at from the method that matters, not from where the chain starts lines above.</summary>
    private static (int Start, int End) SpanOf(PythonNode node, PythonSource source) => node switch
    {
        CallExpression { Function: AttributeExpression member } call when LintScope.IsFormatted(call) => SpanInText(call, member.Name, source),
        CallExpression { Function: AttributeExpression member } call => (Math.Max(member.End - member.Name.Length, member.Start), call.End),
        ForStatement loop => (loop.Start, loop.Iterable.End),
        WhileStatement loop => (loop.Start, loop.Test.End),
        FunctionDefinition function => (function.Start, function.Parameters.End > function.Start ? function.Parameters.End : function.Start + 4 + function.Name.Length),
        _ => (node.Start, node.End),
    };

    /// <summary>Within an f-string older Pythons tell the span of the whole string: the method is found by its name when it stands there once.</summary>
    private static (int Start, int End) SpanInText(CallExpression call, string method, PythonSource source)
    {
        var text = source.Text.Slice(call.Start, call.End);
        var at = text.IndexOf("." + method + "(", StringComparison.Ordinal);
        return at >= 0 && at == text.LastIndexOf("." + method + "(", StringComparison.Ordinal) ? (call.Start + at + 1, call.Start + at + 1 + method.Length) : (call.Start, call.End);
    }
}
