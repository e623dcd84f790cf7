using Stoker.PySpark.Linting.Driver;

namespace Stoker.PySpark.Linting;

public static partial class LintRules
{
    private static LintRule[] Everything() =>
    [
        UnusedSuppression.Rule,
        CollectUnbounded.Rule,
        ToPandasUnbounded.Rule,
        CollectThenIndex.Rule,
        CountForEmptiness.Rule,
        RddForEmptiness.Rule,
        LenOfCollect.Rule,
        ActionInLoop.Rule,
        QueryPerKey.Rule,
        CollectIntoIsin.Rule,
        DriverRowLoopWithIo.Rule,
        InspectionLeftInJob.Rule,
        ToPandasWithoutArrow.Rule,
        CountForLog.Rule,
        RepeatedActionsUncached.Rule,
        CountAroundWrite.Rule,
        NullCountPerColumn.Rule,
        QuantilePerColumn.Rule,
        RowsAppendedOnDriver.Rule,
        PivotWithoutValues.Rule,
    ];
}
