using Stoker.Findings;
using Stoker.PySpark.Reading;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>A SQL text that a module gives to Spark.</summary>
/// <param name="Node">The call that gives it; the module for a SQL cell.</param>
/// <param name="Text">The text.</param>
/// <param name="Confidence">How sure it is that Spark gets it.</param>
/// <param name="Cell">The SQL cell; absent for a call.</param>
internal sealed record SqlText(PythonNode Node, string Text, Confidence Confidence, SqlCell? Cell);
