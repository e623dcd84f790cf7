using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>How a module uses a UDF.</summary>
/// <param name="ArgumentCount">How many arguments it is given, everywhere.</param>
/// <param name="ProvenTypes">The types of the arguments, where every use is a call on columns of known types.</param>
/// <param name="SeenTypes">Types of arguments at some of the calls.</param>
/// <param name="Aliases">Calls whose result becomes a column of its own name, with the name that it had.</param>
/// <param name="Notes">What the reader should know.</param>
internal sealed record UdfUse(
    int ArgumentCount,
    IReadOnlyList<SparkType>? ProvenTypes,
    IReadOnlyList<IReadOnlyList<SparkType>> SeenTypes,
    IReadOnlyList<(CallExpression Call, string Alias)> Aliases,
    IReadOnlyList<string> Notes);
