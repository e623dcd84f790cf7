namespace Stoker.PySpark.Rewriting.Editing;

/// <summary>Replaces the characters <c>[Start, End)</c> of a source.</summary>
internal sealed record TextEdit(int Start, int End, string Text)
{
    /// <summary>The text after all edits, which must not overlap. Edits at one place keep their order.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var result = new System.Text.StringBuilder();
        var at = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.End))
        {
            if (edit.Start < at)
            {
                throw new InvalidOperationException($"two edits overlap at {edit.Start}");
            }

            result.Append(text, at, edit.Start - at).Append(edit.Text);
            at = edit.End;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
