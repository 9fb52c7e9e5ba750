namespace TokenGrains.Cli;

/// <summary>A command cannot do what it is asked to; the message is for the person who asked, and holds no secret.</summary>
internal sealed class CommandException(string message) : Exception(message);
