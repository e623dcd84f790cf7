using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>Reads the condition of a join.</summary>
internal static class JoinConditions
{
    /// <summary>The <c>on</c> of a join, through a variable that has one value; absent when there is none.</summary>
    public static PythonExpression? Of(LintScope scope, CallExpression join) =>
        LintScope.Argument(join, 1, "on") is not { } on ? null : scope.Flow.Followed(on) ?? on;

    /// <summary>The parts of a condition that must all hold.</summary>
    public static IEnumerable<PythonExpression> Conjuncts(PythonExpression condition) => condition switch
    {
        BinaryExpression { Operator: BinaryOperator.BitAnd } both => Conjuncts(both.Left).Concat(Conjuncts(both.Right)),
        ListExpression list => list.Elements.SelectMany(Conjuncts),
        _ => [condition],
    };

    public static bool IsEquality(PythonExpression conjunct) =>
        conjunct is CompareExpression { Operators: [ComparisonOperator.Equal] } || (conjunct is CallExpression { Function: AttributeExpression { Name: "eqNullSafe" } }) || conjunct is ConstantExpression { Text: not null };

    public static bool IsInequality(PythonExpression conjunct) =>
        conjunct is CompareExpression { Operators: [ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual] } compare
            ? compare.Left is not ConstantExpression && compare.Comparators[0] is not ConstantExpression
            : conjunct is CallExpression { Function: AttributeExpression { Name: "between" } };

    /// <summary>The columns that a join names as keys by text.</summary>
    public static IReadOnlyList<string> KeyNames(LintScope scope, CallExpression join) =>
        Of(scope, join) is not { } on ? [] : [.. (scope.Flow.ItemsOf(on) ?? [on]).Select(key => key is ConstantExpression { Text: { } name } ? name : null).OfType<string>()];
}
