using Stoker.Findings;
using Stoker.PySpark.Rewriting.Finding;

namespace Stoker.PySpark.Linting;

/// <summary>What a run of lint looks for. The defaults are those of a run without a configuration file.</summary>
public sealed record LintSettings
{
    /// <summary>Ids or prefixes (<c>PY0</c>) of the rules to run; all when empty.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Ids or prefixes of the rules not to run; wins over <see cref="Select"/>.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Globs of files and folders to leave out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Rules (ids or prefixes) to ignore in files that match a glob.</summary>
    public IReadOnlyList<(string Glob, IReadOnlyList<string> Rules)> PerFileIgnores { get; init; } = [];

    /// <summary>Findings below it are left out.</summary>
    public Confidence Confidence { get; init; } = Confidence.Medium;

    /// <summary>The Spark version that the source is for; absent: taken from requirements files, else 3.5 or later.</summary>
    public Version? SparkVersion { get; init; }

    /// <summary>Whether <c># noqa</c> suppresses too.</summary>
    public bool HonorNoqa { get; init; } = true;

    /// <summary>Whether a suppression needs a reason.</summary>
    public bool RequireReason { get; init; }

    /// <summary>Whether tests are checked. Their data is tiny, so that they are not by default.</summary>
    public bool IncludeTests { get; init; }

    /// <summary>Whether also findings of severity info are reported whose confidence is only medium.</summary>
    public bool Verbose { get; init; }

    /// <summary>Column types of what the source reads without a schema, as <c>rewrite</c> takes them: what is said of UDFs is then what a rewrite would do.</summary>
    public DeclaredSchemas? Schemas { get; init; }

    /// <summary>Whether findings are traced to the actions that run them, for the join with a log.</summary>
    public bool Traces { get; init; }
}
