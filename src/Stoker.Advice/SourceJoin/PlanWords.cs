using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Advice.SourceJoin;

/// <summary>The words of the plans of SQL executions, and the Python functions in them.</summary>
internal sealed class PlanWords
{
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<StageAttemptId>> _functions = new(StringComparer.Ordinal);

    public PlanWords(IEnumerable<SqlExecution> executions)
    {
        foreach (var execution in executions)
        {
            AddWords(execution.Plan.Description);
            foreach (var node in execution.Plan.Graph?.Nodes ?? [])
            {
                AddWords(node.Description);
                AddWords(node.Name);
                if (IsPython(node))
                {
                    AddFunctions(execution, node);
                }
            }
        }
    }

    /// <summary>Runs of letters, digits and underscores, in lower case.</summary>
    public IReadOnlySet<string> Words => _words;

    /// <summary>Stages in which each Python function ran.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StageAttemptId>> Functions => _functions;

    private static bool IsPython(PlanGraphNode node) =>
        node.Name.Contains("Python", StringComparison.Ordinal) || node.Name.Contains("InPandas", StringComparison.Ordinal) || node.Name.Contains("InArrow", StringComparison.Ordinal);

    private void AddFunctions(SqlExecution execution, PlanGraphNode node)
    {
        var stages = node.Metrics.SelectMany(execution.StagesOf).Select(stage => stage.Id).Distinct().Order().ToList();
        foreach (var name in FunctionsOf(node.Description))
        {
            _functions[name] = _functions.TryGetValue(name, out var before) ? [.. before.Union(stages).Order()] : stages;
        }
    }

    /// <summary>
    /// The names before parentheses: <c>BatchEvalPython [clean(k#1)#3, &lt;lambda&gt;(x#2)#4]</c> has <c>clean</c> and <c>&lt;lambda&gt;</c>. Functions of
    /// Spark among the arguments are names too, which is harmless: only names of the source are looked up.
    /// </summary>
    private static IEnumerable<string> FunctionsOf(string text)
    {
        for (var at = text.IndexOf('('); at >= 0; at = text.IndexOf('(', at + 1))
        {
            var start = at;
            while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '<' or '>' or '.'))
            {
                start--;
            }

            if (start < at)
            {
                yield return text[start..at];
            }
        }
    }

    private void AddWords(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            // What follows # is an expression's id: c#12L.
            if (end > start && (start == 0 || text[start - 1] != '#'))
            {
                _words.Add(text[start..end].ToLowerInvariant());
            }

            start = end + 1;
        }
    }
}
