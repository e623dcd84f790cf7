namespace Stoker.Reports.Html.Tables;

/// <summary>How the cells of a column are set.</summary>
internal enum ColumnKind
{
    /// <summary>To the right, in one line.</summary>
    Number,

    /// <summary>To the left, in one line.</summary>
    Id,

    /// <summary>To the left, in as many lines as it needs.</summary>
    Text,
}
