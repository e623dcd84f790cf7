using System.Globalization;

namespace Stoker.Bench.Generating;

/// <summary>How a made log is built: <c>stages=10000 tasks=1000000 executors=40 plans=1</c>. Every second stage reads what the one before it wrote.</summary>
/// <param name="Stages">Stages that run; two make a query, or a job of its own where there are no plans.</param>
/// <param name="Tasks">Tasks in all, as many in each stage.</param>
/// <param name="Executors">Executors of four cores each.</param>
/// <param name="Plans">Whether stages belong to SQL executions.</param>
/// <param name="Tables">Number of tables that queries read: queries of one table have equal plans.</param>
/// <param name="Jobs">Stages of one job, where there are no plans.</param>
/// <param name="Registered">Whether executors tell of themselves.</param>
/// <param name="Ended">Whether stages, jobs and queries tell their ends.</param>
/// <param name="Faults">Whether tasks spill, collect garbage, fail, and are skewed.</param>
/// <param name="Cached">RDDs that are persisted, each read by the stages of a query.</param>
/// <param name="Batches">Whether the queries are batches of a streaming query.</param>
internal sealed record LogShape(int Stages, long Tasks, int Executors, bool Plans, int Tables, int Jobs, bool Registered, bool Ended, bool Faults, int Cached, bool Batches)
{
    /// <summary>Tasks of a stage.</summary>
    public int TasksOfStage => (int)Math.Max(1, Tasks / Stages);

    /// <summary>Reads a shape of <c>name=number</c>; what is not named is that of a cluster of forty executors with queries on a hundred tables.</summary>
    public static LogShape Parse(IEnumerable<string> words)
    {
        var values = words.Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture));
        var shape = new LogShape(
            (int)Take("stages", 10_000),
            Take("tasks", 1_000_000),
            (int)Take("executors", 40),
            Take("plans", 1) != 0,
            (int)Take("tables", 100),
            (int)Take("jobs", 2),
            Take("registered", 1) != 0,
            Take("ended", 1) != 0,
            Take("faults", 1) != 0,
            (int)Take("cached", 0),
            Take("batches", 0) != 0);
        return values.Count == 0 ? shape : throw new ArgumentException($"Not a property of a shape: {string.Join(", ", values.Keys)}.", nameof(words));

        long Take(string name, long otherwise) => values.Remove(name, out var value) ? value : otherwise;
    }
}
