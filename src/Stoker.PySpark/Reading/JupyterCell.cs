namespace Stoker.PySpark.Reading;

/// <summary>A code cell as the JSON has it.</summary>
internal sealed record JupyterCell(int Index, IReadOnlyList<JupyterLine> Lines, IReadOnlyList<string> Tags);
