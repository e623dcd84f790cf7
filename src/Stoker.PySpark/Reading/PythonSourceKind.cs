namespace Stoker.PySpark.Reading;

/// <summary>How a source is laid out.</summary>
public enum PythonSourceKind
{
    /// <summary>A plain <c>.py</c> file.</summary>
    Module,

    /// <summary>A Jupyter <c>.ipynb</c>.</summary>
    JupyterNotebook,

    /// <summary>A Databricks notebook exported as source.</summary>
    DatabricksNotebook,
}
