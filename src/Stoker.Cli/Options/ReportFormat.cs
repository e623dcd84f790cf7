namespace Stoker.Cli.Options;

/// <summary>Forms of an answer. Each is spelled on the command line as here, in lower case.</summary>
internal enum ReportFormat
{
    /// <summary>For a person at a terminal, or pasted into a ticket.</summary>
    Text,

    /// <summary>For a wiki, an issue or a pull request.</summary>
    Markdown,

    /// <summary>For a browser, a mail, a printer: one file.</summary>
    Html,

    /// <summary>For a program.</summary>
    Json,

    /// <summary>For code scanning: SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>For GitHub Actions: annotations of lines.</summary>
    GitHub,
}
