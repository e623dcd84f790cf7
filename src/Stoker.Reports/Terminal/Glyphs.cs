namespace Stoker.Reports.Terminal;

/// <summary>The characters that reports draw with, for terminals with and without Unicode.</summary>
internal sealed class Glyphs
{
    public static Glyphs Unicode { get; } = new()
    {
        Levels = " ▁▂▃▄▅▆▇█",
        Eighths = "▏▎▍▌▋▊▉█",
        IdleSlot = '·',
        Bar = '█',
        JobRun = '━',
        JobStart = '┣',
        JobEnd = '┫',
        JobTiny = '┃',
        JobFailed = '╳',
        Rule = '─',
        Separator = " · ",
        Ellipsis = "…",
        AtMost = "≤",
        Times = "×",
        Warning = "▲",
        Dash = "–",
    };

    public static Glyphs Ascii { get; } = new()
    {
        Levels = " .:-=+*#@",
        Eighths = "#",
        IdleSlot = ' ',
        Bar = '#',
        JobRun = '=',
        JobStart = '[',
        JobEnd = ']',
        JobTiny = '|',
        JobFailed = 'x',
        Rule = '-',
        Separator = " | ",
        Ellipsis = "..",
        AtMost = "<=",
        Times = "x",
        Warning = "!",
        Dash = "-",
    };

    /// <summary>From empty to full, in steps of equal height.</summary>
    public required string Levels { get; init; }

    /// <summary>The end of a bar in steps of equal width; the last one is a whole cell.</summary>
    public required string Eighths { get; init; }

    /// <summary>A slot that is there and runs nothing.</summary>
    public required char IdleSlot { get; init; }

    public required char Bar { get; init; }

    public required char JobRun { get; init; }

    public required char JobStart { get; init; }

    public required char JobEnd { get; init; }

    public required char JobTiny { get; init; }

    public required char JobFailed { get; init; }

    public required char Rule { get; init; }

    public required string Separator { get; init; }

    public required string Ellipsis { get; init; }

    public required string AtMost { get; init; }

    public required string Times { get; init; }

    public required string Warning { get; init; }

    public required string Dash { get; init; }
}
