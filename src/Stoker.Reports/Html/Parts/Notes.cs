using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Parts;

/// <summary>A list of sentences.</summary>
/// <param name="Items">The sentences, each with what it is about, which may be empty.</param>
internal sealed record Notes(IReadOnlyList<(string About, string Text)> Items) : IHtmlComponent
{
    /// <summary>Sentences that need no subject.</summary>
    public static Notes Of(IEnumerable<string> sentences) => new([.. sentences.Select(sentence => ("", sentence))]);

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write($"<ul class=\"notes\">\n");
        foreach (var (about, text) in Items)
        {
            html.Write($"<li>");
            if (about.Length > 0)
            {
                html.Write($"<b>{about}</b> ");
            }

            html.Write($"{text}</li>\n");
        }

        html.Write($"</ul>\n");
    }
}
