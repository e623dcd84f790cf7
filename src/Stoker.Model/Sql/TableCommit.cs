namespace Stoker.Model.Sql;

/// <summary>A commit to an Iceberg table, as DataFlint's metrics reporter logs it. Counts are of the table's data files and rows.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Operation">What Iceberg did: <c>append</c>, <c>overwrite</c>, <c>delete</c>, <c>replace</c>.</param>
/// <param name="RemovedFiles">Data files that were taken out of the table.</param>
/// <param name="TotalFiles">Data files that it has afterwards.</param>
/// <param name="AddedRows">Rows in the files that were added.</param>
/// <param name="RemovedRows">Rows in the files that were taken out.</param>
/// <param name="TotalRows">Rows that it has afterwards.</param>
public sealed record TableCommit(string Table, string Operation, long RemovedFiles, long TotalFiles, long AddedRows, long RemovedRows, long TotalRows);
