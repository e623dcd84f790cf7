using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Caching;

/// <summary>PY111: a frame cached in a loop and never released.</summary>
internal static class NeverUnpersisted
{
    public static readonly LintRule Rule = new(
        "PY111", "never-unpersisted", Severity.Info, "keeps a cache of every round or call until the application ends", "unpersist() it after its last use", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, binding, confidence) in CacheFacts.Caches(scope))
        {
            var inLoop = scope.Flow.LongLoopAround(call) is not null;
            if (binding is null || !inLoop || scope.Flow.Escapes(binding))
            {
                continue;
            }

            var released = scope.Module.CallsOf("unpersist").Any(other => scope.Module.FunctionAround(other) == scope.Module.FunctionAround(call)) || scope.Module.CallsOf("clearCache").Any();
            if (!released)
            {
                yield return LintScope.At(call, confidence).With("frame", binding.Name) with { Fix = FixFor(scope, binding) };
            }
        }
    }

    /// <summary>Releases the frame behind the last statement of the round that uses it or what was made from it; no fix when anything of it outlives the round.</summary>
    private static LintFix? FixFor(LintScope scope, Binding binding)
    {
        if (ResolvedModule.StatementOf(binding.Site) is not AssignStatement { Parent: (ForStatement or WhileStatement) and var loop, Targets: [NameExpression] } made
            || ResolvedModule.BlocksOf(loop).FirstOrDefault(list => list.Contains(made)) is not { } block)
        {
            return null;
        }

        var last = (PythonStatement)made;
        var frames = scope.Module.AllBindings().Where(other => other == binding || (other.Source is { } source && scope.Module.ValueOf(source).IsSpark && scope.Flow.BindingsBehind(source).Contains(binding))).ToList();
        foreach (var use in frames.SelectMany(other => other.Uses))
        {
            if (block.FirstOrDefault(statement => ResolvedModule.Contains(statement, use)) is not { } user || scope.Module.FunctionAround(use) != scope.Module.FunctionAround(binding.Site))
            {
                return null;
            }

            last = user.End > last.End ? user : last;
        }

        var text = scope.Module.Module.Source.Text;
        var indent = text.Slice(text.StartOfLine(text.PositionOf(last.Start).Line), last.Start);
        var line = text.Line(text.PositionOf(last.End).Line).ToString();
        var isLastOnLine = line[(text.PositionOf(last.End).Column - 1)..].TrimStart() is "" or ['#', ..];
        var end = text.StartOfLine(text.PositionOf(last.End).Line) + line.Length;
        return last == made || indent.Trim().Length > 0 || !isLastOnLine || last is ReturnStatement or BreakStatement or ContinueStatement ? null
            : scope.Fix("release it after its last use", FixSafety.Safe, new TextEdit(end, end, $"\n{indent}{binding.Name}.unpersist()"));
    }
}
