namespace TokenGrains.Storage.GroupCommit;

/// <summary>An engine's word that nothing of a batch is stored, because of what is in it. Never leaves this assembly.</summary>
internal sealed class WriteRefusedException(Exception cause) : Exception("Nothing of the batch is stored.", cause);
