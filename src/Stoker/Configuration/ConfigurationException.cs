using System.Globalization;

namespace Stoker.Configuration;

/// <summary>A configuration file is wrong.</summary>
/// <param name="file">The file as it is shown.</param>
/// <param name="problems">Everything that is wrong in it, by line; at least one.</param>
public sealed class ConfigurationException(string file, IReadOnlyList<ConfigurationProblem> problems)
    : Exception(string.Join('\n', problems.Select(problem => Line(file, problem))))
{
    /// <summary>Everything that is wrong, by line.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; } = problems;

    private static string Line(string file, ConfigurationProblem problem) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{problem.Line}: {problem.What}{(problem.Remedy is null ? "" : " " + problem.Remedy)}");
}
