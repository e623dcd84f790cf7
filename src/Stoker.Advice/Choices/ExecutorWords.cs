using System.Globalization;

namespace Stoker.Advice.Choices;

/// <summary>Executors and their cores in words: <c>1 executor of 1 core</c>, <c>8 executors of 16 cores</c>.</summary>
public static class ExecutorWords
{
    /// <summary>Executors of one size.</summary>
    /// <param name="executors">How many.</param>
    /// <param name="cores">Cores of each.</param>
    public static string Of(long executors, int cores) => $"{Of(executors)} of {Cores(cores)}";

    /// <summary>Executors.</summary>
    public static string Of(long executors) => Counted(executors, "executor");

    /// <summary>Cores.</summary>
    public static string Cores(int cores) => Counted(cores, "core");

    private static string Counted(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
