namespace Stoker.Reports.Terminal;

/// <summary>What the place can show that text is written to.</summary>
/// <param name="Width">Columns.</param>
/// <param name="HasColor">Whether ANSI colors are understood and wanted.</param>
/// <param name="HasUnicode">Whether characters beyond ASCII arrive.</param>
public sealed record TextStyle(int Width, bool HasColor, bool HasUnicode)
{
    /// <summary>Narrower than this, lines run over the edge rather than lose their meaning.</summary>
    public const int MinimumWidth = 60;

    /// <summary>Wider than this, eyes lose the line.</summary>
    public const int MaximumWidth = 200;

    /// <summary>For a pipe or a file: no color, and wide enough that little is cut.</summary>
    public static TextStyle Pipe { get; } = new(100, HasColor: false, HasUnicode: true);

    /// <summary>Columns to lay out for.</summary>
    public int UsableWidth => Math.Clamp(Width, MinimumWidth, MaximumWidth);

    internal Glyphs Glyphs => HasUnicode ? Glyphs.Unicode : Glyphs.Ascii;
}
