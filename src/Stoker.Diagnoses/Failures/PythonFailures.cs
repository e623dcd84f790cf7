using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL009: Python code threw, at a line of the program that the traceback names, or its worker process died.</summary>
internal static class PythonFailures
{
    public const string Id = "FAIL009";

    private const string FaultHandler = "spark.python.worker.faulthandler.enabled";

    public static readonly Diagnosis Diagnosis = new(Id, "Python code failed or its worker died", Rank.Losses, Check) { Limits = FailureGroup.Limits };

    /// <summary>What PythonRunner and PythonWorkerFactory say of a worker that is gone.</summary>
    private static readonly string[] Deaths =
    [
        "Python worker exited unexpectedly", "Python worker failed to connect back", "Python worker did not connect back", "Cannot run program \"python",
    ];

    /// <summary>In the names of errors that come of another system, and may not come again.</summary>
    private static readonly string[] Sources = ["Connection", "Timeout", "TimedOut", "HTTPError", "URLError", "SSLError", "RequestException", "BrokenPipe", "Throttl"];

    private static void Check(Inspection inspection, Report report)
    {
        var attempts = AttemptFailure.Of(inspection).Where(attempt => attempt.IsException && attempt.Cause == LossCause.Unknown && (attempt.Text.IsOfPython || IsDeath(attempt)));
        foreach (var group in FailureGroup.Of(attempts).Where(group => group.Matters(inspection, Id)))
        {
            report.Add(IsDeath(group.Attempts[0]) ? OfDeath(inspection, group) : OfCode(inspection, group));
        }
    }

    private static Suspicion OfCode(Inspection inspection, FailureGroup group)
    {
        var trace = group.Text.Traceback;
        var suspicion = group.Suspect(inspection, Id, trace?.File is { } file ? new CallSitePlace(file, trace.Line) : group.Place);
        (suspicion.LeastSeverity, suspicion.LeastReason) = (Severity.Minor, FailureText.MayFailForGood);
        if (trace?.Function is { } function)
        {
            suspicion.Prove("function", function);
        }

        return suspicion.Advise(Sources.Any(name => group.Text.Error.Contains(name, StringComparison.Ordinal))
                ? "Retry at this line, with a pause that grows: Spark runs the whole task again, and gives up after a few tries."
                : "Handle at this line the rows it cannot take: test the value, or catch the error, return null and count such rows with an accumulator.")
            .Advise("Run the function over the failing rows alone: filter the input down to them and collect, outside of Spark's retries.");
    }

    private static Suspicion OfDeath(Inspection inspection, FailureGroup group)
    {
        var suspicion = group.Suspect(inspection, Id, group.Place);
        (suspicion.LeastSeverity, suspicion.LeastReason) = (Severity.Minor, FailureText.MayFailForGood);
        return suspicion
            .Advise("Look for what kills the process: memory first (its own limit or the container's), then native code of a package, then a package that only the driver has.")
            .Advise(inspection.Settings.Change(FaultHandler, "true", "Let the worker write where it was when it crashes.")) // Since 3.2.
            .Advise(inspection.IsLocal ? null : Memory.MemoryRemedies.MoreBesideHeap(inspection, "Leave Python more of the container, if memory was it.", null));
    }

    private static bool IsDeath(AttemptFailure attempt) => Deaths.Any(text => attempt.Text.Error.Contains(text, StringComparison.Ordinal));
}
