namespace Stoker.Simulation.Predictions;

/// <summary>Why one log cannot tell what a setting would do, and what can. By the beginning of the key, the longest first.</summary>
internal static class UnmodelledSettings
{
    private const string Compare = "Run the job once with it on the same input: stoker verify BEFORE AFTER says what it did.";

    private static readonly (string Prefix, string Reason, string Remedy)[] Known =
    [
        ("spark.executor.instances", "The number of executors is a shape, not a setting here.", "Ask with --executors."),
        ("spark.executor.cores", "The cores of an executor are a shape, not a setting here.", "Ask with --cores."),
        ("spark.cores.max", "The number of cores is a shape, not a setting here.", "Ask with --executors and --cores."),
        ("spark.task.cpus", "Cores of a task change how many fit an executor; the log does not tell what a task makes of more than it had.", "Ask with --cores for the slots that are left."),
        ("spark.sql.autoBroadcastJoinThreshold", "A broadcast takes another plan than the one that ran: the log has neither the time to build it nor what the joined side costs unshuffled.", Compare + " stoker analyze prices joins that ought to broadcast (JOIN findings)."),
        ("spark.sql.adaptive.autoBroadcastJoinThreshold", "A broadcast takes another plan than the one that ran: the log has neither the time to build it nor what the joined side costs unshuffled.", Compare),
        ("spark.sql.execution.pythonUDF", "How long a function takes with Arrow depends on the function; the log has its time without.", Compare + " stoker analyze prices Python functions with an interval (PYTHON findings)."),
        ("spark.sql.execution.arrow", "How long a conversion takes with Arrow depends on its rows; the log has its time without.", Compare + " stoker analyze prices it with an interval (PYTHON findings)."),
        ("spark.sql.cbo", "Another plan may be chosen; the log has the plan that ran.", Compare),
        ("spark.sql.join", "Another plan may be chosen; the log has the plan that ran.", Compare),
        ("spark.sql.cache", "What is cached, and when, is in the program; the log has the times of the run as it was.", "stoker analyze prices what was computed twice (CACHE findings)."),
        ("spark.storage", "What stays in memory depends on the order in which blocks are asked for, which the log does not hold.", Compare),
        ("spark.memory.storageFraction", "What stays in memory depends on the order in which blocks are asked for, which the log does not hold.", Compare),
        ("spark.locality.wait", "The log tells where tasks ran, not where they could have run.", Compare),
        ("spark.serializer", "The log does not say which part of a task's time is serialization.", Compare),
        ("spark.io.compression", "The log does not say which part of a task's time is compression, nor what the bytes would be.", Compare),
        ("spark.shuffle", "The log does not say which part of a task's time that would change.", Compare),
        ("spark.driver", "What the driver lacked is in no event of the log, except that its own time is (limited by: driver).", Compare),
        ("spark.executor.extraJavaOptions", "What JVM options do to a run is in no log of a run without them.", Compare),
    ];

    public static Refusal Of(string key, string modelled)
    {
        var found = Known.Where(each => key.StartsWith(each.Prefix, StringComparison.Ordinal)).OrderByDescending(each => each.Prefix.Length).FirstOrDefault();
        return found.Prefix is null
            ? new Refusal($"What {key} would do cannot be told from a log.", $"{Compare} Modelled are {modelled}.")
            : new Refusal($"{key} is not predicted. {found.Reason}", found.Remedy);
    }
}
