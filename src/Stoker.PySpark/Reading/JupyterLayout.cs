namespace Stoker.PySpark.Reading;

/// <summary>Where the lines of a notebook's code cells stand in its JSON.</summary>
/// <param name="Lines">For each line of the joined text, from the first.</param>
internal sealed record JupyterLayout(IReadOnlyList<JupyterLine> Lines);
