namespace Stoker.PySpark.Rewriting;

/// <summary>Old and new form of a UDF, for a run on real Spark.</summary>
/// <param name="Name">The UDF's name.</param>
/// <param name="Parameters">Names of its parameters, in order.</param>
/// <param name="ReturnType">The declared type.</param>
/// <param name="IsArrow">Whether the source asks for Arrow.</param>
/// <param name="IsPandas">Whether it is a pandas UDF, from Series to Series.</param>
/// <param name="OldSource">Source that defines the Python function as <c>__old</c>.</param>
/// <param name="NewSource">Source that defines the native function as <c>__new</c>; no fallback inside.</param>
/// <param name="Types">The types of the arguments.</param>
/// <param name="Literals">Texts, ints and floats of the body, as Python literals: the boundaries to try.</param>
/// <param name="Sql">The native form as SQL over the parameter names.</param>
public sealed record VerificationCase(
    string Name,
    IReadOnlyList<string> Parameters,
    string ReturnType,
    bool? IsArrow,
    bool IsPandas,
    string OldSource,
    string NewSource,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Literals,
    string Sql);
