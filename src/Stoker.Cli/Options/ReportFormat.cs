namespace Stoker.Cli.Options;

/// <summary>Forms of an answer.</summary>
internal enum ReportFormat
{
    /// <summary>For a person at a terminal, or pasted into a ticket.</summary>
    Text,

    /// <summary>For a wiki or an issue.</summary>
    Markdown,

    /// <summary>For a program.</summary>
    Json,
}
