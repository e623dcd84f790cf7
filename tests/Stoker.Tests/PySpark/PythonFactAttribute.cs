using System.Runtime.CompilerServices;
using Stoker.PySpark.Reading;

namespace Stoker.Tests.PySpark;

/// <summary>A fact that needs python3; without it the fact is skipped, loudly.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    private static readonly bool HasPython = Probe();

    public PythonFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        : base(file, line)
    {
        if (!HasPython)
        {
            Skip = "python3 (3.8 or later) is not on PATH";
        }
    }

    /// <summary>Whether there is one.</summary>
    internal static bool IsAvailable => HasPython;

    private static bool Probe()
    {
        using var helper = PythonHelper.TryStart("python3", out _);
        return helper is not null;
    }
}
