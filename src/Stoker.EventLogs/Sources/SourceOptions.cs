namespace Stoker.EventLogs.Sources;

/// <summary>How sources are read.</summary>
public sealed record SourceOptions
{
    /// <summary>How many logs are looked into at once; the machine's cores unless said otherwise.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>How long a server may stay silent before it counts as unreachable; 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where a download is kept while it is read; the system's folder for temporary files.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();

    /// <summary>What "-" reads.</summary>
    public Func<Stream> StandardInput { get; init; } = Console.OpenStandardInput;
}
