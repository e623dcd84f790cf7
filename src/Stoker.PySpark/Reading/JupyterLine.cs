namespace Stoker.PySpark.Reading;

/// <summary>One line of the joined text in the JSON of the notebook.</summary>
/// <param name="TokenStart">Byte of the opening quote of the JSON string that holds the line, or −1 for a line that is not in the file.</param>
/// <param name="TokenEnd">Just behind the closing quote.</param>
/// <param name="JsonLine">1-based line of the file.</param>
/// <param name="Original">The line as it is in the cell, with its line end.</param>
internal sealed record JupyterLine(int TokenStart, int TokenEnd, int JsonLine, string Original);
