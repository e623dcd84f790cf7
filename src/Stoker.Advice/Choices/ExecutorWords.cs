using System.Globalization;

namespace Stoker.Advice.Choices;

/// <summary>Executors and their cores in words: <c>1 executor of 1 core</c>, <c>8 executors of 16 cores</c>.</summary>
public static class ExecutorWords
{
    /// <summary>Executors of one size.</summary>
    /// <param name="executors">How many.</param>
    /// <param name="cores">Cores of each.</param>
    public static string Of(int executors, int cores) => string.Create(CultureInfo.InvariantCulture, $"{executors} executor{(executors == 1 ? "" : "s")} of {Cores(cores)}");

    /// <summary>Cores.</summary>
    public static string Cores(int cores) => string.Create(CultureInfo.InvariantCulture, $"{cores} core{(cores == 1 ? "" : "s")}");
}
