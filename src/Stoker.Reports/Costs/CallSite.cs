using Stoker.Reports.Terminal;

namespace Stoker.Reports.Costs;

/// <summary>Makes the names that Spark gives to work short enough to be read: what says nothing goes.</summary>
internal static class CallSite
{
    /// <summary>What follows the operation where Python called through the gateway, or adaptive execution through a thread pool: no place in anyone's program.</summary>
    private static readonly string[] EmptyPlaces = [" at NativeMethodAccessorImpl.java", " at CompletableFuture.java", " at ThreadPoolExecutor.java", " at Method.java", " at <unknown>"];

    /// <summary>One line: <c>collect at /a/b/job.py:12</c> becomes <c>collect at job.py:12</c>; empty when nothing is left.</summary>
    public static string Shorten(string name)
    {
        var text = CellWidth.Clean(name);
        foreach (var place in EmptyPlaces)
        {
            var at = text.IndexOf(place, StringComparison.Ordinal);
            if (at >= 0)
            {
                text = text[..at];
            }
        }

        if (text.StartsWith("$anonfun$", StringComparison.Ordinal) || text is "run")
        {
            return "";
        }

        if (BatchOf(text) is { } batch)
        {
            return batch;
        }

        var runId = text.IndexOf(" (runId ", StringComparison.Ordinal);
        return WithoutFolders(runId > 0 ? text[..runId] : text);
    }

    /// <summary>A micro-batch, which Spark describes by the name of its query, if it has one, and two ids: <c>visits, batch 3</c>.</summary>
    private static string? BatchOf(string text)
    {
        const string Id = "id = ";
        const string Run = " runId = ";
        const string Batch = " batch = ";
        var id = text.StartsWith(Id, StringComparison.Ordinal) ? 0 : text.IndexOf(" " + Id, StringComparison.Ordinal);
        var run = id < 0 ? -1 : text.IndexOf(Run, id, StringComparison.Ordinal);
        var batch = run < 0 ? -1 : text.IndexOf(Batch, run, StringComparison.Ordinal);
        return batch < 0 ? null : $"{(id == 0 ? "streaming" : text[..id] + ",")} batch {text[(batch + Batch.Length)..]}";
    }

    private static string WithoutFolders(string text)
    {
        var at = text.IndexOf(" at ", StringComparison.Ordinal);
        var slash = text.LastIndexOf('/');
        return at > 0 && slash > at ? text[..(at + 4)] + text[(slash + 1)..] : text;
    }
}
