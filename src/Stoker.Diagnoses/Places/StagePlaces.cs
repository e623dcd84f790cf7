using System.Globalization;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Places;

/// <summary>Places of stages and jobs, with the lines of the program where the log names them.</summary>
internal static class StagePlaces
{
    /// <summary>A suspicion at a stage, related to its SQL execution and its line.</summary>
    public static Suspicion Suspect(this Inspection inspection, StageWork stage, Confidence confidence)
    {
        var suspicion = new Suspicion(new StagePlace(stage.Stage.Id), confidence);
        suspicion.Stages.Add(stage.Index);
        inspection.Relate(suspicion, stage);
        return suspicion;
    }

    /// <summary>Adds SQL execution and line of a stage to the related places.</summary>
    public static void Relate(this Inspection inspection, Suspicion suspicion, StageWork stage)
    {
        suspicion.Stages.Add(stage.Index);
        var job = inspection.JobOf(stage);
        if (job?.Execution is { } execution)
        {
            suspicion.RelatedPlaces.Add(new SqlExecutionPlace(execution));
        }

        if (CallSiteOf(stage.Stage.Name) is { } line && !line.Equals(suspicion.Place))
        {
            suspicion.RelatedPlaces.Add(line);
        }
    }

    /// <summary>The line of a job's action; null when only JVM code is named.</summary>
    public static Place? CallSiteOf(Job job) => CallSiteOf(job.CallSite) ?? CallSiteOf(job.Name);

    /// <summary>The line in <c>collect at /path/job.py:12</c>; null for JVM files such as NativeMethodAccessorImpl.java.</summary>
    public static CallSitePlace? CallSiteOf(string? text)
    {
        var at = text?.LastIndexOf(" at ", StringComparison.Ordinal) ?? -1;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (text is null || at < 0 || colon < at + 4 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            return null;
        }

        var file = text[(at + 4)..colon];
        var isProgram = !file.StartsWith('<') && !file.EndsWith(".java", StringComparison.Ordinal) && !file.EndsWith(".scala", StringComparison.Ordinal); // <stdin> and <unknown> are no files.
        return isProgram ? new CallSitePlace(file, line) : null;
    }

    /// <summary>The called method in <c>collect at /path/job.py:12</c>; the whole text where there is no place.</summary>
    public static string MethodOf(string text) => text.LastIndexOf(" at ", StringComparison.Ordinal) is var at && at > 0 ? text[..at] : text;
}
