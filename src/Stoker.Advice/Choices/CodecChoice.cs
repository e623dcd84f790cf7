using System.Globalization;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Advice.Choices;

/// <summary>How blocks of shuffles are compressed: smaller ones help only where tasks wait for network and disk.</summary>
internal static class CodecChoice
{
    private const string Codec = "spark.io.compression.codec";
    private const string Compress = "spark.shuffle.compress";

    /// <summary>Share of the time of tasks that waits for shuffle blocks or writes them.</summary>
    private const double MuchWaiting = 0.15;

    /// <summary>Of the waits, what compression saves at most.</summary>
    private const double MostOfCompression = 0.7;

    /// <summary>The same of zstd in place of another codec.</summary>
    private const double MostOfCodec = 0.4;

    private const long LeastBytes = 1L << 30;

    public static Choice? Of(ChoiceContext context)
    {
        var bytes = context.Application.Stages.Sum(stage => stage.Totals[TaskMetric.ShuffleBytesWritten] ?? 0);
        var waited = context.Core.ShuffleReadWait.Value + context.Core.ShuffleWrite.Value;
        var share = context.ShareOfRunning(waited);
        if (bytes == 0 || context.Settings.Find(Codec) is not { } codec)
        {
            return null;
        }

        EvidenceItem[] evidence = [EvidenceItem.Of("shuffleBytes", bytes, EvidenceUnit.Bytes), EvidenceItem.Of("shuffleWaits", waited, EvidenceUnit.CoreMilliseconds), EvidenceItem.Of("shareOfTaskTime", Math.Round(share, 4), EvidenceUnit.Ratio)];
        var isOff = context.Settings.IsOn(Compress) == false;
        if (bytes < LeastBytes && share >= MuchWaiting)
        {
            return ChoiceContext.Keep(ChoiceSubject.Codec, Text($"{(isOff ? "Shuffles are not compressed" : codec.Split('.')[^1])}: only {Size(bytes)} went through shuffles, so that what tasks waited for ({100 * share:0.#} % of their time) is not the size of blocks.")) with { Evidence = evidence };
        }

        var isZstd = codec.Contains("zstd", StringComparison.OrdinalIgnoreCase);
        if (share < MuchWaiting && (isOff || !isZstd))
        {
            return ChoiceContext.Keep(ChoiceSubject.Codec, Text($"{(isOff ? "Shuffles are not compressed" : codec.Split('.')[^1])}: tasks waited {100 * share:0.#} % of their time for shuffle blocks and their writes ({Size(bytes)}), so that smaller blocks save {100 * share * (isOff ? MostOfCompression : MostOfCodec):0.#} % at most.")) with { Evidence = evidence };
        }

        // Half of the waits or more goes with the bytes; zstd makes a fifth to two fifths less of them than lz4, and takes more of the processors.
        var seconds = waited / 1000.0 / Math.Max(1, context.MostExecutors * context.Slots);
        if (isOff)
        {
            return Choice(context, evidence, Compress, "true", new Estimate(0, 0.3 * seconds, MostOfCompression * seconds), Text($"Compress shuffles, as Spark does unless told otherwise: tasks waited {100 * share:0} % of their time for {Size(bytes)} of blocks and their writes."));
        }

        return isZstd
            ? ChoiceContext.Keep(ChoiceSubject.Codec, Text($"zstd makes the smallest blocks; tasks waited {100 * share:0} % of their time for {Size(bytes)} of them.")) with { Evidence = evidence }
            : Choice(context, evidence, Codec, "zstd", new Estimate(-0.1 * seconds, 0.15 * seconds, MostOfCodec * seconds), Text($"zstd in place of {codec.Split('.')[^1]}: tasks waited {100 * share:0} % of their time for {Size(bytes)} of shuffle blocks and their writes, and its blocks are smaller. It takes more of the processors."));
    }

    private static Choice Choice(ChoiceContext context, EvidenceItem[] evidence, string key, string to, Estimate saved, string reason) => new()
    {
        Subject = ChoiceSubject.Codec,
        Verdict = ChoiceVerdict.Decide,
        Reason = reason,
        Precondition = "Processors are not what is short: compression takes more of them.",
        Evidence = evidence,
        Settings = [.. context.Setting(key, to)],
        SavedWallSeconds = saved,
    };

    private static string Size(long bytes) => bytes < 1L << 30 ? Text($"{Math.Ceiling(bytes / (double)(1 << 20)):0} MiB") : Text($"{bytes / (double)(1L << 30):0.#} GiB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
