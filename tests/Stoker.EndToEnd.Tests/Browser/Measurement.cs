namespace Stoker.EndToEnd.Tests.Browser;

/// <summary>What measure.js found in a page.</summary>
/// <param name="Width">Width of the layout, px.</param>
/// <param name="BodyWidth">Width that the content takes, px; more than the layout's means that the page scrolls sideways.</param>
/// <param name="IsDark">Whether the dark scheme was on.</param>
/// <param name="Texts">Texts whose contrast was measured.</param>
/// <param name="Overlaps">Texts of drawings that lie on each other.</param>
/// <param name="Outside">Texts of drawings that leave the drawing.</param>
/// <param name="Wide">Elements that leave the page at the right.</param>
/// <param name="LeastContrast">The least contrast of any text.</param>
/// <param name="LeastContrastText">The text that has it.</param>
internal sealed record Measurement(
    double Width,
    double BodyWidth,
    bool IsDark,
    int Texts,
    IReadOnlyList<string> Overlaps,
    IReadOnlyList<string> Outside,
    IReadOnlyList<string> Wide,
    double LeastContrast,
    string LeastContrastText);
