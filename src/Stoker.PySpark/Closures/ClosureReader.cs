using Stoker.Findings.Places;
using Stoker.Findings.Tracing;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>
/// Answers for the calls of one file what their functions carry to the tasks. Starting Python to parse takes tens of milliseconds; the file itself never runs.
/// Used by one thread at a time.
/// </summary>
public sealed class ClosureReader
{
    /// <summary>Chains and trees are walked by recursion.</summary>
    private const int StackBytes = 64 << 20;

    private readonly LintScope _scope;

    private ClosureReader(LintScope scope) => _scope = scope;

    /// <summary>Parses a source; absent, with an issue added that says why, when there is no Python to parse with, or it cannot parse the source.</summary>
    /// <param name="source">The file.</param>
    /// <param name="issues">Takes what could not be read, also of a file that was read otherwise.</param>
    /// <param name="interpreter">The Python that parses: a name on PATH or a path.</param>
    /// <param name="cancellation">Stops parsing.</param>
    public static ClosureReader? TryOpen(PythonSource source, ICollection<SourceIssue> issues, string interpreter = "python3", CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(issues);
        var found = new List<SourceIssue>();
        var modules = new PythonParser(interpreter).Parse([source], found, cancellation);
        found.ForEach(issues.Add);
        if (modules is not [{ } module])
        {
            return null;
        }

        var resolved = new ResolvedProject([module], new ProjectFacts()).Modules[0];
        return new ClosureReader(new LintScope(resolved, new LintSettings()));
    }

    /// <summary>What the functions carry that run in the stage named <c>method at file:line</c>.</summary>
    /// <param name="method">The method, such as <c>count</c>.</param>
    /// <param name="line">1-based line, which Python 3.11 and later say of the method's name and older ones of the start or end of the statement.</param>
    public ClosureTestimony At(string method, int line)
    {
        var testimony = new ClosureTestimony(ClosureAnswer.Unknown);
        var thread = new Thread(() => testimony = Read(method, line), StackBytes);
        thread.Start();
        thread.Join();
        return testimony;
    }

    private ClosureTestimony Read(string method, int line)
    {
        _scope.Module.EnsureUses();
        var calls = _scope.Module.CallsOf(method).Where(call => LineOf(call) == line).ToList();
        if (calls.Count == 0)
        {
            calls = [.. _scope.Module.CallsOf(method).Where(call => IsAround(call, line))];
        }

        if (calls.Count == 0)
        {
            return new ClosureTestimony(ClosureAnswer.OtherSource);
        }

        var stages = new StageClosures(_scope);
        var closure = calls.Select(stages.Of).Aggregate((left, right) => left.Or(right));
        return closure.Captures.Concat(closure.Possible).FirstOrDefault() is { } capture ? Of(closure.Answer, capture) : new ClosureTestimony(closure.Answer);
    }

    private ClosureTestimony Of(ClosureAnswer answer, Capture capture) => new(answer)
    {
        Name = capture.Name,
        BoundAt = new CallSitePlace(_scope.Module.Module.Source.Path, PlaceOf(capture.Site).Line),
        MadeBy = _scope.Short(capture.Value.Site),
        Entries = capture.Value.Entries,
        Bytes = capture.Value.Bytes,
    };

    private int LineOf(CallExpression call) => _scope.Module.Module.Source.Text.PositionOf(call.Function.End - 1).Line;

    private bool IsAround(CallExpression call, int line)
    {
        var text = _scope.Module.Module.Source.Text;
        return ResolvedModule.StatementOf(call) is ExpressionStatement or AssignStatement or ReturnStatement && ResolvedModule.StatementOf(call) is { } statement
            && text.PositionOf(statement.Start).Line <= line && line <= text.PositionOf(call.End - 1).Line;
    }

    private SourcePlace PlaceOf(PythonNode node) => SourcePlaces.Of(_scope.Module.Module.Source, node.Start, node.End, null);
}
