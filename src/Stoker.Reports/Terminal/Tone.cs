namespace Stoker.Reports.Terminal;

/// <summary>What a piece of text is, from which its color follows; never the only carrier of a meaning.</summary>
public enum Tone
{
    /// <summary>Text as the terminal shows it.</summary>
    Plain,

    /// <summary>Titles and what the reader looks for first.</summary>
    Strong,

    /// <summary>Units, axes, what can be skipped.</summary>
    Quiet,

    /// <summary>Work that moves the application on.</summary>
    Good,

    /// <summary>Time that could be saved.</summary>
    Waste,

    /// <summary>Failures.</summary>
    Bad,

    /// <summary>Python.</summary>
    Python,

    /// <summary>Moving data: shuffle, results.</summary>
    Transfer,

    /// <summary>Ids to copy into other tools.</summary>
    Accent,
}
