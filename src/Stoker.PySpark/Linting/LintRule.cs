using Stoker.Findings;

namespace Stoker.PySpark.Linting;

/// <summary>A performance rule for PySpark source. Its id is permanent and never reused.</summary>
public sealed class LintRule
{
    internal LintRule(string id, string name, Severity severity, string summary, string advice, Func<LintScope, IEnumerable<LintMatch>> find)
    {
        Id = id;
        Name = name;
        Severity = severity;
        Summary = summary;
        Advice = advice;
        Find = find;
    }

    /// <summary>Such as <c>PY012</c>.</summary>
    public string Id { get; }

    /// <summary>Such as <c>topandas-without-arrow</c>.</summary>
    public string Name { get; }

    /// <summary>Until a log prices a finding: major loses parallelism or grows on the driver, minor wastes a constant factor, info is hygiene.</summary>
    public Severity Severity { get; }

    /// <summary>What is wrong, as one clause without a full stop.</summary>
    public string Summary { get; }

    /// <summary>What to do, in the imperative, as one clause without a full stop.</summary>
    public string Advice { get; }

    internal Func<LintScope, IEnumerable<LintMatch>> Find { get; }

    /// <summary>The page that explains the rule, in Markdown.</summary>
    public string ReadPage() => LintRules.ReadPage(Id);
}
