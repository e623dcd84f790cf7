using Stoker.Analyses;
using Stoker.Model;
using Stoker.Model.TimeSplit;

namespace Stoker.Tests.Reports;

/// <summary>Analyses to render in tests.</summary>
internal static class AnalysisSketches
{
    /// <summary>Two executors on YARN, one lost; a wide job, a job with a single long task, a job that fails.</summary>
    public static Analysis Eventful() => Of(new ApplicationSketch { EndMs = 120_000 }
        .Executor("1", 2, 5_000)
        .Executor("2", 2, 10_000, 70_000, "Container from a bad node: container_e01 on host: node-2. Exit status: 137.")
        .Job(0, "parquet at /srv/jobs/orders.py:31", 4_000, 40_000, [new("1", 5_000, 30_000), new("1", 5_000, 32_000), new("2", 10_000, 29_000), new("2", 10_000, 30_000)])
        .Job(1, "collect at /srv/jobs/orders.py:48", 50_000, 95_000, [new("1", 50_000, 45_000), new("2", 50_000, 1_000)])
        .Job(2, "count at /srv/jobs/orders.py:60", 100_000, 110_000, [new("1", 100_000, 4_000, Message), new("1", 104_000, 5_000, Message)], fails: true, message: Message)
        .Build());

    /// <summary>No job at all.</summary>
    public static Analysis Tiny() => Of(new ApplicationSketch { EndMs = 2_500, ExitCode = 0, Name = "probe" }.Executor("driver", 2, 100).Build());

    public static Analysis Of(Application application) => new()
    {
        Source = "/logs/app-1",
        Location = "/logs/app-1",
        Application = application,
        Time = TimeBreakdown.Of(application),
        OtherApplications = 0,
    };

    private const string Message = "java.lang.ArithmeticException: / by zero\n\tat com.example.Orders.ratio(Orders.java:7)";
}
